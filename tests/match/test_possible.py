"""Rules that are passed over have nothing to say: all of them asked, the evidence is the same."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.match.compiled import CompiledRules
from engine.match.possible import Possible
from engine.match.read_text import TextReader
from engine.ruleset import RuleSet, load_ruleset
from tests.match.invented import built_on, pattern, rule, words
from tests.match.invented import ruleset as invented

DAY = "2026-06-01"
SAMPLES = Path(__file__).parents[1] / "judgement" / "adverts.csv"
#: A few words of nearly every rule, what takes them back, and what stands between.
PIECES = (
    "保本", "理财", "年化12%", "月息2分", "投1万得2万", "满500返500", "养老院", "合作社", "影视", "首付", "学校",
    "贷款", "无需抵押", "当天放款", "不是", "严禁", "推荐好友奖", "每月分红", "到期回购", "本金全额退", "保夲",
    "翻倍", "0风险", "0元购", "转账到个人卡", "加微信", "13812345678", "内部名额", "只要3万元一份", "您", "感谢",
    "警惕非法集资", "投资有风险", "【某某银行】", "国家支持", "，", "。", " ", "零食", "上门送货",
)  # fmt: skip


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_ruleset()


@pytest.fixture(scope="module", params=["advert", "tip"])
def readers(request: pytest.FixtureRequest, ruleset: RuleSet) -> tuple[TextReader, TextReader]:
    return TextReader(ruleset, request.param), TextReader(ruleset, request.param, thorough=True)


def same(readers: tuple[TextReader, TextReader], texts: list[str]) -> None:
    records = [{"text": text, "title": text[:9]} for text in texts]
    days = [DAY] * len(texts)
    quick, slow = (reader.read(records, days) for reader in readers)
    for one, other, text in zip(quick, slow, texts, strict=True):
        assert one.evidence == other.evidence, text
        for name, found in one.met.items():
            assert set(found) <= set(other.met[name])


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from(PIECES), min_size=1, max_size=10).map("".join),
        min_size=1,
        max_size=12,
    )
)
def test_rules_that_are_not_asked_say_nothing(
    readers: tuple[TextReader, TextReader], texts: list[str]
) -> None:
    same(readers, texts)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from(PIECES), min_size=1, max_size=10).map("".join),
        min_size=1,
        max_size=12,
    ),
    st.integers(0, 150),
)
def test_what_is_left_out_has_fewer_points(
    readers: tuple[TextReader, TextReader], texts: list[str], least: int
) -> None:
    records, days = [{"text": text} for text in texts], [DAY] * len(texts)
    for reader in readers:
        every = reader.read(records, days)
        some = reader.read_telling(records, days, [least] * len(texts))
        for one, told, text in zip(every, some, texts, strict=True):
            if told is None:
                assert reader.plain.points(one.evidence) < least, text
            else:
                assert told.evidence == one.evidence


def test_a_text_of_few_rules_is_left_out(ruleset: RuleSet) -> None:
    records = [{"text": "看房预约13812345678"}, {"text": "保本理财，年化12%，投资到期返还本金"}]
    told = TextReader(ruleset, "advert").read_telling(records, [DAY, DAY], [60, 60])
    assert [one is None for one in told] == [True, False]


def test_of_the_samples(readers: tuple[TextReader, TextReader]) -> None:
    with SAMPLES.open(encoding="utf-8-sig") as file:
        texts = [row["text"] for row in csv.DictReader(file)][::5]
    same(readers, texts)


def test_most_rules_of_a_harmless_text_are_not_asked(ruleset: RuleSet) -> None:
    quick, slow = (TextReader(ruleset, "advert", thorough=t) for t in (False, True))
    record = {"text": "学校旁精装公寓出租，老人和学生优先，看房预约13812345678"}
    asked, all_asked = (reader.read([record], [DAY])[0].seen.gathered for reader in (quick, slow))
    assert "AD-SCH-EDU-001" in all_asked
    assert set(asked) == {"AD-CON-001"}  # the number to call is evidence


#: Texts by the words in them, and which rules may say anything there.
_RULES = [
    rule("A-1", {"a": words("甲"), "b": words("乙")}, match={"all": ["a", "b"]}, applies_to="advert"),
    rule("A-2", {"a": words("甲"), "b": words("乙")}, match={"all": ["a", {"not": "b"}]}, applies_to="advert"),
    rule("A-3", {"a": words("甲"), "b": words("乙"), "c": words("丙")}, match={"n_of": 2, "of": ["a", "b", "c"]}, applies_to="advert"),
    rule("A-4", {"a": built_on("A-1", "A-6"), "w": words("丁")}, match={"any": ["a", "w"]}, applies_to="advert"),
    rule("A-5", {"a": built_on("A-4"), "r": {"kind": "rate"}}, match={"all": ["a", "r"]}, applies_to="advert"),
    rule("A-6", {"a": {"kind": "rate"}, "f": {"kind": "attribute", "field": "kind", "op": "present"}}, match={"all": ["a", "f"]}, applies_to="advert"),
    rule("A-7", {"a": pattern("满[1-4]返", "返"), "b": pattern("满[0-9]返", "返")}, match={"all": ["a", "b"]}, applies_to="advert"),
    rule("A-8", {"a": words("110", "甲1")}, applies_to="advert"),
    rule("A-12", {"a": words(), "b": words("乙")}, match={"all": ["a", "b"]}, applies_to="advert"),
    rule("A-13", {"x": words("辛"), "b": words("乙")}, match={"any": ["x"], "all": ["b"]}, applies_to="advert"),
    rule("A-11", {"a": words("庚1")}, applies_to="advert"),
    rule("A-9", {"a": words(lexicon="advert-wording", at_least=0.6), "b": words("乙")}, match={"all": ["a", "b"]}, applies_to="advert"),
    rule("A-10", {"a": pattern("第[0-9]+", "第1"), "b": words("乙")}, match={"any": ["a"], "all": ["b"]}, applies_to="advert"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "rated", "worded", "rules"),
    [
        ("", False, 0.0, "A-8"),
        ("甲", False, 0.0, "A-2 A-8"),
        ("乙", False, 0.0, "A-8 A-10"),
        ("甲 乙", False, 0.0, "A-1 A-2 A-3 A-4 A-8 A-10"),
        ("乙 丙", False, 0.0, "A-3 A-8 A-10"),
        ("丙", False, 0.0, "A-8"),
        ("丁", False, 0.0, "A-4 A-8"),
        ("丁", True, 0.0, "A-4 A-5 A-6 A-8"),
        ("", True, 0.0, "A-4 A-5 A-6 A-8"),
        ("返", False, 0.0, "A-7 A-8"),
        ("乙", False, 0.6, "A-8 A-9 A-10"),
        ("", False, 0.9, "A-8"),
        ("甲1", False, 0.0, "A-8"),
    ],
)
def test_which_rules_may_say_anything(said: str, rated: bool, worded: float, rules: str) -> None:
    compiled = CompiledRules(invented(_RULES), "advert")
    possible = Possible(compiled)
    number = {term: at for at, term in enumerate(compiled.terms)}
    masks = [possible.mask([]), possible.mask([number[word] for word in said.split()])]
    columns = possible.columns(masks)
    assert columns.shape[1] == 2
    assert possible.masks(columns) == masks
    worded_ = {"advert-wording": np.array([0.0, worded])}
    found = possible.rules(columns, np.array([False, rated]), worded_)
    told = [name for name, may in zip(possible.names, found[:, 1].tolist(), strict=True) if may]
    assert told == rules.split()
    assert [n for n, may in zip(possible.names, found[:, 0].tolist(), strict=True) if may] == [
        "A-8"
    ]
    # Of these rules the words that stand there are wanted, and no others.
    (_, wanted) = possible.masks(possible.wanted(columns, found))
    for word in said.split():
        uses = compiled.uses[number[word]]
        assert possible.asked(number[word], wanted) == any(use.rule.id in told for use in uses)


def test_patterns_that_match_nowhere_are_not_there_but_those_that_name_figures() -> None:
    possible = Possible(CompiledRules(invented(_RULES), "advert"))
    named = {pattern: len(features) for pattern, features in possible.patterns.items()}
    assert named == {"满[1-4]返": 1, "满[0-9]返": 1, "第[0-9]+": 1}
    vain = {pattern: len(features) for pattern, features in possible.vain.items()}
    assert vain == {"满[1-4]返": 0, "满[0-9]返": 1, "第[0-9]+": 1}


def test_rules_that_stand_before_those_they_are_built_on() -> None:
    rules = [
        rule("B-1", {"first": built_on("B-2")}, match={"any": "first"}, applies_to="advert"),
        rule("B-2", {"a": built_on("B-3")}, applies_to="advert"),
        rule("B-3", {"a": words("甲")}, applies_to="advert"),
    ]
    for some in (rules, rules[1:]):
        possible = Possible(CompiledRules(invented(some), "advert"))
        for term in ([0], []):
            columns = possible.columns([possible.mask(term)])
            found = possible.rules(columns, np.array([False]), {})
            assert found.tolist() == [[bool(term)]] * len(some)


def test_masks_of_many_features() -> None:
    features = {f"f{at}": words(chr(0x4E00 + at)) for at in range(85)}
    compiled = CompiledRules(invented([rule("A-1", features, applies_to="advert")]), "advert")
    possible = Possible(compiled)
    masks = [possible.mask([term]) for term in range(len(compiled.terms))]
    assert len(masks) > 72
    assert possible.masks(possible.columns(masks)) == masks
