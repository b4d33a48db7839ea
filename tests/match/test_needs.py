"""A text without the characters that a pattern needs does not match it."""

import pyarrow as pa
import pyarrow.compute as pc
import pytest
import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.match.needs import Needs, ways_of
from engine.ruleset import RuleSet, load_ruleset, schema


@pytest.fixture(scope="module")
def patterns() -> list[str]:
    ruleset: RuleSet = load_ruleset()
    told = [
        feature.pattern
        for rule in ruleset.rules
        for feature in rule.features.values()
        if isinstance(feature, schema.Regex)
    ]
    return [
        *told,
        *(p for x in ruleset.exclusions_of(schema.Licensed, "advert") for p in x.text_patterns),
        *(p for x in ruleset.exclusions_of(schema.Warning_, "advert") for p in x.patterns),
    ]


#: A few parts of the patterns of rules, in any order.
PARTS = (
    "本金", "本", "金", "钱", "退", "还", "返", "每月", "每天", "分红", "利息", "收益", "公司", "我们", "回购", "原价",
    "银行", "推出", "理财", "1", "3", "万", "元", "一份", "只要", "翻", "倍", "三年", "，", "。", "%", ".", "中国", "到期",
)  # fmt: skip


# Few columns of many texts: a pattern takes its time by the column.
@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(PARTS), max_size=8).map("".join), min_size=10, max_size=30)
)
def test_where_one_matches_it_may(patterns: list[str], texts: list[str]) -> None:
    standing = Needs(patterns).of(texts)
    column = pa.array(texts, pa.large_string())
    for pattern in patterns:
        matches = pc.match_substring_regex(column, pattern).to_pylist()
        may = standing.may_match(pattern).tolist()
        assert all(m or not found for found, m in zip(matches, may, strict=True)), pattern


@pytest.mark.parametrize(
    ("pattern", "matching", "missing"),
    [
        ("本(金|钱).{0,5}退", "本钱随时退", "本来就退"),
        ("本金?退", "本退", "金退"),
        ("(?:保本|返(?:利|现))", "返现", "保利"),
        ("[0-3]倍|翻[一二]番", "3倍", "4倍"),
        ("[0-9]+(?:个)?月", "6月", "个月"),
        (r"a\.b", "a.b", "acb"),
        (r"\d月", "3月", "d日"),
        (r"[+\-/]返", "-返", "-"),
        ("a{0,2}b", "b", "a"),
        ("a{2}b", "aab", "b"),
        ("ab*?c", "ac", "ab"),
        (r"(?s)^.*(支行|银行)$", "某某\n银行", "某某行"),
        (r"^\p{Han}{2}银行$", "某某银行", "某某行"),
        ("[^，]行", "银行", "银"),
        ("[0-3]倍", "3倍", "X倍"),
        ("(?:本.金还|返)", "本某金还", "本某"),
        ("(?:[本金]某还|返)", "金某还", "本"),
    ],
)
def test_what_a_pattern_needs(pattern: str, matching: str, missing: str) -> None:
    assert re2.search(pattern, matching)
    assert Needs([pattern]).of([matching, missing]).may_match(pattern).tolist() == [True, False]


@pytest.mark.parametrize(
    "pattern",
    ["(?i)abc", r"\Qa|b\E", r"\x{4e00}", "[[:digit:]]", "[^[:space:]一]行", r"\P{Han}", ""],
)
def test_what_is_not_read_may_match_anything(pattern: str) -> None:
    assert ways_of(pattern) == [[]]


def test_few_texts_may_match_a_pattern_of_rules(patterns: list[str]) -> None:
    texts = ["您好，我是新开的美容店，春节期间洗剪吹五折优惠，欢迎光临"]
    standing = Needs(patterns).of(texts)
    assert sum(bool(standing.may_match(p)[0]) for p in patterns) < len(patterns) / 10


def test_half_a_character_is_one() -> None:
    assert Needs(["本金"]).of(["\ud800", "\ud800本金"]).may_match("本金").tolist() == [False, True]
