"""Which line departments a lead is given to: who guides what it is suspected of, and who licenses what it is.

Cashback and private finance need no licence, so nobody has approved the firm for them. Where its own name says
that it is of a trade that does (养老服务中心, 培训学校), whoever licenses that trade has to know as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model.terms import Disposition, Status
from engine.place import Territories
from engine.ruleset import RuleSet, schema

if TYPE_CHECKING:
    from engine.triage.assembly import Entity
    from engine.triage.judged import Judged

#: How the licence of a sector begins for which there is none, or none any more.
_NONE = ("一般无需", "无此类", "视业务", "境内无", "2020年")


def departments_of(judged: Judged, territories: Territories) -> str:
    """Joined with |, the line office before the department of the rules."""
    guides = territories.department(judged.sectors)
    guides = guides or (judged.main.department if judged.main else "")
    approves = ""
    if judged.kind is Disposition.LEAD and (trade := judged.trade):
        approves = territories.department([trade.name]) or trade.department
    return "|".join(dict.fromkeys(filter(None, (guides, approves))))


def licensed_trade(
    entity: Entity, main: schema.Sector | None, ruleset: RuleSet
) -> schema.Sector | None:
    """The sector that the firm's own name tells and that needs a licence, where ``main`` does not."""
    if main is None or _licensed(main):
        return None
    for hit in entity.evidence.hits:
        rule = ruleset.by_id.get(hit.rule_id)
        if rule and rule.role == "membership" and hit.field == "name":
            sector = ruleset.sectors[rule.sectors[0]]
            if hit.status is not Status.DISMISSED and sector is not main and _licensed(sector):
                return sector
    return None


def _licensed(sector: schema.Sector) -> bool:
    return not sector.licence.startswith(_NONE)
