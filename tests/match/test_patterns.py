"""Patterns of rules run in time linear in the text, whichever engine is asked."""

from __future__ import annotations

import pytest
import re2

from engine.match.patterns import Pattern


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
