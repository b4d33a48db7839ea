"""What needs all chunks: rooms shared across them, identities, the order of visit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.flow.chunk import ChunkResult, ChunkScreener, Facts, Known, neighbours
from engine.model.screening import (
    ENTITY_COLUMNS,
    ENTITY_EXTRA,
)
from engine.triage import (
    REGISTER,
    Assembly,
    ReadAdvert,
    advert_rows,
    advertiser_rows,
    distinct,
    entity_id,
    visit_keys,
    visit_order,
)


def crowded(
    results: Sequence[ChunkResult],
    firms: pa.Table,
    facts: dict[int, Facts],
    screener: ChunkScreener,
) -> list[ChunkResult]:
    """The results with the firms that share a room with a lead screened again, knowing it."""
    others = neighbours(pa.concat_tables([result.rooms for result in results]))
    if not others:
        return list(results)
    again = sorted(others)
    for number in again:
        facts.setdefault(number, Facts()).neighbours = others[number]
    mended = screener.screen(firms.take(pa.array(again, pa.int64())), facts)
    gone = pa.array(again, pa.int64())
    kept = [
        replace(
            result,
            entities=_without(result.entities, gone),
            evidence=_without(result.evidence, gone),
        )
        for result in results
    ]
    return [*kept, replace(mended, waived={})]


def _without(table: pa.Table, numbers: pa.Array) -> pa.Table:
    return table.filter(pc.invert(pc.is_in(table.column(REGISTER), value_set=numbers)))


def whole(
    results: Sequence[ChunkResult],
    known: Known,
    firms: pa.Table,
    ads: pa.Table,
    adverts: list[ReadAdvert],
    unregistered: Mapping[str, list[ReadAdvert]],
) -> tuple[pa.Table, pa.Table, pa.Table]:
    """The tables of entities (in order of visit), adverts (in input order) and evidence."""
    last = firms.num_rows
    rows = sorted({row for ad in adverts for row in (ad.link.row, *ad.link.candidates) if row >= 0})
    asked = firms.take(pa.array(rows, pa.int64())).to_pylist()
    assembly = Assembly(
        firms=dict(zip(rows, asked, strict=True)),
        ads=dict(enumerate(ads.to_pylist())),
        ruleset=known.ruleset,
        licences=known.licences,
        territories=known.territories,
        as_of=known.as_of,
        home=known.home,
        origins=known.origins,
    )
    table = pa.concat_tables(
        [*(r.entities for r in results), advertiser_rows(assembly, unregistered, last)]
    ).sort_by(REGISTER)
    table, renamed = _named_apart(table)
    whose = whose_adverts(table, assembly, adverts, unregistered, last)
    advert_table, evidence = advert_rows(assembly, adverts, whose, last + len(unregistered))
    evidence = pa.concat_tables([*(r.evidence for r in results), evidence])
    evidence = evidence.take(pa.array(np.argsort(evidence.column(REGISTER), kind="stable")))
    if renamed:
        new = [
            renamed.get(number, identity)
            for number, identity in zip(
                evidence.column(REGISTER).to_pylist(),
                evidence.column("entity_id").to_pylist(),
                strict=True,
            )
        ]
        at = evidence.column_names.index("entity_id")
        evidence = evidence.set_column(at, "entity_id", pa.array(new, pa.string()))
    return (
        _in_order(table.drop_columns([REGISTER])),
        advert_table,
        evidence.drop_columns([REGISTER]),
    )


def _named_apart(table: pa.Table) -> tuple[pa.Table, dict[int, str]]:
    """Entities with distinct identities; number in the register → identity of those renamed."""
    identities = table.column("entity_id").to_pylist()
    renamed = distinct(identities)
    if not renamed:
        return table, {}
    numbers = table.column(REGISTER).to_pylist()
    for at, identity in renamed.items():
        identities[at] = identity
    at = table.column_names.index("entity_id")
    table = table.set_column(at, "entity_id", pa.array(identities, pa.string()))
    return table, {numbers[at]: identity for at, identity in renamed.items()}


def whose_adverts(
    table: pa.Table,
    assembly: Assembly,
    adverts: Sequence[ReadAdvert],
    unregistered: Mapping[str, list[ReadAdvert]],
    last: int,
) -> dict[str, tuple[str, str]]:
    """Advert → identity and name of the entity it belongs to."""
    owner = {ad.ad_id: ad.link.row for ad in adverts if ad.link.row >= 0}
    for at, name in enumerate(sorted(unregistered)):
        owner |= {ad.ad_id: last + at for ad in unregistered[name]}
    if not owner:
        return {}
    wanted = pa.array(sorted(set(owner.values())), pa.int64())
    rows = table.filter(pc.is_in(table.column(REGISTER), value_set=wanted))
    known: dict[int, tuple[str, str]] = {
        number: (identity, name)
        for number, identity, name in zip(
            *(rows.column(c).to_pylist() for c in (REGISTER, "entity_id", "name")), strict=True
        )
    }
    return {ad: known.get(row) or _unseen(assembly, row) for ad, row in owner.items()}


def _unseen(assembly: Assembly, row: int) -> tuple[str, str]:
    """A firm without evidence of its own."""
    name = assembly.firm(row, "name")
    return entity_id(assembly.firm(row, "uscc"), name, assembly.firm(row, "address")), name


def _in_order(table: pa.Table) -> pa.Table:
    count = table.num_rows
    table = table.take(visit_order(visit_keys(table)))
    later: dict[str, Any] = {
        "rank": pa.array(np.arange(1, count + 1)),
        "case_state": pa.array([""] * count, pa.string()),
    }
    for name, values in later.items():
        table = table.append_column(name, values)
    return table.select([*ENTITY_COLUMNS, *ENTITY_EXTRA])
