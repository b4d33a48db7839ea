"""Turn what was found into rows: firms of a chunk, advertisers nobody knows, adverts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from engine.match.alike import Look
from engine.model.columns import whole
from engine.model.evidence import RecordEvidence
from engine.model.screening import (
    ENTITY_COLUMNS,
    ENTITY_EXTRA,
    EVIDENCE_COLUMNS,
    EVIDENCE_EXTRA,
)
from engine.ruleset import RuleSet
from engine.score import score
from engine.triage.advert_row import evidence_row
from engine.triage.assembly import Advertiser, Assembly, Entities, Entity
from engine.triage.entity_row import entity_row
from engine.triage.evidence_rows import EvidenceRows
from engine.triage.judged_adverts import JudgedAdverts
from engine.triage.judged_looks import JudgedLooks
from engine.triage.order import LATER, REGISTER
from engine.triage.register_rows import RegisterRows
from engine.triage.wordings import Wordings

_INTEGERS = {"source_row", "score", "points", "rank", "start", "end", "quote_start", REGISTER}
#: Numbers that may be missing.
_NUMBERS = {
    "licence_similarity": pa.int64(),
    "link_similarity": pa.int64(),
    "annual_rate_pct": pa.float64(),
    "reg_capital_wan": pa.float64(),
}
#: Rows of advertisers that are dicts at a time.
_PART = 5_000
_ENTITY = (*(c for c in ENTITY_COLUMNS + ENTITY_EXTRA if c not in LATER), REGISTER)
_EVIDENCE = (*EVIDENCE_COLUMNS, *EVIDENCE_EXTRA, REGISTER)


class FirmRows:
    """Makes the rows of firms; what it remembers of one chunk only makes the next faster.

    ``looks`` may grow.
    """

    def __init__(self, looks: Sequence[Look], ruleset: RuleSet) -> None:
        judged = JudgedLooks(looks, ruleset)
        self._rows, self._hits = RegisterRows(judged), EvidenceRows(judged, ruleset)

    def tables(self, a: Assembly, firms: pa.Table, entities: Entities) -> tuple[pa.Table, pa.Table]:
        """Rows of entities and of evidence of the firms of a chunk, in order of the register;
        columns that say the same of all firms of a look may be coded.

        ``firms``: the chunk, its column ``register`` the number of each row in the register.
        """
        numbers = firms.column(REGISTER).to_numpy()
        singles = [entities.single[row] for row in sorted(entities.single)]
        records = [entity_row(a, entity) for entity in singles]
        told: list[dict[str, Any]] = []
        for entity, record in zip(singles, records, strict=True):
            record[REGISTER] = int(numbers[entity.row])
            told += _told(a, entity, record)
        table, evidence = _table(records, _ENTITY), _table(told, _EVIDENCE)
        found = entities.found
        plain = np.flatnonzero(~np.isin(found.rows, list(entities.single)))
        if len(plain):
            rows, looks = found.rows[plain], found.look[plain]
            own = firms.take(pa.array(rows))
            known = self._rows.table(a, own, looks)
            known = known.append_column(REGISTER, own.column(REGISTER))
            ids = whole(known.column("entity_id"))
            marks = found.marks.take(plain)
            hits = self._hits.table(own, ids, numbers[rows], looks, marks)
            table = _joined(table, known.select(_ENTITY))
            evidence = _joined(evidence, hits.select(_EVIDENCE))
        return _sorted(table), _sorted(evidence)


def _told(a: Assembly, entity: Entity, record: Mapping[str, Any]) -> list[dict[str, Any]]:
    identity = record["entity_id"]
    own = [
        evidence_row(a, hit, identity, "", a.firm(entity.row, hit.field))
        for hit in entity.evidence.hits
    ]
    own += _of_tips(a, entity.tips, identity)
    return [{**row, REGISTER: record[REGISTER]} for row in own]


def _of_tips(
    a: Assembly, tips: Iterable[tuple[str, RecordEvidence]], identity: str
) -> list[dict[str, Any]]:
    return [
        evidence_row(a, hit, identity, tip_id, hit.matched, confidential=True)
        for tip_id, tip in tips
        for hit in tip.hits
    ]


def unplaced_rows(a: Assembly, tips: Sequence[tuple[str, RecordEvidence]], behind: int) -> pa.Table:
    """Rows of evidence of tips (id, evidence) that are no firm's; ``behind``: a number behind all
    registers."""
    for _, tip in tips:  # each is its own, so of each a family counts once
        score(tip.hits, a.ruleset)
    return _table([{**row, REGISTER: behind} for row in _of_tips(a, tips, "")], _EVIDENCE)


def advertiser_rows(
    a: Assembly,
    unregistered: Sequence[Advertiser],
    first: int,
    wordings: Wordings,
) -> tuple[pa.Table, pa.Table]:
    """Rows of advertisers found in no register, and of evidence: there is none but that
    of their adverts. ``first``: the number of the first."""
    known = JudgedAdverts(a.ruleset, wordings)
    tables, records = [], []
    for at, (name, ads, said) in enumerate(unregistered, 1):
        entity = Entity(-1, RecordEvidence(-1, []), ads, name=name, said=said)
        record = entity_row(a, entity, known.judge(entity))
        records.append({**record, REGISTER: first + at - 1})
        if at % _PART == 0:
            tables.append(_table(records, _ENTITY))
            records = []
    return pa.concat_tables([*tables, _table(records, _ENTITY)]), _table([], _EVIDENCE)


def _joined(first: pa.Table, second: pa.Table) -> pa.Table:
    """Of one that is empty nothing is made, so that the other need not be copied. What is coded stays
    so: a few firms apart would else make many times as much of all the others in their chunk."""
    if not len(first):
        return second
    columns = []
    for few, many in zip(first.columns, second.columns, strict=True):
        if pa.types.is_dictionary(many.type):
            few = few.dictionary_encode()
        both = pa.chunked_array([*few.chunks, *many.chunks], many.type)
        columns.append(both.unify_dictionaries())
    return pa.table(columns, second.column_names)


def _sorted(table: pa.Table) -> pa.Table:
    numbers = table.column(REGISTER).to_numpy()
    if (np.diff(numbers) >= 0).all():
        return table.combine_chunks()
    sequence = np.argsort(numbers, kind="stable")
    return table.take(pa.array(sequence)).combine_chunks()


def _table(records: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> pa.Table:
    kinds = dict.fromkeys(_INTEGERS, pa.int64()) | _NUMBERS
    return pa.table(
        {
            name: pa.array([r.get(name) for r in records], kinds.get(name, pa.string()))
            for name in columns
        }
    )
