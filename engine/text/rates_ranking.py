"""The reading of a text that its words speak for, or none: a softmax over weighed features.

Weights are learned from labelled texts (``engine.study.ranking``); decision 0007 tells how.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from engine.text.rate import Rate
from engine.text.rate_context import Scene
from engine.text.rates_features import Features, Group
from engine.text.rates_readings import HIGHEST, LOWEST, Reading, readings
from engine.text.rates_tokens import Share, Tokens, tokens

#: Readings that differ less are one answer.
CLOSE = 0.006


@cache
def weights() -> Mapping[str, float]:
    """Feature → weight; see the head of ``data/rate-weights.tsv``."""
    text = files("engine.text").joinpath("data/rate-weights.tsv").read_text(encoding="utf-8")
    lines = (line.rpartition("\t") for line in text.split("\n") if line and line[0] != "#")
    return {feature: float(weight) for feature, _, weight in lines}


def candidates(
    folded: str, told: Sequence[Rate], scene: Scene
) -> tuple[list[Reading], Callable[[], Features[Group]]]:
    """The readings of a text, those of the patterns among them, and the way to their features."""
    known, found = _candidates(folded, told, scene)
    return found, lambda: Features(folded, known, found, scene, lambda group: group, {})


def _candidates(folded: str, told: Sequence[Rate], scene: Scene) -> tuple[Tokens, list[Reading]]:
    known = tokens(folded, scene)
    found = readings(known)
    for rate in told:
        if rate.kind not in {"return", "loan"} or not LOWEST <= rate.annual_pct <= HIGHEST:
            continue
        if not any(same(one.annual, rate.annual_pct) for one in found):
            share = Share(rate.start, rate.end, rate.annual_pct, "told")
            found.append(Reading(rate.annual_pct, "told", share, None, None))
    return known, found


def same(one: float, other: float) -> bool:
    """Whether two yearly rates are one answer."""
    return abs(one - other) <= CLOSE * max(one, other)


def asking(group: Group) -> Group:
    """Features of a whole text as they speak for a loan offered."""
    return tuple([f"ask {feature}" for feature in group])


class Ranking:
    """The readings of one text, weighed."""

    def __init__(
        self, folded: str, told: Sequence[Rate], scene: Scene, table: Mapping[str, float]
    ) -> None:
        known, self._found = _candidates(folded, told, scene)
        self._scores: list[float] = []
        self._asked = 0.0
        if not self._found:
            return
        get = table.get
        # Weights are remembered with the shape of the text, unless others are tried.
        memo: dict[Any, Any] = scene.shape.memo if table is weights() else {}

        def weigh(group: Group) -> float:
            return sum([get(feature, 0.0) for feature in group])

        def whole(groups: Sequence[Group]) -> tuple[list[float], list[float]]:
            asked = [get(feature, 0.0) for group in groups for feature in asking(group)]
            return [weigh(group) for group in groups], [weight for weight in asked if weight]

        made = Features(folded, known, self._found, scene, weigh, memo)
        if (content := memo.get("content")) is None:
            content = memo["content"] = whole(made.content())
        parts = [whole([made.counts(), made.speaker()]), content]
        parts.append(whole([made.patterns(None, told)]))
        self._none = sum([weight for sums, _ in parts for weight in sums])
        self._asked = sum([weight for _, asks in parts for weight in asks])

        def said(one: Reading) -> float:
            group = made.patterns(one, told)
            if (score := memo.get(group)) is None:
                score = memo[group] = weigh(group)
            return float(score)

        self._scores = [sum([*made.of(one), said(one)]) for one in self._found]

    @property
    def asked(self) -> bool:
        """Whether the text asks a rate of who borrows rather than promises one."""
        return self._asked > 0.0

    def best(self) -> Reading | None:
        """The likeliest value's likeliest reading; readings of one value speak together."""
        if not self._scores:
            return None
        top = max(self._none, *self._scores)
        shares: dict[float, float] = {}
        for one, score in zip(self._found, self._scores, strict=True):
            value = round(one.annual, 2)
            shares[value] = shares.get(value, 0.0) + math.exp(score - top)
        value = max(shares, key=lambda v: shares[v])
        if shares[value] <= math.exp(self._none - top):
            return None
        at = max(
            (i for i, one in enumerate(self._found) if round(one.annual, 2) == value),
            key=lambda i: self._scores[i],
        )
        return self._found[at]
