"""Merged cells below one another: the sheet shows one value for all of their rows."""

from __future__ import annotations

from collections.abc import Sequence

#: (row, column) of the first cell and of the last.
Range = tuple[tuple[int, int], tuple[int, int]]


def fill_merged(rows: list[list[str]], merged: Sequence[Range], first: int) -> int:
    """Give every row from ``first`` on what it shows; how many cells that were.

    Not across: a caption over a whole row says nothing of its columns. Not in rows that are blank
    otherwise: below the last firm there are none.
    """
    filled = 0
    free: dict[int, int] = {}
    for (top, column), (bottom, _) in sorted(merged):
        if top < max(first, free.get(column, 0)) or top >= len(rows):
            continue
        bottom = min(bottom, len(rows) - 1)
        free[column] = bottom + 1  # those of a file made by hand may overlap
        value = rows[top][column] if column < len(rows[top]) else ""
        for row in rows[top + 1 : bottom + 1] if value else ():
            if column < len(row) and not row[column]:
                row[column] = value
                filled += 1
    return filled
