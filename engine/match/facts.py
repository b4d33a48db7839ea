"""What rules ask of a record besides its words: attributes, and what stands near a word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from engine.match.tree import Truth
from engine.ruleset import schema
from engine.text.fold import fold
from engine.text.scorecard import Reading


class Facts:
    """What is known of a record besides its texts; ``None`` for what nobody supplied."""

    def __init__(
        self,
        get: Callable[[str], str],
        as_of: str = "",
        rates: Mapping[str, list[Any]] | None = None,
        licence: str | None = None,
        links: Mapping[str, int] | None = None,
        wording: Mapping[tuple[str, str], Reading] | None = None,
        licensed_kind: str = "",
        truths: dict[int, Truth] | None = None,
    ) -> None:
        self.get, self.as_of = get, as_of
        self.rates, self.licence, self.links = rates or {}, licence, links or {}
        #: (lexicon, field) → how the text reads on the scorecard of the lexicon
        self.wording = wording or {}
        #: told by the evaluator: field → where rules begin to be met of which it may matter
        #: whether others are met before (places in the text of the view)
        self.met: dict[str, list[int]] = {}
        #: the kind of licensed body that the name says it is
        self.licensed_kind = licensed_kind
        #: what is known already of features about fields, by their identity
        self._truths = truths

    def truth(self, feature: schema.Attribute | schema.Count) -> Truth:
        """``truth`` of the feature, kept where records of which the same is true share it."""
        if self._truths is None:
            return truth(feature, self)
        key = id(feature)
        if key not in self._truths:
            self._truths[key] = truth(feature, self)
        return self._truths[key]


def truth(feature: schema.Attribute | schema.Count, facts: Facts) -> Truth:
    """Is it so? It depends on one field of the record (and the day)."""
    if isinstance(feature, schema.Attribute):
        return _attribute(feature, facts)
    number = _number(facts.get(feature.field))
    if number is None:
        return None
    return {
        "gt": number > feature.value,
        "lt": number < feature.value,
        "ge": number >= feature.value,
    }[feature.op]


def _attribute(feature: schema.Attribute, facts: Facts) -> Truth:
    text = facts.get(feature.field)
    if feature.field == "age_months":
        text = age_months(facts.get("est_date"), facts.as_of)
    if feature.op in ("missing", "present"):
        return (text == "") == (feature.op == "missing")
    if text == "":
        return None
    value = feature.value
    if feature.op in ("lt", "gt"):
        number = _number(text)
        if number is None or not isinstance(value, int | float):
            return None
        return number < value if feature.op == "lt" else number > value
    wanted = [str(v) for v in value] if isinstance(value, tuple) else [str(value)]
    text = fold(text)
    if feature.op == "contains":
        return any(fold(word) in text for word in wanted)
    return text in [fold(word) for word in wanted]


def age_months(established: str, as_of: str) -> str:
    try:
        a, b = dt.date.fromisoformat(established), dt.date.fromisoformat(as_of)
    except ValueError:
        return ""
    # Founded after everything else was written down: a slip, of which nothing follows.
    return str((b.year - a.year) * 12 + b.month - a.month) if a <= b else ""


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


class Beside:
    """A condition on what stands near a word, its terms folded once."""

    __slots__ = ("_left", "_right", "reach")

    def __init__(self, near: schema.Near) -> None:
        words = [(word, near.within + len(word)) for word in map(fold, near.terms)]
        self._left = words if near.side in ("left", "both") else []
        self._right = words if near.side in ("right", "both") else []
        #: how many characters before a word and behind it are looked at
        self.reach = [
            max((far for _, far in some), default=0) for some in (self._left, self._right)
        ]

    def stands(self, text: str, start: int, end: int) -> bool:
        for word, reach in self._left:
            if word in text[max(0, start - reach) : start]:
                return True
        return any(word in text[end : end + reach] for word, reach in self._right)
