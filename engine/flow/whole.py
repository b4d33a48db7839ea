"""What needs all chunks: rooms shared across them, adverts, identities, the order of visit."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from engine.flow.chunk import ChunkResult, Facts, Known, neighbours, no_rooms
from engine.flow.gather import Gathered
from engine.flow.register import Register
from engine.flow.work import ROOMS, Work
from engine.model.stored import Stored
from engine.triage import (
    Assembly,
    ReadAdvert,
    advert_rows,
    advertiser_rows,
    entity_id,
)

_ADVERTISERS = "advertisers"


def with_neighbours(
    work: Work, runs: Sequence[str], facts: Mapping[int, Facts]
) -> dict[int, Facts]:
    """The facts of every firm that shares a room with a lead, that being one of them."""
    rooms = neighbours(pa.concat_tables([work.read(run, ROOMS) for run in runs]))
    told: dict[int, Facts] = {}
    for number, count in rooms.items():
        fact = facts.get(number) or Facts()
        told[number] = Facts(fact.adverts, fact.tips, fact.ties, fact.ads, count)
    return told


@dataclass(frozen=True, slots=True)
class Adverts:
    """All adverts as read; ``unregistered``: by advertiser those of nobody in the register."""

    table: pa.Table
    read: list[ReadAdvert]
    unregistered: Mapping[str, list[ReadAdvert]]


def whole(
    work: Work,
    runs: Sequence[str],
    replaced: Collection[int],
    known: Known,
    register: Register,
    adverts: Adverts,
) -> tuple[Stored, pa.Table, Stored]:
    """Entities (in order of visit), adverts (in input order) and evidence.

    ``runs``: results of chunks; firms ``replaced`` count in the last of them and in no other.
    """
    rows = sorted(
        {row for ad in adverts.read for row in (ad.link.row, *ad.link.candidates) if row >= 0}
    )
    assembly = Assembly(
        firms=dict(zip(rows, register.take(rows).to_pylist(), strict=True)) if rows else {},
        ads=dict(enumerate(adverts.table.to_pylist())),
        ruleset=known.ruleset,
        licences=known.licences,
        territories=known.territories,
        as_of=known.as_of,
        home=known.home,
        origins=known.origins,
    )
    last = register.num_rows
    owner = owners(adverts.read, adverts.unregistered, last)
    unknown = advertiser_rows(assembly, adverts.unregistered, last)
    work.keep(_ADVERTISERS, ChunkResult(*unknown, no_rooms()))
    gathered = Gathered(work, [_ADVERTISERS, *runs], replaced)
    by_number = gathered.whose(list(owner.values()))
    whose = whose_adverts(owner, by_number, assembly)
    table, evidence = advert_rows(assembly, adverts.read, whose, last + len(adverts.unregistered))
    return gathered.entities(), table, gathered.evidence(evidence)


def owners(
    adverts: Sequence[ReadAdvert], unregistered: Mapping[str, list[ReadAdvert]], last: int
) -> dict[str, int]:
    """Advert → number of the entity it belongs to; ``last``: that of the first advertiser."""
    found = {ad.ad_id: ad.link.row for ad in adverts if ad.link.row >= 0}
    for at, name in enumerate(sorted(unregistered)):
        found |= {ad.ad_id: last + at for ad in unregistered[name]}
    return found


def whose_adverts(
    owner: Mapping[str, int], by_number: Mapping[int, tuple[str, str]], assembly: Assembly
) -> dict[str, tuple[str, str]]:
    """Advert → identity and name of the entity it belongs to."""
    return {ad: by_number.get(row) or _unseen(assembly, row) for ad, row in owner.items()}


def _unseen(assembly: Assembly, row: int) -> tuple[str, str]:
    """A firm without evidence of its own."""
    name = assembly.firm(row, "name")
    return entity_id(assembly.firm(row, "uscc"), name, assembly.firm(row, "address")), name
