"""The same records as an office often has them: a decorated workbook and a GBK file."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

#: (upper heading, lower heading, column of registrations.csv)
COLUMNS = [
    ("序号", "", None), ("主体信息", "企业名称", 0), ("主体信息", "统一社会信用代码", 1), ("主体信息", "企业类型", 2),
    ("主体信息", "登记状态", 3), ("法定代表人", "", 4), ("出资与成立", "注册资本", 5), ("出资与成立", "成立日期", 6),
    ("住所", "", 7), ("经营范围", "", 8), ("联系电话", "", 9),
]  # fmt: skip
FIXED = (2026, 6, 1, 8, 0, 0)


def write_messy(
    folder: Path, headers: dict[str, str], firms: list[list[str]], ads: list[list[str]]
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "清渠镇市场主体台账.xlsx").write_bytes(_workbook(firms))
    with (folder / "广告巡查记录.csv").open(
        "w", encoding="gbk", errors="replace", newline=""
    ) as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(headers["adverts.csv"].split(","))
        writer.writerows(ads)


def _workbook(firms: list[list[str]]) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "市场主体"
    width = len(COLUMNS)
    sheet["A1"] = "云泉县清渠镇市场主体登记台账（2026年6月）"
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    sheet["A1"].font, sheet["A1"].alignment = (
        Font(bold=True, size=16),
        Alignment(horizontal="center"),
    )
    sheet["A2"] = (
        "填报单位：清渠市场监督管理所    说明：数据截至2026年5月31日，个体工商户未填注册资本的不用补；灰色行为注销户"
    )
    sheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=width)
    for at, (upper, lower, _) in enumerate(COLUMNS, 1):
        sheet.cell(3, at, upper if at == 1 or COLUMNS[at - 2][0] != upper else None)
        sheet.cell(4, at, lower or None)
    for first, last in ((2, 5), (7, 8)):
        sheet.merge_cells(start_row=3, start_column=first, end_row=3, end_column=last)
    for at in (1, 6, 9, 10, 11):
        sheet.merge_cells(start_row=3, start_column=at, end_row=4, end_column=at)
    for number, firm in enumerate(firms, 1):
        for at, (_, _, column) in enumerate(COLUMNS, 1):
            sheet.cell(number + 4, at, number if column is None else _cell(column, firm[column]))
    note = book.create_sheet("填表说明")
    for line in (
        "一、本表由市场监管所按月导出。",
        "二、联系电话以年报为准。",
        "三、有问题请联系所内勤。",
    ):
        note.append([line])
    return _steady(book)


def _cell(column: int, text: str) -> str | dt.date | None:
    """Days are real days in a workbook; empty cells are empty."""
    return dt.date.fromisoformat(text) if column == 6 else text or None


def _steady(book: Workbook) -> bytes:
    """The workbook without the time it was made, so that the same rows give the same bytes."""
    book.properties.creator = "清渠市场监督管理所"
    book.properties.created = book.properties.modified = dt.datetime(*FIXED)
    raw, steady = io.BytesIO(), io.BytesIO()
    book.save(raw)
    with (
        zipfile.ZipFile(raw) as source,
        zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = _without_time(data)
            target.writestr(zipfile.ZipInfo(name, FIXED), data, zipfile.ZIP_DEFLATED, 6)
    return steady.getvalue()


def _without_time(core: bytes) -> bytes:
    """openpyxl writes the time of saving into 〈modified〉; put the fixed day there."""
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2026-06-01T08:00:00Z", core)
