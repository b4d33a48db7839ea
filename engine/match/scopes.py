"""What words mean in scopes, many scopes at once.

What a word means is told by the part of the scope it stands in, from comma to comma, and registrars
print the same parts again and again: each is asked about once. In a sentence that takes something
back, or with a word of a guard, all of it may matter; in a scope where a bracket runs over the end
of a sentence, or where a sentence takes back what stands before it, all of that.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import ahocorasick_rs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.match.glossary import Glossary
from engine.match.judge import CLOSING, OPENING, PLAIN, SENTENCE_ENDS, Judge
from engine.match.names import Words
from engine.match.scan import Ints, flags
from engine.text.borders import points_of

_REMEMBERED = 200_000
_COMMAS = "，,"
#: A sentence with one of these is read as a whole: a title may go over commas.
_TITLES = "《》〈〉"


class Scopes:
    """``terms``: of the rules."""

    def __init__(self, judge: Judge, glossary: Glossary, terms: Sequence[str]) -> None:
        self._judge, self._glossary, self._terms = judge, glossary, terms
        #: part, sentence or scope → meanings of its words
        self._known: dict[str, list[int]] = {}

    def read(self, scopes: Sequence[str], words: Words) -> Ints:
        """What each word means, as a number of the glossary."""
        if not len(words.owner):
            return words.term
        first, stop = self._around(scopes, words)
        joined = "".join(scopes)
        begins = _begins(scopes)[words.owner]
        start, end = begins + words.start - first, begins + words.end - first
        opens = np.flatnonzero(np.diff(first, prepend=-1))
        closes = np.append(opens[1:], len(first))
        told: list[int] = []
        units = (opens, closes, first[opens], stop[opens])
        for i, j, a, b in zip(*(c.tolist() for c in units), strict=True):
            known = self._known.get(joined[a:b])
            if known is None:
                held = zip(*(c[i:j].tolist() for c in (words.term, start, end)), strict=True)
                hits = [(self._terms[t], s, e) for t, s, e in held]
                verdicts = self._judge.scope(joined[a:b], "scope").verdicts(hits)
                known = [self._glossary.meaning(verdict) for verdict in verdicts]
                if len(self._known) < _REMEMBERED:
                    self._known[joined[a:b]] = known
            told += known
        return np.array(told, np.int64)

    def _around(self, scopes: Sequence[str], words: Words) -> tuple[Ints, Ints]:
        """Of each word where that begins and stops which tells its meaning, of all scopes joined."""
        joined, begins = "".join(scopes), _begins(scopes)
        start, end = begins[words.owner] + words.start, begins[words.owner] + words.end
        points = points_of(joined)
        commas, ends, opening, closing = (
            np.flatnonzero(np.isin(points, points_of(marks)))
            for marks in (_COMMAS, SENTENCE_ENDS, OPENING, CLOSING)
        )
        sentences = np.union1d(begins, ends + 1)
        opened = _last(opening, commas)
        outside = (opened < _last(closing, commas)) | (opened < _last(sentences, commas))
        parts = np.union1d(sentences, commas[outside] + 1)
        odd = np.zeros(len(sentences) + 1, np.bool_)
        odd[np.searchsorted(sentences, self._spoken(joined), side="right")] = True
        hard = odd[np.searchsorted(sentences, start, side="right")]
        first, stop = _between(parts, start, len(joined))
        texts = pa.array(scopes, pa.large_string())
        whole = ~flags(pc.match_substring_regex(texts, rf"\A(?:{PLAIN})\z"))
        whole[words.owner[end > stop]] = True
        for scope in np.unique(words.owner[hard]).tolist():
            whole[scope] |= self._judge.may_reach_back(scopes[scope])
        first[hard], stop[hard] = _between(sentences, start[hard], len(joined))
        of_all = whole[words.owner]
        first[of_all], stop[of_all] = _between(begins, start[of_all], len(joined))
        return first, stop

    def _spoken(self, joined: str) -> Ints:
        """Where words stand that may make a difference to others of their sentence."""
        found = self._words.find_matches_as_indexes(joined, overlapping=True)
        return np.array([start for _, start, _ in found], np.int64)

    @cached_property
    def _words(self) -> Any:
        return ahocorasick_rs.AhoCorasick([*self._judge.negators.words, *_TITLES])


def _begins(texts: Sequence[str]) -> Ints:
    """Where each text begins when all are joined."""
    begins: Ints = np.cumsum([0, *map(len, texts)], dtype=np.int64)[: len(texts)]
    return begins


def _last(places: Ints, at: Ints) -> Ints:
    """The last of ``places`` up to each of ``at``; -1 if there is none."""
    last: Ints = np.append(places, -1)[np.searchsorted(places, at, side="right") - 1]
    return last


def _between(cuts: Ints, at: Ints, end: int) -> tuple[Ints, Ints]:
    """The cuts before and behind each place."""
    behind = np.searchsorted(cuts, at, side="right")
    return cuts[behind - 1], np.append(cuts, end)[behind]
