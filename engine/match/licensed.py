"""Names that belong to bodies which need a licence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import re2

from engine.match.scan import Flags, Ints, Scanner, Texts, flags, marked
from engine.model.evidence import LicensedName
from engine.ruleset import RuleSet, schema
from engine.ruleset.regex_words import needs_of, words_of

_REMEMBERED = 10_000
#: It takes as long to make a pattern ready as to ask about some fifty names.
_MANY = 100
#: Rows, and the number of a word in each.
Likely = tuple[Ints, Ints]
#: Kind, its patterns, its counter-patterns.
Licences = list[tuple[schema.Licensed, list[Any], list[Any]]]


def licence_patterns(ruleset: RuleSet, kind_of_record: str = "registration") -> Licences:
    return [
        (
            kind,
            [re2.compile(p) for p in kind.name_patterns],
            [re2.compile(p) for p in kind.not_patterns],
        )
        for kind in ruleset.exclusions_of(schema.Licensed, kind_of_record)
    ]


def licensed_name(name: str, licences: Licences, scope: str | None = None) -> LicensedName | None:
    """The first licensed kind whose name pattern fits and whose counter-patterns do not. ``scope``:
    the folded scope, where it is known; without it names that say too little are left alone."""
    for kind, wanted, unwanted in licences:
        if any(p.search(name) for p in unwanted) or not needed(kind, scope or ""):
            continue
        if any(p.search(name) for p in wanted):
            return LicensedName(kind.kind_name, kind.licence_needed, kind.id)
    return None


def denied(kind: schema.Licensed, scope: str) -> bool:
    """Does the firm's own scope say that its name misleads (担保公司 that says 非融资性担保)?"""
    return any(re2.search(pattern, scope) for pattern in kind.scope_denies)


def needed(kind: schema.Licensed, scope: str) -> bool:
    """Does the scope say what a name of this kind alone does not?"""
    return not kind.scope_needs or any(re2.search(p, scope) for p in kind.scope_needs)


