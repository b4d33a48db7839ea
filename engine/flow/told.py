"""What adverts and tips say, and of which firms."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from engine.flow.chunk import Facts
from engine.model.terms import UNHEARD, UNPLACED
from engine.triage import Advertiser, AdvertsRead, LooseTip, no_adverts

#: So many tips are named.
_NAMED = 300


class TipsRead(NamedTuple):
    """``loose``: tips with evidence that could be placed with no firm; ``referrals``: tips that
    belong to another line, without their text (who reported stays confidential); ``silent``: ids of
    tips that no rule found anything in; ``placed``, ``naming``: see ``Screening.placed_tips``
    and ``Screening.naming_tips``."""

    loose: list[LooseTip]
    referrals: tuple[dict[str, Any], ...]
    silent: tuple[str, ...] = ()
    placed: tuple[dict[str, Any], ...] = ()
    naming: tuple[dict[str, str], ...] = ()

    @property
    def messages(self) -> list[str]:
        """What is to be said of tips that are on no list of firms."""
        said = [f"{UNPLACED}{tip.message}" for tip in self.loose]
        if self.silent:
            said.append(
                f"{UNHEARD}的有 {len(self.silent)} 条：{'、'.join(self.silent[:_NAMED])}"
                + ("等。" if len(self.silent) > _NAMED else "。")
                + "没有列入线索，请人工看一眼原文。"
            )
        return said


@dataclass(slots=True)
class Told:
    """``unregistered``: advertisers that are in no register, with their suspicious adverts;
    ``facts``: by number in the register."""

    adverts: AdvertsRead = field(default_factory=no_adverts)
    unregistered: tuple[Advertiser, ...] = ()
    tips: TipsRead = field(default_factory=lambda: TipsRead([], ()))
    facts: dict[int, Facts] = field(default_factory=dict)
