"""Names that belong to bodies which need a licence."""

from __future__ import annotations

import re
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


class _Patterns:
    """Patterns of which one has to fit. What each of them cannot do without is looked for first:
    that takes far less than the patterns themselves."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._each = [(_needs(pattern), pattern) for pattern in patterns]
        self.likely = "|".join(sorted({needs for needs, _ in self._each}))

    def fit(self, texts: pa.Array) -> Flags:
        """Which texts one of the patterns fits."""
        found = np.zeros(len(texts), dtype=np.bool_)
        if not self.likely:
            return found
        rows = flags(pc.match_substring_regex(texts, self.likely)).nonzero()[0]
        likely = texts.take(pa.array(rows))
        for needs, pattern in self._each:
            if not len(rows):
                break
            some = flags(pc.match_substring_regex(likely, needs)).nonzero()[0]
            fits = flags(pc.match_substring_regex(likely.take(pa.array(some)), pattern))
            found[rows[some[fits]]] = True
        return found


class LicensedNames:
    """``licensed_name`` for whole columns, kind by kind."""

    def __init__(self, licences: Licences) -> None:
        self._kinds = [
            (kind, _Patterns(kind.name_patterns), _Patterns(kind.not_patterns))
            for kind, _, _ in licences
        ]
        known = sorted({wanted.likely for _, wanted, _ in self._kinds if wanted.likely})
        self._likely = "|".join(known)
        self.bodies = tuple(
            LicensedName(kind.kind_name, kind.licence_needed, kind.id) for kind, _, _ in licences
        )

    def of(self, names: Texts, scopes: Texts) -> Ints:
        """For each row the number of its name's kind in ``bodies``, or -1."""
        found = np.full(len(names.array), -1, np.int64)
        if not self._likely:
            return found
        likely = flags(pc.match_substring_regex(names.array, self._likely)) | names.changed
        rows = likely.nonzero()[0]
        texts = names.folded_array(rows)
        for at, (kind, wanted, unwanted) in enumerate(self._kinds):
            hold = wanted.fit(texts).nonzero()[0]
            if not len(hold):
                continue
            hold = hold[~unwanted.fit(texts.take(pa.array(hold)))]
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


_CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
#: A class, an escape, or what may follow a character that need not stand.
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]|\\.", re.DOTALL)


def _needs(pattern: str) -> str:
    """A word that every text has which the pattern fits; the pattern itself where none is seen.

    Looked for outside of groups and classes, in patterns that are no alternation as a whole.
    """
    flat = _CLASS.sub(".", pattern)
    depth, outside = 0, []
    for char in flat:
        depth += (char == "(") - (char == ")")
        outside.append("(" if depth or char == ")" else char)
    text = "".join(outside)
    words = [
        found.group()[: -1 if text[found.end() : found.end() + 1] in ("?", "*", "{") else None]
        for found in _CHINESE.finditer(text)
    ]
    if "|" in text or "(?" in flat.replace("(?:", "(") or not any(words):
        return f"(?:{pattern})"
    return max(words, key=len)
