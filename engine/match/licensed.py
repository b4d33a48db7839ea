"""Names that belong to bodies which need a licence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import re2

from engine.match.scan import Flags, Ints, Scanner, Texts, flags, marked
from engine.model.evidence import LicensedName
from engine.ruleset import RuleSet, schema
from engine.ruleset.regex_words import needs_of

_REMEMBERED = 10_000
#: It takes as long to make a pattern ready as to ask about some fifty names, and all that is asked of
#: many names as to ask about so many.
_MANY, _VERY_MANY = 100, 10_000
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
        needs = {pattern: needs_of(pattern) for pattern in wanted}
        #: a name that a pattern fits has one of these, or is found by one of the others
        self._words = {pattern: next(iter(needs[pattern]), set()) for pattern in wanted}
        for pattern in wanted:
            # What others need anyhow brings no more names (金融 rather than 消费 or 汽车).
            others = set().union(*(self._words[other] for other in wanted if other != pattern))
            some = (words for words in needs[pattern] if words <= others)
            self._words[pattern] = next(some, self._words[pattern])
        self.words = Scanner(_ordered(self._words))
        self._others = "|".join(f"(?:{pattern})" for pattern in wanted if not self._words[pattern])
        self._patterns = sorted({*wanted, *(p for some in self._unwanted for p in some)})
        self._filter = re2.Filter()
        for pattern in self._patterns:
            self._filter.Add(pattern)
        if self._patterns:
            self._filter.Compile()
        #: so many names were asked about
        self._asked = 0
        #: numbers of patterns that fit a name → kinds it may be of, in order
        self._fitting: dict[tuple[int, ...], list[int]] = {}
        self.bodies = tuple(
            LicensedName(kind.kind_name, kind.licence_needed, kind.id) for kind in self._kinds
        )

    def of(self, names: Texts, scopes: Texts, likely: Likely | None = None) -> Ints:
        """For each row the number of its name's kind in ``bodies``, or -1. ``likely``: the rows whose
        names have one of the ``words``, and the numbers of these, where that is known."""
        found = np.full(len(names.array), -1, np.int64)
        if not self._kinds:
            return found
        if likely is None:
            hits = self.words.column(names)
            likely = hits.row, hits.term
        asked = marked(likely[0], len(found))
        if self._others:
            asked |= flags(pc.match_substring_regex(names.array, self._others)) | names.changed
        rows = asked.nonzero()[0]
        texts = names.folded_array(rows)
        fits = np.zeros((len(rows), len(self._kinds)), np.bool_)
        alone = np.ones(len(rows), np.bool_)
        self._asked += len(rows)
        if self._asked >= _VERY_MANY and not self._others:
            place = np.cumsum(asked) - 1
            fits, alone = self._at_once.fits(texts, place[likely[0]], likely[1])
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

    @cached_property
    def _at_once(self) -> _AtOnce:
        return _AtOnce(self._wanted, self._unwanted, self._words)

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


class _AtOnce:
    """Kinds that many names may be of are asked of all of these at once. ``wanted``, ``unwanted``: of
    each kind its patterns; ``words``: those of which a name has one that a wanted pattern fits."""

    def __init__(
        self,
        wanted: Sequence[Set[str]],
        unwanted: Sequence[Set[str]],
        words: Mapping[str, Set[str]],
    ) -> None:
        self._patterns = ["|".join(f"(?:{p})" for p in sorted(some)) for some in wanted]
        #: word → kinds of which a pattern needs it
        self._needing = _needing(wanted, words)
        # Other words than those that the name is known to have say more.
        known = frozenset().union(*words.values())
        against: dict[str, Set[str]] = {}
        for pattern in {p for some in unwanted for p in some}:
            needs = needs_of(pattern)
            others = (some for some in needs if not some & known)
            against[pattern] = next(others, needs[0] if needs else set())
        self._against = Scanner(_ordered(against))
        self._speaking = _needing(unwanted, against)
        #: kinds of which every pattern that speaks against them has words
        self._told = [all(against[p] for p in some) for some in unwanted]

    def fits(self, names: pa.Array, row: Ints, word: Ints) -> tuple[Flags, Flags]:
        """For each name the kinds it is of; and which names have to be asked about one by one: those
        that may be of a kind few are of, or have a word that speaks against theirs. ``row``,
        ``word``: the words that names have."""
        size, kinds = len(names), range(len(self._patterns))
        fits = np.zeros((size, len(kinds)), np.bool_)
        alone = np.zeros(size, np.bool_)
        may = [marked(row[self._needing[word, kind]], size) for kind in kinds]
        many = [kind for kind in kinds if self._told[kind] and may[kind].sum() >= _MANY]
        for kind in {*kinds}.difference(many):
            alone |= may[kind]
        against = self._against.column(names)
        for kind in many:
            some = np.flatnonzero(may[kind] & ~alone)
            told = pc.match_substring_regex(names.take(pa.array(some)), self._patterns[kind])
            fits[some[flags(told)], kind] = True
            speaking = against.row[self._speaking[against.term, kind]]
            alone |= fits[:, kind] & marked(speaking, size)
        return fits, alone


def _ordered(words: Mapping[str, Set[str]]) -> list[str]:
    """All words of some patterns, by their numbers."""
    return sorted(set().union(*words.values()))


def _needing(kinds: Sequence[Set[str]], words: Mapping[str, Set[str]]) -> Flags:
    """Of each word, by its number, which kinds have a pattern that needs it."""
    number = {word: at for at, word in enumerate(_ordered(words))}
    needing: Flags = np.zeros((len(number), len(kinds)), np.bool_)
    for kind, patterns in enumerate(kinds):
        needing[[number[word] for p in patterns for word in words[p]], kind] = True
    return needing
