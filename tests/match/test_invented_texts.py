"""What each kind of condition of a rule on adverts or tips tells: of many texts at once, and of each by itself."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pytest

from engine.match import TextMatcher
from engine.match.read_text import TextReader
from engine.model.evidence import RecordEvidence
from engine.ruleset import RuleSet, load_ruleset, schema
from tests.match.invented import built_on, exclusion, pattern, rule, ruleset, shown, words

DAY = "2026-06-01"
TEXT = ("text",)


def _words(*terms: str, **more: Any) -> dict[str, Any]:
    return words(*terms, **{"fields": TEXT, **more})


def _pattern(regex: str, *anchors: str, **more: Any) -> dict[str, Any]:
    return pattern(regex, *anchors, **{"fields": TEXT, **more})


def _rule(number: str, features: dict[str, Any], **more: Any) -> schema.Rule:
    plain = {"applies_to": "advert", "role": "signal", "severity": "high", "element": "利诱性"}
    return rule(number, features, **{**plain, **more})


RATE = {"kind": "rate"}
RULES = [
    _rule("W-1", {"a": _words("甲乙", fields=("title", "text"))}, points={"title": 30, "text": 10}),
    _rule("W-2", {"a": _words("丁戊"), "b": _words("己庚")}, match={"all": ["a", "b"]}),
    _rule("W-3", {"a": _words("稳赚不赔", disguised=True)}),
    _rule("W-4", {"a": _words("稳赚不赔")}),
    _rule("W-5", {"a": _words("卯辰", unless_near={"terms": ["假"], "within": 2})}),
    _rule("W-6", {"a": _words("巳午"), "b": _words("例外")}, match={"any": ["a"]}, exclude=["b"]),
    _rule("W-7", {"a": _words("巳午"), "b": _words("例外")}, match={"all": ["a", {"not": "b"}]}),
    _rule("W-8", {"a": _words("t+1", "96110", "6爻")}),
    _rule("P-1", {"a": _pattern("满[0-9]+返[0-9]+", "返", unless_within={"pattern": "假满[0-9]+返[0-9]+", "cause": "假的"})}),
    _rule("P-2", {"a": _pattern("满[1-4][0-9]*返", "返")}),
    _rule("P-3", {"a": _pattern("零元.{0,3}购", "零元"), "b": _words("甲乙")}, match={"all": ["a", "b"]}),
    _rule("R-1", {"a": {**RATE, "value": 10}}),
    _rule("R-2", {"a": {**RATE, "op": ">=", "value": 12}, "b": _words("壬癸")}, match={"all": ["a", "b"]}),
    _rule("R-3", {"a": {**RATE, "value": {"param": "cap", "times": 2}}}),
    _rule("R-4", {"a": RATE, "b": _words("壬癸")}, match={"any": ["b", "a"]}),
    _rule("C-1", {"a": built_on("W-1"), "b": built_on("P-1", "R-1")}, match={"all": ["a", "b"]}),
    _rule("C-2", {"a": _words("酉戌"), "b": built_on("W-1")}, match={"all": ["a", {"not": "b"}]}),
    _rule("C-3", {"a": _words("酉戌"), "b": built_on("W-5")}, match={"all": ["a", "b"]}),
    _rule("K-1", {"a": _words("一甲"), "b": _words("二甲"), "c": _words("三甲")}, match={"n_of": 2, "of": ["a", "b", "c"]}, confidence="low"),
    _rule("S-1", {"a": _words("东南西北")}, holds_for_licensed=True),
    _rule("X-1", {"a": {"kind": "fuzzy", "fields": TEXT, "terms": ["春夏秋冬"], "max_edits": 1}}),
    _rule("A-1", {"a": _words("金木"), "f": {"kind": "attribute", "field": "place", "op": "eq", "value": "某地"}}, match={"all": ["a", "f"]}),
]  # fmt: skip
TIPS = [
    _rule("T-1", {"a": _words("集资")}, applies_to="tip"),
    _rule("T-2", {"a": RATE}, applies_to="tip"),
]
EXCLUSIONS = [
    exclusion("guard", "G-1", "常用词", terms=["巳午楼"]),
    exclusion("negation", "N-1", "否定", before=["不是"], after=["免谈"], clause=["绝无"], within=1),
    exclusion("warning", "A-1", "提示", terms=["谨防"], quotes=True, unless=["加群"]),
    exclusion("warning", "A-2", "课堂", terms=["听讲"]),
    exclusion("warning", "A-3", "公告", terms=["公告"], rates=True, sums=True),
    exclusion("warning", "A-4", "公告", terms=["告示"], rates=True),
    exclusion("warning", "A-5", "已了结", terms=["没有问题"], settles=True, applies_to=["tip"]),
    exclusion("warning", "A-6", "无名", terms=["某人说"], unsigned=True),
    exclusion("licensed", "L-1", "须有牌照", kind_name="某行", licence_needed="某证", name_patterns=["某行$"], not_patterns=["仿"], text_patterns=["本行.{0,2}某部"], text_denies=["上门"], loan_below=20.0, applies_to=["advert"]),
]  # fmt: skip
#: Text, and what is found by rules on words.
ADVERTS = [
    ("卖水果", ""),
    ("甲乙", "W-1:甲乙"),
    ("甲乙，甲乙", "W-1:甲乙 W-1:甲乙"),
    ("丁戊", ""),
    ("丁戊，己庚", "W-2:丁戊 W-2:己庚"),
    ("不是甲乙", "W-1:甲乙!N-1"),
    ("甲乙免谈", "W-1:甲乙!N-1"),
    ("绝无甲乙，甲乙", "W-1:甲乙!N-1 W-1:甲乙"),
    ("稳赚不赔", "W-4:稳赚不赔"),
    ("稳=赚不赔", "W-3:稳=赚不赔 W-4:稳=赚不赔"),
    ("卯辰", "W-5:卯辰"),
    ("假卯辰", "W-5:卯辰!W-5"),
    ("巳午", "W-6:巳午 W-7:巳午"),
    ("巳午楼", "W-6:巳午!G-1 W-7:巳午!G-1"),
    ("巳午，例外", "W-6:巳午!W-6 W-6:例外!W-6"),
    ("明天t+1到", "W-8:t+1"),
    ("明天t+2到", ""),
    ("拨打96110", "W-8:96110"),
    ("拨打96111", ""),
    ("这是6爻", "W-8:6爻"),
    ("这是5爻", ""),
    ("满500返20", "P-1:满500返20"),
    ("满300返20", "P-2:满300返 P-1:满300返20"),
    ("假满300返20", "P-2:满300返 P-1:满300返20!P-1"),
    ("零元抢购", ""),
    ("零元抢购，甲乙", "P-3:零元抢购 P-3:甲乙 W-1:甲乙"),
    ("零元不卖，甲乙", "W-1:甲乙"),
    ("年化收益11%", "R-1:年化收益11% R-4:年化收益11%"),
    ("年化收益10%", "R-4:年化收益10%"),
    ("年化收益12%，壬癸", "R-1:年化收益12% R-2:年化收益12% R-4:年化收益12% R-4:壬癸"),
    ("年化收益11.9%，壬癸", "R-1:年化收益11.9% R-4:年化收益11.9% R-4:壬癸"),
    ("年化收益31%", "R-1:年化收益31% R-3:年化收益31% R-4:年化收益31%"),
    ("年化收益30%", "R-1:年化收益30% R-4:年化收益30%"),
    ("壬癸", "R-4:壬癸"),
    ("甲乙，满500返20", "C-1:甲乙 W-1:甲乙 C-1:满500返20 P-1:满500返20"),
    ("酉戌", "C-2:酉戌"),
    ("酉戌，甲乙", "W-1:甲乙"),
    ("酉戌，卯辰", "C-2:酉戌 C-3:酉戌 W-5:卯辰"),
    ("一甲", ""),
    ("卖果子，一甲苹果，三甲梨子", "K-1:一甲苹果 K-1:三甲梨子"),
    ("春夏某冬", "X-1:春夏某冬"),
    ("金木", ""),
    # Warnings.
    ("谨防甲乙", "W-1:甲乙!A-1"),
    ("谨防甲乙，年化收益31%", "W-1:甲乙!A-1"),
    ("谨防甲乙。加群，甲乙", "W-1:甲乙!A-1 W-1:甲乙"),
    ("听讲甲乙，年化收益31%", "W-1:甲乙!A-2"),
    ("公告，年化收益31%", "R-1:年化收益31% R-3:年化收益31% R-4:年化收益31%"),
    ("公告，月息3分", "R-1:月息3分 R-3:月息3分 R-4:月息3分"),
    ("告示，月息3分", ""),
    ("某人说甲乙", "W-1:甲乙!A-6"),
    # A licensed sender.
    ("【某行】甲乙，东南西北", "W-1:甲乙!L-1 S-1:东南西北"),
    ("【仿某行】甲乙，东南西北", "W-1:甲乙 S-1:东南西北"),
    ("本行的某部甲乙", "W-1:甲乙!L-1"),
    ("本行的某部甲乙，上门", "W-1:甲乙"),
    ("本行的仿某部甲乙", "W-1:甲乙"),
    ("【某行】甲乙，贷款月息2分", "W-1:甲乙"),
    ("【某行】甲乙，贷款月息1分", "W-1:甲乙!L-1"),
]  # fmt: skip


@pytest.fixture(scope="module")
def invented() -> RuleSet:
    return ruleset([*RULES, *TIPS], EXCLUSIONS, params=_params())


def _params() -> dict[str, schema.Param]:
    """A limit that fell."""
    values = {
        day: {"value": v, "reference": "某令"}
        for day, v in (("2020-01-01", 20.0), ("2022-01-01", 15.0))
    }
    cap = schema.Param.model_validate({"id": "cap", "title": "上限", "values": values})
    return {**load_ruleset().params, "cap": cap}


def _table(texts: Sequence[str], **columns: Sequence[str | None]) -> pa.Table:
    return pa.table(
        {
            "text": pa.array(texts, pa.string()),
            **{n: pa.array(c, pa.string()) for n, c in columns.items()},
        }
    )


@pytest.fixture(scope="module")
def matcher(invented: RuleSet) -> TextMatcher:
    return TextMatcher(invented, "advert")


def test_what_rules_find(invented: RuleSet, matcher: TextMatcher) -> None:
    table, expected = _table([text for text, _ in ADVERTS]), [told for _, told in ADVERTS]
    assert [shown(one) for one in matcher.match(table, DAY, "day")] == expected
    assert [shown(one) for one in matcher.read(table, DAY, "day")] == expected
    for one, text in zip(
        matcher.match(table, DAY, "day"), table.column("text").to_pylist(), strict=True
    ):
        assert all(text[hit.start : hit.end] == hit.matched for hit in one.hits)
        assert all(hit.points == (10 if hit.rule_id == "W-1" else 20) for hit in one.hits)
    records = [{"text": text} for text, _ in ADVERTS]
    thorough = TextReader(invented, "advert", thorough=True).read(records, [DAY] * len(records))
    assert [shown(one.evidence) for one in thorough] == expected


@pytest.mark.parametrize(("text", "expected"), ADVERTS)
def test_what_rules_find_in_one_text(matcher: TextMatcher, text: str, expected: str) -> None:
    (one,) = matcher.match(_table([text]), DAY, "day")
    (slow,) = matcher.read(_table([text]), DAY, "day")
    assert one == slow
    assert shown(one) == expected


def test_texts_that_differ_in_figures(matcher: TextMatcher) -> None:
    """Each shows its own, and is read as it would be by itself."""
    texts = [
        f"{begin}{chance.choice('123456789')}{chance.randrange(10)}{end}"
        for chance in (random.Random(seed) for seed in range(3))
        for begin, end in (
            ("满", "返20，电话1381234567"),
            ("年化收益", "%，壬癸"),
            ("明天t+", "到"),
            ("第", "期，这是6爻，甲乙"),
            ("谨防年化收益", "%，甲乙"),
            ("【某行】甲乙，贷款年化", "%"),
            ("稳=赚不赔，月息", "分"),
            ("拨打961", "，满30返"),
            ("告示，甲乙，年化收益", "%，月息3分"),
        )
    ]
    days = [f"20{18 + at % 9}-05-01" for at in range(len(texts))]
    table = _table(
        texts, day=days, title=["甲乙" if at % 5 == 0 else None for at in range(len(texts))]
    )
    table = pa.concat_tables([table, table.slice(7, 20)])
    shared, alone = (list(find(table, DAY, "day")) for find in (matcher.match, matcher.read))
    assert shared == alone
    assert list(matcher.match(table, DAY, "day")) == alone
    assert len({one.rate for one in alone}) > 5
    by_columns = TextMatcher(ruleset([*RULES, *TIPS], EXCLUSIONS, params=_params()), "advert")
    assert [
        one
        for at in range(0, len(table), 5)
        for one in by_columns.match(table.slice(at, 5), DAY, "day")
    ] == [replace(one, row=one.row % 5) for one in alone]


def test_the_day_decides_which_limit_holds(matcher: TextMatcher) -> None:
    texts = ["年化收益31%"] * 4
    days = ["2020-05-01", "2022-05-01", None, "2024-12-31T08:00"]
    found = matcher.match(_table(texts, day=days), "2025-06-01", "day")
    assert ["R-3" in shown(one) for one in found] == [False, True, True, True]
    (found_,) = matcher.match(_table(texts[:1]), "2020-05-01", "day")
    assert "R-3" not in shown(found_)


def test_what_rates_are_told(matcher: TextMatcher) -> None:
    texts = [
        "年化收益11%到13%",
        "贷款月息1分",
        "甲乙",
        "告示，年化收益12%，月息3分",
        "听讲，年化收益9%",
    ]
    found = list(matcher.match(_table(texts), DAY, "day"))
    assert [one.rate for one in found] == [13.0, None, None, 12.0, 9.0]
    assert [one.loan_rate for one in found] == [None, 12.0, None, None, None]
    assert [one.warning for one in found] == ["", "", "", "公告", "课堂"]


def test_what_is_known_beside_the_text(matcher: TextMatcher) -> None:
    texts = ["金木", "金木", "甲乙，东南西北", "甲乙", "某人说甲乙"]
    table = _table(
        texts,
        place=["某地", "别处", None, None, None],
        advertiser=[None, None, "某行", None, "某店"],
        media_name=[None, None, None, "某行", None],
    )
    expected = ["A-1:金木", "", "W-1:甲乙!L-1 S-1:东南西北", "W-1:甲乙!L-1", "W-1:甲乙"]
    for find in (matcher.match, matcher.read):
        found = list(find(table, DAY, "day"))
        assert [shown(one) for one in found] == expected
        assert [one.licensed and one.licensed.kind for one in found] == [None, None, "某行", "某行", None]  # fmt: skip
    (title,) = matcher.match(_table(["卖水果"], title=["甲乙"]), DAY, "day")
    assert [(hit.field, hit.points) for hit in title.hits] == [("title", 30)]
    assert list(matcher.match(_table([]), DAY, "day")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("老板集资，年化收益12%", "T-1:集资 T-2:年化收益12%"),
        ("举报集资，经核实没有问题", "T-1:集资!A-5"),
        ("老板集资，没有问题", "T-1:集资"),
        ("甲乙", ""),
    ],
)
def test_tips(invented: RuleSet, text: str, expected: str) -> None:
    tips = TextMatcher(invented, "tip")
    for find in (tips.match, tips.read):
        assert [shown(one) for one in find(_table([text]), DAY, "day")] == [expected]


def test_why_a_hit_counts_or_does_not(matcher: TextMatcher) -> None:
    said = [
        ("甲乙", "规则W-1"),
        ("稳=赚不赔", "规则W-3"),
        ("假卯辰", "旁边的词改变了意思（假）"),
        ("巳午，例外", "同时出现规则列明的例外情形"),
        ("年化收益11%", "规则R-1：折合年化11%"),
        ("【某行】甲乙", "发布者名称属于需持牌的机构（某行），请核对发布者身份"),
        ("谨防甲乙", "提示"),
    ]
    found = matcher.match(_table([text for text, _ in said]), DAY, "day")
    assert [one.hits[0].reason for one in found] == [reason for _, reason in said]


def test_a_pretext_is_told_by_all_of_a_text_that_has_a_hit(matcher: TextMatcher) -> None:
    texts = [
        "甲乙，老年公寓床位预定，养老院会员",
        "老年公寓床位预定",
        "不是甲乙，老年公寓床位",
        "甲乙，炒虚拟币挖矿",
    ]
    found = list(matcher.match(_table(texts), DAY, "day"))
    first = [max(one.sector_votes, key=one.sector_votes.__getitem__, default="") for one in found]
    assert first == ["elder_care", "", "", "virtual_currency"]
    (alone,) = matcher.match(_table(texts[:1]), DAY, "day")
    assert alone.sector_votes == pytest.approx(found[0].sector_votes)


OFFER = "乡亲们把闲钱放到我们榨油坊来，一万块一年给一千二，年底现结，要用钱提前三天说，"
NOTICE = "周末菜市场消杀，请商户周五下午前收摊，摊位证随身带好，"
LONG = "面包房早八点开门，吐司第二件半价，会员日全场九折。" * 6


@pytest.fixture(scope="module")
def weighed() -> RuleSet:
    """Rules that ask how all of a text reads."""
    like = words(fields=TEXT, lexicon="advert-wording", at_least=0.6)
    rules = [
        _rule("W-1", {"a": _words("甲乙")}),
        _rule("W-2", {"a": _words("丙丁"), "r": like}, match={"all": ["a", "r"]}),
        _rule("W-3", {"r": like}, confidence="low"),
        _rule("W-4", {"a": _words("戊己"), "r": like}, match={"all": ["a", {"not": "r"}]}),
    ]
    exclusions = [
        exclusion("plain", "P-1", "像普通内容", lexicon="advert-wording", step=10.0, least=20.0),
        exclusion("warning", "A-1", "提示", terms=["谨防"], quotes=True, lexicon="advert-wording", at_most=0.5),
        exclusion("warning", "A-2", "风险提示", terms=["须谨慎"], each=True, lexicon="advert-wording", at_most=0.5, alone_at_most=0.5),
    ]  # fmt: skip
    return ruleset(rules, exclusions)


WEIGHED = [
    (OFFER + "甲乙", "W-1:甲乙"),
    (NOTICE + "甲乙", "W-1:甲乙!P-1"),
    (OFFER + "丙丁", "W-2:丙丁"),
    (NOTICE + "丙丁", ""),
    (OFFER + "戊己", ""),
    (NOTICE + "戊己", "W-4:戊己!P-1"),
    ("甲乙", "W-1:甲乙"),  # too short to be read by its wording
    ("谨防" + NOTICE + "甲乙", "W-1:甲乙!A-1"),
    ("谨防" + OFFER + "甲乙", "W-1:甲乙"),
    (NOTICE + "甲乙。投资须谨慎。", "W-1:甲乙!A-2"),
    (OFFER + "甲乙。投资须谨慎。", "W-1:甲乙"),
    # A passage of a long text is read by itself.
    (LONG + OFFER + "甲乙。" + LONG, "W-1:甲乙"),
    (LONG + NOTICE + "甲乙。" + LONG, "W-1:甲乙!P-1"),
]


def _words_alone(found: Iterable[RecordEvidence]) -> list[str]:
    return [" ".join(hit for hit in shown(one).split() if "W-3" not in hit) for one in found]


def test_how_a_text_reads_as_a_whole(weighed: RuleSet) -> None:
    table, expected = _table([text for text, _ in WEIGHED]), [told for _, told in WEIGHED]
    many = TextMatcher(weighed, "advert")
    found = list(many.match(table, DAY, "day"))
    assert _words_alone(found) == expected
    assert found == list(many.read(table, DAY, "day"))
    # What speaks for it is shown, as clauses of the text.
    clauses = [hit.matched for hit in found[2].hits if hit.rule_id == "W-3"]
    assert clauses
    assert all(clause in OFFER for clause in clauses)
    assert all("相近程度" in hit.reason for hit in found[2].hits if hit.rule_id == "W-3")
    assert not any(hit.rule_id == "W-3" for hit in found[1].hits)
