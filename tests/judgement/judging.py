"""Texts of adverts as the shipped rules judge them."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from engine.match import TextMatcher
from engine.ruleset import load_ruleset
from engine.score import score


def suspicious(texts: Sequence[str]) -> list[bool]:
    """Must somebody look at it?"""
    ruleset = load_ruleset()
    blank = pa.nulls(len(texts), pa.string())
    given = pa.array(texts, pa.string())
    table = pa.table({"title": blank, "text": given, "advertiser": blank})
    found = TextMatcher(ruleset, "advert").match(table, "2026-06-01", "publish_time")
    return [score(e.hits, ruleset, votes=e.sector_votes).band.value in ("高", "中") for e in found]


def flagged(texts: Sequence[str]) -> list[str]:
    return [text for text, bad in zip(texts, suspicious(texts), strict=True) if bad]


def rows_of(name: str) -> list[dict[str, str]]:
    """A file of labelled texts beside these tests."""
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
