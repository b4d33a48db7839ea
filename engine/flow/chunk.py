"""Screen a chunk of the register: Arrow in, Arrow out, nothing remembered that changes a result.

What a row becomes depends on the row, on what is known beforehand (``Known``), and on facts of
other records about it (``Facts``). Chunks can therefore be screened in any order, process or
machine.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow as pa

from engine import place
from engine.flow.columns import strings
from engine.flow.linked import Linker
from engine.flow.listed import attach_listed
from engine.flow.origins import read_origins
from engine.link import Home, LicenceIndex
from engine.match import RegistrationMatcher, TableWords
from engine.match.waive import Waiving
from engine.model.evidence import RecordEvidence
from engine.model.runs import plain
from engine.model.terms import RecordKind
from engine.ruleset import RuleSet
from engine.ruleset.schema import Waiver
from engine.triage import REGISTER, Assembly, Entities, FirmRows, ReadAdvert

NO_WAIVER = Waiving((), dt.date.min)
#: Of so many words of rules the hits are made at once, about a thousand bytes each: 50,000 firms have
#: as many as firms, but nothing keeps a register from having a hundred times that.
_AT_ONCE = 200_000
#: So many words and hits are remembered.
_HELD = 500_000


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before the first chunk; the same for all of them."""

    ruleset: RuleSet
    as_of: str
    home: Home
    licences: LicenceIndex
    territories: place.Territories
    #: area code → document that orders its use
    origins: Mapping[str, str] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    today: dt.date = dt.date.min

    @classmethod
    def of(
        cls,
        table: Callable[[RecordKind], pa.Table],
        ruleset: RuleSet,
        as_of: str,
        home: Home,
        licences: LicenceIndex,
        waiving: Waiving,
    ) -> Known:
        """``table``: what was read of a kind."""
        rows = table(RecordKind.TERRITORY).to_pylist()
        return cls(
            ruleset,
            as_of,
            home,
            licences,
            place.Territories.from_rows([{k: v or "" for k, v in row.items()} for row in rows]),
            read_origins(table(RecordKind.ORIGIN)),
            waiving.waivers,
            waiving.day,
        )

    def assembly(
        self,
        firms: Mapping[int, Mapping[str, Any]],
        ads: Mapping[int, Mapping[str, Any]],
        registered: bool = True,
    ) -> Assembly:
        """What rows are made from: of these ``firms`` and ``ads``, see ``Assembly``."""
        return Assembly(
            firms=firms,
            ads=ads,
            ruleset=self.ruleset,
            licences=self.licences,
            territories=self.territories,
            as_of=self.as_of,
            home=self.home,
            origins=self.origins,
            registered=registered,
        )

    def waiving(self) -> Waiving:
        """The exceptions, none of them used yet."""
        return Waiving(self.waivers, self.today)


def licence_index(listed: pa.Table) -> LicenceIndex:
    """The licence lists that were read."""
    columns = ("name", "uscc", "kind", "valid_to", "issuer")
    return LicenceIndex(*(strings(listed, column) for column in columns))


@dataclass(slots=True)
class Facts:
    """What other records say of one firm. ``ads``: the rows of its adverts, as plain dicts;
    ``neighbours``: other leads in its room; ``seen``: (number, place) of its adverts, and "" with
    the place that a tip tells of; ``beside``: firms that its tips name, too; ``placed_by``: number
    of a tip, and by what it was placed with the firm."""

    adverts: list[ReadAdvert] = field(default_factory=list)
    tips: list[tuple[str, RecordEvidence]] = field(default_factory=list)
    ties: list[tuple[str, str, int]] = field(default_factory=list)
    ads: dict[int, dict[str, Any]] = field(default_factory=dict)
    neighbours: int = 0
    seen: list[tuple[str, str]] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    placed_by: list[tuple[str, str]] = field(default_factory=list)

    @property
    def single(self) -> bool:
        """Whether more is known than who shares the room."""
        return bool(self.adverts or self.tips or self.ties)


@dataclass(frozen=True, slots=True)
class ChunkResult:
    """``entities`` and ``evidence``: as ``FirmRows`` gives them. ``rooms``: of each firm that a
    fact about its room could concern, ``register``, ``room`` and whether it is a ``lead``.
    ``waived``: how often each exception was used."""

    entities: pa.Table
    evidence: pa.Table
    rooms: pa.Table
    waived: Mapping[str, int] = field(default_factory=dict)

    def plain(self) -> ChunkResult:
        """The same with no column coded, for a cluster, where types of columns are fixed."""
        return replace(self, entities=plain(self.entities), evidence=plain(self.evidence))

    @classmethod
    def joined(cls, results: Iterable[ChunkResult]) -> ChunkResult:
        """One for several, with no column coded where there are several."""
        first, *others = results
        if not others:
            return first
        every = [one.plain() for one in (first, *others)]
        waived: Counter[str] = Counter()
        for one in every:
            waived.update(one.waived)
        entities, evidence, rooms = (
            pa.concat_tables([getattr(one, part) for one in every]).combine_chunks()
            for part in ("entities", "evidence", "rooms")
        )
        return cls(entities, evidence, rooms, waived)


