"""What an import says of a visit that the store knows otherwise."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Literal

from engine.cases import notes
from engine.cases.database import Database
from engine.cases.findings import FIELDS, REVIEW, REVIEWER, Finding
from engine.cases.imported import Conflict, ImportReport
from engine.cases.notes import NOTE, day_of, said_in
from engine.cases.tip_rows import TIP, closed

#: What contradicts nothing.
_BESIDES = ("备注", REVIEW, REVIEWER)


def against(
    store: Database, entity: sqlite3.Row, name: str, found: Finding, mends: str
) -> Conflict | None:
    """What the store knows of that field from another source than ``mends``, if it is something else."""
    value = found.values[name]
    known = store.db.execute(
        "SELECT value, source FROM finding WHERE entity_id = ? AND field = ?",
        (entity["entity_id"], name),
    ).fetchone()
    if name in _BESIDES or not known or value == known["value"] or mends == known["source"]:
        return None
    said = (known["value"], known["source"], value, found.source)
    return Conflict(entity["entity_id"], entity["name"], name, *said)


def outdated(store: Database, identity: str, visited: str, day: str, knew: int) -> bool:
    """Is a row of a list that was filled in before what is known of the firm was found? Every month's workbook
    has one name, and one that was forgotten corrects nothing. ``visited``: the day of the visit that is known;
    ``day``: in the row; ``knew``: the last run that was known to who filled it in."""
    fields = ",".join("?" * len(FIELDS))
    (after_run,) = store.db.execute(
        "SELECT coalesce(max(CAST(after_run AS INTEGER)), 0) FROM finding"
        f" WHERE entity_id = ? AND field IN ({fields})",
        (identity, *FIELDS),
    ).fetchone()
    return bool(day and day < visited) or knew < after_run


def thing_against(
    store: Database, found: Finding, key: str, how: str
) -> Conflict | Literal["known"] | None:
    """What the store knows of a thing that is no firm, if somebody wrote it down at a later day than the row is
    of, or on that day in another file; "known", if the row is of a list that has been imported before. ``how``:
    what closes it, if it is a tip that is to be closed."""
    field, known = (TIP, closed(store, key)) if how else (NOTE, notes.known(store, key))
    new = day_of(store, found.values), how or said_in(found.values)
    later = new[0] > known[0]
    if not (known[1] and new[1]) or known[1] == new[1] or (later and "核查日期" in found.values):
        return None
    rows = store.db.execute(
        "SELECT source, new FROM change WHERE entity_id = ? AND field = ? AND undone = 0"
        " ORDER BY id DESC",
        (key, field),
    ).fetchall()
    # Of a note the log has the day as well.
    if any(new[1] in (row["new"], row["new"][len("2026-01-01 ") :]) for row in rows):
        return "known"
    # A run that closed a tip has nobody's word for it.
    if later or not rows or (rows[0]["source"] == found.source and new[0] == known[0]):
        return None
    said = (" ".join(known), rows[0]["source"], " ".join(new), found.source)
    return Conflict(key, found.name or "未写明", field, *said)


def hold_back(
    report: ImportReport,
    name: str,
    was: Mapping[str, str],
    due: Iterable[tuple[str, str]],
    why: str,
) -> None:
    """Tell what else was said of a visit of which nothing is written. ``was``: what is known of the firm called
    ``name``; ``due``: fields, and what is not to be written there."""
    of_visit = [(field, value) for field, value in due if field in FIELDS]
    fresh = [field for field, value in of_visit if was.get(field) != value]
    report.same += len(of_visit) - len(fresh)
    if fresh:
        said = f"“{name}”这次核查的{'、'.join(fresh)}（{why}，整次都不写入）"
        report.untaken.append(said)
