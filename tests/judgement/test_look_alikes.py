"""What looks alike and is not: of each kind ordinary texts beside solicitations, written before the
rules were mended for it.

The floors are what was measured; they may be raised, never lowered.
"""

import csv
from pathlib import Path

import pyarrow as pa
import pytest

from engine.match import TextMatcher
from engine.ruleset import load_ruleset
from engine.score import score


@pytest.fixture(scope="module")
def judged() -> list[tuple[str, bool, bool, str]]:
    """(kind, should it be flagged, is it, its text)."""
    with (Path(__file__).parent / "alike.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    ruleset = load_ruleset()
    blank = pa.nulls(len(rows), pa.string())
    texts = pa.array([row["text"] for row in rows], pa.string())
    table = pa.table({"title": blank, "text": texts, "advertiser": blank})
    found = TextMatcher(ruleset, "advert").match(table, "2026-06-01", "publish_time")
    return [
        (row["kind"], row["should_flag"] == "1", flagged, row["text"])
        for row, evidence in zip(rows, found, strict=True)
        for result in [score(evidence.hits, ruleset, votes=evidence.sector_votes)]
        for flagged in [result.band.value in ("高", "中")]
    ]


@pytest.mark.parametrize(
    ("kind", "slips"),
    [("deposit", 0), ("bank", 0), ("presale", 0), ("story", 4), ("skit", 1), ("live", 0)],
)
def test_ordinary_texts(judged: list[tuple[str, bool, bool, str]], kind: str, slips: int) -> None:
    wrong = [text for of, wanted, flagged, text in judged if of == kind and flagged and not wanted]
    assert len(wrong) <= slips, wrong


@pytest.mark.parametrize("kind", ["deposit", "bank", "presale", "story", "skit", "live"])
def test_solicitations(judged: list[tuple[str, bool, bool, str]], kind: str) -> None:
    missed = [text for of, wanted, flagged, text in judged if of == kind and wanted and not flagged]
    assert not missed
