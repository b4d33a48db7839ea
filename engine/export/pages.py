"""Where the pages of a printed table end: before a heading, not behind it.

Excel knows no “keep with next”: a heading at the foot of a page stays there. So the pages are cut
here, a little shorter than the paper, and what goes on is headed again.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.export.table import Column

#: A4 landscape within the margins of ``print_setup``, in points.
_WIDE, _HIGH = 842.0 - 0.6 * 72, 595.0 - 1.15 * 72
#: Printers and programs measure a row a little differently.
_SAFE = 0.93
#: So much of a page has to be filled before it may end for the sake of what comes.
_FULL = 0.6


def page_height(columns: Sequence[Column]) -> float:
    """Points of rows that a page holds when the printed columns are fitted to its width."""
    pixels = sum(7 * column.width + 5 for column in columns if column.printed)
    scale = min(1.0, int(100 * _WIDE / (pixels * 0.75)) / 100)
    return _HIGH / scale * _SAFE


class Pages:
    """Counts what stands on the page at hand. ``begins``: rows (from 0) that begin one."""

    def __init__(self, height: float, header: float) -> None:
        self._height, self._header = height, header
        self._used = header
        self.begins: list[int] = []

    def fits(self, *heights: float) -> bool:
        """Is there room for rows that must not be parted?"""
        return self._used + sum(heights) <= self._height or self._used <= self._header

    def better_whole(self, *heights: float) -> bool:
        """Is a page worth ending early, so that rows which it would part stand on the next one? Not one
        that is hardly begun."""
        need = sum(heights)
        parted = self._used + need > self._height >= self._header + need
        return parted and self._used >= _FULL * self._height

    def begin(self, row: int) -> None:
        """A page begins with ``row``."""
        self.begins.append(row)
        self._used = self._header

    def add(self, height: float) -> None:
        """Too high a row goes on over pages of its own."""
        self._used += height
