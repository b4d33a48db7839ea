"""Rows of a delimited file that Arrow will not read: ragged rows, stray quotes, blank lines.

A broken row must cost that row only, never those after it, so every line is a fresh start.
"""

from __future__ import annotations

import io
from itertools import islice

import pyarrow as pa

from engine.ingest.delimited.records import LONGEST, Records, fit
from engine.ingest.limits import Limits, too_many_rejected
from engine.ingest.raw import BadRow

#: Lines looked at, and rows held, as objects of Python at once: these take ten times their size.
_LINES = 20_000


def read_rows(
    body: bytes, delimiter: str, width: int, before: int, source: str, limits: Limits
) -> tuple[list[pa.ChunkedArray], pa.Array, list[BadRow], int]:
    """Columns, row numbers (``before``: of the row above), bad rows, and how many rows end in
    empty cells beyond the ``width``; blank lines count in the numbers.

    Raises InputError where too many rows are bad.
    """
    coming = io.TextIOWrapper(io.BytesIO(body), "utf-8", newline="")
    lines: list[str] = []
    records = Records(lines, delimiter)
    good: list[list[str]] = []
    chunks: list[list[pa.Array]] = [[] for _ in range(width)]
    numbers: list[int] = []
    bad: list[BadRow] = []
    longer, most = 0, limits.rejected_of(width)
    at, row, more = 0, before, True
    while True:
        if more and at + LONGEST > len(lines):  # what a record may take is there
            new = list(islice(coming, _LINES))
            more = bool(new)
            lines = [*lines[at:], *new]
            records, at = Records(lines, delimiter), 0
            _put(good, chunks)
            continue
        if at == len(lines):
            break
        row += 1
        cells, used = records.at(at, width)
        fitted = fit(cells, width)
        if fitted is not None:
            good.append(fitted)
            numbers.append(row)
            longer += len(cells) > width and any(cell.strip() for cell in cells)
        elif any(cell.strip() for cell in cells):
            bad.append(BadRow(row, _cause(cells, width, lines[at]), tuple(cells)))
            if len(bad) > most:
                raise too_many_rejected(len(bad), bad[0].cause, most, source)
        at += used
    _put(good, chunks)
    columns = [pa.chunked_array(some, pa.string()) for some in chunks]
    return columns, pa.array(numbers, pa.int64()), bad, longer


def _put(good: list[list[str]], chunks: list[list[pa.Array]]) -> None:
    if good:
        for column, cells in zip(chunks, zip(*good, strict=True), strict=True):
            column.append(pa.array(cells, pa.string()))
        good.clear()


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
