"""Which of many places can a disguised term begin at? Told of all of them at once, by columns.

Each term is a bit. For each place in a term and each character there is the set of the terms that may
have that character there, however it is disguised; characters are read one after another as long as
each stands for one. Where no term is left nothing is read that would be believed (``accept``); what
cannot be told so counts as possible.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from engine.model.arrays import Flags, Ints
from engine.text.disguise.meant import Meant
from engine.text.disguise.trie import STROKES, known_by_letters

Points = npt.NDArray[np.uint32]
Bits = npt.NDArray[np.uint64]
_LIMIT = 0x20000
#: Ends a text; no term goes on behind it.
_END = "\x1e"
_BARRIERS = frozenset(f"\n\r{_END}")
_CHINESE, _SIGNS = ((0x3400, 0x4DC0), (0x4E00, 0xA000)), ((0x30, 0x3A), (0x61, 0x7B))


class Beginnings:
    """Built once from the folded terms."""

    def __init__(self, terms: Sequence[str]) -> None:
        self._longest = max(map(len, terms), default=0)
        self._words = len(terms) // 64 + 1
        #: character → for each place in a term the terms that have it there
        self._having: dict[str, Bits] = {}
        #: place → terms that have ended there, and with them those that two first letters can be of
        self._ended = np.zeros((self._longest, self._words), np.uint64)
        self._spelt = np.zeros((self._longest, self._words), np.uint64)
        #: place → terms whose last character is not there where a letter goes on into another
        self._mid_run = np.full((self._longest, self._words), ~np.uint64(0))
        self._beyond_two = np.zeros(self._words, np.uint64)
        for number, term in enumerate(terms):
            bit = np.zeros(self._words, np.uint64)
            bit[number // 64] = np.uint64(1 << number % 64)
            for place, char in enumerate(term):
                if char not in self._having:
                    self._having[char] = np.zeros((self._longest, self._words), np.uint64)
                self._having[char][place] |= bit
            self._ended[len(term) :] |= bit
            if not any(map(str.isascii, term)):
                self._mid_run[len(term) - 1] ^= bit
            if known_by_letters(term) or any(map(str.isascii, term)):
                self._spelt |= bit
            if len(term) > 2:
                self._beyond_two |= bit
        self._spelt |= self._ended
        self._meant = Meant({char for term in terms for char in term})
        #: Characters between which no term stands whole: they are passed over.
        self._passed = np.ones(_LIMIT, np.bool_)
        for low, high in (*_CHINESE, *_SIGNS):
            self._passed[low:high] = False
        self._passed[_points(STROKES)] = True
        self._passed[_points({*self._meant.marks, *self._meant.vocabulary, "〇", *_BARRIERS})] = (
            False
        )
        #: Behind these nobody knows which character of the term is next.
        self._open = np.zeros(_LIMIT, np.bool_)
        signs = {char for char in self._meant.vocabulary if not char.isalnum()}  # or passed over
        self._open[_points({*self._meant.longer, *signs})] = True
        #: first part of a character → its row in the table of parts; the first two parts as numbers
        self._first = np.zeros(_LIMIT, np.int64)
        self._parts = np.zeros((len(self._meant.firsts) + 1, self._longest, self._words), np.uint64)
        for row, (first, chars) in enumerate(self._meant.firsts.items(), 1):
            self._first[_points({first})] = row
            for char in chars:
                self._parts[row] |= self._having[char]
        self._two = np.array(
            sorted({_point(two[0]) * _LIMIT + _point(two[-1]) for two in self._meant.parts}),
            np.int64,
        )
        #: two letters → may they begin a syllable or a longer sign?
        self._together = np.zeros((0x80, 0x80), np.bool_)
        for pair in self._meant.pairs:
            self._together[ord(pair[0]), ord(pair[1])] = True
        #: character → its row in the table, 0 where it has none yet
        self._row = np.zeros(_LIMIT, np.int64)
        self._table = np.zeros((1, self._longest, self._words), np.uint64)

    def possible(self, points: Points, starts: Ints) -> Flags:
        """At which of ``starts`` may a term begin? ``points``: the folded texts, an end behind each."""
        points = np.minimum(points, _LIMIT - 1)
        content = np.flatnonzero(~self._passed[points])
        if not len(content):
            return np.ones(len(starts), np.bool_)
        chars = np.append(points[content], [ord(_END)] * (2 * self._longest + 2))
        self._learn(np.unique(chars))
        rows, open_, letter = self._row[chars], self._unclear(chars), _within(chars, 0x61, 0x7B)
        after = np.append(points, np.uint32(0))[content + 1]
        first = self._parted(chars, after)
        open_ |= first > 0
        inner = np.zeros(len(chars), np.bool_)
        inner[: len(after)] = letter[: len(after)] & _within(after, 0x61, 0x7B)
        before_chinese = np.append(chars[1:] >= 0x3400, False)
        at = np.searchsorted(content, starts)
        found: Flags = content[np.minimum(at, len(content) - 1)] != starts
        which = np.flatnonzero(~found)
        at, place = at[which], np.zeros(len(which), np.int64)
        state = np.full((len(which), self._words), ~np.uint64(0))
        spelt = np.zeros(len(which), np.bool_)
        while len(which):
            mine = letter[at]
            left = state & (self._table[rows[at], place] | self._parts[first[at], place])
            # Where it may begin a syllable it need not be a second first letter.
            twice = np.flatnonzero(mine & spelt & ~open_[at])
            left[twice] &= self._spelt[place[twice]]
            # Nor does it end a term where its latin word goes on.
            within = np.flatnonzero(inner[at] & ~open_[at])
            left[within] &= self._mid_run[place[within]]
            some = left.any(axis=1)
            found[which[some & (open_[at] | (place + 1 == self._longest))]] = True
            on = np.flatnonzero(some & ~found[which])
            # A letter that is only put between says nothing.
            put = np.flatnonzero(mine & before_chinese[at] & (place > 0) & ~found[which])
            state = np.concatenate([left[on], state[put]])
            spelt = np.concatenate([(spelt | mine)[on], spelt[put]])
            place = np.concatenate([place[on] + 1, place[put]])
            which = np.concatenate([which[on], which[put]])
            at = np.concatenate([at[on], at[put]]) + 1
        return found

    def _unclear(self, chars: Points) -> Flags:
        """Behind which of the characters does nobody know what is next?"""
        after = np.append(chars[1:], np.uint32(0))
        before = np.append(np.uint32(0), chars[:-1])
        figure, letter = _within(chars, 0x30, 0x3A), _within(chars, 0x61, 0x7B)
        sign = figure | letter
        found: Flags = self._open[chars]
        found |= figure & (np.append(sign[1:], False) | np.append(False, sign[:-1]))
        found |= letter & (_within(after, 0x30, 0x3A) | _within(before, 0x30, 0x3A))
        both = np.flatnonzero(letter & _within(after, 0x61, 0x7B))
        found[both] |= self._together[chars[both], after[both]]
        return found

    def _parted(self, chars: Points, after: Points) -> Ints:
        """Where a character may stand in parts, the row of its first part; elsewhere 0. ``after``:
        what stands behind each of ``chars`` but the last."""
        first = self._first[chars]
        some = np.flatnonzero(first[: len(after)])
        two = chars[some].astype(np.int64) * _LIMIT + after[some]
        at = np.minimum(np.searchsorted(self._two, two), max(len(self._two) - 1, 0))
        first[some[self._two[at] != two]] = 0
        return first

    def _learn(self, chars: Points) -> None:
        new = chars[self._row[chars] == 0].tolist()
        if not new:
            return
        rows = np.tile(self._ended, (len(new), 1, 1))
        for row, char in zip(rows, map(chr, new), strict=True):
            if not char.isalnum() and char not in _BARRIERS:
                row[:] = ~np.uint64(0)  # a picture may be passed over as well
                continue
            for meant in self._meant.of(char):
                row |= self._having[meant]
            # No word of two is believed for a figure or a letter that stands for another.
            allowed = self._beyond_two if char.isascii() else ~np.uint64(0)
            for meant in self._meant.signed(char):
                row |= self._having[meant] & allowed
        self._row[new] = np.arange(len(self._table), len(self._table) + len(new))
        self._table = np.concatenate([self._table, rows])


def _within(chars: Points, low: int, high: int) -> Flags:
    return (chars >= low) & (chars < high)


def _point(char: str) -> int:
    return min(ord(char), _LIMIT - 1)


def _points(chars: set[str] | frozenset[str]) -> list[int]:
    return [ord(char) for char in chars if ord(char) < _LIMIT]
