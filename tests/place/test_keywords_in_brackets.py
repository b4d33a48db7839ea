"""What stands in brackets in a territory table adds, takes away, numbers houses, or says nothing."""

from __future__ import annotations

import pandas as pd
import pytest

from engine import screen
from engine.place import UNREAD_WORDS, WITHOUT_FIRMS, Place, Territories

OTHER = "乙社区"


def _table(patterns: str, **more: str) -> Territories:
    return Territories.from_rows(
        [
            {"territory": "甲社区", "patterns": patterns, **more},
            {"territory": OTHER, "patterns": "清渠"},
        ]
    )


def _unread(table: Territories) -> list[str]:
    return [m for m in table.messages({"甲社区", OTHER}) if m.startswith(UNREAD_WORDS)]


@pytest.mark.parametrize(
    ("patterns", "inside", "outside"),
    [
        ("柳荫街61-120号（含青柳大厦）", ("柳荫街88号", "青柳大厦3楼"), ("柳荫街60号",)),
        ("柳荫街61号至120号(包括 青柳大厦、磨坊村)", ("青柳大厦", "磨坊村", "柳荫街61号"), ()),
        ("柳荫街61-120号，含青柳大厦", ("柳荫街88号", "青柳大厦3楼"), ("柳荫街60号",)),
        ("柳荫街（1-30号）", ("柳荫街1号", "柳荫街三十号"), ("柳荫街31号", "青柳大厦")),
        ("柳荫街(61-120号)", ("柳荫街88号",), ("柳荫街8号",)),
        ("柳荫街（1-9号、21-29号）", ("柳荫街9号", "柳荫街21号"), ("柳荫街10号",)),
        ("柳荫街（1-30号单号）", ("柳荫街7号",), ("柳荫街8号",)),
        ("柳荫街1-30号 （单号）", ("柳荫街7号",), ("柳荫街8号",)),
        ("柳荫街（45号、47号）", ("柳荫街45号",), ("柳荫街46号", "柳荫街145号")),
        ("柳荫街1-9号（含青柳大厦）、21-29号", ("柳荫街25号", "青柳大厦"), ("柳荫街15号",)),
        ("柳荫街88号、90号", ("柳荫街90号",), ("柳荫街190号", "磨坊村90号")),
        ("柳荫街1、3、5号", ("柳荫街3号",), ("柳荫街13号", "青柳大厦3号")),
        ("磨坊村（全部）", ("磨坊村7组",), ("柳荫街1号",)),
        (
            "磨坊村（1-3组）",
            ("磨坊村3组", "磨坊村二组", "磨坊村第1组"),
            ("磨坊村12组", "磨坊村四组"),
        ),
        ("磨坊村1-3组", ("磨坊村3组",), ("磨坊村13组",)),
        ("磨坊村4组、5组", ("磨坊村5组",), ("磨坊村6组", "青柳大厦5组")),
        ("柳荫街（除88号、青柳大厦外）", ("柳荫街8号",), ("柳荫街88号", "柳荫街8号青柳大厦")),
        ("柳荫街1-99号（不含20-30号）", ("柳荫街19号",), ("柳荫街20号", "柳荫街三十号")),
        ("柳荫街除青柳大厦外", ("柳荫街8号",), ("柳荫街8号青柳大厦",)),
        ("青柳大厦（柳荫街88号）", ("柳荫街88号", "青柳大厦"), ("柳荫街8号",)),
    ],
)
def test_brackets_are_read(
    patterns: str, inside: tuple[str, ...], outside: tuple[str, ...]
) -> None:
    table = _table(patterns)
    assert {table.assign(Place(), f"清渠镇{a}").territory for a in inside} == {"甲社区"}
    assert {table.assign(Place(), f"清渠镇{a}").territory for a in outside} <= {OTHER}
    assert not _unread(table)


