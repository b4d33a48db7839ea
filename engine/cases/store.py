"""The case store: what is known of each firm, and what was done about it.

Nothing is overwritten in silence: every change is logged with who, when and from which file, and
a batch can be undone as a whole.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Mapping, Sequence

from engine.cases import notes, tip_rows
from engine.cases.contradicted import against, hold_back, outdated
from engine.cases.findings import FIELDS, REVIEW, REVIEWER, REVIEWS, Finding, visits
from engine.cases.imported import Conflict, ImportReport
from engine.cases.reading import Ledger
from engine.cases.told import keys_known
from engine.model.errors import UsageError
from engine.text.codes import personal

#: A decision of 排除 holds so long (as an exception of the rules does).
HOLDS_DAYS = 365
CLEARED = "排除（误报）"
HANDLING, VISITED, VISITOR, REMARK = "处置措施", "核查日期", "核查人", "备注"
#: Between remarks of several hands.
_AND = "；"
#: In the log, in the stead of a file: somebody wrote it by a command.
COMMAND = "命令"
#: In the log, in the stead of a field, of an import that wrote none.
NOTHING = "（没有写入）"
#: In the log, where something stood that ``purge`` took away.
PURGED = "（已清除）"
#: Of so many firms that the store has not, it is asked whether others are meant.
_ASKED = 20
#: Handling after which nobody has to look for the firm of a tip any more.
_ENDS = ("已注销失联", "未发现异常", "移交行业主管部门", "移交市场监管", "移送公安", CLEARED)
#: What the log has of what is no firm → how it is taken back.
_THINGS = {tip_rows.TIP: tip_rows.reopen, notes.NOTE: notes.take_back}


def _closes(values: Mapping[str, str]) -> str:
    """What was done about a tip, if that ends it; else empty."""
    done = values.get(HANDLING, "")
    if not any(end in done for end in _ENDS):
        return ""
    return "，".join(filter(None, (done, values.get("备注", ""))))


class CaseStore(Ledger):
    """An open store."""

    # -- findings -----------------------------------------------------------------------------

    def import_findings(
        self, findings: Sequence[Finding], *, overwrite: bool = False
    ) -> ImportReport:
        """Write what is new, and what was found at a later visit than the one known; what contradicts
        another source about the same visit or an earlier one is reported, not overwritten."""
        self.backup("before-import")
        with self.batch() as number:
            report = ImportReport(number)
            told: dict[str, list[Finding]] = {}
            firms: dict[str, sqlite3.Row] = {}
            strange = self._strange(findings)
            report.strange = [*dict.fromkeys(one.file for one in strange)]
            theirs = {one.made for one in strange}
            for found in findings:
                if found.untaken:
                    report.untaken.append(found.untaken)
                ours = found.made not in theirs
                entity = self._entity(found) if found.values else None
                # A firm of 已排除 is not kept until somebody says what he makes of that.
                if entity is None and ours:
                    entity = self._reviewed(found)
                self._tell_review(report, found)
                if entity is not None:
                    firms[entity["entity_id"]] = entity
                    if found.tip:
                        how = f"对应到“{entity['name']}”"
                        report.count(tip_rows.close(self, number, found.tip, how, found.source))
                    told.setdefault(entity["entity_id"], []).append(found)
                elif found.tip and (how := _closes(found.values)):
                    if report.count(tip_rows.close(self, number, found.tip, how, found.source)):
                        report.closed.append(f"{found.name or '未写明对象'}（{found.place}）")
                elif key := found.tip or tip_rows.told_in(self, found.name) or found.thing:
                    name = found.name or "未写明"
                    put = notes.put(self, number, key, name, found.values, found.source)
                    if report.count(put):
                        report.noted.append(f"{name}（{found.place}）")
                elif found.desk:
                    report.unplaced.append(f"{found.name or '未写明对象'}（{found.place}）")
                elif found.values or not found.untaken:
                    name = found.name or found.entity_id
                    report.unknown.append(f"{name}（{found.place}）{self.meant(found)}")
            for identity, rows in told.items():
                for visit in visits(rows):
                    self._take(report, firms[identity], visit, overwrite)
            self._clear(report.batch)
            # Or the next undo would take back what was written before.
            if not report.changed:
                self.log(number, "", NOTHING, "", "", "、".join({f.source: 0 for f in findings}))
        return report

    def _take(
        self, report: ImportReport, entity: sqlite3.Row, rows: Sequence[Finding], overwrite: bool
    ) -> None:
        """What was found at one visit."""
        told: dict[str, dict[str, Finding]] = {}
        for found in rows:
            for name, value in found.values.items():
                told.setdefault(name, {}).setdefault(value, found)
        days = told.get(VISITED, {})
        day = next(iter(days)) if len(days) == 1 else ""
        before = self._visited(entity["entity_id"]) if day else ""
        # A day to come is a slip of the hand, and must not take the place of what somebody saw.
        later = bool(before) and before < day <= self.today
        hands = told.get(VISITOR, {})
        was = self.values(entity["entity_id"])
        # Every village calls its workbook leads.xlsx: who was there tells whose it is.
        another = bool(was.get(VISITOR) and hands) and was[VISITOR] not in hands
        knew = max(self._knew(found, day) for found in rows)
        visited = was.get(VISITED, "")
        another = another or outdated(self, entity["entity_id"], visited, day, knew)
        if len(opinions := told.get(REVIEW, {})) > 1:  # one cause dismissed wrongly is enough
            last = max(
                opinions, key=lambda opinion: REVIEWS.index(opinion) if opinion in REVIEWS else -1
            )
            told[REVIEW] = {last: opinions[last]}
        if len(remarks := told.get(REMARK, {})) > 1:  # two remarks are no contradiction
            told[REMARK] = {_AND.join(remarks): next(iter(remarks.values()))}
        if day > self.today and not was.get(VISITED):
            place = told.pop(VISITED)[day].place
            report.untaken.append(f"{place}的核查日期“{day}”还没有到，请改正后再导入")
        due: list[tuple[str, str, Finding, int]] = []
        clashing: set[str] = set()
        for name, values in told.items():
            (value, one), *others = values.items()
            source = "" if another else one.source
            if others:  # nobody knows which counts, so none is written, nor may overwrite
                other, second = others[0]
                said = (value, one.place, other, second.place)
                conflict = Conflict(entity["entity_id"], entity["name"], name, *said)
                report.differing.append(conflict)
                clashing.add(name)
            elif day and day < before and self._had(entity["entity_id"], name, value):
                report.same += 1  # of a visit before the last one, taken at its time
            elif not (overwrite or later) and (clash := against(self, entity, name, one, source)):
                report.conflicts.append(clash)
                clashing.add(name)
            else:
                # A day that is a contradiction, or to come, tells nothing of what was known.
                due.append((name, value, one, self._knew(one, day)))
        # Who was there, when, what he found and did are one visit: half of it would count as one.
        if clashing & {*FIELDS}:
            hold_back(report, entity["name"], was, [each[:2] for each in due])
            due = [each for each in due if each[0] not in FIELDS]
            later = False
        for name, value, one, knew in due:
            source = "" if another else one.source
            self._merge(report, entity, name, value, one, overwrite or later, source, knew)
        if later:
            done = was.get(HANDLING) or "未写处置措施"
            now = self.values(entity["entity_id"]).get(HANDLING) or "未写处置措施"
            report.again.append(f"{entity['name']}：{before} {done}，{day} {now}")

    def _knew(self, found: Finding, day: str) -> int:
        """The last run that whoever filled in a row knew of: the one that wrote his workbook, or one before his
        visit. What has been found since he was not asked about."""
        by_day, made = self.db.execute(
            "SELECT max(CASE WHEN substr(at, 1, 10) <= ? THEN id END),"
            " max(CASE WHEN inputs_sha256 = ? THEN id END) FROM run",
            (day, found.made),
        ).fetchone()
        return max(by_day or 0, made or 0) or self.last_run()

    def _visited(self, entity_id: str) -> str:
        """The day of the last visit that is known, or of the import where nobody wrote one; "" where
        nothing was found yet."""
        (day,) = self.db.execute(
            "SELECT coalesce(max(CASE WHEN field = ? THEN value END), substr(max(at), 1, 10), '')"
            " FROM finding WHERE entity_id = ?",
            (VISITED, entity_id),
        ).fetchone()
        return str(day)

    def _had(self, entity_id: str, name: str, value: str) -> bool:
        """Did this once stand in the field?"""
        return bool(
            self.db.execute(
                "SELECT 1 FROM change WHERE entity_id = ? AND field = ? AND new = ? AND undone = 0",
                (entity_id, name, value),
            ).fetchone()
        )

    def _merge(
        self,
        report: ImportReport,
        entity: sqlite3.Row,
        name: str,
        value: str,
        found: Finding,
        overwrite: bool,
        mends: str,
        knew: int,
    ) -> None:
        """``mends``: the source of which this is a later state, so that it may correct what that said."""
        known = self.db.execute(
            "SELECT value, source FROM finding WHERE entity_id = ? AND field = ?",
            (entity["entity_id"], name),
        ).fetchone()
        if known and (known["value"] == value or (name == REMARK and value in known["value"])):
            report.same += 1
            return
        if known and not overwrite and name == REMARK:
            kept = known["value"]
            if known["source"] == mends:
                kept = self._besides(entity["entity_id"], mends)
            value = _AND.join(filter(None, (kept, value)))
        elif known and not overwrite and name not in (REVIEW, REVIEWER):
            said = (known["value"], known["source"], value, found.source)
            report.corrected.append(Conflict(entity["entity_id"], entity["name"], name, *said))
        self.set_field(report.batch, entity["entity_id"], name, value, found.source, knew)
        report.changed += 1

    def _besides(self, entity_id: str, source: str) -> str:
        """What others had remarked on the firm before ``source`` did."""
        found = ""
        for row in self.db.execute(
            "SELECT source, old FROM change WHERE entity_id = ? AND field = ? AND undone = 0"
            " ORDER BY id DESC",
            (entity_id, REMARK),
        ):
            if row["source"] != source:
                break
            found = "" if row["old"] == PURGED else row["old"]
        return found

    def set_field(
        self, batch: int, entity_id: str, name: str, value: str, source: str, knew: int = 0
    ) -> None:
        """Write one field and log it; "" takes the field away. ``knew``: the last run that was known to who
        wrote it, if not all were."""
        run = knew or self.last_run()
        known = self.db.execute(
            "SELECT value FROM finding WHERE entity_id = ? AND field = ?", (entity_id, name)
        ).fetchone()
        self.log(batch, entity_id, name, known["value"] if known else "", value, source, run)
        self._put(entity_id, name, value, source, (self.now, run))

    def _put(
        self,
        entity_id: str,
        name: str,
        value: str,
        source: str,
        written: tuple[str, int] | None = None,
    ) -> None:
        """``written``: when, and after which run, if that was before."""
        if value:
            at, after_run = written or (self.now, self.last_run())
            self.db.execute(
                "INSERT INTO finding (entity_id, field, value, source, at, after_run)"
                " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (entity_id, field) DO UPDATE SET"
                " value = excluded.value, source = excluded.source, at = excluded.at,"
                " after_run = excluded.after_run",
                (entity_id, name, value, source, at, after_run),
            )
        else:
            self.db.execute(
                "DELETE FROM finding WHERE entity_id = ? AND field = ?", (entity_id, name)
            )
        if name == HANDLING and CLEARED not in value:
            self.db.execute("DELETE FROM clearance WHERE entity_id = ?", (entity_id,))

    def _clear(self, batch: int) -> None:
        """Firms that this batch found harmless, or found so once more at a later visit: remember which
        evidence that covered."""
        rows = self.db.execute(
            "SELECT DISTINCT c.entity_id FROM change c LEFT JOIN clearance d USING (entity_id)"
            " WHERE batch = ? AND (field = ? AND new LIKE ? OR field = '核查日期' AND new > decided)",
            (batch, HANDLING, f"%{CLEARED}%"),
        ).fetchall()
        for row in rows:
            values = self.values(row["entity_id"])
            decided = values.get("核查日期") or self.today
            self.clear(row["entity_id"], decided, values.get("备注", ""))

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
            "INSERT OR REPLACE INTO clearance VALUES (?, ?, ?, ?, ?)",
            (entity_id, decided, last, reason, json.dumps(sorted(set(keys)), ensure_ascii=False)),
        )
        return last

    def undo(self, wanted: int = 0) -> tuple[int, list[sqlite3.Row]]:
        """Take the last batch back; (its number, its changes with the names of the firms). Raises
        UsageError when there is none, and when an import since has written nothing: whoever means
        the one before gives its number (``wanted``)."""
        rows = self.db.execute(
            "SELECT batch, count(nullif(field, ?)) AS items, min(at) AS at, min(source) AS source"
            " FROM change WHERE undone = 0 GROUP BY batch ORDER BY batch DESC",
            (NOTHING,),
        ).fetchall()
        row = next((row for row in rows if row["items"]), None)
        if row is None:
            raise UsageError("没有可以撤销的操作。")
        before = f"第 {row[0]} 批（{row['at']}，{row['source']}，{row['items']} 项）"
        if wanted not in (0, row[0]):
            raise UsageError(f"只能撤销最近写入的一批：{before}。")
        if not (wanted or rows[0]["items"]):
            raise UsageError(
                f"最近一次导入（{rows[0]['at']}，{rows[0]['source']}）什么也没有写入，没有可以撤销的。"
                f"再往前写入的是{before}；确要撤销那一批，请运行 saolou cases undo --batch {row[0]}。"
            )
        self.backup("before-undo")
        self.db.execute("BEGIN IMMEDIATE")
        changes = self.db.execute(
            "SELECT c.*, coalesce(e.name, n.name, '举报') AS name FROM change c"
            " LEFT JOIN entity e ON e.entity_id = c.entity_id LEFT JOIN note n ON n.key = c.entity_id"
            " LEFT JOIN tip t ON t.key = c.entity_id"
            " WHERE coalesce(e.name, n.key, t.key) IS NOT NULL"
            " AND batch = ? AND undone = 0 ORDER BY id DESC",
            (row[0],),
        ).fetchall()
        for change in changes:
            old = "" if change["old"] == PURGED else change["old"]
            if change["field"] in _THINGS:
                _THINGS[change["field"]](self, change["entity_id"], old)
                continue
            source = f"撤销第{row[0]}批"
            self._put(change["entity_id"], change["field"], old, source, self._written(change))
        for identity in {c["entity_id"] for c in changes if c["field"] not in _THINGS}:
            values = self.values(identity)
            if CLEARED in values.get(HANDLING, ""):
                self.clear(identity, values.get("核查日期") or self.today, values.get("备注", ""))
        self.db.execute("UPDATE change SET undone = 1 WHERE batch = ?", (row[0],))
        self.db.execute("COMMIT")
        return int(row[0]), changes

    def _written(self, change: sqlite3.Row) -> tuple[str, int] | None:
        """When what stood before ``change`` was written, and after which run: what has been found since
        was not known to who wrote it."""
        before = self.db.execute(
            "SELECT at, after_run FROM change WHERE entity_id = ? AND field = ? AND id < ?"
            " AND undone = 0 ORDER BY id DESC LIMIT 1",
            (change["entity_id"], change["field"], change["id"]),
        ).fetchone()
        return (before["at"], before["after_run"]) if before else None

    def _strange(self, findings: Sequence[Finding]) -> list[Finding]:
        """Rows of files that say of which inputs they were made, and no run of this store was over those: of
        another office, or of a month that somebody else has in his store."""
        known = {row[0] for row in self.db.execute("SELECT inputs_sha256 FROM run")}
        return [found for found in findings if found.made and found.made not in known]

    def _tell_review(self, report: ImportReport, found: Finding) -> None:
        """Who writes 不同意排除 thinks that the firm is on the next list."""
        opinion = found.values.get(REVIEW, "")
        if opinion and opinion not in REVIEWS and not opinion.startswith("同意"):
            report.opinions.append(f"{found.name or found.entity_id}“{opinion}”（{found.place}）")

    def _reviewed(self, found: Finding) -> sqlite3.Row | None:
        """A firm of 已排除, from now on in the store."""
        code = found.entity_id or ("" if personal(found.uscc) else found.uscc)
        if not (found.values.get(REVIEW) and code and self.last_run()):
            return None
        self.db.execute(
            "INSERT INTO entity (entity_id, name, uscc, address, territory, department, sector,"
            " legal_rep, phone, scope, first_run, last_run)"
            " VALUES (?, ?, ?, '', '', '', '', '', '', '', ?, ?)",
            (code, found.name, found.uscc, self.last_run(), self.last_run()),
        )
        return self._entity(found)

    def rename(self, old: str, new: str) -> None:
        """The firm called ``old`` has another identity from now on, with all that is known of it."""
        self.db.execute("PRAGMA defer_foreign_keys = ON")
        for table in ("entity", "sighting", "finding", "clearance", "change", "former", "heard"):
            self.db.execute(f"UPDATE {table} SET entity_id = ? WHERE entity_id = ?", (new, old))
