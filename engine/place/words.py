"""Words looked up at many places of many texts at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.model.arrays import Ints
from engine.place.shapes import Codes

_WIDTH = 4
#: So many bits of what is mixed of two characters tell how long words are that may begin with them.
_BITS = 18
_MIX = np.uint64(0x9E3779B97F4A7C15)


class Words:
    """Words with a number each. A word may be one of a group only: 城关镇 is one of many counties."""

    def __init__(self, words: Iterable[tuple[str, int]] = ()) -> None:
        self._known: dict[int, tuple[pa.Array, Ints]] = {}
        self._new: dict[int, list[tuple[str, int, int]]] = {}
        #: of each entry a bit for each size
        self._sizes = np.zeros(1 << _BITS, np.uint64)
        for word, number in words:
            self.add(word, number)

    def add(self, word: str, number: int, group: int = 0) -> None:
        """A word that is not among them yet."""
        self._new.setdefault(len(word), []).append((word, number, group))

    def make_ready(self) -> None:
        """Nothing is changed by questions then, whoever asks them."""
        for size in list(self._new):
            self._of(size)

    def longest(self, codes: Codes, at: Ints, groups: Ints | None = None) -> tuple[Ints, Ints]:
        """How long the longest word is that begins at each place, and its number; 0 and −1 where
        none does."""
        lengths, numbers = np.zeros(len(at), np.int64), np.full(len(at), -1)
        for size, rows in self.likely(codes, at, groups):
            rows = rows[numbers[rows] < 0]
            number = self.at(codes, at[rows], size, None if groups is None else groups[rows])
            lengths[rows[number >= 0]] = size
            numbers[rows] = number
        return lengths, numbers

    def likely(
        self, codes: Codes, at: Ints, groups: Ints | None = None
    ) -> Iterator[tuple[int, Ints]]:
        """Sizes, the largest first, and the places where a word of that size may begin."""
        self.make_ready()
        sizes = self._sizes[_entries(codes[at], codes[at + 1], 0 if groups is None else groups)]
        for size in sorted(self._known, reverse=True):
            likely = sizes & np.uint64(1 << size) if size > 1 else np.ones(len(at))
            if len(rows := np.flatnonzero(likely)):
                yield size, rows

    def at(self, codes: Codes, at: Ints, size: int, groups: Ints | None = None) -> Ints:
        """The number of the word of ``size`` that begins at each place; −1 for none."""
        words, numbers = self._of(size)
        keys = np.zeros((len(at), size + 1), np.uint32)
        if groups is not None:
            keys[:, 0] = groups
        keys[:, 1:] = codes[at[:, None] + np.arange(size)]
        found = pc.fill_null(pc.index_in(_binary(keys), value_set=words), -1)
        number: Ints = numbers[found.to_numpy()]
        return number

    def _of(self, size: int) -> tuple[pa.Array, Ints]:
        """Words of a size and their numbers, −1 behind the last."""
        if size in self._new:
            words, told, groups = zip(*self._new.pop(size), strict=True)
            keys = np.zeros((len(words), size + 1), np.uint32)
            keys[:, 0] = groups
            keys[:, 1:] = np.frombuffer("".join(words).encode("utf-32-le"), np.uint32).reshape(
                -1, size
            )
            if size > 1:
                entries = _entries(keys[:, 1], keys[:, 2], keys[:, 0])
                np.bitwise_or.at(self._sizes, entries, np.uint64(1 << size))
            numbers, array = np.array([*told, -1]), _binary(keys)
            if size in self._known:
                before, known = self._known[size]
                array = pa.concat_arrays([before, array])
                numbers = np.concatenate([known[:-1], numbers])
            self._known[size] = array, numbers
        return self._known[size]


def _entries(first: Codes, second: Codes, group: Codes | Ints | int) -> Ints:
    mixed = (first * _MIX + second) * _MIX + np.asarray(group, np.uint64) * _MIX
    return (mixed >> np.uint64(64 - _BITS)).astype(np.int64)


def _binary(keys: Codes) -> pa.Array:
    buffers = [None, pa.py_buffer(keys)]
    return pa.Array.from_buffers(pa.binary(keys.shape[1] * _WIDTH), len(keys), buffers)
