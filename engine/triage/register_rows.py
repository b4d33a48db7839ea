"""Firms of which only the registration is known, by columns.

Their rows differ in who and where they are; what follows from the evidence is the same for all
firms of one look and is worked out once.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine import place
from engine.ingest.merge import usual_codes
from engine.ingest.values import parse_capital
from engine.link import LicenceFinding
from engine.model.arrays import Ints
from engine.model.columns import coded, encode, same, whole
from engine.model.terms import Disposition, LicenceStatus
from engine.text.codes import personal
from engine.triage.assembly import Assembly, Entity, entity_id
from engine.triage.departments import departments_of
from engine.triage.disposition import gone
from engine.triage.entity_row import (
    PLACE,
    SOURCE,
    elsewhere,
    from_elsewhere,
    licence_of,
)
from engine.triage.judged import Judged
from engine.triage.judged_looks import JudgedLooks
from engine.triage.licensed_body import question

_NONE = LicenceFinding(LicenceStatus.NOT_APPLICABLE)
#: So many sums of capital are remembered.
_MOST = 50_000
#: Columns in which the same few texts stand again and again.
_FEW = ("ent_type", "status")


class RegisterRows:
    """Turns rows of the register, each with the number of its look, into rows of entities."""

    def __init__(self, looks: JudgedLooks) -> None:
        self._looks = looks
        self._addresses = place.Addresses()
        self._sums: dict[str, float | None] = {}

    def table(self, a: Assembly, firms: pa.Table, looks: Ints) -> pa.Table:
        """``firms``: the rows in question of the canonical table; ``looks``: the look of each."""
        known, at = np.unique(looks, return_inverse=True)
        judged = [self._looks.judged(int(look)) for look in known]
        columns = _spread([self._looks.columns(int(look)) for look in known], at)
        for name in ("name", "uscc", "address"):
            columns[name] = _column(firms, name)
        for name in ("source_file", "phone", *SOURCE):
            columns[name] = _shown(firms, name)
        columns["source_row"] = pc.cast(firms.column("source_row"), pa.int64())
        columns["entity_id"] = _identities(columns)
        columns |= self._places(firms, columns["address"])
        columns |= _assigned(a, firms, columns, at, judged)
        columns |= self._licences(a, columns, known, at, judged)
        ask, supervisor = (_plain(columns.pop(name)) for name in ("ask", "supervisor"))
        if (asked := pc.not_equal(ask, "")).true_count:
            checks = _plain(columns["checks"])
            both = pc.binary_join_element_wise(ask, checks, "|")
            columns["checks"] = encode(pc.if_else(asked, both, checks))
        columns["department"] = encode(
            pc.if_else(pc.equal(supervisor, ""), _plain(columns["department"]), supervisor)
        )
        columns["remarks"] = _remarks(a, firms, columns, at, judged)
        columns["reg_capital_wan"] = self._capitals(_column(firms, "reg_capital"))
        columns["affiliates"] = columns["adverts"] = same("", len(at))
        return pa.table(columns)

    def _places(self, firms: pa.Table, addresses: pa.Array) -> dict[str, pa.Array]:
        """The parts of addresses; what they leave out is filled from the columns beside them."""
        columns = dict(zip(PLACE, self._addresses.read(addresses), strict=True))
        for name in ("province", "city", "county"):
            told = columns[name].cast(pa.string())
            columns[name] = encode(pc.if_else(pc.equal(told, ""), _column(firms, name), told))
        return columns

    def _licences(
        self, a: Assembly, columns: dict[str, pa.Array], known: Ints, at: Ints, judged: list[Judged]
    ) -> dict[str, pa.Array]:
        """Few firms are asked for a licence; without a list, a look is asked once."""
        asked = np.array(
            [j.kind in (Disposition.LEAD, Disposition.LICENSED) for j in judged], dtype=bool
        )
        looks = at if a.licences else np.arange(len(known))
        rows = np.flatnonzero(asked[looks])
        told = [[""] * len(rows)] * 2
        if a.licences:
            told = [columns[n].take(pa.array(rows)).to_pylist() for n in ("name", "uscc")]
        entities = {
            int(j): Entity(-1, self._looks.look(int(known[j])).evidence)
            for j in np.flatnonzero(asked)
        }
        findings = {(_NONE, "", ""): 0}
        number = np.zeros(len(looks), np.int64)
        for row, j, name, uscc in zip(rows.tolist(), looks[rows].tolist(), *told, strict=True):
            licence = licence_of(a, entities[j], judged[j], name, uscc)
            asked_of = judged[j].kind is Disposition.LICENSED
            whose = (licence.issuer or judged[j].supervisor) if asked_of else ""
            finding = licence, question(licence, judged[j].supervisor), whose
            number[row] = findings.setdefault(finding, len(findings))
        number = number if a.licences else number[at]
        records = [
            {
                "licence_status": licence.status.value,
                "licence_name": licence.name,
                "licence_similarity": licence.similarity or None,
                "licence_until": licence.until,
                "ask": ask,
                "supervisor": whose,
            }
            for licence, ask, whose in findings
        ]
        return _spread(records, number, {"licence_similarity": pa.int64()})

    def _capitals(self, column: pa.Array) -> pa.Array:
        """Sums of capital in 万元; each way of writing one is read once."""
        known = encode(column)
        sums = []
        for text in known.dictionary.to_pylist():
            if text not in self._sums:
                if len(self._sums) >= _MOST:
                    self._sums.clear()
                capital = parse_capital(text)
                self._sums[text] = capital.wan if capital else None
            sums.append(self._sums[text])
        return pa.array(sums, pa.float64()).take(known.indices)


def _assigned(
    a: Assembly, firms: pa.Table, columns: dict[str, pa.Array], at: Ints, judged: list[Judged]
) -> dict[str, pa.Array]:
    territories = a.territories
    offices = [territories.office(j.sectors) for j in judged]
    usual = [departments_of(j, territories) for j in judged]
    department = coded(pa.array(usual, pa.string()), at)
    if not territories.areas:
        who = [(office.responsible, office.phone) for office in offices]
        told_ = (coded(pa.array(part, pa.string()), at) for part in zip(*who, strict=True))
        responsible, phone = told_
        return {
            "department": department,
            "territory": same("", len(at)),
            "responsible": responsible,
            "responsible_phone": phone,
        }
    parts = map(place.Place, *(columns[name].to_pylist() for name in PLACE))
    told = zip(
        *(_column(firms, name).to_pylist() for name in ("address", "village", "grid")),
        strict=True,
    )
    given = [
        territories.assign(part, " ".join(where), judged[j].sectors)
        for part, where, j in zip(parts, told, at.tolist(), strict=True)
    ]
    return {
        "department": department,
        "territory": pa.array([g.territory for g in given], pa.string()),
        "responsible": pa.array([g.responsible for g in given], pa.string()),
        "responsible_phone": pa.array([g.phone for g in given], pa.string()),
    }


def _remarks(
    a: Assembly, firms: pa.Table, columns: dict[str, pa.Array], at: Ints, judged: list[Judged]
) -> pa.Array:
    known = encode(columns["status"])
    words = known.dictionary.to_pylist()
    closed = [f"登记状态：{word}" if gone(word) else "" for word in words]
    status = coded(pa.array(closed, pa.string()), known.indices)
    seats = _column(firms, "registered_address")
    if pc.max(pc.binary_length(seats)).as_py():
        told = zip(
            _plain(status).to_pylist(),
            map(elsewhere, seats.to_pylist(), columns["address"].to_pylist()),
            strict=True,
        )
        status = encode(pa.array(["|".join(filter(None, two)) for two in told], pa.string()))
    if not a.home.city and not a.origins:
        return status  # nobody is from elsewhere
    codes = _column(firms, "rep_region_code").to_pylist()
    remarks = []
    for first, name, uscc, code, j in zip(
        status.to_pylist(),
        columns["name"].to_pylist(),
        columns["uscc"].to_pylist(),
        codes,
        at.tolist(),
        strict=True,
    ):
        others = from_elsewhere(a, name, uscc, code, judged[j].kind)
        remarks.append("|".join([first, *others] if first else others))
    return encode(pa.array(remarks, pa.string()))


def _spread(
    records: list[dict[str, Any]], at: Ints, kinds: Mapping[str, pa.DataType] = MappingProxyType({})
) -> dict[str, pa.Array]:
    """Columns of ``records``, the record ``at[i]`` in row i."""
    names = records[0] if records else {}
    return {n: coded(pa.array([r[n] for r in records], kinds.get(n)), at) for n in names}


def _column(firms: pa.Table, name: str) -> pa.Array:
    if name not in firms.column_names:
        return _plain(same("", len(firms)))
    column = firms.column(name).cast(pa.string())
    return whole(pc.fill_null(column, "") if column.null_count else column)


def _shown(firms: pa.Table, name: str) -> pa.Array:
    """A column as it is shown; coded if few texts stand in it, or none."""
    if name in firms.column_names and firms.column(name).null_count == len(firms):
        return same("", len(firms))
    column = _column(firms, name)
    return encode(column) if name in _FEW else column


def _plain(column: pa.Array) -> pa.Array:
    return column.cast(pa.string())


def _identities(columns: dict[str, pa.Array]) -> pa.Array:
    """The credit code; only firms without one need a number made for them."""
    codes = columns["uscc"]
    lacking = pc.or_(pc.equal(codes, ""), _personal(codes))
    rows = [columns[name].filter(lacking).to_pylist() for name in ("name", "address")]
    made = [entity_id("", name, address) for name, address in zip(*rows, strict=True)]
    return pc.replace_with_mask(codes, lacking, pa.array(made, pa.string()))


def _personal(codes: pa.Array) -> pa.Array:
    """Which are numbers of people; the usual code of a firm is told by its check character."""
    known = encode(pc.if_else(usual_codes(codes), "", codes))
    return pa.array([personal(code) for code in known.dictionary.to_pylist()], pa.bool_()).take(
        known.indices
    )
