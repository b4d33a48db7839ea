"""What needs all chunks: rooms shared across them, adverts, identities, the order of visit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import pyarrow as pa

from engine.flow.chunk import ChunkResult, Facts, Known, neighbours, no_rooms
from engine.flow.gather import Gathered
from engine.flow.ledger import registered
from engine.flow.register import Register
from engine.flow.work import ADVERTS, EVIDENCE, ROOMS, Work, WorkFolder
from engine.model.beside import beside, copies
from engine.model.evidence import RecordEvidence
from engine.model.memory import give_back
from engine.model.stored import Stored
from engine.triage import (
    Advertiser,
    AdvertsRead,
    AdvertTables,
    Assembly,
    Wordings,
    advertiser_rows,
    entity_id,
    unplaced_rows,
)

_ADVERTISERS, _ADVERTS, _TIPS = "advertisers", "adverts", "tips"
#: Adverts made into rows at once.
_PART = 100_000


def with_neighbours(
    work: Work, runs: Sequence[str], facts: Mapping[int, Facts]
) -> dict[int, Facts]:
    """The facts of every firm that shares a room with a lead, that being one of them."""
    rooms = neighbours(pa.concat_tables([work.read(run, ROOMS) for run in runs]))
    told: dict[int, Facts] = {}
    for number, count in rooms.items():
        told[number] = replace(facts.get(number) or Facts(), neighbours=count)
    return told


class Adverts(NamedTuple):
    """All adverts as read; ``unregistered``: advertisers that are in no register."""

    table: pa.Table
    read: AdvertsRead
    unregistered: Sequence[Advertiser]


def whole(
    work: Work,
    runs: Sequence[str],
    again: Mapping[str, Sequence[int]],
    known: Known,
    register: Register,
    adverts: Adverts,
    unplaced: Sequence[tuple[str, RecordEvidence]],
) -> tuple[Stored, pa.Table | Stored, Stored]:
    """Entities (in order of visit), adverts (in input order) and evidence.

    ``runs``: results of chunks; ``again``: further results and the firms that count
    in these and in no other; ``unplaced``: see ``TipsRead``.
    """
    rows = adverts.read.firms()
    firms = dict(zip(rows, register.take(rows).to_pylist(), strict=True)) if rows else {}
    assembly = known.assembly(firms, first_adverts(adverts), registered(register))
    last = register.num_rows
    owner = owners(adverts.read, adverts.unregistered, last)
    wordings = Wordings(known.ruleset)
    unknown = advertiser_rows(assembly, adverts.unregistered, last, wordings)
    work.keep(_ADVERTISERS, ChunkResult(*unknown, no_rooms()))
    gathered = Gathered(work, [_ADVERTISERS, *runs], again)
    by_number = gathered.whose(list(owner.values()))
    whose = whose_adverts(owner, by_number, assembly)
    behind = last + len(adverts.unregistered)
    made = AdvertTables(assembly, adverts.table, adverts.read, whose, behind, wordings)
    names = _written(work, made, adverts.table.num_rows)
    work.write(_TIPS, EVIDENCE, unplaced_rows(assembly, unplaced, behind))
    give_back()
    return gathered.entities(), work.adverts(names), gathered.evidence([*names, _TIPS])


def _written(work: Work, made: AdvertTables, rows: int) -> list[str]:
    """Write the adverts and their evidence; the names of the results, in order. Every other of them is
    written by a copy of the process, which has what is made for all of them as this one has."""
    parts = [(f"{_ADVERTS}-{begin // _PART}", begin) for begin in range(0, max(1, rows), _PART)]

    def write(name: str, table: pa.Table, evidence: pa.Table) -> None:
        work.write(name, ADVERTS, table)
        work.write(name, EVIDENCE, evidence)

    def write_all(some: Sequence[tuple[str, int]]) -> None:
        for name, begin in some:
            write(name, *made.tables(begin, _PART))

    if len(parts) > 1 and isinstance(work, WorkFolder) and copies():
        first = made.tables(0, _PART)
        with beside(lambda: write_all(parts[1::2]), copied=True) as others:
            write(parts[0][0], *first)
            write_all(parts[2::2])
            others()
    else:  # threads would have what is made in common
        write_all(parts)
    return [name for name, _ in parts]


def first_adverts(adverts: Adverts) -> dict[int, dict[str, Any]]:
    """Of each advertiser in no register its first advert, by the number of this."""
    rows = [one.adverts[0].evidence.row for one in adverts.unregistered]
    return dict(
        zip(rows, adverts.read.table.take(pa.array(rows, pa.int64())).to_pylist(), strict=True)
    )


def owners(adverts: AdvertsRead, unregistered: Sequence[Advertiser], last: int) -> dict[int, int]:
    """Number of a different advert → that of the entity it belongs to; ``last``: that of the first
    advertiser."""
    found = {at: link.row for at, link in adverts.links.items() if link.row >= 0}
    known = {id(ad): number for number, one in enumerate(unregistered, last) for ad in one.adverts}
    for at, advert in adverts.single.items():
        if id(advert) in known:
            found[at] = known[id(advert)]
    return found


def whose_adverts(
    owner: Mapping[int, int], by_number: Mapping[int, tuple[str, str]], assembly: Assembly
) -> dict[int, tuple[str, str]]:
    """Number of a different advert → identity and name of the entity it belongs to."""
    return {ad: by_number.get(row) or _unseen(assembly, row) for ad, row in owner.items()}


def _unseen(assembly: Assembly, row: int) -> tuple[str, str]:
    """A firm without evidence of its own."""
    name = assembly.firm(row, "name")
    return entity_id(assembly.firm(row, "uscc"), name, assembly.firm(row, "address")), name
