"""Rules about facts between records, once adverts, tips, relatives and rooms are known.

Most looks are indifferent: whatever the facts, no such rule would find anything on them. Only
firms of the others are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.link import HUB, SAME_DOOR, Home, LicenceIndex, room_key, room_keys
from engine.match.alike import Look
from engine.match.compiled import CompiledRules
from engine.match.linked import apply_linked
from engine.match.records import Evaluator
from engine.match.tree import negates
from engine.model.arrays import Flags, Ints
from engine.model.evidence import RecordEvidence
from engine.model.terms import LicenceStatus, Status
from engine.ruleset import RuleSet, schema
from engine.triage import Entities, Entity

_STATES = MappingProxyType(
    {
        LicenceStatus.HELD: "held",
        LicenceStatus.EXPIRED: "expired",
        LicenceStatus.NOT_FOUND: "not_found",
        LicenceStatus.IMPOSTOR: "impostor",
        LicenceStatus.NO_LIST: "unknown",
    }
)
#: What may be known of the licence of a firm; first, that nothing was asked.
_SAID = (None, *_STATES.values())
#: Look, head office elsewhere, others in the room, licence: made one number.
_MIXED = np.array([2 * HUB * len(_SAID), HUB * len(_SAID), len(_SAID), 1])
#: What may be known of a firm that nobody advertised for, told of, or is related to.
_KINDS = ("outsider_branch", "shared_address")
#: Points passed on by a relative from which its conduct alone makes a firm worth a visit.
_GRAVE = 6
_MANY = 10**6
#: Beyond the end of any field.
_FAR = 10**9


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
        self._evaluator = Evaluator(ruleset.once(CompiledRules, "registration"))
        linked = self._evaluator.compiled.linked
        #: Besides those facts a linked rule asks only which rules count, unless it says otherwise.
        self._plain = not any(negates(rule.match) or _asks_more(rule) for rule in linked)
        features = (feature for rule in linked for feature in rule.features.values())
        self._asked_for = frozenset(
            other for f in features if isinstance(f, schema.RuleRef) for other in f.rules
        )
        self._leading: list[bool] = []
        self._touched: list[bool] = []
        self._counting: dict[tuple[str, frozenset[str]], bool] = {}
        self._found: dict[tuple[int, int, int, int], int | None] = {}
        #: counting rules and facts on which such rules find nothing
        self._idle: dict[tuple[Any, ...], bool] = {}

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
        leading, touched = np.array(self._leading, bool), np.array(self._touched, bool)
        singles = [row for row in entities.single if row >= 0]
        alone = np.flatnonzero((leading | touched)[found.look] & ~np.isin(found.rows, singles))
        looks, rows = found.look[alone], found.rows[alone]
        asked_for = ("name", "uscc", "address")
        taken = firms.select(asked_for).take(pa.array(rows))
        names, codes, addresses = (_texts(taken, name) for name in asked_for)
        leads = leading[looks]
        keyed = zip(rows.tolist(), room_keys(addresses), leads.tolist(), strict=True)
        rooms = [(row, room, lead) for row, room, lead in keyed if room]
        for row in singles:
            self._single(firms, row, entities, neighbours.get(row, 0), rooms)

        asked = np.flatnonzero(touched[looks])
        outsider = self._outsiders(names, asked)
        shared = [_shared(neighbours.get(row, 0)) for row in rows[asked].tolist()]
        licence = self._states(looks, leads, names, codes, asked)
        facts = np.stack([looks[asked], outsider, shared, licence], axis=1)
        told = facts[:, 1:].any(axis=1)
        asked, facts = asked[told], facts[told]
        # Firms with the same facts about the same look become the same.
        _, first, of = np.unique(facts @ _MIXED, return_index=True, return_inverse=True)
        after = [self._after(*fact) if self._plain else None for fact in facts[first].tolist()]
        new = np.array([-1 if look is None else look for look in after], np.int64)[of]
        found.look[alone[asked[new >= 0]]] = new[new >= 0]
        for at, (look, *fact) in zip(asked[new < 0].tolist(), facts[new < 0].tolist(), strict=True):
            self._apart(firms, int(rows[at]), entities, self._looks[look].evidence, *_told(*fact))
        return rooms

    def _single(
        self,
        firms: pa.Table,
        row: int,
        entities: Entities,
        others: int,
        rooms: list[tuple[int, str, bool]],
    ) -> None:
        """A firm that is an entity of its own already."""
        entity = entities.single[row]
        name, uscc, address = (_cell(firms, row, c) for c in ("name", "uscc", "address"))
        lead = self._leads(entity.evidence)
        if room := room_key(address):
            rooms.append((row, room, lead))
        away = int(bool(self._home.head_office_elsewhere(name)[0]))
        links = {**_conduct(entity), "outsider_branch": away, "shared_address": _shared(others)}
        asked = entity.evidence.licensed or lead
        licence = self._licence(entity.evidence, name, uscc) if asked else None
        if any(links.values()) or licence is not None:
            raw = partial(_cell, firms, row)
            apply_linked(self._evaluator, entity.evidence, raw, self._as_of, links, licence)

    def _apart(
        self,
        firms: pa.Table,
        row: int,
        entities: Entities,
        evidence: RecordEvidence,
        links: dict[str, int],
        licence: str | None,
    ) -> None:
        """A firm becomes an entity of its own if anything is found on it."""
        raw = partial(_cell, firms, row)
        if self._tried(evidence, raw, links, licence):
            mine = entities.of(row).evidence
            apply_linked(self._evaluator, mine, raw, self._as_of, links, licence)

    def _outsiders(self, names: Sequence[str], asked: Ints) -> Ints:
        """Of the firms ``asked`` those whose head office is elsewhere."""
        if not self._home.city:
            return np.zeros(len(asked), np.int64)
        away = self._home.head_office_elsewhere
        return np.array([bool(away(names[at])[0]) for at in asked.tolist()], np.int64)

    def _states(
        self, looks: Ints, leads: Flags, names: Sequence[str], codes: Sequence[str], asked: Ints
    ) -> Ints:
        """What is known of the licence of each of the firms ``asked``, as a number in ``_SAID``."""
        distinct, of = np.unique(looks[asked], return_inverse=True)
        known = [self._looks[look].evidence for look in distinct.tolist()]
        wanted = np.array([bool(evidence.licensed) for evidence in known], bool)[of] | leads[asked]
        states = np.zeros(len(asked), np.int64)
        if not self._licences:
            states[wanted] = _SAID.index("unknown")
            return states
        for at in np.flatnonzero(wanted).tolist():
            row = asked[at]
            states[at] = _SAID.index(self._licence(known[of[at]], names[row], codes[row]))
        return states

    def _leads(self, evidence: RecordEvidence) -> bool:
        return any(
            h.status is Status.COUNTED and self._ruleset.by_id[h.rule_id].role in ("lead", "signal")
            for h in evidence.hits
        )

    def _licence(self, evidence: RecordEvidence, name: str, uscc: str) -> str | None:
        kind = evidence.licensed.kind if evidence.licensed else name
        return _STATES.get(self._licences.find(name, uscc, kind, self._as_of).status)

    def _learn(self) -> None:
        """Of new looks: are they leads; are there firms on which some facts would make a linked
        rule find something?"""
        for look in self._looks[len(self._leading) :]:
            self._leading.append(self._leads(look.evidence))
            self._touched.append(not self._plain or self._concerned(look.evidence))

    def _counted(self, evidence: RecordEvidence) -> tuple[str, frozenset[str]]:
        """What plain linked rules ask of a firm besides facts about it."""
        kind = evidence.licensed.kind if evidence.licensed else ""
        counted = {h.rule_id for h in evidence.hits if h.status is Status.COUNTED}
        return kind, self._asked_for & counted

    def _concerned(self, evidence: RecordEvidence) -> bool:
        counting = self._counted(evidence)
        if counting not in self._counting:
            most = dict.fromkeys(_KINDS, _MANY)
            self._counting[counting] = any(
                self._tried(evidence, _unread, most, state) for state in _SAID
            )
        return self._counting[counting]

    def _after(self, look: int, outsider: int, shared: int, licence: int) -> int | None:
        """The look of a firm once these facts are known: the same one if they change nothing; None
        where it depends on the firm."""
        key = look, outsider, shared, licence
        if key not in self._found:
            links, state = _told(outsider, shared, licence)
            counting = (*self._counted(self._looks[look].evidence), outsider, shared, licence)
            if counting not in self._idle:
                evidence = self._looks[look].evidence
                self._idle[counting] = not self._tried(evidence, _unread, links, state)
            idle = self._idle[counting]
            self._found[key] = look if idle else self._judged(self._looks[look], links, state)
        return self._found[key]

    def _judged(self, look: Look, links: dict[str, int], licence: str | None) -> int | None:
        before = look.evidence
        after = self._trial(before, _unread, links, licence)
        count = len(before.hits)
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


def _told(outsider: int, shared: int, licence: int) -> tuple[dict[str, int], str | None]:
    """Facts, as rules ask for them, about a firm that nobody said anything of."""
    return {
        **_conduct(None),
        "outsider_branch": outsider,
        "shared_address": shared,
    }, _SAID[licence]


def _shared(others: int) -> int:
    """How many other leads in the room say something of a firm; very many are a hub."""
    return others if others < HUB else 0


def _texts(firms: pa.Table, name: str) -> list[str]:
    texts: list[str] = pc.fill_null(firms.column(name).cast(pa.string()), "").to_pylist()
    return texts


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


def _asks_more(rule: Any) -> bool:
    """Does the rule look at attributes of the firm, or take exceptions?"""
    kinds = {feature.kind for feature in rule.features.values()}
    return bool(rule.exclude) or not kinds <= {"link", "licence", "rule"}
