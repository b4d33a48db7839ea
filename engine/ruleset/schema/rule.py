"""One rule: what it looks for, what that is worth, the law behind it, what to check."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Literal

from pydantic import Field

from engine.model.terms import Element
from engine.ruleset.schema.base import Legal, Points, Strict
from engine.ruleset.schema.features import Feature


class RuleTest(Strict):
    name: str
    record: dict[str, Any]
    expect: Literal["hit", "miss"]


class Rule(Strict):
    """One rule. ``match`` is a tree of any/all/not/n_of over feature names."""

    id: str = Field(pattern=r"^[A-Z0-9]+(-[A-Z0-9]+)+$", max_length=60)
    title: str
    status: Literal["draft", "nursery", "stable", "deprecated"] = "stable"
    severity: Literal["info", "low", "medium", "high", "critical"] = "medium"
    confidence: Literal["low", "medium", "high"] = "medium"
    applies_to: Literal["registration", "advert", "tip"]
    role: Literal["lead", "membership", "signal", "context"]
    family: str
    sectors: tuple[str, ...] = Field(min_length=1)
    element: Element
    description: str = ""
    features: dict[str, Feature]
    match: dict[str, Any]
    exclude: tuple[str, ...] = ()
    points: Points | dict[str, Points] = 0
    #: A licence exempts the word, not the firm: does this count against a licensed sender too?
    holds_for_licensed: bool = False
    #: False: the sector is only a guess, for when no other rule names one.
    names_sector: bool = True
    #: Words of the rule that say whom an advert speaks to, not what it sells: where no other word
    #: of the rule stands, the sector is only a guess.
    audience: tuple[str, ...] = ()
    legal: tuple[Legal, ...] = Field(min_length=1)
    triage: tuple[str, ...] = ()
    falsepositives: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    tests: tuple[RuleTest, ...] = ()

    @cached_property
    def absent(self) -> frozenset[str]:
        """Features that the rule only asks to be absent: what is found of them is no ground for it."""
        plain, negated = _names(self.match, False)
        return negated - plain

    def basis(self) -> str:
        return "|".join(law.cite() for law in self.legal)

    def points_for(self, field: str) -> int:
        if isinstance(self.points, int):
            return self.points
        return self.points.get(field, max(self.points.values(), default=0))


def _names(node: Any, under_not: bool) -> tuple[frozenset[str], frozenset[str]]:
    """Features of a tree of conditions: those that stand as they are, those under a ``not``."""
    if isinstance(node, str):
        none, one = frozenset[str](), frozenset((node,))
        return (none, one) if under_not else (one, none)
    plain, negated = frozenset[str](), frozenset[str]()
    for key, value in node.items() if isinstance(node, dict) else ():
        for part in value if isinstance(value, list) else (value,):
            more = _names(part, under_not != (key == "not")) if not isinstance(part, int) else None
            if more:
                plain, negated = plain | more[0], negated | more[1]
    return plain, negated
