"""Turn what was found into the three tables of a screening."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.model.evidence import RecordEvidence
from engine.model.screening import (
    ADVERT_COLUMNS,
    ADVERT_EXTRA,
    ENTITY_COLUMNS,
    ENTITY_EXTRA,
    EVIDENCE_COLUMNS,
    EVIDENCE_EXTRA,
)
from engine.model.terms import Band, Disposition
from engine.triage.advert_row import advert_row, evidence_row
from engine.triage.assembly import Assembly, Entities, Entity, ReadAdvert, entity_id
from engine.triage.disposition import gone
from engine.triage.entity_row import entity_row
from engine.triage.evidence_rows import EvidenceRows, flat
from engine.triage.register_rows import RegisterRows

_INTEGERS = {"source_row", "score", "points", "rank", "start", "end", "quote_start"}
#: Numbers that may be missing.
_NUMBERS = {
    "licence_similarity": pa.int64(),
    "link_similarity": pa.int64(),
    "annual_rate_pct": pa.float64(),
    "reg_capital_wan": pa.float64(),
}
_DISPOSITIONS = (
    Disposition.LEAD,
    Disposition.LICENSED,
    Disposition.DISMISSED,
    Disposition.NOTICE,
)
_BANDS = (Band.HIGH, Band.MEDIUM, Band.LOW, Band.NONE)


def assemble(
    a: Assembly,
    entities: Entities,
    adverts: list[ReadAdvert],
    unregistered: dict[str, list[ReadAdvert]],
) -> tuple[pa.Table, pa.Table, pa.Table]:
    """The tables of entities (in order of visit), adverts (in input order) and evidence."""
    found = entities.found
    plain = [at for at, row in enumerate(found.rows) if row not in entities.single]
    firms = a.firms.take(pa.array([found.rows[at] for at in plain], pa.int64()))
    looks = np.array([found.look[at] for at in plain], np.int64)
    singles = [entities.single[row] for row in sorted(entities.single)]
    singles += [
        Entity(-1, RecordEvidence(-1, []), ads, [], name)
        for name, ads in sorted(unregistered.items())
    ]
    last = a.firms.num_rows
    records = [entity_row(a, entity) for entity in singles]
    for at, (entity, record) in enumerate(zip(singles, records, strict=True)):
        record["register"] = entity.row if entity.row >= 0 else last + at
    columns = (*(c for c in ENTITY_COLUMNS + ENTITY_EXTRA if c not in _LATER), "register")
    table = _table(records, columns)
    if plain:
        rows = RegisterRows(a, found.looks).table(firms, looks)
        order = pa.array([found.rows[at] for at in plain], pa.int64())
        table = pa.concat_tables([table, rows.append_column("register", order).select(columns)])
    table = table.sort_by("register").combine_chunks()
    identities = _distinct(table.column("entity_id").to_pylist())
    by_row = dict(zip(table.column("register").to_pylist(), identities, strict=True))
    table = table.set_column(
        table.column_names.index("entity_id"), "entity_id", pa.array(identities, pa.string())
    )

    told: list[dict[str, Any]] = []
    by_ad: dict[str, tuple[str, str]] = {}
    for entity, record in zip(singles, records, strict=True):
        identity = by_row[record["register"]]
        own = [
            evidence_row(a, hit, identity, "", a.firm(entity.row, hit.field))
            for hit in entity.evidence.hits
        ]
        own += [
            evidence_row(a, hit, identity, tip_id, hit.matched, confidential=True)
            for tip_id, tip in entity.tips
            for hit in tip.hits
        ]
        told += [{**row, "order": record["register"]} for row in own]
        for advert in entity.adverts:
            by_ad[advert.ad_id] = (identity, record["name"])
    advert_rows = []
    for advert in adverts:
        identity, name = by_ad.get(advert.ad_id, ("", ""))
        if not identity and advert.link.row >= 0:
            row = advert.link.row
            identity = entity_id(a.firm(row, "uscc"), a.firm(row, "name"), a.firm(row, "address"))
            name = a.firm(row, "name")
        advert_rows.append(advert_row(a, advert, identity, name))
        row = advert.evidence.row
        raw = {field: a.ad(row, field) for field in {hit.field for hit in advert.evidence.hits}}
        for hit in advert.evidence.hits:
            row_of = evidence_row(a, hit, identity, advert.ad_id, raw[hit.field])
            told.append({**row_of, "order": last + len(singles)})
    columns = (*EVIDENCE_COLUMNS, *EVIDENCE_EXTRA, "order")
    evidence = _table(told, columns)
    if plain:
        rows = EvidenceRows(found.looks, a.ruleset).table(
            firms,
            pa.array([by_row[found.rows[at]] for at in plain], pa.string()),
            np.array([found.rows[at] for at in plain], np.int64),
            looks,
            flat([found.marks[at] for at in plain]),
        )
        evidence = pa.concat_tables([rows.select(columns), evidence])
    sequence = np.argsort(evidence.column("order").to_numpy(), kind="stable")
    return (
        _in_order(table.drop_columns(["register"])),
        _table(advert_rows, (*ADVERT_COLUMNS, *ADVERT_EXTRA)),
        evidence.drop_columns(["order"]).take(pa.array(sequence)),
    )


#: Columns of entities that are filled once all rows are known.
_LATER = ("rank", "case_state")


def _in_order(table: pa.Table) -> pa.Table:
    """In order of visit: leads first, firms that are gone last among their kind, then by raw
    points; more elements of the definition before fewer; code, name and source make the order
    total."""
    elements = pc.fill_null(
        pc.list_value_length(pc.split_pattern(table.column("elements"), "|")), 0
    )
    none = pc.equal(table.column("elements"), "")
    keys = {
        "kind": _rank(table.column("disposition"), [d.value for d in _DISPOSITIONS]),
        "gone": pc.cast(_gone(table.column("status")), pa.int8()),
        "band": _rank(table.column("band"), [b.value for b in _BANDS]),
        "points": pc.negate(table.column("points")),
        "elements": pc.negate(pc.if_else(none, 0, elements)),
        **{name: table.column(name) for name in ("uscc", "name", "source_file", "source_row")},
    }
    order = pc.sort_indices(pa.table(keys), sort_keys=[(key, "ascending") for key in keys])
    count = table.num_rows
    table = table.take(order)
    table = table.append_column("rank", pa.array(np.arange(1, count + 1)))
    table = table.append_column("case_state", pa.array([""] * count, pa.string()))
    return table.select([*ENTITY_COLUMNS, *ENTITY_EXTRA])


def _rank(column: pa.ChunkedArray, order: list[str]) -> pa.ChunkedArray:
    return pc.index_in(column, value_set=pa.array(order))


def _gone(column: pa.ChunkedArray) -> pa.Array:
    coded = column.combine_chunks().dictionary_encode()
    words = [gone(word) for word in coded.dictionary.to_pylist()]
    return pa.array(words, pa.bool_()).take(coded.indices)


def _distinct(identities: list[str]) -> list[str]:
    """The second of two that are the same gets a number."""
    if len(set(identities)) == len(identities):
        return identities
    used: Counter[str] = Counter()
    result = []
    for identity in identities:
        used[identity] += 1
        result.append(identity if used[identity] == 1 else f"{identity}#{used[identity]}")
    return result


def _table(records: list[dict[str, Any]], columns: tuple[str, ...]) -> pa.Table:
    kinds = {name: pa.int64() for name in (*_INTEGERS, "register", "order")} | _NUMBERS
    return pa.table(
        {
            name: pa.array([r.get(name) for r in records], kinds.get(name, pa.string()))
            for name in columns
        }
    )
