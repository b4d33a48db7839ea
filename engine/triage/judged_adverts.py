"""Advertisers of a single advert, judged once for all adverts that read alike.

A feed of a million messages has a hundred thousand advertisers that stand in no register, each with one
advert of some hundred campaigns. Only the words with figures in them are the advert's own.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from functools import partial

from engine.model.terms import Disposition
from engine.ruleset import RuleSet
from engine.triage.assembly import Entity, ReadAdvert
from engine.triage.judged import Judged, judge
from engine.triage.reasons import advert_prefix, reasons
from engine.triage.wordings import Wording, Wordings


class JudgedAdverts:
    """Adverts of one kind are judged alike."""

    def __init__(self, ruleset: RuleSet, wordings: Wordings) -> None:
        self._ruleset, self._wordings = ruleset, wordings
        #: kind → how the first of it was judged, and its reasons, the strongest first
        self._known: dict[Hashable, tuple[Judged, list[Wording] | None]] = {}

    def judge(self, entity: Entity) -> Judged:
        """The same as ``judge`` for an advertiser of whom nothing but adverts is known."""
        if len(entity.adverts) != 1 or entity.adverts[0].look < 0:
            return judge(entity, self._ruleset)
        (advert,) = entity.adverts
        kind = advert.kind
        if kind not in self._known:
            told = self._strongest_first(advert, kind)
            judged = judge(entity, self._ruleset, partial(self._said, told))
            self._known[kind] = judged, told
            return judged
        judged, told = self._known[kind]
        said = self._said(told, entity, judged.kind)
        return replace(judged, hits=advert.evidence.hits, reasons=said)

    def _strongest_first(self, advert: ReadAdvert, kind: Hashable) -> list[Wording] | None:
        told = self._wordings.of(kind, advert.evidence, advert.score, advert.texts)
        if told is None:
            return None
        return [one.wording for one in sorted(told, key=lambda one: (-one.worth, one.reason))]

    def _said(self, told: list[Wording] | None, entity: Entity, kind: Disposition) -> list[str]:
        if told is None or kind is not Disposition.LEAD:
            return reasons(entity, kind, self._ruleset)
        (advert,) = entity.adverts
        begin, texts = advert_prefix(advert), {field: [t] for field, t in advert.texts.items()}
        return [begin + one.of(texts) for one in told]
