"""Rows of a delimited file that Arrow will not read: ragged rows, stray quotes, blank lines.

A broken row must cost that row only, never those after it, so every line is a fresh start.
"""

from __future__ import annotations

import io

import pyarrow as pa

from engine.ingest.raw import BadRow
from engine.ingest.records import Records, fit


def read_rows(
    text: str, delimiter: str, width: int, before: int = 0
) -> tuple[list[pa.ChunkedArray], pa.Array, list[BadRow], int]:
    """Columns, row numbers (``before``: of the row above), bad rows, and how many rows end in
    empty cells beyond the ``width``; blank lines count in the numbers."""
    lines = list(io.StringIO(text, newline=""))
    records = Records(lines, delimiter)
    good: list[list[str]] = []
    numbers: list[int] = []
    bad: list[BadRow] = []
    longer = 0
    at, row = 0, before
    while at < len(lines):
        row += 1
        cells, used = records.at(at, width)
        fitted = fit(cells, width)
        if fitted is not None:
            good.append(fitted)
            numbers.append(row)
            longer += len(cells) > width and any(cell.strip() for cell in cells)
        elif any(cell.strip() for cell in cells):
            bad.append(BadRow(row, _cause(cells, width, lines[at]), tuple(cells)))
        at += used
    columns = [
        pa.chunked_array([pa.array([cells[i] for cells in good], pa.string())])
        for i in range(width)
    ]
    return columns, pa.array(numbers, pa.int64()), bad, longer


def _cause(cells: list[str], width: int, line: str) -> str:
    if line.count('"') % 2:
        return "引号没有成对"
    return miscounted(len(cells), width)


def miscounted(found: int, width: int) -> str:
    """Why a row was set aside, and what to do where it has cells too many."""
    cause = f"列数不符：应有 {width} 列，实有 {found} 列"
    if found > width:
        cause += "。格里有分隔符的要加引号，多出的列要有表头"
    return cause
