"""Where the words of exclusions stand in a text, those of all kinds found in one pass."""

from __future__ import annotations

from typing import Any, NamedTuple

import ahocorasick_rs

from engine.ruleset import schema
from engine.text.fold import fold


class Said(NamedTuple):
    """Where words of exclusions stand: start, end, exclusion."""

    guards: list[tuple[int, int, schema.Guard]]
    before: list[tuple[int, int, schema.Negation]]
    holders: list[tuple[int, int, schema.Negation]]
    clause: list[tuple[int, int, schema.Negation]]
    after: list[tuple[int, int, schema.Negation]]


class Words:
    """Words that belong to exclusions, of all kinds of these (see ``Said``) found in one pass."""

    def __init__(self, *kinds: list[tuple[str, Any]]) -> None:
        self._owners = [(at, owner) for at, kind in enumerate(kinds) for _, owner in kind]
        self._scan = ahocorasick_rs.AhoCorasick([fold(w) for kind in kinds for w, _ in kind])

    def said(self, text: str) -> Said:
        found = Said([], [], [], [], [])
        for i, start, end in self._scan.find_matches_as_indexes(text, overlapping=True):
            at, owner = self._owners[i]
            found[at].append((start, end, owner))
        return found
