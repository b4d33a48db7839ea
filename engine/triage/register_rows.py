"""Firms of which only the registration is known, by columns.

Their rows differ in who and where they are; what follows from the evidence is the same for all
firms of one look and is worked out once.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from engine import place
from engine.ingest.values import parse_capital
from engine.link import LicenceFinding
from engine.model.terms import Disposition, LicenceStatus
from engine.triage.assembly import Assembly, Entity, entity_id
from engine.triage.disposition import gone
from engine.triage.entity_row import (
    PLACE,
    SOURCE,
    from_elsewhere,
    judged_columns,
    licence_of,
)
from engine.triage.judged import Judged
from engine.triage.judged_looks import JudgedLooks

Ints = npt.NDArray[np.int64]
_NONE = LicenceFinding(LicenceStatus.NOT_APPLICABLE)


class RegisterRows:
    """Turns rows of the register, each with the number of its look, into rows of entities."""

    def __init__(self, a: Assembly, looks: JudgedLooks) -> None:
        self._a, self._looks = a, looks

    def table(self, firms: pa.Table, looks: Ints) -> pa.Table:
        """``firms``: the rows in question of the canonical table; ``looks``: the look of each."""
        a = self._a
        known, at = np.unique(looks, return_inverse=True)
        judged = [self._looks.judged(int(look)) for look in known]
        columns = _spread([judged_columns(j) for j in judged], at)
        texts = {
            name: _texts(firms, name)
            for name in ("name", "uscc", "address", "province", "city", "county", "status", "phone")
        }
        names, usccs, addresses = texts["name"], texts["uscc"], texts["address"]
        columns["entity_id"] = pa.array(
            uscc or entity_id(uscc, name, address)
            for uscc, name, address in zip(usccs, names, addresses, strict=True)
        )
        columns["source_row"] = pc.cast(firms.column("source_row"), pa.int64())
        for name in ("source_file", "name", "uscc", "address", "phone", *SOURCE):
            columns[name] = _column(firms, name)
        parts = [
            place.parse_address(*where)
            for where in zip(
                addresses, texts["province"], texts["city"], texts["county"], strict=True
            )
        ]
        for name in PLACE:
            columns[name] = pa.array([getattr(part, name) for part in parts], pa.string())
        told = zip(addresses, _texts(firms, "village"), _texts(firms, "grid"), strict=True)
        assigned = [
            a.territories.assign(part, " ".join(where), judged[j].sectors)
            for part, where, j in zip(parts, told, at.tolist(), strict=True)
        ]
        usual = [j.main.department if j.main else "" for j in judged]
        columns["department"] = pa.array(
            given.department or usual[j] for given, j in zip(assigned, at.tolist(), strict=True)
        )
        columns["territory"] = pa.array([given.territory for given in assigned], pa.string())
        columns["responsible"] = pa.array([given.responsible for given in assigned], pa.string())
        licences = self._licences(names, usccs, known, at, judged)
        columns["licence_status"] = pa.array([found.status.value for found in licences])
        columns["licence_name"] = pa.array([found.name for found in licences], pa.string())
        columns["licence_similarity"] = pa.array(
            [found.similarity or None for found in licences], pa.int64()
        )
        columns["remarks"] = self._remarks(firms, texts, at, judged)
        columns["reg_capital_wan"] = _capitals(firms)
        nothing = pa.array([""]).take(pa.array(np.zeros(len(at), np.int64)))
        columns["affiliates"] = columns["adverts"] = nothing
        return pa.table(columns)

    def _licences(
        self,
        names: list[str],
        usccs: list[str],
        known: Ints,
        at: Ints,
        judged: list[Judged],
    ) -> list[LicenceFinding]:
        found = [_NONE] * len(names)
        asked = np.array(
            [j.kind in (Disposition.LEAD, Disposition.LICENSED) for j in judged], dtype=bool
        )
        for row in np.flatnonzero(asked[at]).tolist():
            j = int(at[row])
            entity = Entity(-1, self._looks.look(int(known[j])).evidence)
            found[row] = licence_of(self._a, entity, judged[j], names[row], usccs[row])
        return found

    def _remarks(
        self,
        firms: pa.Table,
        texts: dict[str, list[str]],
        at: Ints,
        judged: list[Judged],
    ) -> pa.Array:
        codes = _texts(firms, "rep_region_code") if self._a.origins else [""] * len(at)
        remarks = []
        for name, uscc, status, code, j in zip(
            texts["name"], texts["uscc"], texts["status"], codes, at.tolist(), strict=True
        ):
            told = from_elsewhere(self._a, name, uscc, code, judged[j].kind)
            if status and gone(status):
                told.insert(0, f"登记状态：{status}")
            remarks.append("|".join(told))
        return pa.array(remarks, pa.string())


def _spread(records: list[dict[str, Any]], at: Ints) -> dict[str, pa.Array]:
    """Columns of ``records``, the record ``at[i]`` in row i."""
    taken = pa.array(at)
    names = records[0] if records else {}
    return {name: pa.array([r[name] for r in records]).take(taken) for name in names}


def _column(firms: pa.Table, name: str) -> pa.ChunkedArray:
    if name not in firms.column_names:
        return pa.chunked_array([pa.array([""]).take(pa.array(np.zeros(len(firms), np.int64)))])
    return pc.fill_null(firms.column(name).cast(pa.string()), "")


def _texts(firms: pa.Table, name: str) -> list[str]:
    texts: list[str] = _column(firms, name).to_pylist()
    return texts


def _capitals(firms: pa.Table) -> pa.Array:
    """Sums of capital in 万元; each way of writing one is read once."""
    coded = pa.array(_texts(firms, "reg_capital"), pa.string()).dictionary_encode()
    sums = [
        capital.wan if (capital := parse_capital(c)) else None for c in coded.dictionary.to_pylist()
    ]
    return pa.array(sums, pa.float64()).take(coded.indices)
