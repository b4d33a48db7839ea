"""Where the bands begin, and what may reach the top one (found wanting by mutants)."""

from __future__ import annotations

import pandas as pd
import pytest

from engine import load_ruleset, screen
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


@pytest.mark.parametrize(
    "text",
    [
        "【定存宝】1万存3个月到手10300，3万存6个月到手31980，凭身份证开户，存折当场打印",
        "放心存计划：2万存半年给1200，5万存一年给6500，身份证登记，到期连本带利",
    ],
)
def test_who_takes_deposits_is_no_lender(text: str) -> None:
    adverts = pd.DataFrame({"编号": ["A"], "广告内容": [text]})
    found = screen(adverts=adverts).adverts
    assert "高利贷" not in found["sector"].iloc[0]
