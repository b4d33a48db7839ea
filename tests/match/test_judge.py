"""Whose business a word names: structure, not lists (invented names only)."""

from __future__ import annotations

import pytest

from engine.match.judge import Judge
from engine.ruleset import load_ruleset
from engine.text.fold import fold
from engine.text.items import item_of


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(load_ruleset())


def cause(judge: Judge, text: str, word: str, field: str = "scope") -> str:
    text = fold(text)
    at = text.index(word)
    verdict = judge.scope(text, field).verdicts([(word, at, at + len(word))])[0]
    return verdict.exclusion if verdict else ""


OWN = [
    ("为企业提供金融信息服务", "金融"),
    ("投资、理财、软件开发", "理财"),
    ("投资管理、软件开发", "投资管理"),
    ("理财、会务", "理财"),
    ("受托资产管理", "资产管理"),
    ("以自有资金对外投资，资产管理", "资产管理"),
    ("第三方支付服务", "支付"),
    ("受托管理股权投资基金", "基金"),
    ("企业投融资咨询", "投融资"),
]
OTHERS = [
    ("接受金融机构委托从事金融信息技术外包", "金融"),
    ("为证券、基金、保险企业印制宣传品", "基金"),
    ("金融、保险业软件开发", "金融"),
    ("电力、金融、交通、化工部门的设备安装", "金融"),
    ("金融、贵重物资、危险物品押运", "金融"),
    ("金融从业人员培训", "金融"),
    ("金融商贸大厦物业管理", "金融"),
    ("工程款支付担保", "支付"),
    ("安置费的支付", "支付"),
    ("为投资管理公司提供保洁", "投资管理"),
    ("投资设立融资租赁公司", "融资租赁"),
    ("城市建设基金的管理", "基金"),
]
OTHER_MONEY = [
    ("以自有资金从事创业投资、股权投资", "股权投资"),
    ("用自有资金对工业、贸易、金融进行投资", "金融"),
    ("对房地产业、金融业（不含证券）、建筑业的投资", "金融"),
    ("股权投资（限以自有资金）", "股权投资"),
    ("授权范围内的国有资产投资管理", "投资管理"),
    ("下属企业资产管理", "资产管理"),
]


@pytest.mark.parametrize(("text", "word"), OWN)
def test_own_business_stands(judge: Judge, text: str, word: str) -> None:
    assert cause(judge, text, word) == ""


@pytest.mark.parametrize(("text", "word"), OTHERS + OTHER_MONEY)
def test_business_of_others(judge: Judge, text: str, word: str) -> None:
    assert cause(judge, text, word)


@pytest.mark.parametrize(("text", "word"), OTHER_MONEY)
def test_own_or_public_money_is_a_notice(judge: Judge, text: str, word: str) -> None:
    at = text.index(word)
    verdict = judge.scope(text, "scope").verdicts([(word, at, at + len(word))])[0]
    assert verdict is not None
    assert verdict.own_money


@pytest.mark.parametrize("name", ["云泉财富木线厂", "云泉财富酒店管理有限公司", "财富广场物业部"])
def test_trade_names(judge: Judge, name: str) -> None:
    assert cause(judge, name, "财富", "name")


@pytest.mark.parametrize(
    "name", ["云泉元维财富投资管理有限公司", "海力财富集团有限公司", "云泉财富管理公司"]
)
def test_wealth_in_its_financial_sense(judge: Judge, name: str) -> None:
    assert cause(judge, name, "财富", "name") == ""


def test_inner_hit_shares_the_fate_of_the_longer_one(judge: Judge) -> None:
    text = "为基金管理公司提供保洁"
    hits = [("基金管理", 1, 5), ("基金", 1, 3)]
    assert all(judge.scope(text, "scope").verdicts(hits))


def test_a_double_negative_keeps_its_item(judge: Judge) -> None:
    text = "非融资性担保业务（不得经营融资性担保业务）"
    hits = [("非融资性担保", 0, 6), ("融资性担保", 13, 18)]
    assert [v is None for v in judge.scope(text, "scope").verdicts(hits)] == [True, False]


def test_item_reads_over_a_bracket_and_the_list() -> None:
    text = "建材；对工业、金融业（不含证券）的投资；会务"
    item = item_of(text, 7, 9, "scope")
    assert (item.own_left, item.rest) == ("", "业")
    assert item.before == "对工业、"
    assert item.after == "业的投资"
    assert item.bracket == "不含证券"