class ChunkScreener:
    """Screens chunks of one register; what it remembers of one only makes the next faster."""

    def __init__(self, known: Known, matcher: RegistrationMatcher | None = None) -> None:
        """``matcher``: one that was made ready for the rules beforehand."""
        self._known = known
        self._matcher = matcher or RegistrationMatcher(known.ruleset)
        self._begin()

    def _begin(self) -> None:
        known, looks, add = self._known, self._matcher.looks, self._matcher.add_look
        self._rows = FirmRows(looks, known.ruleset)
        self._linker = Linker(looks, add, known.ruleset, known.as_of, known.home, known.licences)

    def evidence(self, firms: pa.Table) -> dict[int, RecordEvidence]:
        """What registrations alone say: number in the register → evidence."""
        entities = Entities(self._matcher.find(firms, self._known.as_of))
        self._waive(entities, firms, self._known.waiving())
        numbers = firms.column(REGISTER).to_pylist()
        return {numbers[row]: entities.of(row).evidence for row in entities.found.rows.tolist()}

    def screen(self, firms: pa.Table, facts: Mapping[int, Facts]) -> Iterator[ChunkResult]:
        """The results of ``firms``, part by part: one where they do not hold uncommonly many words.

        ``firms``: canonical columns and ``register``; ``facts``: number in the register →
        what is known besides; numbers of other chunks are passed over.
        """
        firms = firms.combine_chunks()
        words = self._matcher.words(firms)
        if words.count > _AT_ONCE and len(firms) > 1:
            some = max(1, len(firms) * _AT_ONCE // (2 * words.count))
            del words
            for begin in range(0, len(firms), some):
                yield from self.screen(firms.slice(begin, some), facts)
            return
        if self._matcher.held > _HELD:
            self._matcher.forget()
            self._begin()
        yield self._screened(firms, words, facts)

    def _screened(
        self, firms: pa.Table, words: TableWords, facts: Mapping[int, Facts]
    ) -> ChunkResult:
        known = self._known
        entities = Entities(self._matcher.find(firms, known.as_of, words))
        waiving = known.waiving()
        self._waive(entities, firms, waiving)
        numbers = firms.column(REGISTER).to_pylist()
        told = {row: facts[n] for row, n in enumerate(numbers) if n in facts} if facts else {}
        ads: dict[int, dict[str, Any]] = {}
        for row, fact in told.items():
            if fact.single:
                entity = entities.of(row)
                entity.adverts, entity.tips, entity.ties = fact.adverts, fact.tips, fact.ties
                entity.seen, entity.beside = fact.seen, fact.beside
                entity.placed_by = fact.placed_by
                ads |= fact.ads
        attach_listed(firms, entities, known.licences, known.as_of)
        neighbours = {row: fact.neighbours for row, fact in told.items()}
        rooms = self._linker.attach(firms, entities, neighbours)
        rows = sorted(entities.single)
        taken = firms.take(pa.array(rows, pa.int64())).to_pylist()
        assembly = known.assembly(dict(zip(rows, taken, strict=True)), ads)
        table, evidence = self._rows.tables(assembly, firms, entities)
        return ChunkResult(table, evidence, _rooms(rooms, numbers), dict(waiving.used))

    def _waive(self, entities: Entities, firms: pa.Table, waiving: Waiving) -> None:
        """Firms that an exception may concern are looked at one by one."""
        if not waiving:
            return
        rules = waiving.rules
        concerned = [
            row
            for row, look in zip(
                entities.found.rows.tolist(), entities.found.look.tolist(), strict=True
            )
            if any(hit.rule_id in rules for hit in entities.found.looks[look].evidence.hits)
        ]
        rows = pa.array(concerned, pa.int64())
        for row, record in zip(concerned, firms.take(rows).to_pylist(), strict=True):
            waiving.apply(
                entities.of(row).evidence,
                (record["name"] or "", record["uscc"] or ""),
                {field: value for field, value in record.items() if isinstance(value, str)},
            )


def _rooms(rooms: Iterable[tuple[int, str, bool]], numbers: list[int]) -> pa.Table:
    kept = list(rooms)
    return pa.table(
        {
            REGISTER: pa.array([numbers[row] for row, _, _ in kept], pa.int64()),
            "room": pa.array([room for _, room, _ in kept], pa.string()),
            "lead": pa.array([lead for _, _, lead in kept], pa.bool_()),
        }
    )


def no_rooms() -> pa.Table:
    """``rooms`` of a result without any."""
    return _rooms((), [])


def neighbours(rooms: pa.Table) -> dict[int, int]:
    """Number in the register → how many other leads share the room, where there are any."""
    crowd: dict[str, int] = {}
    records = list(zip(*(rooms.column(c).to_pylist() for c in rooms.column_names), strict=True))
    for _, room, lead in records:
        crowd[room] = crowd.get(room, 0) + lead
    others = {number: crowd[room] - lead for number, room, lead in records}
    return {number: count for number, count in others.items() if count > 0}
