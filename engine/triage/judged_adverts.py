"""Advertisers of a single advert, judged once for all adverts that read alike.

A feed of a million messages has a hundred thousand advertisers that stand in no register, each with one
advert of some hundred campaigns. Only the words with figures in them are the advert's own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from engine.ruleset import RuleSet
from engine.text.figured import FIGURE
from engine.triage.assembly import Entity
from engine.triage.judged import Judged, judge
from engine.triage.reasons import advert_prefix, reasons


class JudgedAdverts:
    """Adverts of one look read alike."""

    def __init__(self, ruleset: RuleSet) -> None:
        self._ruleset = ruleset
        #: what tells kinds apart → how one of the kind was judged; its reasons without what they begin
        #: with, or None where they quote figures
        self._known: dict[tuple[Any, ...], tuple[Judged, list[str] | None]] = {}

    def judge(self, entity: Entity) -> Judged:
        """The same as ``judge`` for an advertiser of whom nothing but adverts is known."""
        if len(entity.adverts) != 1 or entity.adverts[0].look < 0:
            return judge(entity, self._ruleset)
        advert = entity.adverts[0]
        hits = advert.evidence.hits
        # What else may differ within a look comes with a score of its own.
        key = (
            advert.look,
            id(advert.score),
            *[hit.status for hit in hits],
        )
        begin = advert_prefix(advert)
        known = self._known.get(key)
        if known is None:
            judged = judge(entity, self._ruleset)
            shared = all(
                said.startswith(begin) and not FIGURE.search(said, len(begin))
                for said in judged.reasons
            )
            told = [said[len(begin) :] for said in judged.reasons] if shared else None
            self._known[key] = judged, told
            return judged
        judged, told = known
        if told is None:
            said = reasons(entity, judged.kind, self._ruleset)
        else:
            said = [begin + one for one in told]
        return replace(judged, hits=hits, reasons=said)
