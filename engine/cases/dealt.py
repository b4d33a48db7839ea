"""What became of the firms that the office had dealt with before: who does not look for them in the list
would not know that they were thought of."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from engine.cases.reopened import SENT, in_hand
from engine.cases.store import CaseStore
from engine.model.terms import CLOSED_AGAIN, CLOSED_QUIET, HANDED_ON


def dealt_with(
    store: CaseStore, cases: Mapping[str, dict[str, Any]], again: Collection[str]
) -> dict[str, int]:
    """How many of ``cases`` (identity → case) are closed, whether a run has a row of them or not.
    ``again``: those of which something new is known."""
    counts = dict.fromkeys((CLOSED_AGAIN, CLOSED_QUIET, HANDED_ON), 0)
    for identity, case in cases.items():
        if in_hand(store, case):
            continue
        sent = any(way in case["处置措施"] for way in SENT)
        kind = CLOSED_AGAIN if identity in again else HANDED_ON if sent else CLOSED_QUIET
        counts[kind] += 1
    return counts
