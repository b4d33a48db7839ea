"""Where between two characters no word of the dictionary can lie across.

Told from pairs: those that stand in a word of jieba's dictionary are marked in a table. Pairs may
share a mark, so that a border may look crossed that is none, never the other way round.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np
import numpy.typing as npt

from engine.model.arrays import Flags
from engine.text import dictionary

Points = npt.NDArray[np.uint32]
Places = npt.NDArray[np.int64]
_BITS = 22
_FIRST, _SECOND = 0x9E3779B1, 0x85EBCA6B


class Borders:
    """For texts as code points. ``also``: words that the dictionary lacks."""

    def __init__(self, also: Iterable[str] = ()) -> None:
        self._within = _in_dictionary().copy()
        for told in also:
            points = points_of(told)
            self._within[_mark(points[:-1], points[1:])] = True
        self._looked_up = self._within.data

    def crossed(self, points: Points, places: Places) -> Flags:
        """At which places, before, between or behind the characters, a word may lie across."""
        inner = (places > 0) & (places < len(points))
        crossed: Flags = np.zeros(len(places), np.bool_)
        at = places[inner]
        crossed[inner] = self._within[_mark(points[at - 1], points[at])]
        return crossed

    def apart(self, before: str, behind: str) -> bool:
        """The same of one place, between two characters."""
        mixed = ord(before) * _FIRST + ord(behind) * _SECOND
        return not self._looked_up[(mixed & 0xFFFFFFFF) >> 32 - _BITS]


@cache
def _in_dictionary() -> Flags:
    """The marks of pairs within its words."""
    within = np.zeros(1 << _BITS, np.bool_)
    cells = points_of(dictionary.content())
    # A line has three cells, of which the first is the word; an end of a line stands before all.
    between = np.flatnonzero((cells == ord(" ")) | (cells == ord("\n")))
    begin, stop = between[:-1].reshape(-1, 3)[:, :2].T
    while len(begin):
        begin = begin + 1
        longer = begin + 1 < stop
        begin, stop = begin[longer], stop[longer]
        within[_mark(cells[begin], cells[begin + 1])] = True
    return within


def points_of(text: str) -> Points:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _mark(before: Points, behind: Points) -> Points:
    mixed = before * np.uint32(_FIRST) + behind * np.uint32(_SECOND)
    marks: Points = mixed >> np.uint32(32 - _BITS)
    return marks
