"""The patterns of rules in one field of many records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.match.columns import ranked
from engine.match.compiled import Search
from engine.match.glossary import Glossary
from engine.match.judge import Judge
from engine.match.patterns import SEPARATORS, whole
from engine.match.scan import ColumnHits, Texts, distinct, flags, marked
from engine.match.spans import Spans, spans
from engine.match.verdicts import Verdict
from engine.model.arrays import Flags, Ints
from engine.ruleset import schema
from engine.ruleset.lint_regex import head_of

#: It takes as long as to search some hundred texts to find out where a pattern has to match.
_MANY = 500


class Searches:
    """``field``: the one that is searched; ``terms``: those of all rules."""

    def __init__(
        self,
        searches: Sequence[Search],
        field: str,
        judge: Judge,
        glossary: Glossary,
        terms: Sequence[str],
    ) -> None:
        self._field, self._judge, self._glossary, self._terms = field, judge, glossary, terms
        #: those that only take back come last
        self._searches = sorted(enumerate(searches), key=lambda numbered: numbered[1].after)
        self._anchors = [marked(search.anchors, len(terms)) for search in searches]
        self._after: Flags = np.array([search.after for search in searches], np.bool_)
        rules = [search.use.rule.id for search in searches]
        #: of each rule with patterns that only take back which are its patterns
        self._taken: list[Flags] = [
            np.array([other == rule for other in rules], np.bool_)
            for rule in dict.fromkeys(compress(rules, self._after.tolist()))
        ]
        #: search → what a match of it must not lie within, and what is said of it then
        self._wider = {
            at: (whole(wider.pattern), Verdict(search.use.rule.id, wider.cause))
            for at, search in enumerate(searches)
            if isinstance(feature := search.use.rule.features[search.use.feature], schema.Regex)
            and (wider := feature.unless_within)
        }
        #: search → within how many characters of the beginning it has to match, if anywhere
        self._heads: dict[int, int | None] = {}

    def found(self, texts: Texts, hits: ColumnHits) -> Ints:
        """Of each match of which something may be told: row, number (of the search, behind the
        terms), start, end, and numbers of its spelling and of its meaning."""
        pieces = list(self._pieces(texts, hits))
        if not pieces:
            return np.zeros((6, 0), np.int64)
        row, number, start, end = (
            np.concatenate(columns) for columns in zip(*(p[:4] for p in pieces), strict=True)
        )
        coded = pa.concat_arrays([piece[4] for piece in pieces]).dictionary_encode()
        codes, words = coded.indices.to_numpy(), coded.dictionary.to_pylist()
        always, telling = self._judge.doubts(words, self._field)
        doubtful = np.array(always, dtype=np.bool_)[codes]
        if telling:
            rows, at = ranked(row)
            doubtful |= flags(pc.match_substring_regex(texts.folded_array(rows), telling))[at]
        meaning = np.zeros(len(row), np.int64)
        asked = doubtful.nonzero()[0]
        for k, text in zip(asked.tolist(), texts.folded(row[asked]), strict=True):
            verdict = self._judge.verdict_of_match(text, self._field, int(start[k]), int(end[k]))
            meaning[k] = self._glossary.meaning(verdict)
        self._find_wider(texts, row, number, start, end, meaning)
        told = self._told(row, number, meaning, len(texts.array))
        row, number, start, end, codes, meaning = (
            column[told] for column in (row, number, start, end, codes, meaning)
        )
        spellings = np.zeros(len(words), np.int64)
        used = np.unique(codes).tolist()
        spellings[used] = [self._glossary.spelling(words[code]) for code in used]
        spelling = spellings[codes]
        for k in texts.changed[row].nonzero()[0].tolist():
            raw = texts.array[int(row[k])].as_py()
            spelling[k] = self._glossary.spelling(raw[start[k] : end[k]])
        return np.stack([row, len(self._terms) + number, start, end, spelling, meaning])

    def _find_wider(
        self, texts: Texts, row: Ints, number: Ints, start: Ints, end: Ints, meaning: Ints
    ) -> None:
        """Tell of matches that lie within what makes them say something else."""
        for at, (pattern, verdict) in self._wider.items():
            some = np.flatnonzero((number == at) & (meaning == 0))
            rows, which = ranked(row[some])
            wide = [[found.span() for found in pattern.finditer(t)] for t in texts.folded(rows)]
            for k, text in zip(some.tolist(), which.tolist(), strict=True):
                if any(left <= start[k] and end[k] <= right for left, right in wide[text]):
                    meaning[k] = self._glossary.meaning(verdict)

    def _told(self, row: Ints, number: Ints, meaning: Ints, count: int) -> Flags:
        """Of which matches something may be told: a rule says nothing of a text in which another of
        its patterns takes back what it found. ``count``: of texts."""
        after = self._after[number]
        told = ~after
        for own in self._taken:
            ours = own[number]
            told &= ~(ours & marked(row[ours & after & (meaning == 0)], count)[row])
        return told

    def _pieces(
        self, texts: Texts, hits: ColumnHits
    ) -> Iterator[tuple[Ints, Ints, Ints, Ints, pa.Array]]:
        """Of each search row, number, start, end and text of its matches."""
        met: dict[str, Flags] = {}
        for number, search in self._searches:
            rows = self._rows(hits, number, search)
            own = met.setdefault(search.use.rule.id, np.zeros(len(texts.array), np.bool_))
            if search.after:
                rows = rows[own[rows]]
            if len(rows):
                found = _within_items(self._spans(texts.folded_array(rows), number, search))
                row = rows[found.at]
                own[row] = True
                yield row, np.full(len(row), number), found.start, found.end, found.matched

    def _rows(self, hits: ColumnHits, number: int, search: Search) -> Ints:
        """The rows in which a pattern may match."""
        anchored = self._anchors[number][hits.term]
        if number not in self._heads and np.count_nonzero(anchored) >= _MANY:
            anchors = [self._terms[term] for term in search.anchors]
            self._heads[number] = head_of(search.pattern, anchors)
        head = self._heads.get(number)
        if head is not None:
            anchored &= hits.end <= head
        return distinct(hits.row[anchored])

    def _spans(self, texts: pa.Array, number: int, search: Search) -> Spans:
        head = self._heads.get(number)
        if head is not None:
            # One character more, so that the cut is not taken for the end of the text.
            texts = pc.utf8_slice_codeunits(texts, 0, head + 1)
        return spans(texts, search.pattern)


def _within_items(found: Spans) -> Spans:
    """Matches without the marks between items (``within_item``)."""
    left = pc.utf8_ltrim(found.matched, SEPARATORS)
    inner = pc.utf8_rtrim(left, SEPARATORS)
    start = found.end - pc.utf8_length(left).to_numpy()
    end = start + pc.utf8_length(inner).to_numpy()
    some = (end > start).nonzero()[0]
    return Spans(found.at[some], start[some], end[some], inner.take(pa.array(some)))
