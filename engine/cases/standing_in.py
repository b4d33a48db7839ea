"""The firms of the ledger as a register, for a run that is given none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from engine.cases.store import CaseStore
from engine.model.fields import PROVENANCE, REGISTRATION

if TYPE_CHECKING:
    import pandas as pd

_SAID = "没有提供企业登记，名称、地址等为办案库所记"
_KNOWN = ("name", "uscc", "address", "legal_rep", "phone", "scope")


def firms_of(store: CaseStore) -> pa.Table:
    """Those that some register told of, in canonical columns. Who is but the name of an advert may
    have any name (a person's, a telephone), so that it would be found where nobody means it; it is
    known again by that name all the same."""
    rows = store.db.execute(
        f"SELECT entity_id, {', '.join(_KNOWN)} FROM entity WHERE uscc || legal_rep || scope != ''"
        " ORDER BY entity_id"
    ).fetchall()
    columns = {
        name: pa.array([str(row[name]) or None for row in rows], pa.string()) for name in _KNOWN
    }
    former: dict[str, list[str]] = defaultdict(list)
    for row in store.db.execute("SELECT * FROM former WHERE field = 'name' ORDER BY until, value"):
        former[row["entity_id"]].append(row["value"])
    columns["used_name"] = pa.array(
        ["；".join(former[row["entity_id"]]) or None for row in rows], pa.string()
    )
    columns["source_file"] = pa.array([store.called] * len(rows), pa.string())
    columns["source_row"] = pa.array([0] * len(rows), pa.int64())
    nothing = pa.nulls(len(rows), pa.string())
    return pa.table({n: columns.get(n, nothing) for n in (*REGISTRATION, *PROVENANCE)})


def tell(entities: pd.DataFrame, known: Mapping[str, Mapping[str, Any]], file: str) -> None:
    """Of the firms that this run has from the ledger (``file``): that it is so, and whose territory
    they lie in, if the files of this run do not tell."""
    for at in entities.index[entities["source_file"] == file]:
        case = known.get(str(entities.loc[at, "entity_id"]), {})
        entities.loc[at, "territory"] = entities.loc[at, "territory"] or case.get("territory", "")
        said = (str(entities.loc[at, "remarks"]), _SAID)
        entities.loc[at, "remarks"] = "|".join(filter(None, said))
