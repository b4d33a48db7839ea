"""Adverts and disguised adverts written by somebody who had not seen the rules.

``split``: ``mended`` rows were read while the rules were mended, ``held`` rows were only counted,
``fresh`` rows were written as a probe of the joint decision; what they showed was mended by kind.
The floors are set a little below what was measured; they may be raised, never lowered.
"""

import csv
from pathlib import Path

import pyarrow as pa
import pytest

from engine.match import TextMatcher
from engine.ruleset import load_ruleset
from engine.score import score

Row = dict[str, str]


@pytest.fixture(scope="module")
def judged() -> list[tuple[Row, bool, str]]:
    """(row, was it flagged, name of its first sector)."""
    with (Path(__file__).parent / "adverts.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    ruleset = load_ruleset()
    texts = pa.array([row["text"] for row in rows], pa.string())
    blank = pa.nulls(len(rows), pa.string())
    table = pa.table({"title": blank, "text": texts, "advertiser": blank})
    found = []
    matcher = TextMatcher(ruleset, "advert")
    for row, evidence in zip(rows, matcher.match(table, "2026-06-01", "publish_time"), strict=True):
        for hit in evidence.hits:
            assert row["text"][hit.start : hit.end] == hit.matched
        result = score(evidence.hits, ruleset, votes=evidence.sector_votes)
        sector = ruleset.sectors[result.sectors[0]].name if result.sectors else ""
        found.append((row, result.band.value in ("高", "中"), sector))
    return found


@pytest.mark.parametrize(
    ("split", "disguised", "precision", "recall", "sector"),
    [("mended", "", 0.93, 0.94, 0.80), ("held", "", 0.86, 0.84, 0.60),
     ("fresh", "", 0.92, 0.96, 0.60),
     ("mended", "1", 0.95, 0.94, 0.75), ("held", "1", 0.95, 0.94, 0.65)],
)  # fmt: skip
def test_floors(
    judged: list[tuple[Row, bool, str]],
    split: str,
    disguised: str,
    precision: float,
    recall: float,
    sector: float,
) -> None:
    chosen = [j for j in judged if j[0]["split"] == split and j[0]["disguise_set"] == disguised]
    flagged = [(row, name) for row, flag, name in chosen if flag]
    right = [(row, name) for row, name in flagged if row["should_flag"] == "1"]
    wanted = sum(row["should_flag"] == "1" for row, _, _ in chosen)
    assert len(right) / len(flagged) >= precision
    assert len(right) / wanted >= recall
    assert sum(row["sector"] == name for row, name in right) / len(right) >= sector
