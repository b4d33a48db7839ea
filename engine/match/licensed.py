"""Names that belong to bodies which need a licence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import re2

from engine.match.scan import Flags, Ints, Texts, flags
from engine.model.evidence import LicensedName
from engine.ruleset import RuleSet, schema

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
    """``licensed_name`` for whole columns: first the patterns of all kinds in one pass, then each
    kind for the names that passed."""

    def __init__(self, licences: Licences) -> None:
        self._kinds = [kind for kind, _, _ in licences]
        self._any = _either([p for kind in self._kinds for p in kind.name_patterns])
        self.bodies = tuple(LicensedName(k.kind_name, k.licence_needed, k.id) for k in self._kinds)

    def of(self, names: Texts, scopes: Texts) -> Ints:
        """For each row the number of its name's kind in ``bodies``, or -1."""
        found = np.full(len(names.array), -1, np.int64)
        if not self._any:
            return found
        likely = flags(pc.match_substring_regex(names.array, self._any)) | names.changed
        rows = likely.nonzero()[0]
        texts = names.folded_array(rows)
        for at, kind in enumerate(self._kinds):
            if not kind.name_patterns:
                continue
            fits = _matches(texts, kind.name_patterns)
            hold = fits.nonzero()[0]
            some = texts.take(pa.array(hold))
            hold = hold[~_matches(some, kind.not_patterns)]
            denies = np.zeros(len(hold), dtype=np.bool_)
            if kind.scope_needs or kind.scope_denies:
                told = scopes.folded(rows[hold])
                keep = np.array([needed(kind, text) for text in told], dtype=np.bool_)
                denies = np.array([denied(kind, text) for text in told], dtype=np.bool_)[keep]
                hold = hold[keep]
            found[rows[hold[~denies]]] = at
            # What one kind has settled, licensed or not, the next are not asked about.
            left = np.ones(len(rows), dtype=np.bool_)
            left[hold] = False
            rows, texts = rows[left], texts.filter(pa.array(left))
        return found


def _either(patterns: Sequence[str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns)


def _matches(texts: pa.Array, patterns: Sequence[str]) -> Flags:
    """Which texts one of the patterns fits."""
    if not patterns:
        return np.zeros(len(texts), dtype=np.bool_)
    return flags(pc.match_substring_regex(texts, _either(patterns)))
