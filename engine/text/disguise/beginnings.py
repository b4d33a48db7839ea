"""Which of many places can a disguised term begin at? Told of all of them at once, by columns.

Each term is a bit. For each place in a term and each character there is the set of the terms that may
have that character there, however it is disguised; characters are read one after another as long as
each stands for one. Where no term is left nothing is read; what cannot be told so counts as possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from engine.text.disguise.tables import looks, parts, pictures, rare, signs, splits
from engine.text.disguise.trie import NUMERALS, STROKES, is_cjk, syllables
from engine.text.disguise.ways import heard

Points = npt.NDArray[np.uint32]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Bits = npt.NDArray[np.uint64]
_FIGURES = "0123456789"
#: Ends a text; no term goes on behind it.
_END = "\x1e"
_BARRIERS = frozenset(f"\n\r{_END}")


class Beginnings:
    """Built once from the folded terms."""

    def __init__(self, terms: Sequence[str]) -> None:
        self._longest = max(map(len, terms), default=0)
        self._words = len(terms) // 64 + 1
        #: place in a term, character → the terms that have it there
        self._having: list[dict[str, Bits]] = [{} for _ in range(self._longest)]
        self._ended = np.zeros((self._longest, self._words), np.uint64)
        for number, term in enumerate(terms):
            bit = np.zeros(self._words, np.uint64)
            bit[number // 64] = np.uint64(1 << number % 64)
            for place, char in enumerate(term):
                self._having[place].setdefault(char, np.zeros_like(bit))
                self._having[place][char] |= bit
            self._ended[len(term) :] |= bit
        self._vocabulary = {char for term in terms for char in term}
        self._meant = _Meant(self._vocabulary)
        limit = 0x20000
        #: Characters between which no term stands whole: they are passed over.
        self._passed = np.ones(limit, np.bool_)
        for low, high in ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0x30, 0x3A), (0x61, 0x7B)):
            self._passed[low:high] = False
        self._passed[[ord(char) for char in STROKES]] = True
        told = {*self._meant.signs, *self._vocabulary, "〇", *_BARRIERS}
        self._passed[[ord(char) for char in told if ord(char) < limit]] = False
        #: Behind these nobody knows which character of the term is next.
        self._open = np.zeros(limit, np.bool_)
        self._open[0x30:0x3A] = self._open[0x61:0x7B] = True
        several = {*self._meant.signs, *self._meant.firsts}
        self._open[[ord(char) for char in several if ord(char) < limit]] = True
        #: character → its row in the table, 0 where it has none yet
        self._row = np.zeros(limit, np.int64)
        self._table = np.zeros((1, self._longest, self._words), np.uint64)

    def possible(self, points: Points, starts: Ints) -> Flags:
        """At which of ``starts`` may a term begin? ``points``: the folded texts, an end behind each."""
        points = np.minimum(points, len(self._passed) - 1)
        content = np.flatnonzero(~self._passed[points])
        if not len(content):
            return np.ones(len(starts), np.bool_)
        chars = np.append(points[content], [ord(_END)] * (self._longest + 1))
        self._learn(np.unique(chars))
        at = np.searchsorted(content, starts)
        found: Flags = content[np.minimum(at, len(content) - 1)] != starts
        left = np.flatnonzero(~found)
        state = np.full((len(left), self._words), ~np.uint64(0))
        for place in range(self._longest):
            char = chars[at[left] + place]
            meant = self._table[self._row[char], place]
            inserted = np.flatnonzero((char >= 0x61) & (char < 0x7B))
            if place and len(inserted):
                # One that is only put between says nothing; then the next one counts.
                after = chars[at[left[inserted]] + place + 1]
                meant[inserted] |= self._table[self._row[after], place]
            state &= meant
            some = state.any(axis=1)
            told = some & self._open[char]
            found[left[told]] = True
            left, state = left[some & ~told], state[some & ~told]
        found[left] = True
        return found

    def _learn(self, chars: Points) -> None:
        new = chars[self._row[chars] == 0].tolist()
        if not new:
            return
        rows = np.tile(self._ended, (len(new), 1, 1))
        for row, char in zip(rows, map(chr, new), strict=True):
            if not char.isalnum() and char not in _BARRIERS:
                row[:] = ~np.uint64(0)  # a picture may be passed over as well
                continue
            for place, having in enumerate(self._having):
                for meant in self._meant.of(char) & having.keys():
                    row[place] |= having[meant]
        self._row[new] = np.arange(len(self._table), len(self._table) + len(new))
        self._table = np.concatenate([self._table, rows])


class _Meant:
    """Which characters of a vocabulary another one may stand for, or begin to."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._vocabulary = frozenset(vocabulary)
        self._sounding: dict[str, set[str]] = {}
        self._having: dict[str, set[str]] = {}
        self.signs: dict[str, set[str]] = {}
        #: first part of a character → those that are so parted
        self.firsts: dict[str, set[str]] = {}
        for char in self._vocabulary:
            for key in heard(char):
                self._sounding.setdefault(key, set()).add(char)
            for part in parts().get(char, ()):
                self._having.setdefault(part, set()).add(char)
            for way in splits().get(char, ()):
                self.firsts.setdefault(way[0], set()).add(char)
            for syllable in syllables(char):
                self.signs.setdefault(syllable[0], set()).add(char)
        figured: set[str] = set(_FIGURES)
        for mark, told in signs().items():
            words = {word[0] for _, word in told}
            self.signs.setdefault(mark[0], set()).update(words)
            if any(char.isdigit() for char in mark):
                figured |= words
        for picture, name in pictures().items():
            alike = {c for char in name for key in heard(char) for c in self._sounding.get(key, ())}
            self.signs.setdefault(picture[0], set()).update(name, alike)
        # Which figure stands there makes no difference: others are told apart by it.
        for figure in _FIGURES:
            self.signs.setdefault(figure, set()).update(figured)

    def of(self, char: str) -> set[str]:
        found = {char} | self.signs.get(char, set()) | self.firsts.get(char, set())
        if is_cjk(char):
            found |= {NUMERALS.get(char, ""), *looks().get(char, ())}
            found.update(*(self._sounding.get(key, ()) for key in heard(char)))
            if char in rare():
                found.update(*(self._having.get(part, ()) for part in parts().get(char, ())))
        return found & self._vocabulary
