"""Rows of a delimited file that Arrow will not read: ragged rows, stray quotes, blank lines.

A broken row must cost that row only, never those after it, so every line is a fresh start.
"""

from __future__ import annotations

import csv
import io
import re

import pyarrow as pa

from engine.ingest.raw import BadRow

_LONGEST = 500  # lines that one quoted cell may span before the quote is taken for a stray one
BIGGEST_CELL = 1 << 27
_LINE_END = re.compile(r"\r\n|\r|\n")


def read_rows(
    text: str, delimiter: str, width: int, before: int = 0
) -> tuple[list[pa.ChunkedArray], pa.Array, list[BadRow]]:
    """Columns, row numbers (``before``: of the row above) and bad rows; blank lines count in the
    numbers."""
    lines = list(io.StringIO(text, newline=""))
    csv.field_size_limit(BIGGEST_CELL)
    good: list[list[str]] = []
    numbers: list[int] = []
    bad: list[BadRow] = []
    at, row = 0, before
    while at < len(lines):
        row += 1
        cells, used, unclosed = _record(lines, at, delimiter, width)
        at += used
        fitted = _fit(cells, width)
        if fitted is not None:
            good.append(fitted)
            numbers.append(row)
        elif any(cell.strip() for cell in cells):
            cause = (
                "引号没有成对" if unclosed else f"列数不符：应有 {width} 列，实有 {len(cells)} 列"
            )
            bad.append(BadRow(row, cause, tuple(cells)))
    columns = [
        pa.chunked_array([pa.array([cells[i] for cells in good], pa.string())])
        for i in range(width)
    ]
    return columns, pa.array(numbers, pa.int64()), bad


def _fit(cells: list[str], width: int) -> list[str] | None:
    if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
        return cells[:width]
    return cells if len(cells) == width else None


def _record(lines: list[str], at: int, delimiter: str, width: int) -> tuple[list[str], int, bool]:
    """(cells, lines used, whether a quote stayed open) of the record that starts at a line."""
    line = lines[at].rstrip("\r\n")
    if '"' not in line:
        return line.split(delimiter), 1, False
    if lines[at].count('"') % 2 == 0:
        cells = _parse(line, delimiter)
        if _fit(cells, width) is not None:
            return cells, 1, False
    odd = False
    for used in range(1, min(_LONGEST, len(lines) - at) + 1):
        odd ^= lines[at + used - 1].count('"') % 2 == 1
        if odd:
            continue
        # What follows a closing quote tells whether it closes: the next row's stray one does not.
        cells = _parse("".join(lines[at : at + used]).rstrip("\r\n"), delimiter, strict=True)
        if _fit(cells, width) is not None and not _swallowed(cells, delimiter, width):
            return cells, used, False
        break
    # The quote is a mark of inches or a slip of the hand: the line as it stands, quotes and all.
    plain = line.split(delimiter)
    if len(plain) == width:
        return plain, 1, False
    return plain, 1, line.count('"') % 2 == 1


def _parse(text: str, delimiter: str, *, strict: bool = False) -> list[str]:
    stream = io.StringIO(text, newline="")
    try:
        return next(csv.reader(stream, delimiter=delimiter, strict=strict), [""])
    except csv.Error:
        return []


def _swallowed(cells: list[str], delimiter: str, width: int) -> bool:
    return width >= 3 and any(
        line.count(delimiter) >= width - 1 for cell in cells for line in _LINE_END.split(cell)[1:]
    )
