"""Adverts: warnings say the opposite of what they quote, and a fraud may hide behind one."""

import pyarrow as pa
import pytest

from engine.match import TextMatcher
from engine.model.evidence import RecordEvidence
from engine.ruleset import RuleSet, load_ruleset
from engine.score import score


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_ruleset()


def read(ruleset: RuleSet, text: str) -> RecordEvidence:
    table = pa.table(
        {"title": [None], "text": [text]},
        schema=pa.schema([("title", pa.string()), ("text", pa.string())]),
    )
    return next(iter(TextMatcher(ruleset, "advert").match(table, "2026-06-01", "publish_time")))


def band(ruleset: RuleSet, text: str) -> str:
    evidence = read(ruleset, text)
    for hit in evidence.hits:
        assert text[hit.start : hit.end] == hit.matched
    return score(evidence.hits, ruleset).band.value


@pytest.mark.parametrize(
    "text",
    [
        "警方提醒：谨防“保本高息”投资骗局，远离非法集资！",
        "防范非法集资，人人有责。凡是承诺保本保息、年化20%的都要当心",
        "本产品不保本保息，投资有风险",
        "端午特惠，全场8折，满100减20",
        "本店诚聘服务员，底薪3000加提成5%",
        "出租门面房两间，月租1500元",
        "我行新一期理财产品保本保息，年化4%，柜台网银均可购买",
    ],
)
def test_harmless(ruleset: RuleSet, text: str) -> None:
    assert band(ruleset, text) == "无"


@pytest.mark.parametrize(
    "text",
    [
        "保本保息，年化18%，一万元起投，名额有限",
        "保 本·保*息，月息2分，按月付息，诚邀投资",
        "謹防假冒！本公司保本保息，年化15%，一万起投，详询13900000000",
        "消费全返，满500返500，推荐奖天天结",
    ],
)
def test_suspicious(ruleset: RuleSet, text: str) -> None:
    assert band(ruleset, text) in ("高", "中")


@pytest.mark.parametrize(
    ("text", "licensed"),
    [
        ("我行新一期理财，年化4%，柜台网银均可购买", True),
        ("柜台可办理，存款保险保障，详情咨询本行员工", True),
        ("皮货行收皮子缺钱，三万一份，一年后给三万五，赔了本行全担", False),
        ("本行做抵押放款生意，资金不够，找合伙人出钱，年息一分二", False),
    ],
)
def test_many_a_shop_is_a_hang(ruleset: RuleSet, text: str, licensed: bool) -> None:
    """A bank is one that speaks of what a bank has, a counter or deposits."""
    assert (read(ruleset, text).licensed is not None) is licensed


def test_who_made_the_film_earned(ruleset: RuleSet) -> None:
    hits = read(
        ruleset, "这部片子成本才六百万，票房过了四个亿，出品方赚得盆满钵满，观众笑得肚子疼。"
    ).hits
    assert "AD-EVA-001" not in {hit.rule_id for hit in hits}
