"""What adverts and tips say, and of which firms."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from engine.flow.chunk import Facts
from engine.triage import AdvertsRead, LooseTip, ReadAdvert, no_adverts


class TipsRead(NamedTuple):
    """``loose``: tips with evidence that could be placed with no firm; ``referrals``: tips that
    belong to another line, without their text (who reported stays confidential)."""

    loose: list[LooseTip]
    referrals: tuple[dict[str, Any], ...]


@dataclass(slots=True)
class Told:
    """``unregistered``: suspicious adverts by advertisers that are in no register; ``facts``: by
    number in the register."""

    adverts: AdvertsRead = field(default_factory=no_adverts)
    unregistered: dict[str, list[ReadAdvert]] = field(default_factory=dict)
    tips: TipsRead = field(default_factory=lambda: TipsRead([], ()))
    facts: dict[int, Facts] = field(default_factory=dict)
