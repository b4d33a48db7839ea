"""The last batch, taken back: nothing is overwritten for good."""

from __future__ import annotations

import sqlite3

from engine.cases import notes, tip_rows
from engine.cases.words import HANDLING, NOTHING, PURGED, VISITED
from engine.cases.writing import Writing, Written
from engine.model.errors import UsageError

#: What the log has of what is no firm → how it is taken back.
_THINGS = {tip_rows.TIP: tip_rows.reopen, notes.NOTE: notes.take_back}


def undo(store: Writing, wanted: int = 0) -> tuple[int, list[sqlite3.Row]]:
    """Take the last batch back; (its number, its changes with the names of the firms). Raises
    UsageError when there is none, and when an import since has written nothing: whoever means
    the one before gives its number (``wanted``)."""
    with store.batch():  # or the last one is not the last any more
        batch = _last(store, wanted)
        store.backup("before-undo")
        changes = store.db.execute(
            "SELECT c.*, coalesce(e.name, n.name, '举报') AS name FROM change c"
            " LEFT JOIN entity e ON e.entity_id = c.entity_id LEFT JOIN note n ON n.key = c.entity_id"
            " LEFT JOIN tip t ON t.key = c.entity_id"
            " WHERE coalesce(e.name, n.key, t.key) IS NOT NULL"
            " AND batch = ? AND undone = 0 ORDER BY id DESC",
            (batch,),
        ).fetchall()
        for change in changes:
            old = "" if change["old"] == PURGED else change["old"]
            if change["field"] in _THINGS:
                _THINGS[change["field"]](store, change["entity_id"], old)
                continue
            store.put(change["entity_id"], change["field"], old, _before(store, change))
        decided = {c["entity_id"] for c in changes if c["field"] in (HANDLING, VISITED)}
        for identity in decided:
            store.clear_as_before(batch, identity)
        store.db.execute("DELETE FROM clearance_before WHERE batch = ?", (batch,))
        store.db.execute("UPDATE change SET undone = 1 WHERE batch = ?", (batch,))
    return batch, changes


def _last(store: Writing, wanted: int) -> int:
    """The batch that may be taken back. Raises UsageError."""
    rows = store.db.execute(
        "SELECT batch, count(nullif(field, ?)) AS items, min(at) AS at, min(source) AS source"
        " FROM change WHERE undone = 0 GROUP BY batch ORDER BY batch DESC",
        (NOTHING,),
    ).fetchall()
    row = next((row for row in rows if row["items"]), None)
    if row is None:
        raise UsageError("没有可以撤销的操作。")
    before = f"第 {row['batch']} 批（{row['at']}，{row['source']}，{row['items']} 项）"
    if wanted not in (0, row["batch"]):
        raise UsageError(f"只能撤销最近写入的一批：{before}。")
    if not (wanted or rows[0]["items"]):
        raise UsageError(
            f"最近一次导入（{rows[0]['at']}，{rows[0]['source']}）什么也没有写入，没有可以撤销的。"
            f"再往前写入的是{before}；确要撤销那一批，请运行 saolou cases undo --batch {row['batch']}。"
        )
    return int(row["batch"])


def _before(store: Writing, change: sqlite3.Row) -> Written:
    """Who wrote what stood before ``change``, when, and after which run: that is his file still, and what has
    been found since was not known to him."""
    row = store.db.execute(
        "SELECT source, at, after_run FROM change WHERE entity_id = ? AND field = ? AND id < ?"
        " AND undone = 0 ORDER BY id DESC LIMIT 1",
        (change["entity_id"], change["field"], change["id"]),
    ).fetchone()
    return Written(*row) if row else Written("", store.now, store.last_run())
