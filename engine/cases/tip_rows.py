"""Tips of the store, one by one: what is known of them, and whether somebody has to look at them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from engine.cases.database import Database
from engine.cases.told import kept
from engine.model.errors import UsageError
from engine.model.terms import UNPLACED

#: In the log, in the stead of a field, of a tip that was closed; the key is in that of the firm.
TIP = "未对应的举报"
_TABLES = ("candidates", "reasons", "checks", "found")
_SHOWN = 20


def rows(store: Database) -> list[sqlite3.Row]:
    """All tips, the oldest first; ``since`` and ``seen``: days of the first and the last run with it."""
    return store.db.execute(
        "SELECT t.*, substr(a.at, 1, 10) AS since, substr(z.at, 1, 10) AS seen FROM tip t"
        " JOIN run a ON a.id = t.first_run JOIN run z ON z.id = t.last_run"
        " ORDER BY t.first_run, t.rowid"
    ).fetchall()


def told_of(row: sqlite3.Row) -> dict[str, Any]:
    """One of ``Screening.loose_tips``. Raises sqlite3.DataError where somebody has changed it."""
    found: dict[str, Any] = kept(row["told"], dict)
    if not all(isinstance(found.get(name), list) for name in _TABLES):
        raise sqlite3.DataError("tip")
    return found | {name: tuple(found[name]) for name in _TABLES}


def put(store: Database, tip: Mapping[str, Any], run: int) -> None:
    """The tip as the run of that number tells it."""
    store.db.execute(
        "INSERT INTO tip (key, told, first_run, last_run) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (key) DO UPDATE SET told = excluded.told, last_run = excluded.last_run",
        (tip["key"], json.dumps(tip, ensure_ascii=False), run, run),
    )


def open_tips(store: Database) -> list[dict[str, Any]]:
    """Those that somebody has to look at, the oldest first, each with the day it was first told."""
    return [{**told_of(row), "since": row["since"]} for row in rows(store) if not row["closed"]]


def find(store: Database, wanted: str) -> dict[str, Any]:
    """The open tip of a key, number or subject. Raises UsageError."""
    hits = [
        tip for tip in open_tips(store) if wanted in (tip["key"], tip["tip_id"], tip["subject"])
    ]
    if not hits:
        raise UsageError(f"没有未对应的举报“{wanted}”。用 saolou cases tips 查看全部。")
    if len(hits) > 1:
        listed = "\n".join(f"  {t['key']}  {t['tip_id']}  {t['subject']}" for t in hits[:_SHOWN])
        raise UsageError(f"有 {len(hits)} 件与“{wanted}”相符，请写标识：\n{listed}")
    return hits[0]


def told_in(store: Database, message: str) -> str:
    """The key of the open tip that a line of 数据问题 tells of, the last of its number; "" for other lines."""
    number, told, _ = message.removeprefix(UNPLACED).partition("（")
    known = open_tips(store) if told and message.startswith(UNPLACED) else []
    return next((str(tip["key"]) for tip in known[::-1] if tip["tip_id"] == number), "")


def close(store: Database, batch: int, key: str, how: str, source: str, day: str = "") -> bool:
    """Nobody has to look at it any more; ``how``: what was done, and on which ``day``, if not today. False
    where that is known already, or the tip is not."""
    row = store.db.execute("SELECT closed FROM tip WHERE key = ?", (key,)).fetchone()
    if row is None or row["closed"].partition(" ")[2] == how:
        return False
    store.log(batch, key, TIP, row["closed"], how, source)
    put_closed(store, key, how, day)
    return True


def put_closed(store: Database, key: str, how: str, day: str = "") -> None:
    """With the day; no word of it in the log."""
    told = f"{day or store.today} {how}"
    store.db.execute("UPDATE tip SET closed = ? WHERE key = ?", (told, key))


def closed(store: Database, key: str) -> tuple[str, str]:
    """The day, and what was done about the tip; twice "" while somebody has to look at it."""
    row = store.db.execute("SELECT closed FROM tip WHERE key = ?", (key,)).fetchone()
    day, _, how = (row["closed"] if row else "").partition(" ")
    return day, how


def reopen(store: Database, key: str, closed: str) -> None:
    """As it was before somebody closed it."""
    store.db.execute("UPDATE tip SET closed = ? WHERE key = ?", (closed, key))


def purge(store: Database, before: str) -> int:
    """Take away the tips that no run since a day has had; of how many."""
    gone = [row["key"] for row in rows(store) if row["seen"] < before]
    for statement in ("DELETE FROM tip WHERE key = ?", "DELETE FROM change WHERE entity_id = ?"):
        store.db.executemany(statement, [(key,) for key in gone])
    return len(gone)