class LicensedNames:
    """``licensed_name`` for whole columns."""

    def __init__(self, licences: Licences) -> None:
        self._kinds = [kind for kind, _, _ in licences]
        #: whether the name alone tells the kind
        self._by_name: Flags = np.array(
            [not kind.scope_needs and not kind.scope_denies for kind in self._kinds], np.bool_
        )
        self._wanted = [frozenset(kind.name_patterns) for kind in self._kinds]
        self._unwanted = [frozenset(kind.not_patterns) for kind in self._kinds]
        wanted = sorted({p for patterns in self._wanted for p in patterns})
        #: a name that a pattern fits has one of these, or is found by one of the others
        words = {pattern: words_of(pattern) for pattern in wanted}
        known = frozenset().union(*words.values())
        self.words = Scanner(sorted(known))
        self._others = "|".join(f"(?:{pattern})" for pattern in wanted if not words[pattern])
        self._patterns = sorted({*wanted, *(p for some in self._unwanted for p in some)})
        against = {p: _besides(p, known) for some in self._unwanted for p in some}
        self._against = Scanner(sorted(set().union(*against.values())))
        #: word → kinds of which a pattern needs it
        self._wanting = _needing(self.words, self._wanted, words)
        self._unwanting = _needing(self._against, self._unwanted, against)
        #: kinds of which each pattern has words
        self._worded: Flags = np.array(
            [
                all(words[p] for p in some) and all(against[p] for p in others)
                for some, others in zip(self._wanted, self._unwanted, strict=True)
            ],
            np.bool_,
        )
        self._filter = re2.Filter()
        for pattern in self._patterns:
            self._filter.Add(pattern)
        if self._patterns:
            self._filter.Compile()
        #: numbers of patterns that fit a name → kinds it may be of, in order
        self._fitting: dict[tuple[int, ...], list[int]] = {}
        self.bodies = tuple(
            LicensedName(kind.kind_name, kind.licence_needed, kind.id) for kind in self._kinds
        )

    def of(self, names: Texts, scopes: Texts, likely: Likely | None = None) -> Ints:
        """For each row the number of its name's kind in ``bodies``, or -1. ``likely``: the rows whose
        names have one of the ``words``, and the numbers of these, where that is known."""
        found = np.full(len(names.array), -1, np.int64)
        if likely is None:
            hits = self.words.column(names)
            likely = hits.row, hits.term
        asked = marked(likely[0], len(found))
        if self._others:
            asked |= flags(pc.match_substring_regex(names.array, self._others)) | names.changed
        rows = asked.nonzero()[0]
        texts = names.folded_array(rows)
        fits, alone = self._fits(texts, (np.searchsorted(rows, likely[0]), likely[1]))
        encoded = texts.filter(pa.array(alone)).cast(pa.large_binary()).to_pylist()
        for at, name in zip(np.flatnonzero(alone).tolist(), encoded, strict=True):
            fits[at] = False
            fits[at, self._kinds_of(name)] = True
        some = np.flatnonzero(fits.any(axis=1))
        first = fits[some].argmax(axis=1)
        found[rows[some]] = first
        doubtful = some[~self._by_name[first]]
        said = scopes.folded(rows[doubtful])
        for at, scope in zip(doubtful.tolist(), said, strict=True):
            found[rows[at]] = self._settled(np.flatnonzero(fits[at]).tolist(), scope)
        return found

    def _fits(self, names: pa.Array, likely: Likely) -> tuple[Flags, Flags]:
        """For each name the kinds it may be of, and which names have to be asked about one by one:
        those that a pattern may fit of a kind few are of, or that may be none of a kind."""
        row, word = likely
        size, kinds = len(names), range(len(self._kinds))
        may = [marked(row[self._wanting[word, kind]], size) for kind in kinds]
        many = [kind for kind in kinds if self._worded[kind] and may[kind].sum() >= _MANY]
        fits = np.zeros((size, len(kinds)), np.bool_)
        alone = np.full(size, bool(self._others), np.bool_)
        for kind in kinds:
            if kind not in many:
                alone |= may[kind]
        if not many or alone.all():
            return fits, np.ones(size, np.bool_)
        against = self._against.column(Texts(names))
        for kind in many:
            some = np.flatnonzero(may[kind] & ~alone)
            wanted = "|".join(f"(?:{pattern})" for pattern in sorted(self._wanted[kind]))
            found = some[flags(pc.match_substring_regex(names.take(pa.array(some)), wanted))]
            fits[found, kind] = True
            alone |= fits[:, kind] & marked(against.row[self._unwanting[against.term, kind]], size)
        return fits, alone

    def _kinds_of(self, name: bytes) -> list[int]:
        fitting = tuple(self._filter.Match(name) or ())
        kinds = self._fitting.get(fitting)
        if kinds is None:
            told = {self._patterns[number] for number in fitting}
            kinds = [
                at
                for at, (wanted, unwanted) in enumerate(
                    zip(self._wanted, self._unwanted, strict=True)
                )
                if wanted & told and not unwanted & told
            ]
            if len(self._fitting) < _REMEMBERED:
                self._fitting[fitting] = kinds
        return kinds

    def _settled(self, kinds: Sequence[int], scope: str) -> int:
        """The first kind whose scope says what it must; none where the scope denies that kind."""
        for at in kinds:
            if needed(self._kinds[at], scope):
                return -1 if denied(self._kinds[at], scope) else at
        return -1


def _besides(pattern: str, known: AbstractSet[str]) -> set[str]:
    """Words of which every text has one that the pattern fits: such as are not ``known`` to be in
    it anyhow, if there are."""
    needs = needs_of(pattern)
    return next((words for words in needs if not words & known), words_of(pattern))


def _needing(
    words: Scanner, kinds: Sequence[AbstractSet[str]], needed: Mapping[str, AbstractSet[str]]
) -> Flags:
    """Of each word which kinds have a pattern that needs it."""
    return np.array(
        [[any(word in needed[p] for p in some) for some in kinds] for word in words.terms], np.bool_
    ).reshape(len(words.terms), len(kinds))
