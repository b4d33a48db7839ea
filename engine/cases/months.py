"""What the office held at the end of a month: its report must say the same whenever it is made."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from engine.cases.heard import Closed
from engine.cases.reopened import as_open, reopened
from engine.cases.store import CaseStore
from engine.cases.visited import Visit, as_visited, visits_of

#: Days of a month in which the one before is still worked up.
_FIRST_DAYS = 10


def month_of(at: str, as_of: str) -> str:
    """The month that a run counts for (2026-07): that of the day it was made, or the month before where
    it was made in the first days of a month and its files go no further than that. Raises
    sqlite3.DataError where somebody has changed it."""
    try:
        day = dt.date.fromisoformat(at[:10])
    except ValueError as cause:
        raise sqlite3.DataError("at") from cause
    before = (day.replace(day=1) - dt.timedelta(1)).isoformat()[:7]
    return before if day.day <= _FIRST_DAYS and as_of[:7] == before else at[:7]


def last_month(store: CaseStore) -> str:
    """The month of the last run; "" before the first."""
    return [*_months(store).values()][-1] if store.last_run() else ""


def runs_until(store: CaseStore, month: str) -> list[int]:
    """The runs that count for a month or an earlier one; "" is the whole season."""
    return [run for run, one in _months(store).items() if not month or one <= month]


def screened_later(store: CaseStore, month: str) -> list[str]:
    """What is to be said of a month whose files were screened after it only: what they hold is told in the
    report of another, and to report that nothing was found would be wrong."""
    known, later = "", dict[str, tuple[str, str]]()
    rows = store.db.execute("SELECT at, as_of FROM run ORDER BY id")
    for at, as_of in (map(str, row) for row in rows):
        counted = month_of(at, as_of)
        if counted <= month:
            known = max(known, as_of)
        elif as_of[:7] == month:
            later[as_of] = (at[:10], counted)
    return [
        f"资料截至 {as_of}（基准日）的筛查是 {day} 才做的，查出的线索计入 {counted} 的月报，不在本月数字里。"
        for as_of, (day, counted) in later.items()
        if as_of > known
    ]


def screened_in(store: CaseStore, month: str) -> bool:
    """Does a run count for that month, or for any, if it is ""?"""
    return any(month in ("", one) for one in _months(store).values())


def cases_of(store: CaseStore, month: str) -> list[dict[str, Any]]:
    """Cases first listed or visited in ``month`` (2026-07), as they stood at its end; of the whole season
    as they stand now, if it is ""."""
    visits, months = visits_of(store), _months(store)
    runs = {*runs_until(store, month)}
    sighted = [*store.sighted()]
    first = {row["entity_id"]: months[row["run_id"]] for row in reversed(sighted)}
    known = store.cases(_held(sighted, runs, month, visits) if month else sighted)
    left = [as_visited(case, visits.get(case["entity_id"], []), month) for case in known]
    again = reopened(store, left, runs, _visited_since(visits, month))
    return [
        as_open(case) if case["entity_id"] in again else case
        for case in left
        for mine in (visits.get(case["entity_id"], []),)
        if not month or month in (first[case["entity_id"]], *(one.day[:7] for one in mine))
    ]


def _visited_since(visits: Mapping[str, Sequence[Visit]], month: str) -> dict[str, Closed]:
    """Firms that were visited after ``month``, too → what their last visit until then had known: what was
    found before a later one was not covered yet."""
    found: dict[str, Closed] = {}
    for identity, mine in visits.items() if month else ():
        until = [n for n, one in enumerate(mine) if one.day[:7] <= month]
        if until and until[-1] < len(mine) - 1:
            then = mine[until[-1]]
            found[identity] = Closed(then.after_run, then.day, then.day, False)
    return found


def _held(
    sighted: Iterable[dict[str, Any]],
    runs: set[int],
    month: str,
    visits: Mapping[str, Iterable[Visit]],
) -> list[dict[str, Any]]:
    """Of each firm the last sighting of ``runs``. Who was visited before any of them listed it was known
    by the last one before that was written down, or by the first."""
    found: dict[str, dict[str, Any]] = {}
    for row in sighted:
        mine = visits.get(row["entity_id"], ())
        knew = max((one.after_run for one in mine if one.day[:7] <= month), default=0)
        old = found.get(row["entity_id"])
        if (
            old is None
            or row["run_id"] in runs
            or (old["run_id"] not in runs and row["run_id"] <= knew)
        ):
            found[row["entity_id"]] = row
    return [*found.values()]


def _months(store: CaseStore) -> dict[int, str]:
    """Run → the month that it counts for, in the order of runs."""
    rows = store.db.execute("SELECT CAST(id AS INTEGER) AS id, at, as_of FROM run ORDER BY id")
    return {row["id"]: month_of(row["at"], row["as_of"]) for row in rows}
