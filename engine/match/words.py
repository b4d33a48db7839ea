"""The words of the rules in one field of many records, and what each of them means there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from engine.match.compiled import CompiledRules, FieldTerms
from engine.match.facts import Beside
from engine.match.glossary import Glossary
from engine.match.judge import Judge
from engine.match.names import Names, Words
from engine.match.scan import Ints, Texts, distinct, marked
from engine.match.searches import Searches

_SCOPES = 50_000
#: Fewer names are read one by one: to open the dictionary as a whole takes as long.
_MANY = 500


@dataclass(frozen=True, slots=True)
class Read:
    """Columns of equal length, rows in order. ``what``: the number of a term, or that of a
    search behind all terms; ``telling``: rows whose words make attributes matter."""

    row: Ints
    what: Ints
    start: Ints
    end: Ints
    spelling: Ints
    meaning: Ints
    telling: Ints


class FieldReader:
    """Reads one field for the rules of registrations."""

    def __init__(self, compiled: CompiledRules, field: str, judge: Judge, known: Glossary) -> None:
        self._field, self._judge, self._glossary = field, judge, known
        self._terms = compiled.terms
        self._known: FieldTerms = compiled.by_field[field]
        count = len(compiled.terms)
        self._anchor = marked(self._known.anchors, count)
        self._judged = marked(self._known.judged, count)
        self._near = marked(self._known.near, count)
        self._beside = {
            t: [Beside(near) for near in nears] for t, nears in self._known.near.items()
        }
        #: scope → meanings of its words; registrars print whole scopes again and again
        self._scopes: dict[str, tuple[int, ...]] = {}
        self._telling = marked(self._known.telling, count)
        self._searches = Searches(self._known.searches, field, judge, known, self._terms)
        #: terms whose meaning nobody asks; in a scope they may still stand in a disclaimer
        self._idle = marked(
            (
                t
                for t, term in enumerate(self._terms)
                if field != "scope"
                and not self._judged[t]
                and not judge.may_tell_money(term, field)
            ),
            count,
        )
        self._names = Names(judge, known, self._terms, self._idle)

    def read(self, texts: Texts) -> Read:
        hits = self._known.scanner.column(texts)
        telling = distinct(hits.row[self._telling[hits.term]])
        word = ~self._anchor[hits.term]
        row, term = hits.row[word], hits.term[word]
        start, end = hits.start[word], hits.end[word]
        meaning = self._meanings(texts, Words(row, term, start, end))
        spelling = np.zeros(len(row), np.int64)
        odd = texts.changed[row].nonzero()[0]
        for at, text in self._texts(texts, row, odd, raw=True):
            spelling[at] = self._spelt(text[start[at] : end[at]], self._terms[term[at]])
        parts = [
            np.stack([row, term, start, end, spelling, meaning]),
            self._searches.found(texts, hits),
        ]
        every = np.concatenate(parts, axis=1)
        every = every[:, np.argsort(every[0], kind="stable")]
        row, what, start, end, spelling, meaning = every
        return Read(row, what, start, end, spelling, meaning, telling)

    def _spelt(self, text: str, term: str) -> int:
        return 0 if text == term else self._glossary.spelling(text)

    def _texts(
        self, texts: Texts, row: Ints, wanted: Ints, *, raw: bool = False
    ) -> Iterator[tuple[int, str]]:
        """(place, text of its row) for each of the places ``wanted``."""
        rows, at = np.unique(row[wanted], return_inverse=True)
        known = texts.array.take(pa.array(rows)).to_pylist() if raw else texts.folded(rows)
        return ((place, known[k]) for place, k in zip(wanted.tolist(), at.tolist(), strict=True))

    def _meanings(self, texts: Texts, words: Words) -> Ints:
        """What each word means: where none of a text is judged, nothing."""
        row, term, start, end = words.owner, words.term, words.start, words.end
        meaning = np.zeros(len(row), np.int64)
        rows = distinct(row[self._judged[term]])
        begin, stop = np.searchsorted(row, rows), np.searchsorted(row, rows, side="right")
        counts = stop - begin
        owner = np.repeat(np.arange(len(rows)), counts)
        places = begin[owner] + _counted(counts)
        if self._field == "name" and len(rows) >= _MANY:
            names = texts.folded(rows)
            held = Words(owner, term[places], start[places], end[places])
            meaning[places], single = self._names.read(names, held)
            rows, begin, stop = rows[single], begin[single], stop[single]
            counts = stop - begin
            owner = np.repeat(np.arange(len(rows)), counts)
            places = begin[owner] + _counted(counts)
        if len(rows):
            coded = texts.folded_array(rows).dictionary_encode()
            codes = coded.indices.to_numpy()
            first = np.unique(codes, return_index=True)[1]  # texts that repeat are judged once
            told: list[int] = []
            where = [0]
            for text, b, e in zip(
                coded.dictionary.to_pylist(),
                begin[first].tolist(),
                stop[first].tolist(),
                strict=True,
            ):
                told += self._told(text, words, b, e)
                where.append(len(told))
            meaning[places] = np.array(told, np.int64)[
                np.array(where, np.int64)[codes[owner]] + _counted(counts)
            ]
        near = self._near[term].nonzero()[0]
        for at, text in self._texts(texts, row, near):
            s, e = int(start[at]), int(end[at])
            told_near = tuple(beside.stands(text, s, e) for beside in self._beside[int(term[at])])
            verdict = self._glossary.meanings[int(meaning[at])].verdict
            meaning[at] = self._glossary.meaning(verdict, told_near)
        return meaning

    def _told(self, text: str, words: Words, begin: int, stop: int) -> tuple[int, ...]:
        known = self._scopes.get(text) if self._field == "scope" else None
        if known is None:
            held = (c[begin:stop].tolist() for c in (words.term, words.start, words.end))
            known = tuple(self._judged_in(text, list(zip(*held, strict=True))))
            if self._field == "scope" and len(self._scopes) < _SCOPES:
                self._scopes[text] = known
        return known

    def _judged_in(self, text: str, words: list[tuple[int, int, int]]) -> list[int]:
        # A word that is not judged itself may still cover one that is.
        asked = [
            word
            for word in words
            if not self._idle[word[0]]
            or any(word[1] <= s and e <= word[2] and (s, e) != word[1:] for _, s, e in words)
        ]
        verdicts = self._judge.verdicts(
            text, self._field, [(self._terms[t], s, e) for t, s, e in asked]
        )
        if len(asked) == len(words):
            return [self._glossary.verdict(verdict) for verdict in verdicts]
        known = dict(zip(asked, verdicts, strict=True))
        return [self._glossary.verdict(known.get(word)) for word in words]


def _counted(counts: Ints) -> Ints:
    """0, 1, … up to each count, one after another."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    counted: Ints = np.arange(total) - np.repeat(ends - counts, counts)
    return counted
