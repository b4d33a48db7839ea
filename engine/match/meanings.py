"""What words mean in many texts at once.

Names hardly ever repeat, parts of scopes do so only now and then, but what a word in them means is
told by little: whether it is cut by the characters around it up to a border that no dictionary word
lies across, and whether a referent has one of its words on the right side of it. Most words have
neither, which columns tell. Texts with a word of a guard, a title, or in scopes something that takes
back, are read one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

import ahocorasick_rs
import numpy as np

from engine.match.glossary import Glossary
from engine.match.judge import Judge, misread
from engine.match.referents import TITLES
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


class Meanings:
    """``terms``: of the rules; ``idle``: those of which it does not matter what they mean, unless
    another stands in them."""

    def __init__(
        self, judge: Judge, glossary: Glossary, terms: Sequence[str], idle: Flags, field: str
    ) -> None:
        self._judge, self._glossary, self._terms, self._idle = judge, glossary, terms, idle
        self._field = field
        #: the part of a text around a hit, and its place there → what cuts the hit (0: nothing),
        #: and what does if what follows is foreign
        self._cuts: dict[tuple[str, int, int], tuple[int, int]] = {}

    def read(self, texts: Sequence[str], words: Words) -> tuple[Ints, Flags]:
        """What each word means, as a number of the glossary; and which texts have to be read one
        by one: of their words nothing is told."""
        joined = "".join(texts)
        stops = np.cumsum([len(text) for text in texts], dtype=np.int64)
        begins = np.concatenate([[0], stops[:-1]]).astype(np.int64)[: len(texts)]
        single = self._read_singly(joined, stops)
        asked = np.flatnonzero(~single[words.owner] & (~self._idle[words.term] | _over(words)))
        owner, term, start, end = (column[asked] for column in words)
        first = begins[owner]
        left, right = self._around(joined, first + start, first + end)
        left, right = np.maximum(left - first, 0), np.minimum(right, stops[owner]) - first
        crossed, referred = (left < start) | (end < right), self._referred(texts, words, asked)
        meaning: Ints = np.zeros(len(words.owner), np.int64)
        told = np.flatnonzero(crossed | referred)
        columns = (owner, term, left, start, end, right, crossed, referred)
        meaning[asked[told]] = [
            self._told(texts[number], *place)
            for number, *place in zip(*(c[told].tolist() for c in columns), strict=True)
        ]
        _cover(words, meaning)
        meaning[self._idle[words.term]] = 0
        return meaning, single

    def _read_singly(self, joined: str, stops: Ints) -> Flags:
        single: Flags = np.zeros(len(stops), np.bool_)
        found = self._odd.find_matches_as_indexes(joined)
        places = [start for _, start, _ in found]
        places += [match.start() for match in RARE.finditer(joined)]
        single[np.searchsorted(stops, np.array(places, np.int64), side="right")] = True
        return single

    @cached_property
    def _odd(self) -> Any:
        """Texts with one of these are read one by one."""
        takes_back = self._judge.negators.words if self._field == "scope" else ()
        return ahocorasick_rs.AhoCorasick([*self._judge.guard_words, *TITLES, *takes_back])

    def _around(self, joined: str, start: Ints, end: Ints) -> tuple[Ints, Ints]:
        """Of what is around a hit the part that tells whether it is cut: up to a border that no
        word lies across."""
        free = self._judge.edges.borders.free(points_of(joined))
        place = np.arange(len(free))
        before = np.maximum.accumulate(np.where(free, place, 0))
        behind = np.minimum.accumulate(np.where(free, place, len(joined))[::-1])[::-1]
        return np.maximum(before[start], start - REACH), np.minimum(behind[end], end + REACH)

    def _referred(self, texts: Sequence[str], words: Words, asked: Ints) -> Flags:
        """Of which of the words ``asked`` about a referent may speak."""
        referred = self._candidates[words.term[asked]].any(axis=1)
        some = asked[referred]
        kept, owner = np.unique(words.owner[some], return_inverse=True)
        speaking = self._judge.referents.speaking(
            [texts[number] for number in kept.tolist()], owner, words.start[some], words.end[some]
        )
        referred[referred] = (speaking & self._candidates[words.term[some]]).any(axis=1)
        return referred

    @cached_property
    def _candidates(self) -> Flags:
        """For each term which referents may speak of it where no title is."""
        referents = self._judge.referents
        candidates: Flags = np.zeros((len(self._terms), referents.count), np.bool_)
        for number, term in enumerate(self._terms):
            if referents.marks(term, self._field) is None:
                candidates[number, [c.number for c in referents.of(term, self._field)]] = True
        return candidates

    def _told(
        self,
        text: str,
        term: int,
        left: int,
        start: int,
        end: int,
        right: int,
        crossed: bool,
        referred: bool,
    ) -> int:
        """What ``text[start:end]`` means."""
        if crossed:
            key = text[left:right], start - left, end - left
            cuts = self._cuts.get(key)
            if cuts is None:
                cuts = self._cut(*key)
                if len(self._cuts) < _REMEMBERED:
                    self._cuts[key] = cuts
            cut, if_foreign = cuts
            if if_foreign != cut and self._judge.foreign(text, self._field, start, end):
                cut = if_foreign
            if cut:
                return cut
        if not referred:
            return 0
        verdict = self._judge.refers(text, self._field, self._terms[term], start, end)
        return self._glossary.meaning(verdict)

    def _cut(self, part: str, start: int, end: int) -> tuple[int, int]:
        hit = part[start:end]
        first, second = (
            self._glossary.meaning(misread(word, hit) if word else None)
            for word in self._judge.edges.cuts(part, start, end, self._field == "name")
        )
        return first, second


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
