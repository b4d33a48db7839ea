"""Where the bands begin, and what may reach the top one (found wanting by mutants)."""

from __future__ import annotations

import pytest

from engine import load_ruleset
from engine.model.evidence import Hit
from engine.model.terms import Band
from engine.score.entity import Score, band, index

RULES = load_ruleset()
_WORD = Hit("REG-SIX-001", "name", 0, 2, "金融")


@pytest.mark.parametrize(
    ("points", "behaviour", "expected"),
    [
        (0, False, Band.NONE),
        (1, False, Band.LOW),
        (39, False, Band.LOW),
        (40, False, Band.MEDIUM),
        (69, True, Band.MEDIUM),
        (70, True, Band.HIGH),
        (500, False, Band.MEDIUM),  # words alone never reach the top
    ],
)
def test_bands(points: int, behaviour: bool, expected: Band) -> None:
    assert band(Score(signals=points, behaviour=behaviour), [_WORD], RULES) is expected


def test_index_ends_at_a_hundred() -> None:
    assert [index(points, RULES.pack) for points in (0, 60, 120, 10_000)] == [0, 63, 86, 100]
