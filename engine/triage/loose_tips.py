"""Tips with evidence that could be placed with no firm: somebody has to find out whom they mean.

Who reported stays confidential: of the tip only the subject, the place told and the words that were
found go on.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from engine.model.evidence import RecordEvidence
from engine.model.terms import Disposition, Status
from engine.place import Territories, told_place
from engine.ruleset import RuleSet
from engine.score import score
from engine.triage.assembly import Entity
from engine.triage.reasons import reasons

#: Parts of the address by which a stop of the route is found.
_PLACE = ("province", "city", "county", "town", "village", "road", "building", "floor", "room")


#: The number of a tip that has none of its own, or has a person's.
_MADE_UP = re.compile(r"第\d+[行条]")


class LooseTip(NamedTuple):
    """``where``: the address the tip tells of; ``content``: ``content_of`` its text; ``candidates``:
    firms that it could mean; ``door``: the one that its text names."""

    tip_id: str
    subject: str
    where: str
    source: Mapping[str, str]
    source_row: int
    evidence: RecordEvidence
    content: str
    candidates: tuple[str, ...] = ()
    door: str = ""

    @property
    def message(self) -> str:
        return f"{self.tip_id}（{self.subject or '未写明对象'}）"


def own_number(tip_id: str) -> str:
    """ "" for a number that only tells the row."""
    return "" if _MADE_UP.fullmatch(tip_id) else tip_id


def desk_tips(
    tips: Sequence[LooseTip], territories: Territories, ruleset: RuleSet
) -> tuple[dict[str, Any], ...]:
    """One dict a tip, as ``Screening.loose_tips`` has them; a tip that stands in two files once."""
    each: dict[str, LooseTip] = {}
    for tip in tips:
        each.setdefault(_key(tip), tip)
    return tuple(_desk_tip(key, tip, territories, ruleset) for key, tip in each.items())


def _desk_tip(
    key: str, tip: LooseTip, territories: Territories, ruleset: RuleSet
) -> dict[str, Any]:
    nobody = Entity(-1, RecordEvidence(-1, []), tips=[(tip.tip_id, tip.evidence)])
    told = [h for h in tip.evidence.hits if h.status is not Status.DISMISSED]
    rules = [ruleset.by_id[h.rule_id] for h in sorted(told, key=lambda h: (-h.points, h.start))]
    sectors = [ruleset.sectors[sector] for sector in score(told, ruleset).sectors]
    # Many a tip says where only with the person (某某村张某), or in what it tells.
    where, place = told_place(tip.where, tip.subject, tip.door)
    assigned = territories.assign(place, where, [sector.name for sector in sectors])
    return {
        **tip.source,
        "key": key,
        "found": tuple((h.rule_id, h.matched, h.start) for h in told),
        "tip_id": tip.tip_id,
        "subject": tip.subject,
        "content": tip.content,
        "where": "" if where == tip.subject else where,
        "source_row": tip.source_row,
        "territory": assigned.territory,
        "responsible": assigned.responsible,
        "responsible_phone": assigned.phone,
        "department": assigned.department or next((sector.department for sector in sectors), ""),
        **{part: getattr(place, part) for part in _PLACE},
        "candidates": tip.candidates,
        "reasons": tuple(reasons(nobody, Disposition.LEAD, ruleset)),
        "checks": tuple(dict.fromkeys(check for rule in rules for check in rule.triage)),
    }


def _key(tip: LooseTip) -> str:
    """The same for the same tip in another run, wherever its row stands and whatever the rules find in
    it; another for another content, as many an office numbers its tips anew each month."""
    own = own_number(tip.tip_id) or tip.where
    told = (tip.subject, tip.source["received_time"], own, tip.content)
    return "T" + hashlib.blake2s("|".join(told).encode(), digest_size=6).hexdigest()
