"""What each visit to a firm came to, told from the log: the store itself holds what is true now, and a
month that is over must not be told by what was found after it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from engine.cases.database import Database
from engine.cases.findings import FIELDS
from engine.cases.reopened import BEFORE, DAY_BEFORE, SENT, SENT_BEFORE
from engine.cases.words import COMMAND, HANDLING, VISITED


class Visit(NamedTuple):
    """``values``: field → what stood in it afterwards; ``day``: when it was, or was written down where
    nobody said; ``after_run``: the last run that was known by then; ``who``: wrote it down by a command,
    "" where it came in a workbook."""

    values: dict[str, str]
    day: str
    after_run: int
    who: str


def visits_of(store: Database, identity: str = "") -> dict[str, list[Visit]]:
    """Identity → its visits, the earliest first; what was written again about one visit is that visit.
    Of one firm alone, if it is named."""
    fields = ",".join("?" * len(FIELDS))
    rows = store.db.execute(
        "SELECT entity_id, batch, source, at, who, field, new, CAST(after_run AS INTEGER) AS after_run"
        f" FROM change WHERE undone = 0 AND field IN ({fields}) AND ? IN ('', entity_id)"
        " ORDER BY entity_id, id",
        (*FIELDS, identity),
    ).fetchall()
    found: dict[str, _Course] = {}
    for (one, _, source), some in groupby(
        rows, key=lambda row: (row["entity_id"], row["batch"], row["source"])
    ):
        written = list(some)
        values = {row["field"]: row["new"] for row in written}
        course = found.setdefault(one, _Course())
        if source == COMMAND and HANDLING in values:
            course.decide(values, written[0])
        else:
            course.visit(values, written[0])
    return {one: [visit for visit, _ in course.known] for one, course in found.items()}


class _Course:
    """``known``: visits and decisions given by a command, by day, each with what a command wrote (None: a
    visit)."""

    def __init__(self) -> None:
        self.known: list[tuple[Visit, Mapping[str, str] | None]] = []
        self._day = ""

    def decide(self, values: Mapping[str, str], row: sqlite3.Row) -> None:
        """A command is no visit: it is of the day on which it was given."""
        told = {**self._before(len(self.known)), **values}
        self.known.append((Visit(told, row["at"][:10], row["after_run"], row["who"]), values))

    def visit(self, values: Mapping[str, str], row: sqlite3.Row) -> None:
        """What is written again about one visit is that visit; a command that was given since then stands."""
        self._day = values.get(VISITED, self._day)
        day = self._day or row["at"][:10]
        last = max((n for n, (_, wrote) in enumerate(self.known) if wrote is None), default=-1)
        if last >= 0 and day <= self.known[last][0].day:
            at, told = last, self.known.pop(last)[0].values
        else:
            since = (n for n, (one, _) in enumerate(self.known) if n > last and one.day > day)
            at = next(since, len(self.known))
            told = self._before(at)
        self.known.insert(at, (Visit({**told, **values}, day, row["after_run"], ""), None))
        for n, (one, wrote) in enumerate(self.known[at + 1 :], at + 1):
            self.known[n] = one._replace(values={**one.values, **values, **(wrote or {})}), wrote

    def _before(self, at: int) -> dict[str, str]:
        return self.known[at - 1][0].values if at else dict.fromkeys(FIELDS, "")


def as_visited(case: Mapping[str, Any], visits: Sequence[Visit], month: str = "") -> dict[str, Any]:
    """The case with whom it was sent to after a visit before the last: that has happened, whatever was done
    later. ``month`` (2026-07): as its last visit left it by the end of that."""
    last = len(visits) - 1
    if month:
        last = max((n for n, one in enumerate(visits) if one.day[:7] <= month), default=-1)
    over = last < len(visits) - 1
    told = dict(case)
    if over:
        for name in (BEFORE, DAY_BEFORE):
            told.pop(name, None)
        told |= visits[last].values if last >= 0 else dict.fromkeys(FIELDS, "")
    known = [one.values[HANDLING] for one in visits[: max(last, 0)]]
    known += [] if over else [case.get(SENT_BEFORE, "")]
    sent = "、".join(way for way in SENT if any(way in done for done in known))
    return told | {SENT_BEFORE: sent}
