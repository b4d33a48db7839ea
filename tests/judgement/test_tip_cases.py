"""Tips of people who got nothing back, and complaints that are none of ours.

``half``: ``built`` rows were read while the rules were written, ``kept`` rows only at the end,
``more`` and ``fresh`` were each read once by rules that had not seen them (21 of 25 and 16 of 20
found, 18 of 40 and 4 of 35 taken wrongly), then mended by kind; ``checked`` rows tell what came of a look, or take a tip back, ``ended`` rows tell of refunds,
appeals, questions and kin in passing, and accuse; ``pooled`` rows tell of products that are not paid out, of gifts before
a lecture, and of money that neighbours pool for a road or a meal. The floors may be raised, never lowered.
"""

import csv
from pathlib import Path

import pyarrow as pa
import pytest

from engine.match import TextMatcher
from engine.ruleset import load_ruleset

#: What a lender or his agent takes is of the lending track, and a lead.
LEAST_FOUND, MOST_TAKEN = 0.95, 0.13


@pytest.fixture(scope="module")
def judged() -> list[tuple[str, bool, bool]]:
    """(half, is it a lead, was it found)."""
    with (Path(__file__).parent / "tips.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    ruleset = load_ruleset()
    texts = pa.array([row["text"] for row in rows], pa.string())
    blank = pa.nulls(len(rows), pa.string())
    table = pa.table({"title": blank, "text": texts, "received_time": blank})
    found = [False] * len(rows)
    for evidence in TextMatcher(ruleset, "tip").match(table, "2026-06-01", "received_time"):
        found[evidence.row] = any(
            hit.status == "counted" and ruleset.by_id[hit.rule_id].role != "context"
            for hit in evidence.hits
        )
    return [(row["half"], row["lead"] == "1", hit) for row, hit in zip(rows, found, strict=True)]


@pytest.mark.parametrize(
    "half", ["built", "kept", "more", "fresh", "owed", "checked", "ended", "pooled"]
)
def test_victims_are_heard(judged: list[tuple[str, bool, bool]], half: str) -> None:
    mine = [hit for one, lead, hit in judged if one == half and lead]
    assert sum(mine) >= LEAST_FOUND * len(mine) > 0


@pytest.mark.parametrize("half", ["built", "kept", "more", "fresh", "owed", "checked", "pooled"])
def test_consumers_are_left_alone(judged: list[tuple[str, bool, bool]], half: str) -> None:
    mine = [hit for one, lead, hit in judged if one == half and not lead]
    assert sum(mine) <= MOST_TAKEN * len(mine)


def test_no_outcome_silences_who_accuses(judged: list[tuple[str, bool, bool]]) -> None:
    assert all(hit for half, lead, hit in judged if half in ("checked", "ended") and lead)
