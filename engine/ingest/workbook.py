"""xlsx and xls. Every sheet with a header we know is read."""

from __future__ import annotations

import io
from typing import Any

import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook

from engine.ingest.cells import cell_text
from engine.ingest.locate import SCAN, best_guess, find_header
from engine.ingest.raw import NoHeader, RawTable
from engine.model.terms import RecordKind


class BadWorkbook(Exception):
    """The file is no workbook, is cut short or is locked with a password."""


def read_workbook(data: bytes, kind: RecordKind) -> list[RawTable]:
    """One table for each readable sheet. Raises BadWorkbook and NoHeader."""
    tables: list[RawTable] = []
    skipped: list[str] = []
    guess: list[str] = []
    for name, rows in sheets_of(data):
        if not any(any(row) for row in rows):
            continue
        try:
            tables.append(_table(rows, name, kind))
        except NoHeader as missing:
            skipped.append(name)
            guess = missing.cells if len(missing.cells) > len(guess) else guess
    if not tables:
        raise NoHeader(guess)
    if skipped:
        shown = "、".join(f"“{name}”" for name in skipped)
        tables[0].notes.append(f"工作表{shown}没有可识别的表头，未读取")
    return tables


def sheets_of(data: bytes) -> list[tuple[str, list[list[str]]]]:
    """(name, rows of cells as text) of every sheet. Raises BadWorkbook."""
    found = []
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            for name in book.sheet_names:
                cells: list[list[Any]] = book.get_sheet_by_name(name).to_python(
                    skip_empty_area=False
                )
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


def _table(rows: list[list[str]], sheet: str, kind: RecordKind) -> RawTable:
    header = find_header(rows[: SCAN + 1], kind)
    if header is None:
        raise NoHeader(best_guess(rows, kind))
    body = rows[header.last + 1 :]
    width = len(header.labels)
    columns = [
        pa.chunked_array([pa.array([row[i] if i < len(row) else "" for row in body], pa.string())])
        for i in range(width)
    ]
    return RawTable(
        header.labels,
        columns,
        pa.array(range(1, len(body) + 1), pa.int64()),
        "",
        header.last + 1,
        sheet,
    )
