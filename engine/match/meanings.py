"""What words mean in many texts at once.

Names hardly ever repeat, parts of scopes do so only now and then, but what a word in them means is
told by little: what stands beside it (``near``), what its text takes back, and whether a referent has
one of its words on the right side of it. Most words have nothing of all this, which columns tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import ahocorasick_rs
import numpy as np

from engine.match.columns import ranked
from engine.match.glossary import Glossary
from engine.match.judge import Judge
from engine.match.near import Joined, Near, Words
from engine.match.referents import TITLE
from engine.match.scan import distinct
from engine.match.verdicts import TakenBack
from engine.model.arrays import Flags, Ints
from engine.text.edges import rare

#: Kinds of marks: what a title opens with, what takes back.
_TITLE, _TAKES_BACK = 0, 1


class Meanings:
    """``terms``: of the rules; ``idle``: those of which it does not matter what they mean, unless
    another stands in them."""

    def __init__(
        self, judge: Judge, glossary: Glossary, terms: Sequence[str], idle: Flags, field: str
    ) -> None:
        self._judge, self._glossary, self._terms, self._idle = judge, glossary, terms, idle
        self._field = field
        self._near = Near(judge, glossary, terms, field)

    def beside(self, joined: Joined, words: Words, guards: Words) -> Ints:
        """What each word means of which what stands beside it tells that; ``guards``: words of
        guards in the texts, by their numbers."""
        return self._near.read(joined, words, guards, self._wanted(words))

    def _wanted(self, words: Words) -> Flags:
        wanted: Flags = ~self._idle[words.term] | _over(words)
        return wanted

    def read(self, joined: Joined, words: Words, beside: Ints) -> tuple[Ints, Flags]:
        """What each word means, as a number of the glossary; and which texts have to be read one
        by one: of their words nothing is told. ``beside``: what was told before."""
        texts, meaning, single = joined.texts, beside.copy(), singles(joined)
        wanted = ~single[words.owner] & self._wanted(words)
        asked = np.flatnonzero(wanted & (meaning == 0))
        held = words.at(asked)
        title, taking = (self._marked(joined, kind) for kind in (_TITLE, _TAKES_BACK))
        referred = self._referred(texts, held, title[held.owner])
        told = np.flatnonzero(referred | taking[held.owner])
        taken = self._taken(texts, words, distinct(held.owner[taking[held.owner]]))
        columns = (*held.at(told), referred[told])
        meaning[asked[told]] = [
            self._told(texts[number], taken.get(number), *place)
            for number, *place in zip(*(column.tolist() for column in columns), strict=True)
        ]
        cover(words, meaning)
        meaning[self._idle[words.term] | single[words.owner]] = 0
        return meaning, single

    def _marked(self, joined: Joined, kind: int) -> Flags:
        """Which texts have marks of a kind."""
        there: Flags = np.zeros(len(joined.texts), np.bool_)
        if self._marks[kind] is not None:
            found = self._marks[kind].find_matches_as_indexes(joined.text, overlapping=True)
            _, start, end = np.array(found, np.int64).reshape(-1, 3).T
            owner = joined.owner(start)
            there[owner[joined.whole(owner, end)]] = True
        return there

    @cached_property
    def _marks(self) -> list[Any]:
        """What finds titles, and what takes back."""
        taking = self._judge.negators.words if self._field == "scope" else ()
        return [ahocorasick_rs.AhoCorasick(w) if w else None for w in ((TITLE,), taking)]

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

    def _referred(self, texts: Sequence[str], words: Words, titled: Flags) -> Flags:
        """Of which words a referent may speak; ``titled``: of texts with a title."""
        title, candidates = self._judge.referents.of_titles, self._candidates
        referred = titled | candidates[words.term].any(axis=1)
        kept, owner = ranked(words.owner[referred])
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
        self, text: str, taken: TakenBack | None, term: int, start: int, end: int, referred: bool
    ) -> int:
        """What ``text[start:end]`` means, when what stands beside it tells nothing."""
        verdict = taken.verdict(self._terms[term], start, end) if taken else None
        if verdict is None and referred:
            verdict = self._judge.refers(text, self._field, self._terms[term], start, end)
        return self._glossary.meaning(verdict)


def singles(joined: Joined) -> Flags:
    """Which texts have to be read one by one."""
    single: Flags = np.zeros(len(joined.texts), np.bool_)
    single[joined.owner(np.flatnonzero(rare(joined.points)))] = True
    return single


def _over(words: Words) -> Flags:
    """Which words may hold another: those that overlap with a neighbour."""
    over: Flags = np.zeros(len(words.owner), np.bool_)
    same = words.owner[1:] == words.owner[:-1]
    over[:-1] = same & (words.start[1:] < words.end[:-1])
    over[1:] |= same & (words.start[1:] == words.start[:-1])
    return over


def cover(words: Words, meaning: Ints) -> None:
    """A hit inside a longer one means what that means, if that is dismissed: the longest, and of
    these the first (``judge.covered`` for many texts)."""
    owner, start, end = words.owner, words.start, words.end
    covers = np.flatnonzero(meaning)
    covers = covers[np.lexsort((-start[covers], (end - start)[covers]))]
    # Only those that begin within it: of thousands of words in one text not each is held to each.
    place = owner * (int(end.max(initial=0)) + 1)
    first = np.searchsorted(place + start, (place + start)[covers])
    counts = np.searchsorted(place + start, (place + end)[covers]) - first
    cover = np.repeat(covers, counts)
    inner = np.repeat(first - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
    held = end[inner] <= end[cover]
    meaning[inner[held]] = meaning[cover[held]]  # where several are given the last one stays
