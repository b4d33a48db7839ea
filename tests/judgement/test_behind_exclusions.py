"""Frauds that pose as what the exclusions let pass: stories of one's life, skits, a bank's own loan."""

import csv
from pathlib import Path

import pyarrow as pa
import pytest

from engine.match import TextMatcher
from engine.ruleset import load_ruleset
from engine.score import score


@pytest.fixture(scope="module")
def missed() -> list[tuple[str, str]]:
    """(kind, text) of those that are not flagged."""
    with (Path(__file__).parent / "behind.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    ruleset = load_ruleset()
    texts = pa.array([row["text"] for row in rows], pa.string())
    advertisers = pa.array([row["advertiser"] or None for row in rows], pa.string())
    table = pa.table({"text": texts, "advertiser": advertisers})
    found = TextMatcher(ruleset, "advert").match(table, "2026-06-01", "publish_time")
    bands = [score(one.hits, ruleset, votes=one.sector_votes).band.value for one in found]
    return [
        (row["kind"], row["text"])
        for row, band in zip(rows, bands, strict=True)
        if band not in ("高", "中")
    ]


@pytest.mark.parametrize("kind", ["story", "skit", "bank"])
def test_none_hides(missed: list[tuple[str, str]], kind: str) -> None:
    assert not [text for of, text in missed if of == kind]
