"""With what bytes cells begin and end: of a large column that tells which few are worth a look."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from engine.model.arrays import Flags, Ints
from engine.model.columns import pieces

Bytes = npt.NDArray[np.uint8]


#: A byte that no text begins with.
_NOTHING = 0xFF


class Words:
    """Texts at one side of a cell, known by their outermost byte and by the outermost two."""

    def __init__(self, texts: Iterable[str], *, last: bool = False) -> None:
        one, self.two = np.zeros(256, bool), np.zeros((256, 256), bool)
        for text in texts:
            outer = text.encode()[:: -1 if last else 1]
            one[outer[0]] = True
            self.two[outer[0], outer[1] if len(outer) > 1 else slice(None)] = True
        self.one = one.tobytes()


class Bounds:
    """Where the cells of a column begin and end. What it finds may be too much, never too little."""

    def __init__(self, cells: pa.StringArray) -> None:
        offsets, self._data = pieces(cells)
        self._begins, self._ends = offsets[:-1], offsets[1:] - 1
        self.lengths = offsets[1:] - offsets[:-1]
        self.empty: Flags = self.lengths == 0
        self._first = self._bytes(self._begins)
        self._first[self.empty] = _NOTHING

    def beginning(self, words: Words, among: Ints | None = None) -> Ints:
        """The cells that may begin with one of the ``words``; ``among``: of these cells."""
        if among is None:
            return self._beside(words, self._first, self._begins, 1)
        return among[self._beside(words, self._first[among], self._begins[among], 1)]

    def ending(self, words: Words) -> Ints:
        return self._beside(words, self._bytes(self._ends), self._ends, -1)

    def second(self, among: Flags) -> Ints:
        """The cells whose second byte is ``among`` them."""
        return np.flatnonzero(np.take(among, self._bytes(self._begins + 1)) & (self.lengths > 1))

    def _beside(self, words: Words, outer: Bytes, at: Ints, step: int) -> Ints:
        marks = outer.tobytes().translate(words.one)
        rows = np.flatnonzero(np.frombuffer(marks, bool))
        return rows[words.two[outer[rows], self._bytes(at[rows] + step)]] if len(rows) else rows

    def _bytes(self, at: Ints) -> Bytes:
        if not len(self._data):
            return np.zeros(len(at), np.uint8)
        return np.take(self._data, at, mode="clip")


def first_bytes(cells: pa.StringArray, count: int) -> Bytes:
    """The first bytes of those cells that have so many, a row for each."""
    offsets, data = pieces(cells)
    lengths = np.diff(offsets)
    long = lengths >= count
    if cells.null_count:
        long &= cells.is_valid().to_numpy(zero_copy_only=False)
    begins = offsets[:-1][long]
    if (
        len(begins)
        and not len(data) % len(begins)
        and (lengths[long] == len(data) // len(begins)).all()
    ):
        return data.reshape(len(begins), -1)[:, :count]
    if not len(begins):
        return np.zeros((0, count), np.uint8)
    found: Bytes = np.lib.stride_tricks.sliding_window_view(data, count)[begins]
    return found
