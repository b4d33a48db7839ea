"""The words of the rules in one field of many records, and what each of them means there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.match.compiled import CompiledRules, FieldTerms, Search
from engine.match.facts import Beside
from engine.match.glossary import Glossary
from engine.match.judge import Judge
from engine.match.names import Names, Words
from engine.match.scan import ColumnHits, Flags, Ints, Texts, distinct, flags
from engine.match.spans import spans
from engine.ruleset.lint_regex import head_of

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
        self._anchor = _marked(self._known.anchors, count)
        self._judged = _marked(self._known.judged, count)
        self._near = _marked(self._known.near, count)
        self._beside = {
            t: [Beside(near) for near in nears] for t, nears in self._known.near.items()
        }
        #: scope → meanings of its words; registrars print whole scopes again and again
        self._scopes: dict[str, tuple[int, ...]] = {}
        self._telling = _marked(self._known.telling, count)
        self._anchors = [_marked(search.anchors, count) for search in self._known.searches]
        #: pattern → within how many characters of the beginning it has to match, if anywhere
        self._heads: dict[int, int | None] = {}
        #: terms whose meaning nobody asks; in a scope they may still stand in a disclaimer
        self._idle = _marked(
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
        parts = [np.stack([row, term, start, end, spelling, meaning]), *self._searched(texts, hits)]
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

    def _searched(self, texts: Texts, hits: ColumnHits) -> Iterator[Ints]:
        """What each pattern finds."""
        found: dict[str, Flags] = {}
        for number, search in sorted(
            enumerate(self._known.searches), key=lambda numbered: numbered[1].after
        ):
            held = self._held(hits, number, search)
            met = found.setdefault(search.use.rule.id, np.zeros(len(texts.array), np.bool_))
            if search.after:
                held = held[met[held]]
            if len(held):
                part = self._found(texts, held, search, len(self._terms) + number)
                met[part[0]] = True
                yield part

    def _held(self, hits: ColumnHits, number: int, search: Search) -> Ints:
        """The rows in which a pattern may match."""
        anchored = self._anchors[number][hits.term]
        if number not in self._heads and np.count_nonzero(anchored) >= _MANY:
            anchors = [self._terms[term] for term in search.anchors]
            self._heads[number] = head_of(search.pattern, anchors)
        head = self._heads.get(number)
        if head is not None:
            anchored &= hits.end <= head
        return distinct(hits.row[anchored])

    def _found(self, texts: Texts, rows: Ints, search: Search, number: int) -> Ints:
        """The matches of a pattern, as columns like those of ``Read``."""
        array = texts.folded_array(rows)
        head = self._heads.get(number - len(self._terms))
        # One character more, so that the cut is not taken for the end of the text.
        looked_at = array if head is None else pc.utf8_slice_codeunits(array, 0, head + 1)
        found = spans(looked_at, search.pattern)
        coded = found.matched.dictionary_encode()
        codes, words = coded.indices.to_numpy(), coded.dictionary.to_pylist()
        spellings = [self._glossary.spelling(word) for word in words]
        spelling = np.array(spellings, np.int64)[codes]
        meaning = np.zeros(len(found.at), np.int64)
        held = array.take(pa.array(found.at))
        always, telling = self._judge.doubts(words, self._field)
        doubtful = np.array(always, dtype=np.bool_)[codes]
        if telling:
            doubtful |= flags(pc.match_substring_regex(held, telling))
        asked = doubtful.nonzero()[0]
        where = zip(asked.tolist(), held.take(pa.array(asked)).to_pylist(), strict=True)
        for k, text in where:
            start, end = int(found.start[k]), int(found.end[k])
            verdict = self._judge.verdict_of_match(text, self._field, start, end)
            meaning[k] = self._glossary.meaning(verdict)
        for k in texts.changed[rows[found.at]].nonzero()[0].tolist():
            raw = texts.array[int(rows[found.at[k]])].as_py()
            spelling[k] = self._glossary.spelling(raw[found.start[k] : found.end[k]])
        what = np.full(len(found.at), number)
        return np.stack([rows[found.at], what, found.start, found.end, spelling, meaning])


def _marked(terms: Iterable[int], count: int) -> Flags:
    marked: Flags = np.zeros(count, dtype=np.bool_)
    marked[list(terms)] = True
    return marked


def _counted(counts: Ints) -> Ints:
    """0, 1, … up to each count, one after another."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    counted: Ints = np.arange(total) - np.repeat(ends - counts, counts)
    return counted
