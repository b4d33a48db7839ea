"""Confirmed and refuted leads become labelled samples for the analysts."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from engine.cases.figures import registered
from engine.cases.private import arriving
from engine.cases.reopened import CONFIRMED
from engine.cases.store import CaseStore
from engine.cases.words import CLEARED, HANDLING
from engine.export.csvs import write_part
from engine.model.errors import UsageError

_FIRMS, _LABELS = "registrations.csv", "labels_entities.csv"
_RECORD = {"企业名称": "name", "统一社会信用代码": "uscc", "住所": "address", "经营范围": "scope"}


class Exported(NamedTuple):
    """How many firms were confirmed, how many refuted, and how many of either were left out because
    they stand in no register."""

    confirmed: int
    refuted: int
    unregistered: int


def export_labels(store: CaseStore, out: Path) -> Exported:
    """Write ``registrations.csv`` and ``labels_entities.csv`` as `corpus evaluate` reads them.

    Cases without a result are left out, and advertisers that stand in no register: as a row of one, with
    a name and nothing else, they would count as missed by rules that were never shown the advert.
    Raises UsageError where a register lies that may not be ours.
    No names of people and no telephone numbers go with them.
    """
    rows, labels = [], []
    confirmed = refuted = unregistered = 0
    for case in store.cases():
        handling = case[HANDLING]
        harmless = CLEARED in handling
        if not (harmless or any(word in handling for word in CONFIRMED)):
            continue
        if not registered(case):
            unregistered += 1
            continue
        confirmed, refuted = confirmed + (not harmless), refuted + harmless
        disposition, sector = ("提示", "") if harmless else ("线索", case["sector"])
        rows.append({head: case[column] for head, column in _RECORD.items()})
        # The measure alone: in their own words officers write who lives there, and who told them.
        labels.append(
            {"uscc": case["uscc"], "name": case["name"], "disposition": disposition, "sector": sector, "why": handling}
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
    return Exported(confirmed, refuted, unregistered)
