"""A pattern that is tried only where a match may begin finds what it finds without that."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from engine.text.figure_fold import fold
from engine.text.rates import (
    context,
    ledger_words,
    patterned,
    patterns,
    possible,
    sums,
    tokens,
    whole,
)
from engine.text.sought import sought

_RATES = Path(__file__).parents[2] / "data" / "training" / "rates.csv"
_HEADED = re.compile(r"\(\?=\[(?:\\.|[^\]\\])+\]\)\(\?:(.+)\)", re.DOTALL)
_MODULES = (context, patterns, ledger_words, patterned, possible, sums, tokens, whole)


@pytest.mark.parametrize(
    ("pattern", "heads"),
    [
        ("年化|月息", "年月"),
        ("(?:每|按)?[年月]", "按月年每"),
        ("(?<![0-9])(?P<n>[0-9])%", "0-9"),
        ("(?=利)返?利", "利返"),
        ("[a-c]{0,2}(?:x|y)", "abcxy"),
        (r"\.[0-9]|\u4e00|[\]\-]", "-.]一"),
        ("(?:返|$)利", "利返"),
        ("年+|(?P<t>[日月])(?P=t)", "年日月"),
    ],
)
def test_what_a_match_begins_with(pattern: str, heads: str) -> None:
    found = sought(pattern).pattern
    assert found.endswith(f"(?:{pattern})")
    told = re.fullmatch(r"\(\?=\[(.+?)\]\)", found.removesuffix(f"(?:{pattern})"))
    assert told is not None
    assert sorted(re.sub(r"\\(.)", r"\1", told[1])) == sorted(heads)


@pytest.mark.parametrize(
    "pattern",
    ["", "利?", "利|", "[^,]利", ".利", r"\d利", r"[\w年]利", "[^,]{0,3}利", "(?i:利)", "[一-龥]利", "(?=利)"],
)  # fmt: skip
def test_what_may_begin_with_anything_stays_as_it_is(pattern: str) -> None:
    assert sought(pattern).pattern == pattern


def test_patterns_of_rates_find_the_same() -> None:
    with _RATES.open(encoding="utf-8-sig", newline="") as file:
        texts = [fold(row["text"]) for row in csv.DictReader(file)][::3]
    headed = [
        (plain[1], pattern)
        for module in _MODULES
        for pattern in vars(module).values()
        if isinstance(pattern, re.Pattern) and (plain := _HEADED.fullmatch(pattern.pattern))
    ]
    assert len(headed) > 40
    for plain, pattern in headed:
        alone = re.compile(plain)
        for text in texts:
            assert [m.span() for m in pattern.finditer(text)] == [
                m.span() for m in alone.finditer(text)
            ], plain
