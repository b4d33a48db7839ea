"""Names that belong to bodies which need a licence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import re2

from engine.match.scan import Scanner, Texts, flags
from engine.model.arrays import Ints
from engine.model.evidence import LicensedName
from engine.ruleset import RuleSet, schema
from engine.ruleset.regex_words import words_of

_REMEMBERED = 10_000
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
        self._by_name = [not kind.scope_needs and not kind.scope_denies for kind in self._kinds]
        self._wanted = [frozenset(kind.name_patterns) for kind in self._kinds]
        self._unwanted = [frozenset(kind.not_patterns) for kind in self._kinds]
        wanted = sorted({p for patterns in self._wanted for p in patterns})
        #: a name that a pattern fits has one of these, or is found by one of the others
        words = {pattern: words_of(pattern) for pattern in wanted}
        self.words = Scanner(sorted(set().union(*words.values())))
        self._others = "|".join(f"(?:{pattern})" for pattern in wanted if not words[pattern])
        self._patterns = sorted({*wanted, *(p for some in self._unwanted for p in some)})
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

    def of(self, names: Texts, scopes: Texts, likely: Ints | None = None) -> Ints:
        """For each row the number of its name's kind in ``bodies``, or -1. ``likely``: the rows whose
        names have one of the ``words``, where that is known."""
        found = np.full(len(names.array), -1, np.int64)
        asked = np.zeros(len(found), np.bool_)
        asked[self.words.column(names).row if likely is None else likely] = True
        if self._others:
            asked |= flags(pc.match_substring_regex(names.array, self._others)) | names.changed
        rows = asked.nonzero()[0]
        doubtful: list[tuple[int, list[int]]] = []
        encoded = names.folded_array(rows).cast(pa.large_binary()).to_pylist()
        for row, name in zip(rows.tolist(), encoded, strict=True):
            kinds = self._kinds_of(name)
            if kinds and self._by_name[kinds[0]]:
                found[row] = kinds[0]
            elif kinds:
                doubtful.append((row, kinds))
        said = scopes.folded(np.array([row for row, _ in doubtful], np.int64))
        for (row, kinds), scope in zip(doubtful, said, strict=True):
            found[row] = self._settled(kinds, scope)
        return found

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
