"""What is known of a firm, written: each field with a line in the log, and what a decision of 排除 covers."""

from __future__ import annotations

import datetime as dt
import json
from typing import NamedTuple

from engine.cases.reading import Ledger
from engine.cases.told import keys_known
from engine.cases.words import AND, CLEARED, HANDLING, HOLDS_DAYS, REMARK, VISITED

_DECISION = "decided, until, reason, signature"


class Written(NamedTuple):
    """By which file, when, and after which run a field was written."""

    source: str
    at: str
    after_run: int


class Writing(Ledger):
    """An open store, to be written into."""

    def set_field(
        self, batch: int, entity_id: str, name: str, value: str, source: str, knew: int = 0
    ) -> None:
        """Write one field and log it; "" takes the field away. ``knew``: the last run that was known to who
        wrote it, if not all were."""
        run = knew or self.last_run()
        if name in (HANDLING, VISITED):
            self._remember_decision(batch, entity_id)
        known = self.db.execute(
            "SELECT value FROM finding WHERE entity_id = ? AND field = ?", (entity_id, name)
        ).fetchone()
        self.log(batch, entity_id, name, known["value"] if known else "", value, source, run)
        self.put(entity_id, name, value, Written(source, self.now, run))

    def add_remark(self, batch: int, entity_id: str, text: str, source: str) -> None:
        """Behind what others remarked: two remarks are no contradiction."""
        known = self.values(entity_id).get(REMARK, "")
        if text not in known:
            both = AND.join(filter(None, (known, text)))
            self.set_field(batch, entity_id, REMARK, both, source)

    def put(self, entity_id: str, name: str, value: str, written: Written) -> None:
        """Without a word in the log."""
        if value:
            self.db.execute(
                "INSERT INTO finding (entity_id, field, value, source, at, after_run)"
                " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (entity_id, field) DO UPDATE SET"
                " value = excluded.value, source = excluded.source, at = excluded.at,"
                " after_run = excluded.after_run",
                (entity_id, name, value, *written),
            )
        else:
            self.db.execute(
                "DELETE FROM finding WHERE entity_id = ? AND field = ?", (entity_id, name)
            )
        if name == HANDLING and CLEARED not in value:
            self.db.execute("DELETE FROM clearance WHERE entity_id = ?", (entity_id,))

    def clear(self, entity_id: str, decided: str, reason: str, until: str = "") -> str:
        """A decision that the evidence known so far is harmless; it holds a year at most, also where
        the day written is still to come. Returns the last day of it."""
        decided = min(decided, self.today)
        latest = (dt.date.fromisoformat(decided) + dt.timedelta(HOLDS_DAYS)).isoformat()
        (after_run,) = self.db.execute(
            "SELECT max(after_run) FROM finding WHERE entity_id = ? AND field IN (?, ?)",
            (entity_id, HANDLING, VISITED),
        ).fetchone()
        keys = [
            key
            for row in self.db.execute(
                "SELECT evidence, besides FROM sighting WHERE entity_id = ? AND run_id <= ?",
                (entity_id, self.last_run() if after_run is None else after_run),
            )
            for key in keys_known(row["evidence"], row["besides"])
        ]
        last = min(until or latest, latest)
        self.db.execute(
            f"INSERT OR REPLACE INTO clearance (entity_id, {_DECISION}) VALUES (?, ?, ?, ?, ?)",
            (entity_id, decided, last, reason, json.dumps(sorted(set(keys)), ensure_ascii=False)),
        )
        return last

    def clear_found(self, batch: int) -> None:
        """Firms that this batch found harmless, or found so once more at a later visit: remember which
        evidence that covered."""
        rows = self.db.execute(
            "SELECT DISTINCT c.entity_id FROM change c LEFT JOIN clearance d USING (entity_id)"
            " WHERE batch = ? AND (field = ? AND new LIKE ? OR field = ? AND new > decided)",
            (batch, HANDLING, f"%{CLEARED}%", VISITED),
        ).fetchall()
        for row in rows:
            self._clear_as_written(row["entity_id"])

    def clear_as_before(self, batch: int, entity_id: str) -> None:
        """The decision that stood when ``batch`` began, after its fields have been put back."""
        was = self.db.execute(
            f"SELECT {_DECISION} FROM clearance_before WHERE batch = ? AND entity_id = ?",
            (batch, entity_id),
        ).fetchone()
        if was is None:  # of an earlier version, or of a batch that touched neither measure nor day
            known = self.db.execute(
                "SELECT 1 FROM clearance WHERE entity_id = ?", (entity_id,)
            ).fetchone()
            if not known and CLEARED in self.values(entity_id).get(HANDLING, ""):
                self._clear_as_written(entity_id)
            return
        self.db.execute("DELETE FROM clearance WHERE entity_id = ?", (entity_id,))
        if was["decided"]:
            self.db.execute(
                f"INSERT INTO clearance (entity_id, {_DECISION}) VALUES (?, ?, ?, ?, ?)",
                (entity_id, *was),
            )

    def _clear_as_written(self, entity_id: str) -> None:
        values = self.values(entity_id)
        self.clear(entity_id, values.get(VISITED) or self.today, values.get(REMARK, ""))

    def _remember_decision(self, batch: int, entity_id: str) -> None:
        """As it is before this batch touches it first."""
        columns = ", ".join(f"coalesce(c.{name}, '')" for name in _DECISION.split(", "))
        self.db.execute(
            f"INSERT OR IGNORE INTO clearance_before SELECT ?, e.entity_id, {columns}"
            " FROM entity e LEFT JOIN clearance c USING (entity_id) WHERE e.entity_id = ?",
            (batch, entity_id),
        )
