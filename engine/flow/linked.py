"""Rules about facts between records, once adverts, tips, relatives and rooms are known.

Most looks are indifferent: whatever the facts, no such rule would find anything on them. Only
firms of the others are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pyarrow as pa

from engine.link import HUB, Home, LicenceIndex, room_key
from engine.match.compiled import CompiledRules
from engine.match.linked import apply_linked
from engine.match.records import Evaluator
from engine.model.evidence import LicensedName, RecordEvidence
from engine.model.terms import LicenceStatus
from engine.ruleset import RuleSet
from engine.triage import Entities, Entity
from engine.triage.reasons import LISTED

_STATES = MappingProxyType(
    {
        LicenceStatus.HELD: "held",
        LicenceStatus.EXPIRED: "expired",
        LicenceStatus.NOT_FOUND: "not_found",
        LicenceStatus.IMPOSTOR: "impostor",
        LicenceStatus.NO_LIST: "unknown",
    }
)
#: What may be known of a firm that nobody advertised for, told of, or is related to.
_KINDS = ("outsider_branch", "shared_address")
#: Points passed on by a relative from which its conduct alone makes a firm worth a visit.
_GRAVE = 6
_MANY = 10**6


def attach_listed(firms: pa.Table, entities: Entities, licences: LicenceIndex, as_of: str) -> None:
    """Firms that stand on a licence list are 持牌核对, whatever their names say (design §4)."""
    for row in licences.listed(firms.column("name"), firms.column("uscc")):
        known = entities.evidence_of(row)
        if known is not None and known.licensed:
            continue
        record = firms.slice(row, 1).to_pylist()[0]
        found = licences.find(record["name"] or "", record["uscc"] or "", "", as_of)
        if found.status is LicenceStatus.HELD:
            kind = found.kind or "名录所列"
            entities.of(row).evidence.licensed = LicensedName(
                kind, f"名录所列许可（{kind}）", LISTED
            )


def attach_linked(
    firms: pa.Table,
    entities: Entities,
    ruleset: RuleSet,
    as_of: str,
    home: Home,
    licences: LicenceIndex,
    neighbours: Mapping[int, int],
) -> list[tuple[int, str, bool]]:
    """Firms on which such a rule finds something become entities of their own.

    ``neighbours``: row → how many other leads share its room, as far as that is known. Returns
    row, room and whether it is a lead of every firm on which such a fact could change something.
    """
    evaluator = Evaluator(CompiledRules(ruleset, "registration"))
    if not evaluator.compiled.linked:
        return []
    found = entities.found
    leading = [_leading(look.evidence, ruleset) for look in found.looks]
    touched = _touched(evaluator, [look.evidence for look in found.looks], as_of)
    rows = {
        row
        for row, look in zip(found.rows.tolist(), found.look.tolist(), strict=True)
        if leading[look] or touched[look]
    }
    rows |= {row for row in entities.single if row >= 0}
    ordered = sorted(rows)
    records = firms.take(pa.array(ordered, pa.int64())).to_pylist()
    at = {
        row: look
        for row, look in zip(found.rows.tolist(), found.look.tolist(), strict=True)
        if row in rows
    }

    def leads(row: int) -> bool:
        single = entities.single.get(row)
        return _leading(single.evidence, ruleset) if single else leading[at[row]]

    rooms = []
    for row, record in zip(ordered, records, strict=True):
        lead = leads(row)
        if room := room_key(record["address"] or ""):
            rooms.append((row, room, lead))
        if row not in entities.single and not touched[at[row]]:
            continue

        def known(column: str, record: dict[str, Any] = record) -> str:
            return str(record.get(column) or "")

        entity = entities.single.get(row)
        evidence = entity.evidence if entity else found.looks[at[row]].evidence
        others = neighbours.get(row, 0)
        links = {
            **_conduct(entity),
            "outsider_branch": int(bool(home.head_office_elsewhere(known("name"))[0])),
            "shared_address": others if others < HUB else 0,
        }
        licence = None
        if evidence.licensed or lead:
            kind = evidence.licensed.kind if evidence.licensed else known("name")
            status = licences.find(known("name"), known("uscc"), kind, as_of).status
            licence = _STATES.get(status)
        if not any(links.values()) and licence is None:
            continue
        if entity or _finds(evaluator, evidence, known, as_of, links, licence):
            apply_linked(evaluator, entities.of(row).evidence, known, as_of, links, licence)
    return rooms


def _conduct(entity: Entity | None) -> dict[str, int]:
    if entity is None:
        return {"advert": 0, "tip": 0, "affiliate": 0}
    return {
        "advert": len(entity.adverts),
        "tip": len(entity.tips),
        "affiliate": sum(1 for _, _, points in entity.ties if points >= _GRAVE),
    }


def _touched(evaluator: Evaluator, looks: list[RecordEvidence], as_of: str) -> list[bool]:
    """Of which looks are firms on which some facts would make a linked rule find something?

    Besides those facts a linked rule asks only which rules count, unless it says otherwise.
    """
    if any(_negates(rule.match) or _asks_more(rule) for rule in evaluator.compiled.linked):
        return [True] * len(looks)
    links = dict.fromkeys(_KINDS, _MANY)
    known: dict[tuple[str, frozenset[str]], bool] = {}
    answers = []
    for evidence in looks:
        kind = evidence.licensed.kind if evidence.licensed else ""
        counting = kind, frozenset(h.rule_id for h in evidence.hits if h.status == "counted")
        if counting not in known:
            known[counting] = any(
                _finds(evaluator, evidence, lambda _: "", as_of, links, state)
                for state in (None, *_STATES.values())
            )
        answers.append(known[counting])
    return answers


def _negates(node: Any) -> bool:
    if isinstance(node, str):
        return False
    if "not" in node:
        return True
    children: Iterable[Any] = (c for v in node.values() if isinstance(v, list) for c in v)
    return any(_negates(child) for child in children)


def _asks_more(rule: Any) -> bool:
    """Does the rule look at attributes of the firm, or take exceptions?"""
    kinds = {feature.kind for feature in rule.features.values()}
    return bool(rule.exclude) or not kinds <= {"link", "licence", "rule"}


def _finds(
    evaluator: Evaluator,
    evidence: RecordEvidence,
    raw: Callable[[str], str],
    as_of: str,
    links: dict[str, int],
    licence: str | None,
) -> bool:
    trial = replace(evidence, hits=[replace(hit) for hit in evidence.hits])
    apply_linked(evaluator, trial, raw, as_of, links, licence)
    return len(trial.hits) > len(evidence.hits)


def _leading(evidence: RecordEvidence, ruleset: RuleSet) -> bool:
    return any(
        h.status == "counted" and ruleset.by_id[h.rule_id].role in ("lead", "signal")
        for h in evidence.hits
    )
