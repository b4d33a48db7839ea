"""One building is one stop, however it is written; stops are walked street by street."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.place import Door, in_order, stops


def groups(*doors: Door) -> set[frozenset[int]]:
    return {frozenset(stop.doors) for stop in stops(doors)}


def together(*doors: Door) -> bool:
    return len(groups(*doors)) == 1


def here(road: str = "", building: str = "", town: str = "清渠镇", **more: str) -> Door:
    return Door(town=town, road=road, building=building, **more)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (here("团结东路18号", "金泰商务楼"), here("", "金泰商务楼")),
        (here("团结东路18号", "金泰商务楼"), here("团结东路", "金泰商务楼")),
        (here("团结东路18号", "金泰商务楼"), here("团结东路18号")),
        (here("团结东路１８号院"), here("团结东路十八号")),
        (here("团结东路18号"), here("团结东路18号附3号")),
        (here("富民路", "金泰花园2号楼"), here("", "金泰花园二栋")),
        (here("富民路", "金泰花园2号楼3单元"), here("富民路", "金泰花园2幢")),
        (here("", "产业园创业楼B座"), here("", "创业楼b座")),
        (here("", "清渠高新区创业大楼"), here("", "创业大楼")),
        (here("", "清渠高新区创业大楼", town=""), here("", "创业大楼")),
        (here("", "清渠高新区创业大楼"), here("", "高新区创业大楼")),
        (here("", "高新区创业大楼", town=""), here("", "创业大楼")),
        (here("", "清渠经济开发区创业大楼B座"), here("", "开发区创业大楼B座")),
        (here("富民路", "购物广场"), here("富民路", "购物广场")),
        (here("", "金泰商务楼", territory="团结社区"), here("团结东路18号", "金泰商务楼")),
        (here("", "金泰商务楼"), here("", "金泰商务楼", town="")),
    ],
)
def test_one_building(one: Door, other: Door) -> None:
    assert together(one, other)
    assert together(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (here("", "金泰商务楼"), here("", "金泰商务楼", town="渠口镇")),
        (here("", "金泰商务楼", county="甲县"), here("", "金泰商务楼", county="乙县")),
        (here("", "金泰商务楼", territory="甲社区"), here("", "金泰商务楼", territory="乙社区")),
        (here("团结东路18号", "金泰商务楼"), here("团结东路20号", "金泰商务楼")),
        (here("团结东路18号", "金泰商务楼"), here("富民路", "金泰商务楼")),
        (here("团结东路18号", "金泰商务楼"), here("团结东路18号", "御景大厦")),
        (here("团结东路18号"), here("团结西路18号")),
        (here("", "金泰花园2号楼"), here("", "金泰花园3号楼")),
        (here("富民路", "购物广场"), here("", "购物广场")),
        (here("富民路", "办公楼"), here("学院路", "办公楼")),
        (here("", "3号楼"), here("富民路", "3号楼")),
        (here("", "东方创业楼"), here("", "创业楼")),
        (here("", "东区大厦"), here("", "大厦")),
        (here("富民路", "东区大厦"), here("富民路", "大厦")),
        (here("", "高新区大厦"), here("", "大厦")),
        (here("", "金座一期"), here("", "金座二期")),
        (here("", "高新区金座一期"), here("", "高新区金座二期")),
        (here("", "清渠高新区创业大楼"), here("", "渠口高新区创业大楼")),
        (here("", "清渠高新区创业大楼"), here("", "清渠经开区创业大楼")),
        (here("", "清渠高新区创业大楼"), here("", "创业大楼", town="渠口镇")),
        (here("", "清渠高新区"), here("", "高新区创业大楼")),
        (here("", "产业园9号"), here("", "产业园")),
        (here(village="柳湾村三组"), here(village="柳湾村五组")),
    ],
)
def test_two_buildings(one: Door, other: Door) -> None:
    assert not together(one, other)


def test_what_could_be_either_is_neither() -> None:
    first, second = here("团结东路18号", "金泰商务楼"), here("团结东路20号", "金泰商务楼")
    assert groups(first, second, here("", "金泰商务楼")) == {
        frozenset({0}),
        frozenset({1}),
        frozenset({2}),
    }
    towns = here("", "金泰商务楼"), here("", "金泰商务楼", town="渠口镇")
    assert len(groups(*towns, here("", "金泰商务楼", town=""))) == 3


def test_one_of_two_estates_is_neither() -> None:
    doors = here("", "清渠高新区创业大楼"), here("", "渠口高新区创业大楼"), here("", "创业大楼")
    for order in itertools.permutations(doors):
        assert len(groups(*order)) == 3
    zones = here("", "创业大楼"), here("", "高新区创业大楼"), here("", "清渠高新区创业大楼")
    for order in itertools.permutations(zones):
        (stop,) = stops(order)
        assert stop.label == "清渠高新区创业大楼"


def test_three_ways_of_writing_meet_through_the_fullest() -> None:
    doors = here("", "金泰商务楼"), here("团结东路18号"), here("团结东路18号", "金泰商务楼")
    for order in itertools.permutations(doors):
        (stop,) = stops(order)
        assert stop.label == "团结东路18号 金泰商务楼"


WORDS = st.sampled_from(
    ["", "甲", "乙", "18号", "团结路", "团结路18号", "金泰楼", "园区1号楼", "一组"]
)


@given(st.lists(st.builds(Door, **dict.fromkeys(Door._fields, WORDS)), max_size=12), st.randoms())
def test_every_door_is_at_one_stop_whatever_the_order(doors: list[Door], dice) -> None:  # type: ignore[no-untyped-def]
    found = stops(doors)
    assert sorted(n for stop in found for n in stop.doors) == list(range(len(doors)))
    shuffled = list(range(len(doors)))
    dice.shuffle(shuffled)
    again = stops([doors[n] for n in shuffled])
    as_doors = {frozenset(doors[n] for n in stop.doors) for stop in found}
    assert {frozenset(doors[shuffled[n]] for n in stop.doors) for stop in again} == as_doors
    for stop in found:
        for part in ("city", "county", "town"):
            assert len({getattr(doors[n], part) for n in stop.doors} - {""}) <= 1
        areas = {doors[n].territory for n in stop.doors}
        assert all(max(areas, key=len).startswith(one) for one in areas)  # a community and its grid


def test_a_grid_and_its_community_are_one_stop_and_two_grids_are_none() -> None:
    one, other = "东街社区第一网格", "东街社区第二网格"
    doors = [here("团结东路18号", territory=area) for area in ("东街社区", one)]
    assert groups(*doors) == {frozenset({0, 1})}
    assert len(groups(*(here("团结东路18号", territory=area) for area in (one, other)))) == 2


def walk(*doors: Door, first: int = 0) -> list[str]:
    found = in_order(stops(doors), lambda stop: 0 if first in stop.doors else 1)
    return [stop.label for stop in found]


def test_up_the_odd_side_and_back_down_the_even_one() -> None:
    numbers = (18, 7, 102, 3, 44, 55)
    doors = [here(f"团结东路{n}号") for n in numbers]
    assert walk(*doors) == [f"团结东路{n}号" for n in (3, 7, 55, 102, 44, 18)]


def test_street_by_street_the_weightiest_first_villages_last() -> None:
    doors = (
        here(village="柳湾村三组"),
        here("富民路8号"),
        here("团结西路3号"),
        here("中心街", "供销大厦"),
        here("中心街5号"),
        here("团结东路18号"),
        here("富民路90号"),
    )
    assert walk(*doors, first=5) == [
        "团结东路18号",
        "团结西路3号",
        "中心街5号",
        "中心街 供销大厦",
        "富民路90号",
        "富民路8号",
        "柳湾村三组",
    ]
    # A village stays last even where its door is the most urgent.
    assert walk(*doors, first=0)[-1] == "柳湾村三组"


def test_buildings_of_an_estate_together() -> None:
    doors = [here("", f"产业园{b}") for b in ("文创楼", "9号", "创业楼B座", "10号", "创业楼A座")]
    assert walk(*doors, here("富民路1号"), first=2)[:5] == [
        "产业园9号",
        "产业园10号",
        "产业园创业楼A座",
        "产业园创业楼B座",
        "产业园文创楼",
    ]


def test_town_by_town_where_there_are_several() -> None:
    doors = [
        here("团结路1号", town="甲镇"),
        here("团结路2号", town="乙镇"),
        here(village="柳湾村", town="甲镇"),
        here("团结路3号", town="甲镇"),
        here("团结路4号", town="乙镇"),
    ]
    assert walk(*doors, first=1) == ["团结路4号", "团结路2号", "团结路1号", "团结路3号", "柳湾村"]


def test_a_name_that_hundreds_bear_is_none() -> None:
    doors = [here(f"富民路{n}号", "创业大厦") for n in range(1, 3000)]
    assert len(stops([*doors, here("", "创业大厦")])) == 3000
