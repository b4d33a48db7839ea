"""The rules that are asked of a text: those of which it may hold something."""

from __future__ import annotations

from collections.abc import Iterable

from engine.match.compiled import CompiledRules, Use


class Asked:
    """Some rules of a kind of record; texts read together of which the same are asked share one."""

    def __init__(self, compiled: CompiledRules, names: Iterable[str]) -> None:
        self.names = frozenset(names)
        self._compiled = compiled
        self._wants: dict[tuple[int, str], tuple[list[Use], bool]] = {}

    def wants(self, term: int, field: str) -> tuple[list[Use], bool]:
        """Who wants the term; and does its meaning decide for any of these?"""
        found = self._wants.get((term, field))
        if found is None:
            uses = [u for u in self._compiled.wants(term, field) if u.rule.id in self.names]
            found = self._wants[term, field] = (uses, any(use.judged for use in uses))
        return found
