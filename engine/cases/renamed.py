"""Firms that the store knows by another identity: their code was missing or destroyed, or is now."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from engine.model.screening import Screening

#: What only a register tells.
REGISTERED = ("uscc", "legal_rep", "scope", "status")


def renamed(cases: Iterable[dict[str, Any]], entities: pd.DataFrame) -> dict[str, str]:
    """Identity in this run → the one in the store, of firms whose code only one of the two has, and of
    advertisers of a run that had no more of them than the name.

    They have one name, and the code, the address or the legal representative in common; a name that
    two firms of the run or two cases have tells nothing.
    """
    current = set(entities["entity_id"])
    by_name: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for case in cases:
        if case["entity_id"] not in current:
            by_name[case["name"]].append(case)
    borne = Counter(entities["name"])
    found: dict[str, str] = {}
    wanted = entities[entities["name"].isin(by_name.keys())]
    for row in wanted.to_dict("records"):
        known = by_name[row["name"]]
        if len(known) == 1 and borne[row["name"]] == 1 and _same(row, known[0]):
            found[str(row["entity_id"])] = known[0]["entity_id"]
    return found


def read_of(run: Screening, cases: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Identity → the row of the register of this run, of cases that came to nothing in it."""
    here = set(run.entities["entity_id"])
    away = {identity: case for identity, case in cases.items() if identity not in here}
    if not away:
        return {}
    rows = run.registered(
        {case["name"] for case in away.values()},
        {case["uscc"] for case in away.values()} - {""},
    )
    by_code = {row["uscc"]: row for row in rows if row["uscc"]}
    by_name: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_name[row["name"]].append({name: value or "" for name, value in row.items()})
    found: dict[str, dict[str, Any]] = {}
    for identity, case in away.items():
        called = by_name[case["name"]]
        if case["uscc"] in by_code:
            found[identity] = by_code[case["uscc"]]
        elif len(called) == 1 and _same(called[0], case):
            found[identity] = called[0]
    return found


def _same(row: Mapping[Any, Any], case: dict[str, Any]) -> bool:
    """Is the firm of this run the case of its name?"""
    if row["uscc"] and case["uscc"]:
        return bool(row["uscc"] == case["uscc"])
    if not any(row[c] for c in REGISTERED) and not row["name"].startswith("（"):
        return True
    if not row["uscc"] and not case["uscc"]:
        return False
    return any(row[c] and str(row[c]) == case[c] for c in ("address", "legal_rep"))
