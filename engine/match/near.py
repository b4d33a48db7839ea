"""What stands right beside words tells that they are no such words, in many texts at once.

A word of a guard holds them, or a word of the dictionary cuts them. That is told by few characters:
up to a border that no dictionary word lies across, so each window of these is asked about once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from engine.match.columns import codes_of, firsts
from engine.match.glossary import Glossary
from engine.match.judge import Judge
from engine.match.scan import listed
from engine.match.verdicts import misread
from engine.model.arrays import Flags, Ints
from engine.model.columns import slices
from engine.text.borders import Points, points_of
from engine.text.edges import REACH

_REMEMBERED = 200_000


class Words(NamedTuple):
    """Words of the rules in texts, in order: the text of each, its term, where it starts and ends."""

    owner: Ints
    term: Ints
    start: Ints
    end: Ints

    def at(self, places: Ints | Flags) -> Words:
        return Words(*(column[places] for column in self))


class Joined(NamedTuple):
    """Texts as one, and its code points; ``begins``: where each begins, and last where all end."""

    texts: Sequence[str]
    text: str
    points: Points
    begins: Ints

    @classmethod
    def of(cls, texts: Sequence[str]) -> Joined:
        text = "".join(texts)
        begins = np.cumsum([0, *map(len, texts)], dtype=np.int64)
        return cls(texts, text, points_of(text), begins)

    def owner(self, places: Ints) -> Ints:
        """The text that holds each place."""
        return np.searchsorted(self.begins, places, side="right") - 1

    def whole(self, owner: Ints, end: Ints) -> Flags:
        """Which stretches that begin in a text and end there do not run over its end."""
        inside: Flags = end <= self.begins[owner + 1]
        return inside


class Near:
    """``terms``: of the rules."""

    def __init__(self, judge: Judge, glossary: Glossary, terms: Sequence[str], field: str) -> None:
        self._judge, self._glossary, self._terms, self._field = judge, glossary, terms, field
        #: the part of a text around a hit, and its place there → what cuts the hit (0: nothing),
        #: and what does if what follows is foreign
        self._cuts: dict[tuple[str, int, int], tuple[int, int]] = {}

    def read(self, joined: Joined, words: Words, guards: Words, asked: Flags) -> Ints:
        """What each word means, as a number of the glossary; 0 where what stands beside it tells
        nothing. ``guards``: words of guards, by their numbers. Of words that are not ``asked`` only
        these tell."""
        start = joined.begins[words.owner] + words.start
        end = joined.begins[words.owner] + words.end
        meaning = self._guarded(joined, words, guards, start, end)
        left = np.flatnonzero(asked & (meaning == 0))
        meaning[left] = self._cut(joined, words.owner[left], start[left], end[left])
        return meaning

    def _guarded(self, joined: Joined, words: Words, guards: Words, start: Ints, end: Ints) -> Ints:
        meaning = np.zeros(len(start), np.int64)
        # Of several that one speaks which ends first, or is the longest: it is set last.
        order = np.lexsort((guards.term, guards.start, guards.end, guards.owner))
        guards = guards.at(order[::-1])
        opens = joined.begins[guards.owner] + guards.start
        closes = joined.begins[guards.owner] + guards.end
        first = np.searchsorted(start, opens)
        held, word = listed(first, np.searchsorted(start, closes) - first)
        inside = (closes - opens)[held] > (end - start)[word]
        inside &= end[word] <= closes[held]
        guard, word = guards.term[held[inside]], word[inside]
        count = len(self._terms)
        pairs, pair = np.unique(guard * count + words.term[word], return_inverse=True)
        verdicts = (
            self._judge.guarded(number, self._terms[term])
            for number, term in zip(*(c.tolist() for c in divmod(pairs, count)), strict=True)
        )
        told = np.array([self._glossary.meaning(verdict) for verdict in verdicts], np.int64)[pair]
        meaning[word[told > 0]] = told[told > 0]
        return meaning

    def _cut(self, joined: Joined, owner: Ints, start: Ints, end: Ints) -> Ints:
        left, right = self._around(joined.points, start, end)
        left = np.maximum(left, joined.begins[owner])
        right = np.minimum(right, joined.begins[owner + 1])
        meaning = np.zeros(len(start), np.int64)
        crossed = np.flatnonzero((left < start) | (end < right))
        owner, start, end, left, right = (c[crossed] for c in (owner, start, end, left, right))
        first, window = _distinct(joined.points, left, start, end, right)
        places = (c[first].tolist() for c in (left, start, end, right))
        cuts = [
            self._cuts_in(joined.text[a:d], b - a, c - a)
            for a, b, c, d in zip(*places, strict=True)
        ]
        plain, foreign = np.array(cuts, np.int64).reshape(-1, 2)[window].T
        meaning[crossed] = plain
        for at in np.flatnonzero(plain != foreign).tolist():
            text = int(owner[at])
            behind = int(end[at]) - int(joined.begins[text])
            if self._judge.foreign(joined.texts[text], self._field, behind):
                meaning[crossed[at]] = foreign[at]
        return meaning

    def _around(self, points: Points, start: Ints, end: Ints) -> tuple[Ints, Ints]:
        """Of what is around a hit the part that tells whether it is cut: up to a border that no
        word lies across."""
        crossed = self._judge.edges.borders.crossed
        left, right = start.copy(), end.copy()
        for _ in range(REACH):
            left -= crossed(points, left)
            right += crossed(points, right)
        return left, right

    def _cuts_in(self, part: str, start: int, end: int) -> tuple[int, int]:
        key = part, start, end
        cuts = self._cuts.get(key)
        if cuts is None:
            hit = part[start:end]
            first, second = (
                self._glossary.meaning(misread(word, hit) if word else None)
                for word in self._judge.edges.cuts(part, start, end, self._field == "name")
            )
            cuts = first, second
            if len(self._cuts) < _REMEMBERED:
                self._cuts[key] = cuts
        return cuts


def _distinct(points: Points, left: Ints, start: Ints, end: Ints, right: Ints) -> tuple[Ints, Ints]:
    """Hits that differ in their windows or in their places there, and which of these each is."""
    windows = slices(points, left, right, pa.large_binary())
    code = codes_of(windows)
    span = int((right - left).max(initial=0)) + 1
    key = (code * span + start - left) * span + end - left
    window = codes_of(pa.array(key))
    return firsts(window), window
