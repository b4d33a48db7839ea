"""What words mean in many texts at once.

Names hardly ever repeat, parts of scopes do so only now and then, but what a word in them means is
told by little: the guards around it, whether it is cut by the characters up to a border that no
dictionary word lies across, what its text takes back, and whether a referent has one of its words on
the right side of it. Most words have nothing of all this, which columns tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

import ahocorasick_rs
import numpy as np

from engine.match.glossary import Glossary
from engine.match.judge import Judge
from engine.match.referents import TITLE
from engine.match.scan import Flags, Ints, listed, marked
from engine.match.verdicts import TakenBack, misread
from engine.text.borders import points_of
from engine.text.edges import RARE, REACH

_REMEMBERED = 200_000
#: Marks that are no guard.
_TITLE, _TAKES_BACK = -1, -2


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
        single: Flags = np.zeros(len(stops), np.bool_)
        rare = np.array([match.start() for match in RARE.finditer(joined)], np.int64)
        single[np.searchsorted(stops, rare, side="right")] = True
        marks = self._marks_in(joined, stops)
        meaning = self._guarded(begins, marks, words)
        wanted = ~single[words.owner] & (~self._idle[words.term] | _over(words))
        asked = np.flatnonzero(wanted & (meaning == 0))
        held = Words(*(column[asked] for column in words))
        first, stop = begins[held.owner], stops[held.owner]
        left, right = self._around(joined, first + held.start, first + held.end)
        left, right = np.maximum(left - first, 0), np.minimum(right, stop) - first
        crossed = (left < held.start) | (held.end < right)
        taking, titled = (
            marked(marks.owner[marks.term == kind], len(texts)) for kind in (_TAKES_BACK, _TITLE)
        )
        referred = self._referred(texts, held, titled[held.owner])
        taken = self._taken(texts, words, np.flatnonzero(taking & ~single))
        told = np.flatnonzero(crossed | referred | taking[held.owner])
        columns = (held.owner, held.term, left, held.start, held.end, right, crossed, referred)
        meaning[asked[told]] = [
            self._told(texts[number], taken.get(number), *place)
            for number, *place in zip(*(c[told].tolist() for c in columns), strict=True)
        ]
        _cover(words, meaning)
        meaning[self._idle[words.term] | single[words.owner]] = 0
        return meaning, single

    def _marks_in(self, joined: str, stops: Ints) -> Words:
        """Guards by their numbers, titles and what takes back, as they stand in the texts."""
        found = self._marks.find_matches_as_indexes(joined, overlapping=True)
        number, start, end = np.array(found, np.int64).reshape(-1, 3).T
        owner = np.searchsorted(stops, start, side="right")
        inside = end <= stops[owner]
        return Words(owner[inside], self._kinds[number[inside]], start[inside], end[inside])

    @cached_property
    def _marks(self) -> Any:
        return ahocorasick_rs.AhoCorasick([*self._judge.guard_words, *TITLE, *self._takes_back])

    @cached_property
    def _takes_back(self) -> tuple[str, ...]:
        return self._judge.negators.words if self._field == "scope" else ()

    @cached_property
    def _kinds(self) -> Ints:
        """What a mark is: the number of a guard, or one of those above."""
        guards = np.arange(len(self._judge.guard_words))
        return np.append(guards, [_TITLE] + [_TAKES_BACK] * len(self._takes_back))

    def _guarded(self, begins: Ints, marks: Words, words: Words) -> Ints:
        """What words mean that stand in a word of a guard."""
        meaning = np.zeros(len(words.owner), np.int64)
        guards = np.flatnonzero(marks.term >= 0)[::-1]  # the first of several is set last
        opens, closes = marks.start[guards], marks.end[guards]
        start = begins[words.owner] + words.start
        end = begins[words.owner] + words.end
        first = np.searchsorted(start, opens)
        guard, word = listed(first, np.searchsorted(start, closes) - first)
        longer = (closes - opens)[guard] > (end - start)[word]
        inside = longer & (end[word] <= closes[guard])
        guard, word = marks.term[guards][guard[inside]], word[inside]
        for place, number, term in zip(
            *(c.tolist() for c in (word, guard, words.term[word])), strict=True
        ):
            verdict = self._judge.guarded(number, self._terms[term])
            if verdict is not None:
                meaning[place] = self._glossary.meaning(verdict)
        return meaning

    def _taken(self, texts: Sequence[str], words: Words, some: Ints) -> dict[int, TakenBack | None]:
        """What ``some`` of the texts take back."""
        stops = np.searchsorted(words.owner, some, side="right").tolist()
        begins = np.searchsorted(words.owner, some).tolist()
        taken: dict[int, TakenBack | None] = {}
        for number, i, j in zip(some.tolist(), begins, stops, strict=True):
            held = zip(*(c[i:j].tolist() for c in words[1:]), strict=True)
            hits = [(self._terms[term], start, end) for term, start, end in held]
            taken[number] = self._judge.taken_back(texts[number], hits)
        return taken

    def _around(self, joined: str, start: Ints, end: Ints) -> tuple[Ints, Ints]:
        """Of what is around a hit the part that tells whether it is cut: up to a border that no
        word lies across."""
        free = self._judge.edges.borders.free(points_of(joined))
        place = np.arange(len(free))
        before = np.maximum.accumulate(np.where(free, place, 0))
        behind = np.minimum.accumulate(np.where(free, place, len(joined))[::-1])[::-1]
        return np.maximum(before[start], start - REACH), np.minimum(behind[end], end + REACH)

    def _referred(self, texts: Sequence[str], words: Words, titled: Flags) -> Flags:
        """Of which words a referent may speak; ``titled``: of texts with a title."""
        title, candidates = self._judge.referents.of_titles, self._candidates
        referred = titled | candidates[words.term].any(axis=1)
        kept, owner = np.unique(words.owner[referred], return_inverse=True)
        speaking = self._judge.referents.speaking(
            [texts[number] for number in kept.tolist()],
            owner,
            words.start[referred],
            words.end[referred],
        )
        may = candidates[words.term[referred]] | title
        referred[referred] = (speaking & may).any(axis=1)
        return referred

    @cached_property
    def _candidates(self) -> Flags:
        """For each term which referents may speak of it where no title is."""
        referents = self._judge.referents
        candidates: Flags = np.zeros((len(self._terms), len(referents.of_titles)), np.bool_)
        for number, term in enumerate(self._terms):
            candidates[number, [c.number for c in referents.of(term, self._field)]] = True
        return candidates & ~referents.of_titles

    def _told(
        self,
        text: str,
        taken: TakenBack | None,
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
        verdict = taken.verdict(self._terms[term], start, end) if taken else None
        if verdict is None and referred:
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
