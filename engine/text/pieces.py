"""The pieces of many texts at once, by columns: which of those of a table stand in each stretch.

They come in the order in which ``Counter`` would have them, so that whoever adds up what they weigh
gets the very number that adding one after another gives.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from engine.model.arrays import Flags, Floats, Ints

Slots = npt.NDArray[np.int32]
#: A text in one form, and the stretches of it that are read.
Form = tuple[str, list[tuple[int, int]]]
#: Characters of texts that are read at once.
_AT_ONCE = 30_000
_POINTS = 0x110000
_NONE = np.zeros(0, np.int64)
#: Pieces lie in tables of so many places, each as near behind the one its number gives as there is
#: room.
_BITS, _MIX = 18, np.uint64(0x9E3779B97F4A7C15)


class Found(NamedTuple):
    """Occurrences of pieces: in which stretch, which piece, and how often it stands there. The first
    of a stretch tells, the others have 0 times."""

    stretch: Ints
    piece: Ints
    times: Ints

    def often(self) -> Floats:
        """1 + log of the times; 0 for none."""
        most = int(self.times.max(initial=0))
        return np.array([0.0, *(1 + math.log(n) for n in range(1, most + 1))])[self.times]


class Pieces:
    """``table``: the pieces, numbered as they come."""

    def __init__(self, table: Iterable[str]) -> None:
        table = list(table)
        chars = sorted({char for piece in table for char in piece})
        self._numbers = np.zeros(_POINTS, np.int32)
        self._numbers[[ord(char) for char in chars]] = np.arange(1, len(chars) + 1)
        self._base = len(chars) + 1
        self._count = max(len(table), 1)
        longest = max(map(len, table), default=0)
        #: for each length: the pieces of it as numbers, which piece each is, and their places
        self._known: list[tuple[Ints, Ints, Slots]] = []
        for size in range(1, longest + 1):
            some = [(at, piece) for at, piece in enumerate(table) if len(piece) == size]
            keys = self._grams("".join(piece for _, piece in some), size)[::size]
            pieces = np.array([at for at, _ in some], np.int64)
            self._known.append((keys, pieces, _placed(keys)))

    def _grams(self, text: str, size: int) -> Ints:
        """Number of the stretch of ``size`` characters that begins at each place."""
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        numbers = self._numbers[points].astype(np.int64)
        grams = numbers[: max(len(numbers) - size + 1, 0)]
        for further in range(1, size):
            grams = grams * self._base + numbers[further : len(grams) + further]
        return grams

    def within(self, forms: Sequence[Form]) -> Found:
        """``forms``: texts with their stretches; these are numbered through."""
        ends = np.cumsum([len(text) for text, _ in forms])
        counts = [len(spans) for _, spans in forms]
        spans = np.array([span for _, spans in forms for span in spans], np.int64).reshape(-1, 2)
        spans += np.repeat(ends - [len(text) for text, _ in forms], counts)[:, None]
        text = "".join(text for text, _ in forms)
        found = [Found(_NONE, _NONE, _NONE)]  # all there is where no piece is known
        for size in range(1, len(self._known) + 1):
            found.append(self._of_size(self._grams(text, size), size, ends, spans))
        return Found(*map(np.concatenate, zip(*found, strict=True)))

    def _of_size(self, grams: Ints, size: int, ends: Ints, spans: Ints) -> Found:
        keys, numbers, slots = self._known[size - 1]
        if not len(keys):
            return Found(_NONE, _NONE, _NONE)
        known, at = _looked_up(grams, keys, slots)
        piece = numbers[at]
        first = np.searchsorted(known, spans[:, 0])
        last = np.maximum(np.searchsorted(known, spans[:, 1] - size + 1), first)
        count = last - first
        inner = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count - first, count)
        stretch = np.repeat(np.arange(len(spans)), count)
        times = np.ones(len(inner), np.int64)
        # What stands once in its text stands once in every stretch.
        again = self._again(np.searchsorted(ends, known, side="right") * self._count + piece)
        some = np.flatnonzero(again[inner])
        key = stretch[some] * self._count + piece[inner[some]]
        order = np.argsort(key, kind="stable")
        begins = np.flatnonzero(np.diff(key[order], prepend=-1))
        times[some] = 0
        times[some[order[begins]]] = np.diff(begins, append=len(order))
        return Found(stretch, piece[inner], times)

    def _again(self, keys: Ints) -> Flags:
        """Which of the keys stand there more than once?"""
        order = np.argsort(keys)
        same = np.flatnonzero(np.diff(keys[order]) == 0)
        again = np.zeros(len(keys), np.bool_)
        again[order[same]] = again[order[same + 1]] = True
        return again


def _place(grams: Ints) -> Ints:
    marks = grams.view(np.uint64) * _MIX >> np.uint64(64 - _BITS)
    return marks.view(np.int64)


def _placed(keys: Ints) -> Slots:
    """A table of places: the number of the key that lies there, else -1."""
    slots = np.full((1 << _BITS) + len(keys), -1, np.int32)
    left = np.arange(len(keys))
    place = _place(keys)
    while len(left):
        free = np.flatnonzero(slots[place] < 0)
        slots[place[free]] = left[free]  # of several the last has it
        without = slots[place] != left
        left, place = left[without], place[without] + 1
    return slots


def _looked_up(grams: Ints, keys: Ints, slots: Slots) -> tuple[Ints, Ints]:
    """Which of the grams are keys, in order, and which key each is."""
    found = np.full(len(grams), -1, np.int64)
    place = _place(grams)
    key = slots[place]
    left = np.flatnonzero(key >= 0)  # most stretches are no piece
    place, key = place[left], key[left]
    while len(left):
        same = keys[key] == grams[left]
        found[left[same]] = key[same]
        left, place = left[~same], place[~same] + 1
        key = slots[place]
        some = key >= 0
        left, place, key = left[some], place[some], key[some]
    known = np.flatnonzero(found >= 0)
    return known, found[known]


def some(forms: Sequence[Form]) -> Iterator[Sequence[Form]]:
    """A part of the texts at a time."""
    begin = characters = 0
    for at, (text, _) in enumerate(forms):
        characters += len(text)
        if characters > _AT_ONCE:
            yield forms[begin : at + 1]
            begin, characters = at + 1, 0
    if begin < len(forms):
        yield forms[begin:]
