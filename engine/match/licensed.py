"""Names that belong to bodies which need a licence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import re2

from engine.match.scan import folding_changes
from engine.model.evidence import LicensedName
from engine.ruleset import RuleSet, schema
from engine.text.fold import fold

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


def licensed_name(name: str, licences: Licences) -> LicensedName | None:
    """The first licensed kind whose name pattern fits and whose counter-patterns do not."""
    for kind, wanted, unwanted in licences:
        if any(p.search(name) for p in unwanted):
            continue
        if any(p.search(name) for p in wanted):
            return LicensedName(kind.kind_name, kind.licence_needed, kind.id)
    return None


def denied(kind: schema.Licensed, scope: str) -> bool:
    """Does the firm's own scope say that its name misleads (担保公司 that says 非融资性担保)?"""
    return any(re2.search(pattern, scope) for pattern in kind.scope_denies)


class LicensedNames:
    """``licensed_name`` for whole columns: the patterns of all kinds are tried in one pass."""

    def __init__(self, licences: Licences) -> None:
        self._licences = licences
        patterns = [(at, p) for at, (kind, _, _) in enumerate(licences) for p in kind.name_patterns]
        #: number of a pattern → number of its kind
        self._owner = [at for at, _ in patterns]
        self._any = "|".join(f"(?:{p})" for _, p in patterns)
        self._set = re2.Set.SearchSet()
        for _, pattern in patterns:
            self._set.Add(pattern)
        if patterns:
            self._set.Compile()

    def rows(self, names: pa.ChunkedArray) -> list[int]:
        """Rows whose name one of the patterns may fit."""
        if not self._any:
            return []
        likely = pc.match_substring_regex(names, self._any)
        mask = pc.or_(pc.fill_null(likely, False), pc.fill_null(folding_changes(names), False))
        rows: list[int] = pc.indices_nonzero(mask).to_pylist()
        return rows

    def of(self, name: str, get: Callable[[str], str]) -> LicensedName | None:
        """The licensed kind of a folded name; ``get`` reads the other fields of the record."""
        for at in sorted({self._owner[number] for number in self._set.Match(name) or ()}):
            kind, _, unwanted = self._licences[at]
            if any(p.search(name) for p in unwanted):
                continue
            if kind.scope_denies and denied(kind, fold(get("scope"))):
                return None
            return LicensedName(kind.kind_name, kind.licence_needed, kind.id)
        return None
