"""What words mean in scopes, many scopes at once.

Of most words that are none what stands beside them tells it (``near``). What the others mean is told
by the part of the scope they stand in, from comma to comma, and registrars print the same parts
again and again: each is asked about once. In a sentence that takes something back, or with a title,
all of it may matter; in a scope where a bracket runs over the end of a sentence, or where a sentence
takes back what stands before it, all of that.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.match.columns import codes_of, firsts
from engine.match.glossary import Glossary
from engine.match.judge import CLOSING, OPENING, PLAIN, SENTENCE_ENDS, Judge
from engine.match.meanings import Meanings, cover, singles
from engine.match.near import Joined, Words
from engine.match.referents import TITLES
from engine.match.scan import flags, listed, spans_of
from engine.model.arrays import Flags, Ints
from engine.model.columns import slices
from engine.text.borders import Points, points_of

_REMEMBERED = 200_000
#: Characters behind this one are none of those looked for, and taken for it.
_LAST = 0xFFFF
_SEPARATORS = ("，,", SENTENCE_ENDS, OPENING, CLOSING)


class Units(NamedTuple):
    """Texts that tell what their words mean, each once. ``places``: of these words among all;
    ``every``: of all words that stand in such texts, ``like``: which of the first each is."""

    texts: list[str]
    words: Words
    places: Ints
    every: Ints
    like: Ints


class Scopes:
    """``terms``: of the rules."""

    def __init__(self, judge: Judge, glossary: Glossary, terms: Sequence[str]) -> None:
        self._judge, self._glossary, self._terms = judge, glossary, terms
        idle = np.zeros(len(terms), np.bool_)
        self._many = Meanings(judge, glossary, terms, idle, "scope")
        #: part, sentence or scope → meanings of its words
        self._known: dict[str, list[int]] = {}
        #: code point → its place in ``_SEPARATORS``, counted from 1
        self._kinds = np.zeros(_LAST + 1, np.uint8)
        for kind, marks in enumerate(_SEPARATORS, 1):
            self._kinds[points_of(marks)] = kind

    def read(self, scopes: pa.Array, words: Words, guards: Words) -> Ints:
        """What each word means, as a number of the glossary. ``scopes``: folded texts."""
        joined = Joined.of(scopes.to_pylist())
        beside, open_ = self._beside(joined, words, guards)
        meaning = np.zeros(len(words.owner), np.int64) if beside is None else beside.copy()
        units = self._units(joined, self._around(scopes, joined, words), words, open_)
        beside = None if beside is None else beside[units.places]
        meaning[units.every] = self._read(units.texts, units.words, beside)[units.like]
        cover(words, meaning)
        return meaning

    def _beside(self, joined: Joined, words: Words, guards: Words) -> tuple[Ints | None, Flags]:
        """What is told by what stands beside words (None where few scopes are better read alone),
        and which words that leaves open."""
        if not self._judge.edges.pays(len(joined.texts)):
            return None, np.ones(len(words.owner), np.bool_)
        beside = self._many.beside(joined, words, guards)
        return beside, (beside == 0) | singles(joined)[words.owner]

    def _units(
        self, joined: Joined, around: tuple[Ints, Ints], words: Words, open_: Flags
    ) -> Units:
        """What tells the meaning of words, where it holds one that is ``open_``; ``around``: where
        that begins and stops for each word."""
        first, stop = around
        opens = np.flatnonzero(np.diff(first, prepend=-1))
        counts = np.diff(opens, append=len(first))
        some = np.flatnonzero(np.add.reduceat(open_, opens)) if len(opens) else opens
        opens, counts = opens[some], counts[some]
        cut = slices(joined.points, first[opens], stop[opens], pa.large_binary())
        codes = codes_of(cut)
        once = firsts(codes)
        where = np.cumsum(counts[once]) - counts[once]
        every, like = (listed(begin, counts)[1] for begin in (opens, where[codes]))
        owner, places = listed(opens[once], counts[once])
        held, begin = words.at(places), first[places]
        begins = joined.begins[held.owner] - begin
        held = Words(owner, held.term, begins + held.start, begins + held.end)
        ends = zip(*(c[opens[once]].tolist() for c in (first, stop)), strict=True)
        return Units([joined.text[a:b] for a, b in ends], held, places, every, like)

    def _read(self, texts: Sequence[str], words: Words, beside: Ints | None) -> Ints:
        """What the words of texts mean that differ."""
        new = [number for number, text in enumerate(texts) if text not in self._known]
        owner, places = listed(*spans_of(words.owner, np.array(new, np.int64)))
        held = words.at(places)._replace(owner=owner)
        beside = None if beside is None else beside[places]
        told = dict(zip(new, self._told([texts[n] for n in new], held, beside), strict=True))
        found = (self._known.get(text) or told[number] for number, text in enumerate(texts))
        return np.fromiter(chain.from_iterable(found), np.int64, len(words.owner))

    def _told(self, texts: Sequence[str], words: Words, beside: Ints | None) -> list[list[int]]:
        """What words mean in texts that are not known."""
        single = np.ones(len(texts), np.bool_)
        meaning = np.zeros(len(words.owner), np.int64)
        if beside is not None:
            meaning, single = self._many.read(Joined.of(texts), words, beside)
        stops = np.cumsum(np.bincount(words.owner, minlength=len(texts))).tolist()
        told = []
        for text, one, i, j in zip(texts, single.tolist(), [0, *stops], stops, strict=False):
            here = meaning[i:j].tolist()
            if one:
                held = zip(*(c[i:j].tolist() for c in words[1:]), strict=True)
                here = self._judged(text, [(self._terms[t], s, e) for t, s, e in held])
            told.append(self._remember(text, here))
        return told

    def _judged(self, text: str, hits: list[tuple[str, int, int]]) -> list[int]:
        verdicts = self._judge.scope(text, "scope").verdicts(hits)
        return [self._glossary.meaning(verdict) for verdict in verdicts]

    def _remember(self, text: str, told: list[int]) -> list[int]:
        if len(self._known) < _REMEMBERED:
            self._known[text] = told
        return told

    def _around(self, scopes: pa.Array, joined: Joined, words: Words) -> tuple[Ints, Ints]:
        """Of each word where that begins and stops which tells its meaning, of all scopes joined."""
        begins, length = joined.begins[:-1], len(joined.text)
        start, end = begins[words.owner] + words.start, begins[words.owner] + words.end
        kinds = self._kinds[np.minimum(joined.points, _LAST)]
        commas, ends, opening, closing = (
            np.flatnonzero(kinds == kind) for kind in range(1, len(_SEPARATORS) + 1)
        )
        sentences = _united(length, begins, ends + 1)
        opened = _last(opening, commas)
        outside = (opened < _last(closing, commas)) | (opened < _last(sentences, commas))
        parts = _united(length, sentences, commas[outside] + 1)
        odd = np.zeros(len(sentences) + 1, np.bool_)
        odd[np.searchsorted(sentences, self._spoken(joined.points), side="right")] = True
        hard = odd[np.searchsorted(sentences, start, side="right")]
        first, stop = _between(parts, start, length)
        whole = ~flags(pc.match_substring_regex(scopes, rf"\A(?:{PLAIN})\z"))
        whole[words.owner[end > stop]] = True
        for scope in np.unique(words.owner[hard]).tolist():
            whole[scope] |= self._judge.may_reach_back(joined.texts[scope])
        first[hard], stop[hard] = _between(sentences, start[hard], length)
        of_all = whole[words.owner]
        first[of_all], stop[of_all] = _between(begins, start[of_all], length)
        return first, stop

    def _spoken(self, points: Points) -> Ints:
        """Where words stand that may make a difference to others of their sentence."""
        begins, words = self._words
        places = np.flatnonzero(begins[np.minimum(points, _LAST)])
        found = [np.zeros(0, np.int64)]
        for first, rests in words.items():
            some = places[points[places] == first]
            for rest in rests:
                at = some[some < len(points) - len(rest)]
                for further, point in enumerate(rest, 1):
                    at = at[points[at + further] == point]
                found.append(at)
        return np.concatenate(found)

    @cached_property
    def _words(self) -> tuple[Flags, dict[int, list[list[int]]]]:
        """Which code points begin such a word, and how words go on behind each of these."""
        words: dict[int, list[list[int]]] = {}
        for word in (*self._judge.negators.words, *TITLES):
            first, *rest = points_of(word).tolist()
            words.setdefault(first, []).append(rest)
        begins = np.zeros(_LAST + 1, np.bool_)
        begins[np.minimum(list(words), _LAST)] = True
        return begins, words


def _united(length: int, *some: Ints) -> Ints:
    """Places up to a length, in order."""
    there = np.zeros(length + 1, np.bool_)
    for places in some:
        there[places] = True
    return np.flatnonzero(there)


def _last(places: Ints, at: Ints) -> Ints:
    """The last of ``places`` up to each of ``at``; -1 if there is none."""
    last: Ints = np.append(places, -1)[np.searchsorted(places, at, side="right") - 1]
    return last


def _between(cuts: Ints, at: Ints, end: int) -> tuple[Ints, Ints]:
    """The cuts before and behind each place."""
    behind = np.searchsorted(cuts, at, side="right")
    return cuts[behind - 1], np.append(cuts, end)[behind]
