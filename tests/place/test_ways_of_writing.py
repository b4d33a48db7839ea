"""One building is one stop in whatever way its address is written; two doors stay two."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.place import Door, parse_address, stops

HEAD = "云泉县清渠镇团结路"
#: Each row is one building.
SAME = (
    (
        *("88号", "八十八号", "八八号", "捌拾捌号", "88 号", "８８号", "88", "88#", "88号院内"),
        *("88号附3号", "88号之一", "88号（3楼）", "88号3楼305室", "88号12号商铺", "88号东侧"),
        *("88号门面房", "88号商铺", "88号临街门面房", "88号营业房2"),
    ),
    ("88-1号", "88—1号", "88－1号", "88–1号", "八十八-1号", "88 - 1号"),
    (
        *(
            "90号A座",
            "90号（A座）",
            "90号(a座)",
            "90号A座1101室",
            "90号（A座1101室）",
            "90号A-1101",
        ),
        *("90号A-1101室", "90号A1101", "90号A栋", "九十号A座11层", "90号 A座"),
    ),
    ("90号B座", "90号（B座）", "90号B-302", "90号B楼B302室"),
    ("98号A229室", "98号D355室", "98号"),
    ("90号1号楼", "90号一号楼", "90号（1号楼）", "90号1幢", "90号1栋2单元301室"),
    ("90号2号楼", "90号二幢"),
    ("92号甲座", "92号（甲座）"),
    ("92号乙座",),
    ("94号金泰大厦A座", "94号金泰大厦（A座）1101", "94号金泰大厦A-1101"),
    ("96号农贸市场", "96号农贸市场12号摊位", "96号农贸市场A-302"),
)


def door(address: str, **more: str) -> Door:
    at = parse_address(address)
    told = {"county": at.county, "town": at.town, "village": at.village}
    return Door(road=at.road, building=at.building, address=address, **{**told, **more})


def groups(addresses: list[str]) -> set[frozenset[str]]:
    found = stops([door(address) for address in addresses])
    return {frozenset(addresses[number] for number in stop.doors) for stop in found}


def test_each_building_is_one_stop() -> None:
    rows = [[HEAD + tail for tail in row] for row in SAME]
    assert groups([a for row in rows for a in row]) == {frozenset(row) for row in rows}


@pytest.mark.parametrize(
    ("tail", "road", "room"),
    [
        ("88号门面房", "团结路88号", ""),
        ("88号5号门面房", "团结路88号", "5号门面房"),
        ("5号摊位", "团结路", "5号摊位"),
    ],
)
def test_a_shop_on_a_street_has_the_number_of_the_street(tail: str, road: str, room: str) -> None:
    at = parse_address(HEAD + tail)
    assert (at.road, at.room) == (road, room)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("88号", "88-1号"),
        ("88号", "188号"),
        ("88号", "八十号"),
        ("88-1号", "88-2号"),
        ("88号A座", "88号B座"),
        ("88号A-1101", "88号B-1101"),
        ("88号1号楼", "88号11号楼"),
        ("88号", "90号（A座）"),
        ("18号", "十号"),
        ("88号A-1101", "88号A1座"),
    ],
)
def test_near_misses_are_two(one: str, other: str) -> None:
    assert len(groups([HEAD + one, HEAD + other])) == 2


ESTATES = (
    ("云泉县锦绣城S3号商业楼-103", "云泉县锦绣城S3号商业楼105", "云泉县锦绣城S3号商业楼2楼"),
    (
        *("云泉县锦绣佳苑7-2-302", "云泉县锦绣佳苑7-1-101室", "云泉县锦绣佳苑7号楼2单元501"),
        *("云泉县锦绣佳苑7幢", "云泉县锦绣佳苑7-402", "云泉县锦绣佳苑七栋1单元"),
    ),
    ("云泉县锦绣佳苑8-2-302", "云泉县锦绣佳苑8号楼"),
    ("云泉县望江花园商铺三幢108、109", "云泉县望江花园商铺三栋110", "云泉县望江花园商铺3幢"),
    ("云泉县望江新村6栋2单元301", "云泉县望江新村6-2-101", "云泉县望江新村6-302"),
    ("云泉县望江新村9号楼", "云泉县望江新村9-1-101"),
    ("云泉县人和商住B9-5号营业房", "云泉县人和商住B9-12号营业房"),
)


def test_blocks_of_estates_are_told_by_their_numbers() -> None:
    assert groups([a for row in ESTATES for a in row]) == {frozenset(row) for row in ESTATES}


def test_a_zone_lies_in_some_county() -> None:
    zone, county = (
        door(f"成都市{named}天府路1700号环球中心", city="成都市") for named in ("高新区", "武侯区")
    )
    assert (zone.county, county.county) == ("高新区", "武侯区")
    assert len(stops([zone, county])) == 1


@pytest.mark.parametrize(
    "short",
    [
        "团结路88号",
        "云泉县团结路88号",
        "清渠团结路88号",
        "云泉县清渠团结路八十八号",
        "清渠镇团结路88号",
    ],
)
def test_a_town_that_is_left_out(short: str) -> None:
    assert len(groups([f"{HEAD}88号", short, f"{HEAD}90号"])) == 2
    # Another county has the same street and number: either may be meant, unless it says which.
    elsewhere = "平罗县城关镇团结路88号"
    found = groups([f"{HEAD}88号", elsewhere, short])
    assert (frozenset({short}) in found) == (short == "团结路88号")
    assert frozenset({elsewhere}) in found


def test_a_street_that_only_begins_like_a_town() -> None:
    addresses = ["云泉县清渠镇团结路88号", "云泉县清渠路88号", "云泉县清渠和平路88号"]
    assert len(groups(addresses)) == 3
    # It has a name of its own where a door of the town says so.
    own = ["云泉县清渠镇团结路88号", "云泉县清渠镇清渠团结路88号", "云泉县清渠团结路88号"]
    assert groups(own) == {frozenset(own[:1]), frozenset(own[1:])}


def test_the_fuller_building_does_not_take_the_house_of_two() -> None:
    addresses = [f"{HEAD}88号{tail}" for tail in ("A座", "B座", "")]
    assert len(groups([*addresses, "团结路88号"])) == 3


def test_the_stop_is_called_by_the_house() -> None:
    assert [s.label for s in stops([door(f"{HEAD}88号附3号")])] == ["团结路88号附3号"]
    assert [s.label for s in stops([door(f"{HEAD}八十八号")])] == ["团结路88号"]
    assert [s.label for s in stops([door(f"{HEAD}{t}") for t in ("88号附3号", "88号")])] == [
        "团结路88号"
    ]


def test_parts_that_were_read_of_something_else_count() -> None:
    told = Door(town="清渠镇", road="富民路8号", address=f"{HEAD}八十八号")
    assert [stop.label for stop in stops([told])] == ["富民路8号"]


@given(st.lists(st.sampled_from([t for row in SAME for t in row]), max_size=12), st.randoms())
def test_the_order_changes_nothing(tails: list[str], dice: random.Random) -> None:
    heads = itertools.cycle((HEAD, "云泉县清渠团结路", "团结路", "平罗县城关镇团结路"))
    addresses = list(dict.fromkeys(head + tail for head, tail in zip(heads, tails, strict=False)))
    again = addresses[:]
    dice.shuffle(again)
    assert groups(addresses) == groups(again)


def test_blocks_in_brackets_are_told_apart_by_their_names() -> None:
    addresses = [HEAD + tail for tail in ("90号（A座）", "90号(b座)", "92号 （甲座）3楼")]
    labels = [stop.label for stop in stops([door(address) for address in addresses])]
    assert sorted(labels) == ["团结路90号 A座", "团结路90号 B座", "团结路92号 甲座"]


def test_labels_do_not_depend_on_the_order_of_rows() -> None:
    addresses = [HEAD + tail for row in SAME for tail in row]
    labels = set()
    for seed in range(5):
        random.Random(seed).shuffle(addresses)
        labels.add(tuple(sorted(stop.label for stop in stops([door(a) for a in addresses]))))
    assert len(labels) == 1
