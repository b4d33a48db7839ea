"""Read filled-in workbooks back: sheets moved, sorted, recoloured or only partly filled."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from xlsxwriter.utility import xl_col_to_name

from engine.export.table import HANDLING as MEASURES
from engine.ingest.values import parse_date
from engine.ingest.workbook import BadWorkbook, sheets_of
from engine.model.errors import InputError

#: What an office fills in; the columns of domain §6.1 that the sheets offer.
FIELDS = ("核查人", "核查日期", "实际业务", "处置措施", "备注", "证照情况")
_SCAN = 15


@dataclass(frozen=True, slots=True)
class Finding:
    """One filled-in row. ``values``: field → what stands in it, empty cells left out."""

    entity_id: str
    uscc: str
    name: str
    values: dict[str, str]
    source: str
    place: str


def read_findings(path: Path) -> list[Finding]:
    """All filled-in rows of a workbook. Raises InputError naming file, sheet, row and cell."""
    if not path.is_file():
        raise InputError(f"找不到文件“{path}”。")
    try:
        sheets = sheets_of(path.read_bytes(), path.name)
    except BadWorkbook as error:
        raise InputError(
            f"“{path.name}”不是可读的 Excel 文件（{error}）。请用 Excel 另存为 xlsx 再试。"
        ) from None
    found: list[Finding] = []
    known = 0
    for sheet, rows in sheets:
        head = _header(rows)
        if head is None:
            continue
        known += 1
        found += _rows(path.name, sheet, rows, *head)
    if not known:
        raise InputError(
            f"“{path.name}”里没有可以导入的表：表头要有“企业编号”或“企业名称”，"
            f"以及{'、'.join(FIELDS[:4])}中的至少一列。"
        )
    return found


def _header(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]] | None:
    """(row of the header, column of each name), or None for a sheet nobody fills in."""
    for number, row in enumerate(rows[:_SCAN]):
        columns: dict[str, int] = {}
        for index, cell in enumerate(row):
            plain = re.sub(r"[\s*＊]", "", cell)
            if plain.startswith("企业名称"):
                columns.setdefault("企业名称", index)
            elif plain in ("企业编号", "统一社会信用代码", "广告主或对象", *FIELDS):
                columns.setdefault(plain, index)
        firm = {"企业编号", "企业名称", "统一社会信用代码"} & columns.keys()
        if firm and set(FIELDS) & columns.keys():
            return number, columns
    return None


def _rows(
    file: str, sheet: str, rows: Sequence[Sequence[str]], header: int, columns: dict[str, int]
) -> Iterator[Finding]:
    for number, row in enumerate(rows[header + 1 :], header + 2):

        def cell(name: str, row: Sequence[str] = row) -> str:
            index = columns.get(name, -1)
            return row[index].strip() if 0 <= index < len(row) else ""

        values = {name: cell(name) for name in FIELDS if cell(name)}
        if not values:
            continue
        place = f"{file} 工作表“{sheet}”第 {number} 行"
        if day := values.get("核查日期"):
            values["核查日期"] = _day(day, place)
        if measure := values.get("处置措施"):
            index = columns["处置措施"]
            _known_measure(measure, f"{place}（单元格 {xl_col_to_name(index)}{number}）")
        name, _, rest = cell("企业名称").partition("\n")
        code = re.search(r"[0-9A-Z]{18}", f"{rest} {cell('统一社会信用代码')}")
        entity = cell("企业编号")
        if not (entity or code or name) and "广告主或对象" in columns:
            # 案头核查 lists what is no firm yet: the store keeps firms, the rest is to go on.
            name = f"{cell('广告主或对象') or '未写明对象'}：还没有查到是哪家企业"
        elif not (entity or code or name):
            raise InputError(f"{place}填了核查结果，却没有企业编号和名称。请补上企业名称再导入。")
        yield Finding(entity, code.group(0) if code else "", name.strip(), values, file, place)


def _day(text: str, place: str) -> str:
    day = parse_date(text)
    if day is None:
        raise InputError(f"{place}的核查日期“{text}”看不懂。请写成 2026-06-10 的样子。")
    return day.isoformat()


def _known_measure(text: str, place: str) -> None:
    """Anything else would count nowhere: not in the figures, not as a decision."""
    wrong = next(
        (one for one in re.split(r"[、,，;；\s]+", text) if one not in ("", *MEASURES)), ""
    )
    if not wrong:
        return
    near = difflib.get_close_matches(wrong, MEASURES, 1, 0.5)
    meant = f"是否想写“{near[0]}”？" if near else ""
    raise InputError(
        f"{place}的处置措施“{wrong}”不在可选之列。{meant}可以写的是：{'、'.join(MEASURES)}。"
        "请在下拉选项里选好，别的情况写在备注里，保存后再导入。什么也没有写入。"
    )
