"""Looks as they are judged when nothing but the registration is known, each once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from engine.match.alike import Look
from engine.ruleset import RuleSet
from engine.triage.assembly import Entity
from engine.triage.entity_row import judged_columns
from engine.triage.judged import Judged, judge


class JudgedLooks:
    """``looks`` may grow. Judging marks hits as superseded or dismissed, so copies are judged:
    what is found on a look must not depend on what was judged before."""

    def __init__(self, looks: Sequence[Look], ruleset: RuleSet) -> None:
        self._looks, self._ruleset = looks, ruleset
        self._known: dict[int, tuple[Look, Judged, dict[str, Any]]] = {}

    def look(self, number: int) -> Look:
        """The look, its hits marked."""
        return self._of(number)[0]

    def judged(self, number: int) -> Judged:
        return self._of(number)[1]

    def columns(self, number: int) -> dict[str, Any]:
        """What every firm of the look has in its row."""
        return self._of(number)[2]

    def _of(self, number: int) -> tuple[Look, Judged, dict[str, Any]]:
        known = self._known.get(number)
        if known is None:
            look = self._looks[number]
            hits = [hit.copied() for hit in look.evidence.hits]
            look = Look(replace(look.evidence, hits=hits), look.places)
            judged = judge(Entity(-1, look.evidence), self._ruleset)
            known = self._known[number] = look, judged, judged_columns(judged)
        return known
