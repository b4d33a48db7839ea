"""Adverts that read like ordinary ones: what speaks against the words that were found.

Words alone do not tell an advert that promises a return from a notice, a lesson or a shop that
names one. The wording as a whole does, by degrees: every step of its log-odds gives or takes
points, and where those of the rules do not make up for it, the hits are dismissed with the
cause told (docs/decisions/0008-plain-wording.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from engine.match.wording import Shares
from engine.model.evidence import RecordEvidence
from engine.model.terms import Status
from engine.ruleset import RuleSet, schema
from engine.text.scorecard import log_odds


class PlainReader:
    """Compiled once for a rule set; does nothing without such an exclusion."""

    def __init__(self, ruleset: RuleSet, kind: str) -> None:
        self.rules: list[schema.Plain] = ruleset.exclusions_of(schema.Plain, kind)
        # What the wording itself brought weighs once, in the reading.
        rules = [
            rule
            for rule in ruleset.rules_for(kind)
            if not any(map(schema.is_weighed, rule.features.values()))
        ]
        self._families = {rule.id: rule.family for rule in rules}
        self._worth = {rule.id: _highest(rule.points) for rule in rules}
        self._most: dict[frozenset[str], int] = {}

    def exempt(self, evidence: RecordEvidence, shares: Shares, length: int) -> None:
        """``shares``: lexicon → how much a text of ``length`` reads like those labelled."""
        for plain in self.rules:
            if length < plain.characters or not any(
                hit.status is Status.COUNTED for hit in evidence.hits
            ):
                continue
            share = shares.get(plain.lexicon)
            if share is None:
                continue
            # Notes of risk make no offer plainer than it is without them.
            share = max(share, *(shares.of(plain.lexicon, offer) for offer in shares.offers), 0.0)
            reason = _told(plain, self.points(evidence, plain.extra), share)
            for hit in evidence.hits if reason else ():
                if hit.status is Status.COUNTED:
                    hit.status, hit.cause_id, hit.reason = Status.DISMISSED, plain.id, reason

    def points(
        self, evidence: RecordEvidence, extra: Mapping[str, int] = MappingProxyType({})
    ) -> int:
        """Points of the counted hits that are not of the wording, each family once. ``extra``: rule →
        what its hits bring more."""
        best: dict[str, int] = {}
        for hit in evidence.hits:
            family = self._families.get(hit.rule_id)
            if family and hit.status is Status.COUNTED:
                best[family] = max(best.get(family, 0), hit.points + extra.get(hit.rule_id, 0))
        return sum(best.values())

    def most(self, rules: frozenset[str]) -> int:
        """No text has more ``points`` by hits of these rules."""
        found = self._most.get(rules)
        if found is None:
            best: dict[str, int] = {}
            for rule in self._families.keys() & rules:
                family = self._families[rule]
                best[family] = max(best.get(family, 0), self._worth[rule])
            found = self._most[rules] = sum(best.values())
        return found


def _highest(points: int | Mapping[str, int]) -> int:
    return points if isinstance(points, int) else max(points.values(), default=0)


def _told(plain: schema.Plain, points: int, share: float) -> str:
    """Why hits of so many points are dismissed in a text that reads so; empty where they are not."""
    if points + plain.step * log_odds(share) >= plain.least:
        return ""
    return f"{plain.cause}（与招揽资金广告的相近程度 {share:.0%}）"
