"""Spans found by where they begin (found wanting by mutants)."""

import pytest

from engine.match.standing import Placed

SPANS = [(5, 9, "甲"), (0, 2, "乙"), (5, 6, "丙"), (12, 13, "丁")]


@pytest.mark.parametrize(
    ("low", "high", "names"),
    [
        (0, 0, "乙"),
        (1, 4, ""),
        (0, 5, "甲乙丙"),
        (5, 5, "甲丙"),
        (5, 12, "甲丙丁"),
        (6, 11, ""),
        (12, 99, "丁"),
        (13, 99, ""),
        (-9, -1, ""),
    ],
)
def test_those_that_begin_there_in_the_order_they_were_given(
    low: int, high: int, names: str
) -> None:
    assert "".join(name for _, _, name in Placed(SPANS).between(low, high)) == names


def test_the_longest() -> None:
    assert Placed(SPANS).longest == 4
    assert Placed([]).longest == 0
    assert Placed([]).between(0, 9) == []
