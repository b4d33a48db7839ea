"""The words of the rules in one field of many records, and what each of them means there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from engine.match.columns import firsts, ranked
from engine.match.compiled import CompiledRules, FieldTerms
from engine.match.facts import Beside
from engine.match.glossary import Glossary
from engine.match.judge import Judge
from engine.match.meanings import Meanings
from engine.match.near import Joined, Words
from engine.match.scan import Scanner, Texts, distinct, listed, marked, spans_of
from engine.match.scopes import Scopes
from engine.match.searches import Searches
from engine.match.view import of_slips
from engine.model.arrays import Ints
from engine.ruleset import RuleSet

_REMEMBERED = 200_000


@dataclass(frozen=True, slots=True)
class Read:
    """Columns of equal length, rows in order. ``what``: the number of a term, or that of a
    search behind all terms; ``telling``: rows whose words make attributes matter; ``besides``:
    rows with a word that was looked for besides."""

    row: Ints
    what: Ints
    start: Ints
    end: Ints
    spelling: Ints
    meaning: Ints
    telling: Ints
    besides: Ints


class FieldReader:
    """Reads one field for the rules of registrations; ``besides``: other words whose rows are
    told."""

    def __init__(
        self,
        compiled: CompiledRules,
        field: str,
        judge: Judge,
        known: Glossary,
        besides: Sequence[str] = (),
    ) -> None:
        self._field, self._judge, self._glossary = field, judge, known
        self._terms = compiled.terms
        self._known: FieldTerms = compiled.by_field[field]
        count = len(compiled.terms)
        #: guards and other words are found in the same pass, with numbers behind those of the terms
        more = (*judge.guard_words, *besides)
        self._scanner = compiled.ruleset.once(_scanner, compiled.kind, field, *more)
        self._guards_end = count + len(judge.guard_words)
        self._anchor = marked(self._known.anchors, count)
        self._judged = marked(self._known.judged, count)
        self._near = marked(self._known.near, count)
        self._beside = {
            t: [Beside(near) for near in nears] for t, nears in self._known.near.items()
        }
        self._reach = {
            t: [max(far) for far in zip(*(near.reach for near in nears), strict=True)]
            for t, nears in self._beside.items()
        }
        #: term, its meaning and what stands around it → its meaning with that
        self._told_near: dict[tuple[int, int, str, str], int] = {}
        self._scopes = Scopes(judge, known, self._terms)
        self._telling = marked(self._known.telling, count)
        self._silent = marked(self._known.silent, count + len(self._known.searches))
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
        self._names = Meanings(judge, known, self._terms, self._idle, field)

    def read(self, texts: Texts) -> Read:
        found = self._scanner.column(texts)
        own, besides = found.term < len(self._terms), found.term >= self._guards_end
        hits, guards = found.at(own), Words(*found.at(~own & ~besides))
        guards = guards._replace(term=guards.term - len(self._terms))
        telling = distinct(hits.row[self._telling[hits.term]])
        word = ~self._anchor[hits.term]
        row, term = hits.row[word], hits.term[word]
        start, end = hits.start[word], hits.end[word]
        meaning = self._meanings(texts, Words(row, term, start, end), guards)
        spelling = np.zeros(len(row), np.int64)
        odd = texts.changed[row].nonzero()[0]
        for at, text in self._texts(texts, row, odd, raw=True):
            spelling[at] = self._spelt(text[start[at] : end[at]], self._terms[term[at]])
        parts = [
            np.stack([row, term, start, end, spelling, meaning]),
            self._searches.found(texts, hits),
        ]
        if self._known.slips.families:
            parts.append(self._slips(texts, Words(row, term, start, end)))
            telling = np.concatenate([telling, parts[-1][0][self._telling[parts[-1][1]]]])
        every = np.concatenate(parts, axis=1)
        every = every[:, ~(self._silent[every[1]] & self._glossary.dismissed()[every[5]])]
        every = every[:, np.argsort(every[0], kind="stable")]
        row, what, start, end, spelling, meaning = every
        return Read(row, what, start, end, spelling, meaning, telling, found.row[besides])

    def _slips(self, texts: Texts, words: Words) -> Ints:
        """Of each term written with a slip what ``read`` tells of words. There are few."""
        found: list[tuple[int, ...]] = []
        for row, slips in self._known.slips.column(texts):
            here = slice(*np.searchsorted(words.owner, [row, row + 1]))
            others = list(zip(*(c[here].tolist() for c in words[1:]), strict=True))
            (text,) = texts.folded(np.array([row]))
            view = self._judge.scope(text, self._field)
            verdicts = of_slips(view, self._terms, others, slips)
            raw = texts.array[row].as_py()
            for (term, start, end), verdict in zip(slips, verdicts, strict=True):
                spelling = self._glossary.spelling(raw[start:end])
                meaning = self._glossary.meaning(verdict)
                found.append((row, term, start, end, spelling, meaning))
        return np.array(found, np.int64).reshape(-1, 6).T

    def _spelt(self, text: str, term: str) -> int:
        return 0 if text == term else self._glossary.spelling(text)

    def _texts(
        self, texts: Texts, row: Ints, wanted: Ints, *, raw: bool = False
    ) -> Iterator[tuple[int, str]]:
        """(place, text of its row) for each of the places ``wanted``."""
        rows, at = ranked(row[wanted])
        known = texts.array.take(pa.array(rows)).to_pylist() if raw else texts.folded(rows)
        return ((place, known[k]) for place, k in zip(wanted.tolist(), at.tolist(), strict=True))

    def _meanings(self, texts: Texts, words: Words, guards: Words) -> Ints:
        """What each word means: where none of a text is judged, nothing."""
        row, term, start, end = words.owner, words.term, words.start, words.end
        meaning = np.zeros(len(row), np.int64)
        rows = distinct(row[self._judged[term]])
        if len(rows):
            coded = texts.folded_array(rows).dictionary_encode()
            codes = coded.indices.to_numpy()
            first = firsts(codes)  # texts that repeat are judged once
            begin, counts = spans_of(row, rows)
            held = _standing(words, rows[first])
            told = self._read(coded.dictionary, held, _standing(guards, rows[first]))
            where = np.cumsum(counts[first]) - counts[first]
            _, known = listed(where[codes], counts)
            _, places = listed(begin, counts)
            meaning[places] = told[known]
        near = self._near[term].nonzero()[0]
        placed = zip(*(c[near].tolist() for c in (term, start, end, meaning)), strict=True)
        meaning[near] = [
            self._with_near(text, *place)
            for (_, text), place in zip(self._texts(texts, row, near), placed, strict=True)
        ]
        return meaning

    def _with_near(self, text: str, term: int, start: int, end: int, meaning: int) -> int:
        """What a word means, and which of those stand near that its rules ask for."""
        left, right = self._reach[term]
        key = term, meaning, text[max(0, start - left) : start], text[end : end + right]
        told = self._told_near.get(key)
        if told is None:
            near = tuple(beside.stands(text, start, end) for beside in self._beside[term])
            told = self._glossary.meaning(self._glossary.meanings[meaning].verdict, near)
            if len(self._told_near) < _REMEMBERED:
                self._told_near[key] = told
        return told

    def _read(self, column: pa.Array, words: Words, guards: Words) -> Ints:
        """What each word means in texts that differ."""
        if self._field == "scope":
            return self._scopes.read(column, words, guards)
        texts: list[str] = column.to_pylist()
        single = np.ones(len(texts), np.bool_)
        meaning = np.zeros(len(words.owner), np.int64)
        if self._field == "name" and self._judge.edges.pays(len(texts)):
            joined = Joined.of(texts)
            beside = self._names.beside(joined, words, guards)
            meaning, single = self._names.read(joined, words, beside)
        for text in np.flatnonzero(single).tolist():
            here = slice(*np.searchsorted(words.owner, [text, text + 1]))
            held = (c[here].tolist() for c in (words.term, words.start, words.end))
            meaning[here] = self._judged_in(texts[text], list(zip(*held, strict=True)))
        return meaning

    def _judged_in(self, text: str, words: list[tuple[int, int, int]]) -> list[int]:
        # A word that is not judged itself may still cover one that is.
        asked = [
            word
            for word in words
            if not self._idle[word[0]]
            or any(word[1] <= s and e <= word[2] and (s, e) != word[1:] for _, s, e in words)
        ]
        verdicts = self._judge.scope(text, self._field).verdicts(
            [(self._terms[t], s, e) for t, s, e in asked]
        )
        known = dict(zip(asked, verdicts, strict=True))
        return [self._glossary.meaning(known.get(word)) for word in words]


def _scanner(ruleset: RuleSet, kind: str, field: str, *more: str) -> Scanner:
    """Finds the terms of a field and ``more`` words, which have numbers behind those of all terms."""
    compiled = ruleset.once(CompiledRules, kind)
    own, count = compiled.by_field[field].scanner, len(compiled.terms)
    return Scanner([*own.terms, *more], [*own.numbers, *range(count, count + len(more))])


def _standing(words: Words, rows: Ints) -> Words:
    """Those of some rows, which are counted anew."""
    owner, places = listed(*spans_of(words.owner, rows))
    return words.at(places)._replace(owner=owner)
