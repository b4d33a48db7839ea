"""Turn what was found into the three frames of a screening."""

from __future__ import annotations

from typing import Any

import pandas as pd

from engine.model.evidence import RecordEvidence
from engine.model.screening import (
    ADVERT_COLUMNS,
    ADVERT_EXTRA,
    ENTITY_COLUMNS,
    ENTITY_EXTRA,
    EVIDENCE_COLUMNS,
    EVIDENCE_EXTRA,
)
from engine.triage.advert_row import advert_row, evidence_row
from engine.triage.assembly import Assembly, Entity, ReadAdvert
from engine.triage.entity_row import entity_id, entity_row


def assemble(
    a: Assembly,
    entities: dict[int, Entity],
    adverts: list[ReadAdvert],
    unregistered: dict[str, list[ReadAdvert]],
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The frames of entities (in order of visit), adverts (in input order) and evidence."""
    used: dict[str, int] = {}
    rows: list[tuple[Any, dict[str, Any]]] = []
    evidence: list[dict[str, Any]] = []
    by_ad: dict[str, tuple[str, str]] = {}
    everyone = [entities[row] for row in sorted(entities)]
    everyone += [
        Entity(-1, RecordEvidence(-1, []), ads, [], name)
        for name, ads in sorted(unregistered.items())
    ]
    for entity in everyone:
        order, record = entity_row(a, entity)
        identity = record["entity_id"]
        used[identity] = used.get(identity, 0) + 1
        if used[identity] > 1:
            identity = record["entity_id"] = f"{identity}#{used[identity]}"
        rows.append((order, record))
        for hit in entity.evidence.hits:
            evidence.append(evidence_row(a, hit, identity, "", a.firm(entity.row, hit.field)))
        for tip_id, found in entity.tips:
            for hit in found.hits:
                evidence.append(
                    evidence_row(a, hit, identity, tip_id, hit.matched, confidential=True)
                )
        for advert in entity.adverts:
            by_ad[advert.ad_id] = (identity, record["name"])
    rows.sort(key=lambda pair: pair[0])
    records = [record for _, record in rows]
    for rank, record in enumerate(records, 1):
        record["rank"] = rank
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
            evidence.append(evidence_row(a, hit, identity, advert.ad_id, raw[hit.field]))
    return (
        _frame(records, (*ENTITY_COLUMNS, *ENTITY_EXTRA)),
        _frame(advert_rows, (*ADVERT_COLUMNS, *ADVERT_EXTRA)),
        _frame(evidence, (*EVIDENCE_COLUMNS, *EVIDENCE_EXTRA)),
    )


def _frame(records: list[dict[str, Any]], columns: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        {c: [r.get(c, "") for r in records] for c in columns}, columns=list(columns)
    )
