"""The reading of a text that its words speak for, or none: a softmax over weighed features.

Weights are learned from labelled texts (``engine.study.ranking``); decision 0007 tells how.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import Any

from engine.text.rates.context import Scene
from engine.text.rates.denied import denied
from engine.text.rates.features import Features
from engine.text.rates.rate import Rate
from engine.text.rates.readings import HIGHEST, LOWEST, Reading, readings
from engine.text.rates.tokens import Share, Tokens, tokens
from engine.text.rates.weights import ASK, Group, Named, Weights, weights

#: Readings that differ less are one answer.
CLOSE = 0.006
#: What comes for bringing somebody is no return of the time named beside it: 180天回本，拉一个人奖10%.
_BONUS = re.compile(
    r"(?:推荐|介绍|邀请|拉|带)来?[一1两二三每]?[个名位]?(?:人|新人|会员|[朋好]友|亲友|投资[人者]|客户|顾客|用户|下线)"
    r"[^,。;0-9]{0,3}?(?:拿|得|奖|提|返)"
    r"[^,。;0-9月年日]{0,2}(?=([0-9.]+)%)"
)


def candidates(
    folded: str, told: Sequence[Rate], scene: Scene
) -> tuple[list[Reading], Callable[[], Features[Group]]]:
    """The readings of a text, those of the patterns among them, and the way to their features."""
    known, found = _candidates(folded, told, scene)
    return found, lambda: Features(folded, known, found, scene, Named(), {})


def _candidates(folded: str, told: Sequence[Rate], scene: Scene) -> tuple[Tokens, list[Reading]]:
    known = tokens(folded, scene, told=bool(told))
    bonus = {found.start(1) for found in _BONUS.finditer(folded)}
    found = [
        one
        for one in readings(known)
        if one.main.start not in bonus and not denied(folded, one.main.start, one.main.end)
    ]
    for rate in told:
        if denied(folded, rate.start, rate.end):
            continue
        if rate.kind not in {"return", "loan"} or not LOWEST <= rate.annual_pct <= HIGHEST:
            continue
        if not any(same(one.annual, rate.annual_pct) for one in found):
            share = Share(rate.start, rate.end, rate.annual_pct, "told")
            found.append(Reading(rate.annual_pct, "told", share, None, None))
    return known, found


def same(one: float, other: float) -> bool:
    """Whether two yearly rates are one answer."""
    return abs(one - other) <= CLOSE * max(one, other)


class Ranking:
    """The readings of one text, weighed."""

    def __init__(self, folded: str, told: Sequence[Rate], scene: Scene, table: Weights) -> None:
        known, self._found = _candidates(folded, told, scene)
        self._scores: list[float] = []
        if not self._found:
            return
        self._table = table
        # Sums are remembered with the shape of the text, unless other weights are tried.
        self._memo: dict[Any, Any] = scene.shape.memo if table is weights() else {}
        self._made = Features(folded, known, self._found, scene, table, self._memo)
        self._groups = self._made.counts(), self._made.speaker(), self._made.patterns(None, told)
        self._none = self._whole()
        self._scores = [
            sum([*self._made.of(one), table.whole(self._made.patterns(one, told))])
            for one in self._found
        ]

    def _whole(self, ask: str = "") -> float:
        """What the text as a whole says for no reading, or for a loan offered (``ASK``)."""
        table, (counts, speaker, patterns) = self._table, self._groups
        content = self._memo.get(f"{ask}content")
        if content is None:
            words, pieces = self._made.words()
            content = table.of_names(f"{ask}0", words) + table.of_names(f"{ask}00", pieces)
            self._memo[f"{ask}content"] = content
        told = table.whole(counts, ask), table.whole(speaker, ask)
        return sum([*told, content, table.whole(patterns, ask)])

    @property
    def asked(self) -> bool:
        """Whether the text asks a rate of who borrows rather than promises one."""
        return bool(self._scores) and self._whole(ASK) > 0.0

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
