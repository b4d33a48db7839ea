"""Looks as they are judged when nothing but the registration is known, each once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.match.alike import Look
from engine.ruleset import RuleSet
from engine.triage.assembly import Entity
from engine.triage.judged import Judged, judge


class JudgedLooks:
    """``looks`` may grow. Judging marks hits as superseded or dismissed, so copies are judged:
    what is found on a look must not depend on what was judged before."""

    def __init__(self, looks: Sequence[Look], ruleset: RuleSet) -> None:
        self._looks, self._ruleset = looks, ruleset
        self._known: dict[int, tuple[Look, Judged]] = {}

    def look(self, number: int) -> Look:
        """The look, its hits marked."""
        return self._of(number)[0]

    def judged(self, number: int) -> Judged:
        return self._of(number)[1]

    def _of(self, number: int) -> tuple[Look, Judged]:
        known = self._known.get(number)
        if known is None:
            look = self._looks[number]
            hits = [replace(hit) for hit in look.evidence.hits]
            look = replace(look, evidence=replace(look.evidence, hits=hits))
            known = self._known[number] = look, judge(Entity(-1, look.evidence), self._ruleset)
        return known
