"""Of which licensed trade a firm is by its own name: 养老服务中心, 培训学校."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model.terms import Status
from engine.ruleset import RuleSet, schema

if TYPE_CHECKING:
    from engine.triage.assembly import Entity

#: How the licence of a sector begins for which there is none, or none any more.
_NONE = ("一般无需", "无此类", "视业务", "境内无", "2020年")


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
