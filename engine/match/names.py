"""What words mean in names, many names at once.

Names hardly ever repeat, but what a word in a name means is told by little of it: whether it is cut
by the characters around it up to a border that no dictionary word lies across, what it refers to by
what follows. So each of these is asked once, unless a word stands before the hit that a referent
looks for there. Names with a word of a guard are read one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

import ahocorasick_rs
import numpy as np

from engine.match.glossary import Glossary
from engine.match.judge import Judge, misread
from engine.match.referents import TITLE
from engine.match.scan import Flags, Ints
from engine.text.borders import points_of
from engine.text.edges import RARE, REACH

_REMEMBERED = 200_000


class Words(NamedTuple):
    """Words of the rules in texts, in order: the text of each, its term, where it starts and ends."""

    owner: Ints
    term: Ints
    start: Ints
    end: Ints


class Names:
    """``terms``: of the rules; ``idle``: those of which it does not matter what they mean, unless
    another stands in them."""

    def __init__(self, judge: Judge, glossary: Glossary, terms: Sequence[str], idle: Flags) -> None:
        self._judge, self._glossary, self._terms, self._idle = judge, glossary, terms, idle
        #: the part of a name around a hit, and its place there → what cuts the hit (0: nothing),
        #: and what does if what follows is foreign
        self._cuts: dict[tuple[str, int, int], tuple[int, int]] = {}
        self._sight = judge.sight
        #: what follows a hit → is it foreign? term and what follows → what it refers to
        self._foreign: dict[str, bool] = {}
        self._refers: dict[tuple[int, str], int] = {}

    def read(self, names: Sequence[str], words: Words) -> tuple[Ints, Flags]:
        """What each word means, as a number of the glossary; and which names have to be read one
        by one: of their words nothing is told."""
        joined = "".join(names)
        stops = np.cumsum([len(name) for name in names], dtype=np.int64)
        begins = np.concatenate([[0], stops[:-1]]).astype(np.int64)[: len(names)]
        start, end = begins[words.owner] + words.start, begins[words.owner] + words.end
        single, led = self._telling(joined, stops)
        asked = np.flatnonzero(~single[words.owner] & (~self._idle[words.term] | _over(words)))
        owner, start, end = words.owner[asked], start[asked], end[asked]
        first, stop = begins[owner], stops[owner]
        left, right = self._around(joined, start, end)
        left, right = np.maximum(left, first), np.minimum(right, stop)
        first = np.where(led[owner], first, start)
        told = (left < start) | (end < right) | self._referred[words.term[asked]]
        places = (words.term[asked], first, left, start, end, right, stop)
        meaning: Ints = np.zeros(len(words.owner), np.int64)
        meaning[asked[told]] = [
            self._told(joined, *place)
            for place in zip(*(c[told].tolist() for c in places), strict=True)
        ]
        _cover(words, meaning)
        meaning[self._idle[words.term]] = 0
        return meaning, single

    def _telling(self, joined: str, stops: Ints) -> tuple[Flags, Flags]:
        """Which names are read one by one, and in which what stands before a hit may matter."""
        single, led = np.zeros((2, len(stops)), np.bool_)
        found = self._words.find_matches_as_indexes(joined, overlapping=True)
        number, at, _ = np.array(found, np.int64).reshape(-1, 3).T
        name, guard = np.searchsorted(stops, at, side="right"), number < len(self._single)
        single[name[guard]] = led[name[~guard]] = True
        rare = np.array([match.start() for match in RARE.finditer(joined)], np.int64)
        single[np.searchsorted(stops, rare, side="right")] = True
        return single, led

    @cached_property
    def _referred(self) -> Flags:
        """Terms of which a referent may speak in a name without a title."""
        marks = self._judge.referents.marks
        return np.array([marks(term, "name") is None for term in self._terms], np.bool_)

    @cached_property
    def _single(self) -> tuple[str, ...]:
        """Names with one of these are read one by one."""
        return (*self._judge.guard_words, *TITLE)

    @cached_property
    def _words(self) -> Any:
        """These, and words that referents look for before a hit."""
        terms = [self._terms[term] for term in np.flatnonzero(self._referred).tolist()]
        before = {w for term in terms for w in self._judge.referents.words_before(term)}
        return ahocorasick_rs.AhoCorasick([*self._single, *sorted(before.difference(TITLE))])

    def _around(self, joined: str, start: Ints, end: Ints) -> tuple[Ints, Ints]:
        """Of what is around a hit the part that tells whether it is cut: up to a border that no
        word lies across."""
        free = self._judge.edges.borders.free(points_of(joined))
        place = np.arange(len(free))
        before = np.maximum.accumulate(np.where(free, place, 0))
        behind = np.minimum.accumulate(np.where(free, place, len(joined))[::-1])[::-1]
        return np.maximum(before[start], start - REACH), np.minimum(behind[end], end + REACH)

    def _told(
        self,
        joined: str,
        term: int,
        first: int,
        left: int,
        start: int,
        end: int,
        right: int,
        stop: int,
    ) -> int:
        """What ``joined[start:end]`` means, of the name ``joined[first:stop]``."""
        cut = 0
        if left < start or end < right:
            key = joined[left:right], start - left, end - left
            cuts = self._cuts.get(key)
            if cuts is None:
                cuts = self._cut(*key)
                if len(self._cuts) < _REMEMBERED:
                    self._cuts[key] = cuts
            cut, if_foreign = cuts
            if if_foreign != cut and self._is_foreign(joined[end : min(stop, end + self._sight)]):
                cut = if_foreign
        if cut or not self._referred[term]:
            return cut
        if first < start:
            return self._reference(term, joined[first:stop], start - first, end - first)
        known = (term, joined[end:stop])
        found = self._refers.get(known)
        if found is None:
            found = self._reference(term, joined[start:stop], 0, end - start)
            if len(self._refers) < _REMEMBERED:
                self._refers[known] = found
        return found

    def _cut(self, part: str, start: int, end: int) -> tuple[int, int]:
        hit = part[start:end]
        first, second = (
            self._glossary.meaning(misread(word, hit) if word else None)
            for word in self._judge.edges.cuts(part, start, end, brand=True)
        )
        return first, second

    def _is_foreign(self, follows: str) -> bool:
        found = self._foreign.get(follows)
        if found is None:
            found = self._judge.foreign(follows, "name", 0, 0)
            if len(self._foreign) < _REMEMBERED:
                self._foreign[follows] = found
        return found

    def _reference(self, term: int, name: str, start: int, end: int) -> int:
        verdict = self._judge.refers(name, "name", self._terms[term], start, end)
        return self._glossary.meaning(verdict)


def _over(words: Words) -> Flags:
    """Which words may hold another: those that overlap with a neighbour."""
    over: Flags = np.zeros(len(words.owner), np.bool_)
    same = words.owner[1:] == words.owner[:-1]
    over[:-1] = same & (words.start[1:] < words.end[:-1])
    over[1:] |= same & (words.start[1:] == words.start[:-1])
    return over


def _cover(words: Words, meaning: Ints) -> None:
    """A hit inside a longer one means what that means, if that is dismissed: the longest, and of
    these the first (``judge.covered`` for many texts)."""
    owner, start, end = words.owner, words.start, words.end
    covers = np.flatnonzero(meaning)
    covers = covers[np.lexsort((-start[covers], (end - start)[covers]))]
    first = np.searchsorted(owner, owner[covers])
    counts = np.searchsorted(owner, owner[covers], side="right") - first
    cover = np.repeat(covers, counts)
    inner = np.repeat(first - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
    held = (start[cover] <= start[inner]) & (end[inner] <= end[cover])
    meaning[inner[held]] = meaning[cover[held]]  # where several are given the last one stays
