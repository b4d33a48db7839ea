"""Firms that the store knows by another identity: their code was missing or destroyed, or is now."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

import pandas as pd


def renamed(cases: Iterable[dict[str, Any]], entities: pd.DataFrame) -> dict[str, str]:
    """Identity in this run → the one in the store, of firms whose code only one of the two has.

    They have one name, and the address or the legal representative in common; a name that two firms
    of the run or two cases have tells nothing.
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
        if (
            len(known) != 1
            or borne[row["name"]] != 1
            or bool(row["uscc"]) == bool(known[0]["uscc"])
        ):
            continue
        if any(row[c] and str(row[c]) == known[0][c] for c in ("address", "legal_rep")):
            found[str(row["entity_id"])] = known[0]["entity_id"]
    return found
