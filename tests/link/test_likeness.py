"""How close two brands come (each line was found wanting by a mutant)."""

from __future__ import annotations

import pytest

from engine.link import resembling


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("云泉汇丰", "云泉汇丰", 95),
        ("平罗云泉汇丰", "云泉汇丰", 90),
        ("云泉汇丰", "平罗云泉汇丰", 90),
        ("云泉", "平罗云泉", 0),  # two characters tell nothing
        ("云泉汇丰", "云泉汇峰", 75),
        ("甲乙汇丰元", "丙丁汇丰元", 85),
        ("云泉汇丰", "柳湾兴达", 0),
        ("丰", "丰达", 0),
    ],
)
def test_likeness(one: str, other: str, likeness: int) -> None:
    assert resembling.likeness(one, other) == likeness
