"""What adverts and tips say, and of which firms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from engine.flow.chunk import Facts
from engine.model.evidence import RecordEvidence
from engine.model.terms import UNHEARD, UNPLACED, WAIVED
from engine.triage import Advertiser, AdvertsRead, LooseTip, no_adverts

#: So many tips are named.
_NAMED = 300


class TipsRead(NamedTuple):
    """``loose``: tips with evidence that could be placed with no firm; ``referrals``: tips that
    belong to another line, without their text (who reported stays confidential); ``silent``: ids of
    tips that no rule found anything in; ``waived``: of those in which all that was found is dismissed,
    (id, cause); ``placed``, ``naming``: see ``Screening.placed_tips``
    and ``Screening.naming_tips``; ``unplaced``: (id, evidence) of all tips whose evidence is no firm's
    and may be read by whoever reads the lists, in their order."""

    loose: list[LooseTip]
    referrals: tuple[dict[str, Any], ...]
    silent: tuple[str, ...] = ()
    placed: tuple[dict[str, Any], ...] = ()
    naming: tuple[dict[str, str], ...] = ()
    waived: tuple[tuple[str, str], ...] = ()
    unplaced: tuple[tuple[str, RecordEvidence], ...] = ()

    @property
    def messages(self) -> list[str]:
        """What is to be said of tips that are on no list of firms."""
        said = [f"{UNPLACED}{tip.message}" for tip in self.loose]
        told = [f"{tip}（{cause}）" for tip, cause in self.waived]
        return [*said, *_none_of(UNHEARD, self.silent), *_none_of(WAIVED, told)]


def _none_of(what: str, tips: Sequence[str]) -> Iterator[str]:
    if tips:
        more = "等" if len(tips) > _NAMED else ""
        named = f"{'、'.join(tips[:_NAMED])}{more}。"
        yield f"{what}的有 {len(tips)} 条：{named}没有列入线索，请人工看一眼原文。"


@dataclass(slots=True)
class Told:
    """``unregistered``: advertisers that are in no register, with their suspicious adverts;
    ``facts``: by number in the register."""

    adverts: AdvertsRead = field(default_factory=no_adverts)
    unregistered: tuple[Advertiser, ...] = ()
    tips: TipsRead = field(default_factory=lambda: TipsRead([], ()))
    facts: dict[int, Facts] = field(default_factory=dict)
