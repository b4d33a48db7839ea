"""Columns that Excel does not show are read, and whoever hid them is told which they are."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from engine.ingest import read
from engine.model.terms import RecordKind

HEADERS = ["企业名称", "经营范围", "联系电话", "备注", ""]
ROW = ["云泉县甲商店", "食品零售", "0952-7010001", "", "内部"]


def notes(folder: Path, *hidden: str, span: int = 1) -> list[str]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADERS, ROW):
        sheet.append(row)
    for letter in hidden:
        column = sheet.column_dimensions[letter]
        column.hidden = True
        column.max = column.min + span - 1 if column.min else None
    book.save(folder / "a.xlsx")
    return [
        note
        for note in read([folder / "a.xlsx"], RecordKind.REGISTRATION).sources[0].notes
        if "列在 Excel 里看不见" in note
    ]


@pytest.mark.parametrize(
    ("hidden", "told"),
    [
        (("C",), "有 1 列在 Excel 里看不见（联系电话）"),
        (("B", "C"), "有 2 列在 Excel 里看不见（经营范围、联系电话）"),
        # Not where there is nothing below it, nor beyond the table; one without a heading by its place.
        (("B", "D", "E", "H"), "有 2 列在 Excel 里看不见（经营范围、第5列）"),
    ],
)
def test_which_are_told(tmp_path: Path, hidden: tuple[str, ...], told: str) -> None:
    (note,) = notes(tmp_path, *hidden)
    assert told in note


def test_nothing_is_said_where_all_are_shown(tmp_path: Path) -> None:
    assert notes(tmp_path) == []
    assert notes(tmp_path, "D") == []


def test_a_hidden_column_is_read(tmp_path: Path) -> None:
    notes(tmp_path, "B")
    firms = read([tmp_path / "a.xlsx"], RecordKind.REGISTRATION)
    assert firms.table.column("scope").to_pylist() == ["食品零售"]
