"""What each visit to a firm came to, told from the log: the store itself holds what is true now, and a
month that is over must not be told by what was found after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from engine.cases.database import Database
from engine.cases.findings import FIELDS
from engine.cases.reopened import BEFORE, SENT, SENT_BEFORE
from engine.cases.store import COMMAND, HANDLING, VISITED

#: Field → what stood in it after the visit.
Visit = dict[str, str]


def visits_of(store: Database) -> dict[str, list[Visit]]:
    """Identity → its visits, the earliest first; what was written again about one visit is that visit."""
    fields = ",".join("?" * len(FIELDS))
    rows = store.db.execute(
        "SELECT entity_id, batch, source, at, field, new FROM change"
        f" WHERE undone = 0 AND field IN ({fields}) ORDER BY entity_id, id",
        FIELDS,
    ).fetchall()
    found: dict[str, list[Visit]] = {}
    day = ""
    for (identity, _, source), some in groupby(
        rows, key=lambda row: (row["entity_id"], row["batch"], row["source"])
    ):
        written = list(some)
        known = found.setdefault(identity, [])
        now = (known[-1] if known else dict.fromkeys(FIELDS, "")) | {
            row["field"]: row["new"] for row in written
        }
        before, day = day if known else "", now[VISITED] or written[0]["at"][:10]
        decided = source == COMMAND and any(row["field"] == HANDLING for row in written)
        if known and not decided and day <= before:
            known.pop()
        known.append(now)
    return found


def as_visited(case: Mapping[str, Any], visits: Sequence[Visit], month: str = "") -> dict[str, Any]:
    """The case with whom it was sent to after a visit before the last: that has happened, whatever was done
    later. ``month`` (2026-07): as its last visit in that month left it, if there was one."""
    last = len(visits) - 1
    if month:
        last = max((n for n, one in enumerate(visits) if one[VISITED][:7] == month), default=last)
    over = last < len(visits) - 1
    told = {**case, **visits[last]} if over else dict(case)
    if over:
        told.pop(BEFORE, None)
    known = [one[HANDLING] for one in visits[: max(last, 0)]]
    known += [] if over else [case.get(SENT_BEFORE, "")]
    sent = "、".join(way for way in SENT if any(way in done for done in known))
    return told | {SENT_BEFORE: sent}
