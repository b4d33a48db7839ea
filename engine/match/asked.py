"""The rules that are asked of a text: those of which it may hold something."""

from __future__ import annotations

from collections.abc import Iterable

from engine.match.compiled import CompiledRules, Use
from engine.ruleset import schema


class Asked:
    """Some rules of a kind of record; texts of which the same rules are asked share one."""

    def __init__(self, compiled: CompiledRules, names: Iterable[str]) -> None:
        self.names = frozenset(names)
        self.textless, self.rateless, self.rated, self.weighed, self.combining = map(
            self._mine,
            (
                compiled.textless,
                compiled.rateless,
                compiled.rated,
                compiled.weighed,
                compiled.combining,
            ),
        )
        self._compiled = compiled
        self._wants: dict[tuple[int, str], tuple[list[Use], bool]] = {}

    def _mine(self, rules: Iterable[schema.Rule]) -> tuple[schema.Rule, ...]:
        return tuple([rule for rule in rules if rule.id in self.names])

    def wants(self, term: int, field: str) -> tuple[list[Use], bool]:
        """Who wants the term; and does its meaning decide for any of these?"""
        found = self._wants.get((term, field))
        if found is None:
            uses = [u for u in self._compiled.wants(term, field) if u.rule.id in self.names]
            found = self._wants[term, field] = (uses, any(use.judged for use in uses))
        return found
