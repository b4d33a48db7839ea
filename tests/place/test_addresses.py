"""Addresses taken apart as an office would; parts keep the words of the source."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.place import parse_address, split_addresses

PARTS = ("province", "city", "county", "town", "village", "road", "building", "floor", "room")
FILLED = ("province", "city", "county")


def rows() -> list[dict[str, str]]:
    with (Path(__file__).parent / "addresses.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["address"])
def test_parts(row: dict[str, str]) -> None:
    place = parse_address(row["address"])
    found = {part: getattr(place, part) for part in PARTS}
    assert found == {part: row[part] for part in PARTS}


@given(st.text(max_size=40))
def test_any_text_is_read_without_complaint(text: str) -> None:
    place = parse_address(text)
    bare = "".join(text.split())
    for part in PARTS[3:]:
        # a bracketed remark is taken out of the middle, so look for the characters in order
        characters = iter(bare)
        assert all(char in characters for char in getattr(place, part))


def test_what_is_left_out_is_filled_from_the_columns_beside_it() -> None:
    place = parse_address("清渠镇富民路66号", "宁夏", "石嘴山市", "云泉县")
    assert (place.province, place.city, place.county) == ("宁夏", "石嘴山市", "云泉县")


def test_a_town_of_the_same_name_elsewhere_is_another() -> None:
    assert parse_address("平罗县渠口乡六羊村").city == "石嘴山市"
    assert parse_address("中宁县渠口农场").city == "中卫市"


def test_several_addresses_in_a_field() -> None:
    assert split_addresses("清渠镇富民路66号；清渠镇健康街3号") == [
        "清渠镇富民路66号",
        "清渠镇健康街3号",
    ]