@pytest.mark.parametrize("where", ["territory", "patterns"])
def test_what_is_taken_away_is_of_who_has_it(where: str) -> None:
    row = {"territory": "清渠街道", where: "清渠街道（除三里桥社区）"}
    other = {"territory": "三里桥社区", "patterns": "三里桥路"}
    table = Territories.from_rows([row, other])
    found = [
        table.assign(Place(), f"清渠街道{a}").territory
        for a in ("三里桥社区5号", "三里桥路5号", "东街5号")
    ]
    assert found == ["三里桥社区", "三里桥社区", row["territory"]]


@pytest.mark.parametrize(
    ("patterns", "looked", "inside"),
    [
        ("柳荫街（北段）", "只按“柳荫街”", "柳荫街5号"),
        ("柳荫街1-50号（含沿街商铺）", "只按“柳荫街1-50号”", "柳荫街5号"),
        ("柳荫街1-50号（青柳大厦）", "", ""),
        ("柳荫街1-50号（含社区）", "只按“柳荫街1-50号”", "柳荫街5号"),
        ("柳荫街1-50号（含花园、居民楼）", "只按“柳荫街1-50号”", "柳荫街5号"),
        ("柳荫街（青柳大厦）", "只按“柳荫街”", "柳荫街5号"),
        ("磨坊村（除已拆迁部分）", "只按“磨坊村”", "磨坊村5号"),
        ("东至柳荫街、西至磨坊村", "没有用来对", ""),
    ],
)
def test_what_cannot_be_read_is_told(patterns: str, looked: str, inside: str) -> None:
    table = _table(patterns, source_file="网格.xlsx", source_row="7")
    told = _unread(table)
    if looked:
        (message,) = told
        assert looked in message
        assert "网格.xlsx 第 7 条（甲社区）" in message
        assert patterns.split("、")[0] in message
    else:
        assert told == []
    if inside:
        assert (
            Territories.from_rows([{"territory": "甲社区", "patterns": patterns}])
            .assign(Place(), inside)
            .territory
        )


@pytest.mark.parametrize("street", ["含光北路", "含山路", "和平路", "东接路"])
def test_names_that_begin_like_such_words_are_names(street: str) -> None:
    table = _table(f"青柳大厦、{street}")
    assert table.assign(Place(), f"{street}5号").territory == "甲社区"
    assert table.assign(Place(), f"阳{street[1:]}5号").territory == ""
    assert not _unread(table)


def test_areas_without_firms_are_told_in_one_line_with_what_was_looked_for() -> None:
    firms = pd.DataFrame({"企业名称": ["云泉县甲投资管理有限公司"], "住所": ["云泉县柳荫街7号"]})
    areas = pd.DataFrame(
        {
            "网格名称": ["一网格", "二网格", "三网格"],
            "地址关键词": ["柳荫街", "磨坊村1-3组", "青柳大厦（含柳荫广场）"],
        }
    )
    (line,) = [m for m in screen(firms, territory=areas).messages if m.startswith(WITHOUT_FIRMS)]
    assert "“二网格”（找的是：磨坊村1-3组）" in line
    assert "“三网格”（找的是：青柳大厦、柳荫广场）" in line
    assert "一网格" not in line


@pytest.mark.parametrize(
    ("name", "inside", "outside"),
    [
        ("磨坊村（全部）", "磨坊村7号", "柳荫村7号"),
        ("磨坊村1-3组", "磨坊村三组", "磨坊村四组"),
        ("磨坊村（柳荫街）", "柳荫街7号", "柳村7号"),
        ("东街 社区", "东街 社区", "西街社区"),
        ("磨坊（老）社区", "磨坊（老）社区", "磨坊社区"),
    ],
)
def test_a_name_may_say_as_much(name: str, inside: str, outside: str) -> None:
    table = Territories.from_rows([{"territory": name}])
    assert table.assign(Place(), inside).territory == name
    assert table.assign(Place(), outside).territory == ""
    assert not _unread(table)
