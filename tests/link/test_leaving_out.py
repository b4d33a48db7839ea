"""Whom a tip clears is blanked out, and nobody whose longer name holds the cleared one's."""

import pytest

from engine.link.texts.leaving_out import _without


@pytest.mark.parametrize(
    ("text", "longer", "left"),
    [
        ("福泽堂没收钱", [], "，，，没收钱"),
        ("钱不是福泽堂收的，问过福泽堂", [], "钱不是，，，收的，问过，，，"),
        ("福泽堂药房收钱，福泽堂没收", ["福泽堂药房"], "福泽堂药房收钱，，，，没收"),
        ("新福泽堂收钱，福泽堂没收", ["新福泽堂"], "新福泽堂收钱，，，，没收"),
        ("福泽堂药房和福泽堂药房", ["福泽堂药房"], "福泽堂药房和福泽堂药房"),
        ("别家收钱", ["福泽堂药房"], "别家收钱"),
    ],
)
def test_the_name_and_not_a_longer_one(text: str, longer: list[str], left: str) -> None:
    assert _without(text, "福泽堂", longer) == left
