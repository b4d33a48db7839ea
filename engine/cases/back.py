"""Cases that were closed and that a run finds something new of: what was known of them by then is told as
that of open ones is, or what is new would stand there alone, and in a lower band than before."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from engine.cases.reopened import is_done
from engine.cases.store import CaseStore
from engine.cases.storing import items_of
from engine.cases.told import new_among
from engine.cases.words import HANDLING, VISITED
from engine.model.terms import Disposition

#: Who was found harmless has not been under suspicion since: what is new has to carry itself.
_HARMLESS = "未发现异常"


def come_back(
    store: CaseStore,
    known: Mapping[str, dict[str, Any]],
    entities: pd.DataFrame,
    evidence: pd.DataFrame,
    covered: Mapping[str, Collection[str]],
    said: Collection[str],
) -> dict[str, dict[str, Any]]:
    """Identity of a lead → its case as it stood when it was closed. ``covered``: of closed cases the keys of
    what was known by then; ``said``: cases of which more was said since."""
    leads = {*entities.loc[entities["disposition"] == Disposition.LEAD.value, "entity_id"]}
    closed = {
        identity: case
        for identity, case in known.items()
        if identity in leads
        and case["entity_id"] in covered
        and is_done(case[HANDLING])
        and _HARMLESS not in case[HANDLING]
    }
    some = evidence[(evidence["status"] == "counted") & evidence["entity_id"].isin([*closed])]
    hits = {str(identity): group for identity, group in some.groupby("entity_id")}
    return {
        identity: _as_closed(store, case)
        for identity, case in closed.items()
        if case["entity_id"] in said
        or new_among(items_of(hits.get(identity)), covered[case["entity_id"]])
    }


def _as_closed(store: CaseStore, case: dict[str, Any]) -> dict[str, Any]:
    """With the last sighting that was known when it was closed: a later one holds what was left in the files
    of a firm that nobody had to look at any more."""
    (after_run,) = store.db.execute(
        "SELECT max(CAST(after_run AS INTEGER)) FROM finding WHERE entity_id = ? AND field IN (?, ?)",
        (case["entity_id"], HANDLING, VISITED),
    ).fetchone()
    then = [s for s in store.sighted(case["entity_id"]) if s["run_id"] <= (after_run or 0)]
    return {**case, **then[-1]} if then else case
