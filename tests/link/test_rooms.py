"""Doors of many addresses at once are those of each address."""

from __future__ import annotations

import pytest

from engine.link import room_key, room_keys

ADDRESSES = [
    "云泉县清渠镇新民路18号3幢502室",
    "清渠镇新民路１８号３幢５０２室（二楼）",
    "新民路 18 号",
    "云泉县清渠镇新民村",
    "",
]


def test_many_addresses() -> None:
    assert room_keys(ADDRESSES) == [room_key(address) for address in ADDRESSES]
    assert room_keys([]) == []


@pytest.mark.parametrize("address", ["", "云泉县清渠镇新民村", "新民路（一楼）"])
def test_without_a_number_no_door_is_told(address: str) -> None:
    assert room_key(address) == ""


def test_county_and_signs_make_no_difference() -> None:
    assert room_key(ADDRESSES[0]) == room_key("云泉县 清渠镇新民路18号、3幢502室")
