"""One record of a delimited text, read from the line it begins in.

A quote opens a cell only at its beginning, and closes it only before a delimiter or a line end.
Every other quote is a character like any other: a mark of inches, a name in quotes, a slip of the
hand. So no quote ever draws the rows after it into its own, and none is taken away in silence.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence

LONGEST = 500  # lines that one record may span before its quote is taken for a stray one
BIGGEST_CELL = 1 << 27
_LINE_END = re.compile(r"\r\n|\r|\n")


class Records:
    """The records of ``lines``, which keep their line ends."""

    def __init__(self, lines: Sequence[str], delimiter: str) -> None:
        csv.field_size_limit(BIGGEST_CELL)
        self._lines, self._delimiter = lines, delimiter
        mark = re.escape(delimiter)
        self._cell = re.compile(rf'"((?:[^"]|"")*+)"[ \t]*+(?={mark}|$)|[^{mark}]*+')

    def at(self, begin: int, width: int | None = None) -> tuple[list[str], int]:
        """The cells of the record that begins in a line, and how many lines it takes.

        Of several lines it is only where that makes ``width`` cells, None meaning any number.
        """
        line = self._lines[begin].rstrip("\r\n")
        if '"' not in line:
            return line.split(self._delimiter), 1
        # The reader itself says how many lines it took: none may lie between two records.
        end = min(begin + LONGEST, len(self._lines))
        reader = csv.reader(
            (self._lines[i] for i in range(begin, end)), delimiter=self._delimiter, strict=True
        )
        try:
            cells = next(reader)
        except csv.Error:
            return self._tolerant(line, width), 1
        if reader.line_num == 1:
            return cells, 1
        if (width is None or fit(cells, width) is not None) and not self._swallowed(cells):
            return cells, reader.line_num
        return self._tolerant(line, width), 1

    def _tolerant(self, line: str, width: int | None) -> list[str]:
        """The cells of one line some quote of which is none."""
        cells, at = [], 0
        while at <= len(line):
            found = self._cell.match(line, at)
            assert found  # the second form matches nothing at all, too
            quoted = found[1]
            cells.append(found[0] if quoted is None else quoted.replace('""', '"'))
            at = found.end() + 1
        if width is not None and fit(cells, width) is None:
            plain = line.split(self._delimiter)
            return plain if fit(plain, width) is not None else cells
        return cells

    def _swallowed(self, cells: list[str]) -> bool:
        """Whether a cell of several lines holds what looks like rows."""
        width = len(cells)
        return width >= 3 and any(
            line.count(self._delimiter) >= width - 1
            for cell in cells
            for line in _LINE_END.split(cell)[1:]
        )


def fit(cells: list[str], width: int) -> list[str] | None:
    """The cells without empty ones beyond ``width``; None if they are more or fewer."""
    if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
        return cells[:width]
    return cells if len(cells) == width else None
