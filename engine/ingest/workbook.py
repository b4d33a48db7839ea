"""xlsx and xls. Every sheet with a header we know is read."""

from __future__ import annotations

import io
from typing import Any

import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook

from engine.ingest.cells import cell_text
from engine.ingest.forms import is_form
from engine.ingest.limits import USUAL, Limits, beyond
from engine.ingest.locate import SCAN, best_guess, find_header
from engine.ingest.raw import FormLayout, NoHeader, RawTable
from engine.ingest.workbook_guard import check_workbook
from engine.model.terms import RecordKind


class BadWorkbook(Exception):
    """The file is no workbook, is cut short or is locked with a password."""


def read_workbook(
    data: bytes, kind: RecordKind, source: str = "", limits: Limits = USUAL
) -> list[RawTable]:
    """One table for each readable sheet. Raises BadWorkbook, NoHeader and InputError."""
    tables: list[RawTable] = []
    skipped: list[str] = []
    forms: list[str] = []
    guess: list[str] = []
    for name, rows in sheets_of(data, source, limits):
        if not any(any(row) for row in rows):
            continue
        try:
            tables.append(_table(rows, name, kind, limits.columns))
        except FormLayout:
            forms.append(name)
        except NoHeader as missing:
            skipped.append(name)
            guess = missing.cells if len(missing.cells) > len(guess) else guess
    if not tables:
        raise FormLayout([]) if forms else NoHeader(guess)
    for names, why in ((skipped, "没有可识别的表头"), (forms, "像登记卡或填写的表单，不是表格")):
        if names:
            shown = "、".join(f"“{name}”" for name in names)
            tables[0].notes.append(f"工作表{shown}{why}，未读取")
    return tables


def sheets_of(
    data: bytes, source: str = "", limits: Limits = USUAL
) -> list[tuple[str, list[list[str]]]]:
    """(name, rows of cells as text) of every sheet. Raises BadWorkbook."""
    check_workbook(data, source, limits)
    found = []
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            for name in book.sheet_names:
                sheet = book.get_sheet_by_name(name)
                # An old xls tells its size only now; it holds 16 million cells at most.
                size = sheet.total_height * sheet.total_width
                if size > limits.cells:
                    raise beyond("cells", "工作表", f"有 {size} 个单元格", limits.cells, source)
                cells: list[list[Any]] = sheet.to_python(skip_empty_area=False)
                while cells and not any(c != "" for c in cells[-1]):
                    cells.pop()
                found.append((name, [[cell_text(c) for c in row] for row in cells]))
    # Calamine panics on some broken files, and a panic derives from BaseException only.
    except (CalamineError, OSError, ValueError) as cause:
        raise BadWorkbook(str(cause)) from cause
    except BaseException as cause:
        if type(cause).__name__ == "PanicException":
            raise BadWorkbook(str(cause)) from cause
        raise
    return found


def _table(rows: list[list[str]], sheet: str, kind: RecordKind, most: int) -> RawTable:
    header = find_header(rows[: SCAN + 1], kind, most)
    if header is None:
        raise NoHeader(best_guess(rows, kind))
    if is_form(rows, header.first, kind):
        raise FormLayout([])
    body = rows[header.last + 1 :]
    width = len(header.labels)
    columns = [
        pa.chunked_array([pa.array([row[i] if i < len(row) else "" for row in body], pa.string())])
        for i in range(width)
    ]
    return RawTable(
        header.labels,
        columns,
        pa.array(range(header.before + 1, header.before + len(body) + 1), pa.int64()),
        "",
        header.last + 1,
        sheet,
        list(header.above),
    )
