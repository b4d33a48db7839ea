"""Where in texts a word of the dictionary lies across, told of many places at once.

A word is a number with a digit for each character; the numbers of all words lie in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress, islice

import numpy as np
import numpy.typing as npt

from engine.model.arrays import Flags
from engine.text import dictionary
from engine.text.borders import Places, Points, points_of

Span = tuple[int, int]
Keys = npt.NDArray[np.int64]
#: Words of so many characters are looked at, and so many characters before a place and behind it.
_SIZES, _REACH = (2, 3, 4), 3
_POINTS = 0x110000


class Crossings:
    """For texts as code points. ``also``: words that the dictionary lacks."""

    def __init__(self, also: Iterable[str] = ()) -> None:
        cells = points_of(dictionary.content())
        # A line has three cells, of which the first is the word and the second how often it stands.
        between = np.flatnonzero((cells == ord(" ")) | (cells == ord("\n")))[:-1].reshape(-1, 3)
        begin, size = between[:, 0] + 1, between[:, 1] - between[:, 0] - 1
        begin, size = (column[cells[between[:, 1] + 1] != ord("0")] for column in (begin, size))
        told = [points_of(word) for word in also]
        known = np.zeros(_POINTS, np.bool_)
        for points in (cells, *told):
            known[points] = True
        #: character → its digit, 0 for one in no word
        self._digits = np.cumsum(known, dtype=np.int64) * known
        self._base = int(known.sum()) + 1
        self._words: list[Keys] = []
        for length in _SIZES:
            first = begin[size == length]
            more = np.array([word for word in told if len(word) == length], np.uint32)
            keys = self._keys([cells[first + at] for at in range(length)])
            keys = np.append(keys, self._keys(list(more.reshape(-1, length).T)))
            self._words.append(np.sort(keys))

    def _keys(self, characters: list[Points]) -> Keys:
        """Numbers of words, of each of which ``characters`` hold one of every place."""
        keys = self._digits[characters[0]]
        for further in characters[1:]:
            keys = keys * self._base + self._digits[further]
        return keys

    def whole(self, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> list[set[Span]]:
        """Of each text those of its spans that have no edge that a word lies across."""
        around = "\0" * _REACH
        joined = points_of(around + around.join(texts) + around)
        sizes = [len(text) + _REACH for text in texts]
        begin = np.cumsum([_REACH, *sizes])[:-1]
        flat = np.array([span for some in spans for span in some], np.int64).reshape(-1, 2)
        owner = np.repeat(np.arange(len(texts)), [len(some) for some in spans])
        flat += begin[owner][:, None]
        whole = ~(self.across(joined, flat[:, 0]) | self.across(joined, flat[:, 1]))
        found: list[set[Span]] = [set() for _ in texts]
        which = iter(whole.tolist())
        for mine, some in zip(found, spans, strict=True):
            mine.update(compress(some, islice(which, len(some))))
        return found

    def across(self, points: Points, places: Places) -> Flags:
        """At which places, between two characters, a word lies across. ``points``: with so many
        characters of no word before each text and behind it that no word reaches another one."""
        found = np.zeros(len(places), np.bool_)
        digits = self._digits[points]
        for length, words in zip(_SIZES, self._words, strict=True):
            for before in range(max(1, length - _REACH), min(length - 1, _REACH) + 1):
                first = places - before
                keys = digits[first]
                whole = keys > 0
                for at in range(1, length):
                    digit = digits[first + at]
                    whole &= digit > 0
                    keys = keys * self._base + digit
                near = np.minimum(np.searchsorted(words, keys), len(words) - 1)
                found |= whole & (words[near] == keys)
        return found
