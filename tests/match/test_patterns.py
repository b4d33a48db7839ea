"""Patterns of rules run in time linear in the text, whichever engine is asked."""

from __future__ import annotations

import re

import pyarrow as pa
import pytest
import re2

from engine.match.patterns import Pattern, _ways, within_item
from engine.match.spans import _at_once, _one_by_one, _ready, spans


@pytest.mark.parametrize(
    "pattern",
    [
        "a.{0,40}.{0,40}.{0,40}x",
        "a*a*b",
        "a.*b.*c",
        "a.{3,}.{3,}x",
        "(?:a|aa)+b",
        "(?:a?){9}b",
        "a?" * 12 + "b",
        r"\d+",  # to `re` also the digits of other scripts
        "a$",
        "a{,5}b",  # to RE2 a sign like others
        "(?:保本|保.|.本)" * 10 + "X",
    ],
)
def test_patterns_that_may_go_back_too_often_or_mean_something_else_are_left_to_re2(
    pattern: str,
) -> None:
    made = Pattern.of(pattern)
    assert made.quick is made.regex


@pytest.mark.parametrize(
    "pattern",
    [
        "年化.{0,8}收益",
        "保(?:本|息)?返",
        "(?:保本|返).{0,8}(?:收益|返)",
        "[0-9.]+%",
        "满[0-9]{2,4}返[0-9]{2,4}",
    ],
)
def test_both_engines_find_the_same(pattern: str) -> None:
    made = Pattern.of(pattern)
    assert made.quick is not made.regex
    for text in ("年化约18%收益，满500返500，保本返", "保返年化收益", "", "满5返5%", "年化" * 200):
        assert made.spans(text) == [m.span() for m in re2.compile(pattern).finditer(text)]


@pytest.mark.parametrize(
    ("pattern", "ways"),
    [
        ("甲乙", 1),
        ("甲|乙|丙", 3),
        ("(?:甲|乙)(?:丙|丁|戊)", 6),
        ("甲?", 2),
        ("甲*", 500),
        ("甲+乙?", 1000),
        ("甲{3}", 1),
        ("甲{2,}", 500),
        ("甲{2,5}", 4),
        ("甲{0,1}乙{1,3}", 6),
        ("(?:甲|乙)?", 4),
    ],
)
def test_ways_to_read_a_pattern(pattern: str, ways: int) -> None:
    assert _ways(pattern) == ways


def test_long_texts_are_left_to_re2() -> None:
    asked: list[str] = []

    class Engine:
        def __init__(self, name: str) -> None:
            self.name = name

        def finditer(self, text: str) -> list[re.Match[str]]:
            asked.append(self.name)
            return list(re.finditer("甲", text))

    made = Pattern(Engine("slow"), Engine("quick"))
    assert made.spans("乙甲") == [(1, 2)]
    made.spans("乙" * 500)
    made.spans("乙" * 501)
    assert asked == ["quick", "quick", "slow"]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("甲乙", (1, 3)),
        ("；甲乙，", (2, 4)),
        ("：（甲（乙", (3, 6)),
        ("；，", (3, 1)),
        ("甲。\n", (1, 2)),
    ],
)
def test_marks_between_items_are_no_part_of_a_match(text: str, inner: tuple[int, int]) -> None:
    assert within_item(f"某{text}某", 1, 1 + len(text)) == inner


COLUMN = ["", "甲1乙", "1", "乙22甲333", "某某", "甲€𝄞4", "5"]


@pytest.mark.parametrize("pattern", ["[0-9]+", "甲|乙", "[0-9]*", "无", "^甲", "𝄞?[45]$"])
@pytest.mark.parametrize("cut", [slice(0, 7), slice(1, 6), slice(3, 3)])
def test_matches_in_a_column(pattern: str, cut: slice) -> None:
    column = pa.array(COLUMN, pa.large_string())[cut]
    expected = [
        (at, match.start(), match.end(), match.group())
        for at, text in enumerate(COLUMN[cut])
        for match in re.finditer(pattern, text)
        if match.group()
    ]
    for found in (
        _one_by_one(column, _ready(pattern)),
        _at_once(column, pattern),
        spans(column, pattern),
    ):
        places = zip(*(c.tolist() for c in found[:3]), found.matched.to_pylist(), strict=True)
        assert list(places) == expected
        assert found.matched.type == pa.large_string()
