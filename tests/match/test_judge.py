"""Whose business a word names: structure, not lists (invented names only)."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from engine.match.judge import Judge
from engine.ruleset import load_ruleset, schema
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


@pytest.mark.parametrize(
    "name", ["云泉财富木线厂", "云泉财富酒店管理有限公司", "财富广场物业部", "海力财富木业分公司"]
)
def test_trade_names(judge: Judge, name: str) -> None:
    assert cause(judge, name, "财富", "name")


@pytest.mark.parametrize(
    "name",
    [
        "云泉元维财富投资管理有限公司",
        "海力财富集团有限公司",
        "云泉财富管理公司",
        # a branch is no trade
        "海力财富分公司",
        "海力财富管理分公司",
        "海力财富管理总公司",
    ],
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


def verdicts(judge: Judge, text: str, word: str, field: str = "scope") -> list[str]:
    """What a word is dismissed by: as a word, as the match of a pattern, and that read slowly."""
    start = text.index(word)
    end = start + len(word)
    view = judge.scope(text, field)
    told = (
        view.verdicts([(word, start, end)])[0],
        judge.verdict_of_match(text, field, start, end),
        view.verdict_of_match(start, end),
    )
    return [verdict.exclusion if verdict else "" for verdict in told]


@pytest.mark.parametrize(
    ("text", "word", "field", "exclusion"),
    [
        ("云泉县教育基金会", "基金", "name", "EXC-GUA-002"),  # a guard begins with the word
        ("代管住宅专项维修基金", "基金", "scope", "EXC-GUA-002"),  # ends with it
        ("基金会", "基金", "scope", "EXC-GUA-002"),
        ("云泉基金会", "基金会", "scope", ""),  # is the word: no guard of itself
        ("基金，住房基金", "基金", "scope", ""),  # a guard that stands elsewhere
        ("产业投资基金", "基金", "scope", ""),
        ("典当，不含金融；五金", "金融", "scope", "EXC-DIS-001"),
        ("云泉不含金融公司", "金融", "name", ""),  # names take nothing back
        ("受托筹集资金融通调剂", "金融", "scope", "EXC-GUA-008"),  # two guards share a character
        ("海力财富木业有限公司财富证券楼店", "财富", "name", "EXC-REF-011"),
        # a guard that stands elsewhere leaves it to what is said of customers
        ("为基金管理公司提供保洁，代管住房基金", "基金", "scope", "EXC-REF-001"),
    ],
)
def test_guards_and_disclaimers(
    judge: Judge, text: str, word: str, field: str, exclusion: str
) -> None:
    assert verdicts(judge, text, word, field) == [exclusion] * 3


def test_only_words_are_cut(judge: Judge) -> None:
    # a pattern knows its own edges
    word, *matches = verdicts(judge, "代理财务", "理财")
    assert word == "EXC-EDGE"
    assert "EXC-EDGE" not in matches


def test_a_guard_that_speaks_of_other_words_leaves_the_next_one(judge: Judge) -> None:
    rules = (
        schema.Guard.model_construct(id=i, cause="", words=w)
        for i, w in (("甲", ["典当"]), ("乙", []))
    )
    one = Judge(load_ruleset())
    view = one.scope("云泉基金会", "scope")
    one._guard_of = [*rules]
    view._guards, view._guard_ends = [(2, 5, 0), (1, 5, 1)], [5, 5]
    assert view.verdicts([("基金", 2, 4)])[0].exclusion == "乙"  # type: ignore[union-attr]


SENTENCES = [
    # text, field, match, what is read, where the match stands there
    ("五金；典当行；批发", "scope", "典当", "典当行", 0),
    ("五金；某典当；批发", "scope", "典当", "某典当", 1),
    ("；典当", "scope", "典当", "典当", 0),
    ("典当。五金", "scope", "典当", "典当", 0),
    ("五金\n典当", "scope", "典当", "典当", 0),
    ("五金；百货；某典当；批发", "scope", "典当", "某典当", 1),
    ("五金；典当；批发", "scope", "当；批", "五金；典当；批发", 4),
    ("五金（不锈钢；典当）；批发", "scope", "典当", "五金（不锈钢；典当）；批发", 7),
    ("五金；典当；以上除证券", "scope", "典当", "五金；典当；以上除证券", 3),
    ("五金；典当", "name", "典当", "五金；典当", 3),
]


@pytest.mark.parametrize(("text", "field", "match", "read", "at"), SENTENCES)
def test_a_match_is_told_by_its_own_sentence(
    text: str, field: str, match: str, read: str, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = Judge(load_ruleset())
    seen: list[tuple[str, int, int]] = []
    monkeypatch.setattr(
        judge, "refers", lambda text, _, term, start, end: seen.append((text, start, end))
    )
    start = text.index(match)
    assert judge.verdict_of_match(text, field, start, start + len(match)) is None
    assert seen == [(read, at, at + len(match))]


@pytest.mark.parametrize(("text", "field"), [("基金销售", "scope"), ("云泉不含基金公司", "name")])
def test_without_guard_and_disclaimer_none_is_looked_for(
    text: str, field: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = Judge(load_ruleset())
    monkeypatch.setattr(judge, "scope", lambda *_: pytest.fail("looked for guards"))
    start = text.index("基金")
    judge.verdict_of_match(text, field, start, start + 2)


def test_guards_around_a_word(judge: Judge) -> None:
    for _ in range(2):  # the second time it is remembered
        assert judge._guards_around("金交") == ("五金交电",)
        assert judge._guards_around("五金交电") == ()


def test_which_matches_have_to_be_asked(judge: Judge) -> None:
    always, telling = judge.doubts(["店", "基金", "支行"], "name")
    assert always == [False, True, False]
    assert re.search(telling, "社保基金")
    assert re.search(telling, "《云泉店》")
    assert not re.search(telling, "云泉店不得从事")
    in_scopes = judge.doubts(["店"], "scope")[1]
    assert all(re.search(in_scopes, f"云泉店{cue}") for cue in judge.negators.words)
    assert re.search(in_scopes, "《云泉店》")


def test_what_reaches_back_and_what_tells_money(judge: Judge) -> None:
    assert judge.may_reach_back("以上不含证券")
    assert not judge.may_reach_back("不含证券")
    assert judge.may_tell_money("股权投资", "scope")
    assert not judge.may_tell_money("众筹", "scope")


def test_what_follows_a_word_is_foreign_to_finance(judge: Judge) -> None:
    assert judge.foreign("理财软件", "scope", 2)
    assert not judge.foreign("理财咨询", "scope", 2)
    assert not judge.foreign("理财，软件", "scope", 2)
    # what a firm is called by form is no business at all
    assert not judge.foreign("云泉理财有限公司", "name", 4)
    assert judge.foreign("云泉理财软件有限公司", "name", 4)
    assert not judge.foreign("云泉理财分公司", "name", 4)
    assert judge.foreign("云泉理财和木器店", "name", 4)
    assert not judge.foreign("云泉理财和木器店", "scope", 4)


@pytest.mark.parametrize(
    ("text", "word", "cut"),
    [
        # words of the pack that no dictionary knows
        ("碳基金相检测", "基金", "碳基"),
        ("麦积分销售", "积分", "麦积"),
        ("私募基金销售", "基金", ""),
        ("会员积分销售", "积分", ""),
    ],
)
def test_words_of_the_pack_cut_as_those_of_the_dictionary(
    judge: Judge, text: str, word: str, cut: str
) -> None:
    start = text.index(word)
    told = judge.cut(text, "scope", start, start + len(word))
    assert (told.cause if told else "") == (cut and f"误读：此处的词是“{cut}”，不是“{word}”")


@pytest.mark.parametrize(
    ("text", "field", "cut"),
    [
        ("云泉特色料理财鱼锅", "name", True),
        ("云泉特色料理财咨询中心", "name", False),
        ("云泉宏基金鑫建材店", "name", True),
        ("云泉宏基金管理中心", "name", False),
        ("云泉宏基金有限公司", "name", False),
        ("云泉宏基金分公司", "name", False),
        ("云泉特色料理财和鱼锅店", "name", True),  # a name is no list
        ("鸿基金银首饰", "scope", True),
    ],
)
def test_a_crossing_word_needs_less_where_nothing_of_finance_follows(
    judge: Judge, text: str, field: str, cut: bool
) -> None:
    start = next(text.index(word) for word in ("理财", "基金") if word in text)
    assert (judge.cut(text, field, start, start + 2) is not None) is cut


def test_a_pack_without_exclusions_dismisses_nothing() -> None:
    judge = Judge(replace(load_ruleset(), exclusions=(), lexicons={}))
    view = judge.scope("代管住宅专项维修基金，不含典当", "scope")
    assert view.verdicts([("基金", 8, 10)]) == [None]
    assert view.verdict_of_match(8, 10) is None
    assert judge.scope("五金", "scope").verdicts([]) == []


def test_whose_wording_takes_back() -> None:
    judge = Judge(load_ruleset())
    some = [("甲", ["不得从事"], []), ("乙", ["禁止"], ["以外"])]
    judge._disclaimers = [
        schema.Disclaimer.model_construct(id=i, open=o, close=c) for i, o, c in some
    ]
    told = {cue: judge._spoken_by(cue).id for cue in ("不得", "以外的", "禁止", "除")}  # type: ignore[union-attr]
    assert told == {"不得": "甲", "以外的": "乙", "禁止": "乙", "除": "甲"}
    judge._disclaimers = []
    assert judge._spoken_by("不得") is None


def test_a_trade_name_cuts_no_word_in_a_name(judge: Judge) -> None:
    text = "云泉县海代理财咨询有限公司"
    start = text.index("理财")
    assert judge.scope(text, "name").verdicts([("理财", start, start + 2)]) == [None]
    assert judge.cut(text, "name", start, start + 2) is None
    told = judge.cut(text, "scope", start, start + 2)
    assert told is not None
    assert told.cause == "误读：此处的词是“代理”，不是“理财”"
