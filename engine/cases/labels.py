"""Confirmed and refuted leads become labelled samples for the analysts."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from engine.cases.private import arriving
from engine.cases.reopened import CONFIRMED
from engine.cases.store import CLEARED, HANDLING, CaseStore
from engine.export.csvs import write_part
from engine.model.errors import UsageError

_FIRMS, _LABELS = "registrations.csv", "labels_entities.csv"
_RECORD = {"企业名称": "name", "统一社会信用代码": "uscc", "住所": "address", "经营范围": "scope"}


def export_labels(store: CaseStore, out: Path) -> tuple[int, int]:
    """Write ``registrations.csv`` and ``labels_entities.csv`` as `corpus evaluate` reads them.

    Returns how many were confirmed and how many refuted; cases without a result are left out.
    Raises UsageError where a register lies that may not be ours.
    No names of people and no telephone numbers go with them.
    """
    rows, labels = [], []
    confirmed = refuted = 0
    for case in store.cases():
        handling = case[HANDLING]
        if CLEARED in handling:
            refuted += 1
            disposition, sector = "提示", ""
        elif any(word in handling for word in CONFIRMED):
            confirmed += 1
            disposition, sector = "线索", case["sector"]
        else:
            continue
        rows.append({head: case[column] for head, column in _RECORD.items()})
        why = "；".join(part for part in (handling, case["实际业务"], case["备注"]) if part)
        labels.append(
            {"uscc": case["uscc"], "name": case["name"], "disposition": disposition, "sector": sector, "why": why}
        )  # fmt: skip
    if (out / _FIRMS).exists() and not (out / _LABELS).exists():
        raise UsageError(
            f"“{out}”里已有 {_FIRMS}，可能是别的企业登记，没有覆盖。请换一个空文件夹作 --out。"
        )
    for name, columns, records in (
        (_FIRMS, list(_RECORD), rows),
        (_LABELS, ["uscc", "name", "disposition", "sector", "why"], labels),
    ):
        with arriving(out / name) as aside:
            write_part(pd.DataFrame(records, columns=columns), tuple(columns), aside)
    return confirmed, refuted
