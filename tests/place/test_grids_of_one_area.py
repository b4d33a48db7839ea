"""Several rows of one community: its name does not tell them apart, their keywords do."""

from __future__ import annotations

import pytest

from engine.place import ALIKE, Place, Territories


def _grids(*rows: tuple[str, str, str], **more: str) -> Territories:
    return Territories.from_rows(
        [{"territory": n, "patterns": p, "responsible": w, **more} for n, p, w in rows]
    )


GRIDS = _grids(
    ("东街社区", "柳荫街1-60号", "甲某"),
    ("东街社区", "柳荫街61号以上、青柳大厦", "乙某"),
    ("东街社区", "磨坊巷", "丙某"),
    ("西街社区", "渡口路40号以下", "丁某"),
)


@pytest.mark.parametrize(
    ("address", "who"),
    [
        ("柳荫街21号 东街社区", "甲某"),
        ("柳荫街八十八号 东街社区", "乙某"),
        ("青柳大厦5楼 东街社区", "乙某"),
        ("磨坊巷7号 东街社区", "丙某"),
        # Whose it is nobody can tell, and the first must not have it all.
        ("东街社区", ""),
        ("渡口路40号", "丁某"),
        ("渡口路41号", ""),
    ],
)
def test_whose_keywords_fit_has_the_firm(address: str, who: str) -> None:
    assert GRIDS.assign(Place(), address).responsible == who


def _alike(territories: Territories) -> list[str]:
    return [m for m in territories.messages({"东街社区"}) if m.startswith(ALIKE)]


def test_rows_that_tell_nothing_apart_are_named() -> None:
    (said,) = _alike(_grids(("东街社区", "", "甲某"), ("东街社区", "", "乙某")))
    assert "第 1 条（东街社区，甲某）、第 2 条（东街社区，乙某）" in said
    assert "分不出的企业只写到“东街社区”" in said


def test_so_are_areas_with_the_same_keywords() -> None:
    (said,) = _alike(_grids(("一网格", "柳荫街", "甲某"), ("二网格", "柳荫街", "乙某")))
    assert "一网格" in said
    assert "二网格" in said


def test_nothing_is_said_where_they_differ_or_are_the_same_persons() -> None:
    assert not _alike(GRIDS)
    assert not _alike(_grids(("东街社区", "柳荫街", "甲某"), ("东街社区", "柳荫街", "甲某")))


def test_a_grid_is_named_with_its_community() -> None:
    rows = [
        {"territory": "东街社区", "grid": "第一网格", "patterns": "柳荫街", "responsible": "甲某"},
        {"territory": "东街社区", "grid": "第二网格", "patterns": "磨坊巷", "responsible": "乙某"},
        {"territory": "西街社区", "grid": "第一网格", "patterns": "渡口路", "responsible": "丙某"},
        {"territory": "柳湾村", "grid": "全村", "responsible": "丁某"},
        {"territory": "", "grid": "园区网格", "responsible": "戊某"},
    ]
    areas = Territories.from_rows(rows)
    found = {
        a: areas.assign(Place(), a)[:2]
        for a in ("磨坊巷7号 东街社区", "柳湾村三组", "园区网格", "第一网格")
    }
    assert list(found.values()) == [
        ("东街社区第二网格", "乙某"),
        ("柳湾村", "丁某"),
        ("园区网格", "戊某"),
        ("", ""),
    ]


def test_who_has_the_whole_community_has_what_no_grid_has() -> None:
    areas = Territories.from_rows(
        [
            {
                "territory": "东街社区",
                "grid": "第一网格",
                "patterns": "柳荫街",
                "responsible": "甲某",
            },
            {
                "territory": "东街社区",
                "grid": "第二网格",
                "patterns": "磨坊巷",
                "responsible": "乙某",
            },
            {"territory": "东街社区", "responsible": "主任"},
        ]
    )
    assert areas.assign(Place(), "东街社区9号")[:2] == ("东街社区", "主任")
    assert areas.assign(Place(), "东街社区磨坊巷9号")[:2] == ("东街社区第二网格", "乙某")


def test_only_the_community_is_named_where_its_grids_are_not_told_apart() -> None:
    areas = Territories.from_rows(
        [
            {"territory": "东街社区", "grid": grid, "patterns": "柳荫街", "responsible": who}
            for grid, who in (("第一网格", "甲某"), ("第二网格", "乙某"))
        ]
    )
    for address in ("东街社区", "东街社区柳荫街9号"):
        assert areas.assign(Place(), address)[:2] == ("东街社区", "")
