"""What an import says of a visit that the store knows otherwise."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from engine.cases.database import Database
from engine.cases.findings import FIELDS, REVIEW, REVIEWER, Finding
from engine.cases.imported import Conflict, ImportReport

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
