"""Columns 路名, 门牌起, 门牌止, 单双号 of a territory table say which houses of a street an area has."""

from __future__ import annotations

import pandas as pd
import pytest

from engine import screen
from engine.ingest import from_frame
from engine.model.terms import RecordKind
from engine.place import Place, Territories


def read(*rows: dict[str, str | None]) -> Territories:
    """As an office writes the table: with headers, cells as text."""
    columns = list(dict.fromkeys(c for row in rows for c in row))
    frame = pd.DataFrame([{c: row.get(c) for c in columns} for row in rows])
    table = from_frame(frame, RecordKind.TERRITORY).table
    return Territories.from_rows([{k: v or "" for k, v in r.items()} for r in table.to_pylist()])


def grid(**cells: str | None) -> dict[str, str | None]:
    return {"网格名称": "一网格", "路名": "柳荫街", **cells}


OTHER = {"网格名称": "乙社区", "地址关键词": "柳荫街"}


@pytest.mark.parametrize(
    ("cells", "inside", "outside"),
    [
        ({"门牌起": "1", "门牌止": "99"}, ("1", "98", "99"), ("100", "199")),
        ({"门牌起": "1", "门牌止": "99", "单双号": "单号"}, ("1", "99"), ("2", "101")),
        ({"门牌起": "2号", "门牌止": "100号", "单双号": "双"}, ("2", "100"), ("1", "102")),
        ({"门牌起": "99", "门牌止": "1", "单双号": "单双号"}, ("1", "2", "99"), ("100",)),
        ({"门牌起": "１", "门牌止": "５０", "单双号": None}, ("50",), ("51",)),
        ({"门牌起": "101", "门牌止": None}, ("101", "9999"), ("100",)),
        ({"门牌起": None, "门牌止": "20"}, ("1", "20"), ("21",)),
        ({"门牌起": None, "门牌止": None, "单双号": "偶数"}, ("8", "888"), ("7",)),
    ],
)
def test_houses_of_a_street(
    cells: dict[str, str | None], inside: tuple[str, ...], outside: tuple[str, ...]
) -> None:
    table = read(grid(**cells), OTHER)
    for numbers, name in ((inside, "一网格"), (outside, "乙社区")):
        for number in numbers:
            assert table.assign(Place(), f"清渠镇柳荫街{number}号").territory == name, number
    assert table.assign(Place(), "柳荫街").territory == "乙社区"
    assert table.messages({"一网格", "乙社区"}) == ()


def test_the_street_may_stand_among_the_keywords() -> None:
    row = {"网格名称": "一网格", "道路": "柳荫街", "门牌起": "1", "门牌止": "9"}
    table = read(row, {**row, "道路": "东街、东苑小区", "门牌起": "20", "门牌止": "30"})
    found = [table.assign(Place(), a).territory for a in ("柳荫街9号", "柳荫街10号", "东街21号", "东街2号", "东苑小区3号楼")]  # fmt: skip
    assert found == ["一网格", "", "一网格", "", "一网格"]


def test_a_street_without_numbers_is_a_keyword() -> None:
    table = read(grid(门牌起=None, 门牌止=None))
    assert table.assign(Place(), "柳荫街7号").territory == "一网格"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"门牌起": "东头", "门牌止": "50"}, "“东头”到“50”看不懂"),
        ({"门牌起": "1", "门牌止": "50", "单双号": "隔号"}, "单双号“隔号”看不懂"),
        ({"路名": None, "门牌起": "1", "门牌止": "50"}, "没有写是哪条路"),
    ],
)
def test_what_cannot_be_read_is_told(cells: dict[str, str | None], said: str) -> None:
    table = read(grid(**cells), OTHER)
    (message,) = table.messages({"一网格", "乙社区"})
    assert message.startswith("责任区表的门牌：“一网格”")
    assert said in message
    assert table.assign(Place(), "柳荫街7号").territory == "乙社区"


def test_a_whole_run_uses_and_tells_them() -> None:
    firms = pd.DataFrame({"企业名称": [f"云泉县{n}投资管理有限公司" for n in "甲乙"], "住所": ["云泉县柳荫街7号", "云泉县柳荫街8号"]})  # fmt: skip
    areas = pd.DataFrame([grid(门牌起="1", 门牌止="99", 单双号="单"), grid(网格名称="二网格", 门牌起="不详", 门牌止="")])  # fmt: skip
    run = screen(firms, territory=areas)
    assert run.entities.set_index("name")["territory"].tolist() in (["一网格", ""], ["", "一网格"])
    assert any("二网格" in m and "看不懂" in m for m in run.messages)
