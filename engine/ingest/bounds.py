"""With what bytes cells begin and end: of a large column that tells which few are worth a look."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from engine.model.columns import pieces

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.uint8]


class Words:
    """Texts at one side of a cell, known by their outermost byte and by the outermost two."""

    def __init__(self, texts: Iterable[str], *, last: bool = False) -> None:
        self.one, self.two = np.zeros(256, bool), np.zeros((256, 256), bool)
        for text in texts:
            outer = text.encode()[:: -1 if last else 1]
            self.one[outer[0]] = True
            self.two[outer[0], outer[1] if len(outer) > 1 else slice(None)] = True


class Bounds:
    """Where the cells of a column begin and end. What it finds may be too much, never too little."""

    def __init__(self, cells: pa.StringArray) -> None:
        offsets, self._data = pieces(cells)
        self._begins, self._ends = offsets[:-1], offsets[1:] - 1
        self.lengths = np.diff(offsets)
        self._first = self._bytes(self._begins)

    def beginning(self, words: Words) -> Ints:
        """The cells that may begin with one of the ``words``."""
        return self._beside(words, self._first, self._begins, 1)

    def ending(self, words: Words) -> Ints:
        return self._beside(words, self._bytes(self._ends), self._ends, -1)

    def second(self, among: Bools) -> Ints:
        """The cells whose second byte is ``among`` them."""
        return np.flatnonzero(np.take(among, self._bytes(self._begins + 1)) & (self.lengths > 1))

    def _beside(self, words: Words, outer: Bytes, at: Ints, step: int) -> Ints:
        rows = np.flatnonzero(np.take(words.one, outer) & (self.lengths > 0))
        return rows[words.two[outer[rows], self._bytes(at[rows] + step)]] if len(rows) else rows

    def _bytes(self, at: Ints) -> Bytes:
        if not len(self._data):
            return np.zeros(len(at), np.uint8)
        return np.take(self._data, at, mode="clip")


def first_bytes(cells: pa.StringArray, count: int) -> Bytes:
    """The first bytes of those cells that have so many, a row for each."""
    offsets, data = pieces(cells)
    long = np.diff(offsets) >= count
    if cells.null_count:
        long &= cells.is_valid().to_numpy(zero_copy_only=False)
    begins = offsets[:-1][long]
    if len(data) == len(begins) * count:
        return data.reshape(-1, count)
    if not len(begins):
        return np.zeros((0, count), np.uint8)
    found: Bytes = np.lib.stride_tricks.sliding_window_view(data, count)[begins]
    return found
