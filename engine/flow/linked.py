"""Rules about facts between records, once adverts, tips, relatives and rooms are known.

Most looks are indifferent: whatever the facts, no such rule would find anything on them. Only
firms of the others are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.link import HUB, SAME_DOOR, Home, LicenceIndex, room_key
from engine.match.alike import Look
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
#: Beyond the end of any field.
_FAR = 10**9


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


class Linker:
    """Tries such rules on the firms of chunks. ``looks`` may grow, also by those that ``add``
    makes of what is found here; what was decided for a look is remembered."""

    def __init__(
        self,
        looks: Sequence[Look],
        add: Callable[[Look], int],
        ruleset: RuleSet,
        as_of: str,
        home: Home,
        licences: LicenceIndex,
    ) -> None:
        self._looks, self._add, self._ruleset, self._as_of = looks, add, ruleset, as_of
        self._home, self._licences = home, licences
        self._evaluator = Evaluator(CompiledRules(ruleset, "registration"))
        linked = self._evaluator.compiled.linked
        #: Besides those facts a linked rule asks only which rules count, unless it says otherwise.
        self._plain = not any(_negates(rule.match) or _asks_more(rule) for rule in linked)
        self._leading: list[bool] = []
        self._touched: list[bool] = []
        self._counting: dict[tuple[str, frozenset[str]], bool] = {}
        self._found: dict[tuple[Any, ...], int | None] = {}

    def attach(
        self, firms: pa.Table, entities: Entities, neighbours: Mapping[int, int]
    ) -> list[tuple[int, str, bool]]:
        """Firms on which such a rule finds something get the look of that, or, where it cannot be
        the same for all firms of a look, become entities of their own.

        ``neighbours``: row → how many other leads share its room, as far as that is known. Returns
        row, room and whether it is a lead of every firm on which such a fact could change something.
        """
        if not self._evaluator.compiled.linked:
            return []
        self._learn()
        found = entities.found
        concerned = (np.array(self._leading, bool) | np.array(self._touched, bool))[found.look]
        some = np.flatnonzero(concerned)
        at = dict(zip(found.rows[some].tolist(), found.look[some].tolist(), strict=True))
        where = dict(zip(found.rows[some].tolist(), some.tolist(), strict=True))
        ordered = sorted(at.keys() | {row for row in entities.single if row >= 0})
        taken = firms.take(pa.array(ordered, pa.int64()))
        texts = [
            pc.fill_null(taken.column(c).cast(pa.string()), "").to_pylist()
            for c in ("name", "uscc", "address")
        ]
        rooms = []
        for place, (row, name, uscc, address) in enumerate(zip(ordered, *texts, strict=True)):
            entity, look = entities.single.get(row), at.get(row)
            if look is None:  # what is known of it otherwise makes it an entity
                look = -1
            lead = self._leads(entity.evidence) if entity else self._leading[look]
            if room := room_key(address):
                rooms.append((row, room, lead))
            if entity is None and not self._touched[look]:
                continue
            evidence = entity.evidence if entity else self._looks[look].evidence
            links = self._links(entity, name, neighbours.get(row, 0))
            licence = self._licence(evidence, name, uscc) if evidence.licensed or lead else None
            if not any(links.values()) and licence is None:
                continue
            if entity is None and self._plain:
                after = self._after(look, links, licence)
                if after is not None:
                    found.look[where[row]] = after
                    continue
            raw = partial(_cell, taken, place)
            if entity or self._tried(evidence, raw, links, licence):
                mine = entities.of(row).evidence
                apply_linked(self._evaluator, mine, raw, self._as_of, links, licence)
        return rooms

    def _leads(self, evidence: RecordEvidence) -> bool:
        return any(
            h.status == "counted" and self._ruleset.by_id[h.rule_id].role in ("lead", "signal")
            for h in evidence.hits
        )

    def _links(self, entity: Entity | None, name: str, others: int) -> dict[str, int]:
        return {
            **_conduct(entity),
            "outsider_branch": int(bool(self._home.head_office_elsewhere(name)[0])),
            "shared_address": others if others < HUB else 0,
        }

    def _licence(self, evidence: RecordEvidence, name: str, uscc: str) -> str | None:
        kind = evidence.licensed.kind if evidence.licensed else name
        return _STATES.get(self._licences.find(name, uscc, kind, self._as_of).status)

    def _learn(self) -> None:
        """Of new looks: are they leads; are there firms on which some facts would make a linked
        rule find something?"""
        for look in self._looks[len(self._leading) :]:
            self._leading.append(self._leads(look.evidence))
            self._touched.append(not self._plain or self._concerned(look.evidence))

    def _concerned(self, evidence: RecordEvidence) -> bool:
        kind = evidence.licensed.kind if evidence.licensed else ""
        counting = kind, frozenset(h.rule_id for h in evidence.hits if h.status == "counted")
        if counting not in self._counting:
            most = dict.fromkeys(_KINDS, _MANY)
            self._counting[counting] = any(
                self._tried(evidence, _unread, most, state) for state in (None, *_STATES.values())
            )
        return self._counting[counting]

    def _after(self, look: int, links: dict[str, int], licence: str | None) -> int | None:
        """The look of a firm once these facts are known: the same one if they change nothing; None
        where it depends on the firm."""
        key = (look, *links.values(), licence)
        if key not in self._found:
            self._found[key] = self._judged(self._looks[look], links, licence, look)
        return self._found[key]

    def _judged(
        self, look: Look, links: dict[str, int], licence: str | None, number: int
    ) -> int | None:
        before = look.evidence
        after = self._trial(before, _unread, links, licence)
        count = len(before.hits)
        if len(after.hits) == count:
            return number
        new = [(h.rule_id, h.field, h.start, h.end) for h in after.hits[count:]]
        # At which words a rule points must not depend on where the other fields have theirs.
        for field in {hit.field for hit in before.hits if hit.end}:
            moved = self._trial(_moved(before, field, _FAR), _unread, links, licence)
            hits = _moved(moved, field, -_FAR).hits[count:]
            if [(h.rule_id, h.field, h.start, h.end) for h in hits] != new:
                return None
        places = {
            (hit.field, hit.start, hit.end): place
            for hit, place in zip(before.hits, look.places, strict=True)
            if place
        }
        if any(end and (field, start, end) not in places for _, field, start, end in new):
            return None
        told = (places.get((field, start, end)) for _, field, start, end in new)
        return self._add(Look(after, (*look.places, *told)))

    def _tried(
        self,
        evidence: RecordEvidence,
        raw: Callable[[str], str],
        links: dict[str, int],
        licence: str | None,
    ) -> bool:
        return len(self._trial(evidence, raw, links, licence).hits) > len(evidence.hits)

    def _trial(
        self,
        evidence: RecordEvidence,
        raw: Callable[[str], str],
        links: dict[str, int],
        licence: str | None,
    ) -> RecordEvidence:
        """The evidence with what linked rules find; the one given stays as it is."""
        trial = replace(evidence, hits=[hit.copied() for hit in evidence.hits])
        apply_linked(self._evaluator, trial, raw, self._as_of, links, licence)
        return trial


def _moved(evidence: RecordEvidence, field: str, by: int) -> RecordEvidence:
    """The evidence with the words of a field moved in it."""
    hits = [
        replace(hit, start=hit.start + by, end=hit.end + by)
        if hit.field == field and hit.end
        else hit
        for hit in evidence.hits
    ]
    return replace(evidence, hits=hits)


def _unread(_: str) -> str:
    """What is asked of no field."""
    return ""


def _cell(table: pa.Table, row: int, column: str) -> str:
    value = table.column(column)[row].as_py() if column in table.column_names else None
    return "" if value is None else str(value)


def _conduct(entity: Entity | None) -> dict[str, int]:
    if entity is None:
        return {"advert": 0, "tip": 0, "affiliate": 0, "neighbour": 0}
    grave = [how for _, how, points in entity.ties if points >= _GRAVE]
    return {
        "advert": len(entity.adverts),
        "tip": len(entity.tips),
        "affiliate": sum(how != SAME_DOOR for how in grave),
        "neighbour": sum(how == SAME_DOOR for how in grave),
    }


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
