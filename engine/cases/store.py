"""The case store: one SQLite file, numbered migrations, a backup before each, a change log.

Nothing is overwritten in silence: every change is logged with who, when and from which file, and
a batch can be undone as a whole.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from engine.cases import tip_rows
from engine.cases.findings import FIELDS, Finding
from engine.cases.imported import Conflict, ImportReport
from engine.cases.told import evidence_key, evidence_of, keys_known, plain
from engine.model.errors import SaolouError, UsageError

#: A decision of 排除 holds so long (as an exception of the rules does).
HOLDS_DAYS = 365
#: Bytes of a value, and of a row: evidence of a firm is a few thousand.
_LONGEST = 64 << 20
#: Seconds to wait for another program that is writing into the store.
WAIT = 5.0
CLEARED = "排除（误报）"
HANDLING = "处置措施"
#: In the log, in the stead of a field, of an import that wrote none.
NOTHING = "（没有写入）"
#: In the log, where something stood that ``purge`` took away.
PURGED = "（已清除）"
#: In the stead of a sighting, of a firm that is asked for its licence.
_UNSIGHTED = {
    "band": "持牌核对",
    "points": 0,
    "source": "持牌核对",
    "elements": "",
    "reasons": "须核对证照",
    "evidence": "[]",
}


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """What the office is told when SQLite cannot go on."""
    try:
        yield
    except sqlite3.Error as error:
        if beside := _in_its_way(path):
            raise UsageError(
                f"办案库“{path}”不能写入：旁边的“{beside.name}”不是普通文件（例如是文件夹），"
                "写入时要用这个名字。请把它移走或改名后重新运行。"
            ) from error
        kind = getattr(error, "sqlite_errorname", "")
        if kind.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise UsageError(f"办案库“{path}”正被别的程序使用，请等它用完再运行。") from error
        if kind.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
            raise UsageError(
                f"办案库“{path}”不能写入。请检查它和所在文件夹的写入权限，或换一个文件。"
            ) from error
        if kind.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
            raise SaolouError(f"磁盘空间不足或有故障，办案库“{path}”写不进去。") from error
        raise UsageError(
            f"“{path}”不是办案库，或已损坏（{error}）。请换一个文件，或用同目录的备份（.bak）恢复。"
        ) from error


def _in_its_way(path: Path) -> Path | None:
    """What stands where SQLite writes its own files, and is none."""
    beside = (path.with_name(f"{path.name}{end}") for end in ("-journal", "-wal", "-shm"))
    return next((one for one in beside if one.exists() and not one.is_file()), None)


#: Handling after which nobody has to look for the firm of a tip any more.
_ENDS = ("已注销失联", "未发现异常", "移交行业主管部门", "移交市场监管", "移送公安", CLEARED)


def _closes(values: Mapping[str, str]) -> str:
    """What was done about a tip, if that ends it; else empty."""
    done = values.get(HANDLING, "")
    if not any(end in done for end in _ENDS):
        return ""
    return "，".join(filter(None, (done, values.get("备注", ""))))


class CaseStore:
    """An open store. ``now`` and ``who`` go into every change."""

    def __init__(self, path: Path, who: str, now: dt.datetime | None = None) -> None:
        self.path, self.who = path, who
        self._now = now
        with told(path):
            self.db = sqlite3.connect(path, WAIT, isolation_level=None)
            self.db.row_factory = sqlite3.Row
            self.db.execute("PRAGMA foreign_keys = ON")
            self._refuse_code()
            self._migrate()

    @classmethod
    @contextlib.contextmanager
    def open(
        cls, path: Path, who: str = "", *, create: bool = False, now: dt.datetime | None = None
    ) -> Iterator[CaseStore]:
        """Raises UsageError when the file is missing and ``create`` is not given."""
        if not create and not path.is_file():
            raise UsageError(f"没有办案库“{path}”。先运行 saolou screen … --cases {path}。")
        if path.exists() and not path.is_file():
            raise UsageError(f"“{path}”不是文件，不能当作办案库。请换一个文件名。")
        if create and not path.parent.is_dir():
            raise UsageError(f"文件夹“{path.parent}”不存在，办案库无处可放。")
        store = cls(path, who, now)
        try:
            with told(path):
                yield store
        finally:
            store.db.close()

    @classmethod
    def writable(cls, path: Path) -> None:
        """Raises UsageError or SaolouError when nothing could be remembered in ``path``: a large
        run had better know before its work than after. A store is not made here."""
        if not path.exists() and path.parent.is_dir():
            return
        with cls.open(path, create=True) as store:
            done = int(store.db.execute("PRAGMA user_version").fetchone()[0])
            store.db.execute("BEGIN IMMEDIATE")
            store.db.execute(f"PRAGMA user_version = {done}")  # the first write asks for a journal
            store.db.execute("ROLLBACK")

    @property
    def now(self) -> str:
        return (self._now or dt.datetime.now()).isoformat(" ", "seconds")

    @property
    def today(self) -> str:
        return self.now[:10]

    def _refuse_code(self) -> None:
        """A file from somebody else may hold what SQLite runs, or fills a memory with.

        Raises UsageError.
        """
        self.db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        runs = "SELECT name FROM sqlite_schema WHERE type IN ('view', 'trigger') LIMIT 1"
        if self.db.execute(runs).fetchone():
            self.db.close()
            raise UsageError(
                f"“{self.path}”里有视图或触发器，不是 saolou 写的办案库，没有打开。请换一个文件，或用同目录的备份（.bak）恢复。"
            )

    # -- migrations ---------------------------------------------------------------------------

    def _migrate(self) -> None:
        done = int(self.db.execute("PRAGMA user_version").fetchone()[0])
        steps = sorted(
            (int(file.name[:4]), file)
            for file in files("engine.cases").joinpath("migrations").iterdir()
            if file.name.endswith(".sql")
        )
        if done > steps[-1][0]:
            raise UsageError(f"办案库“{self.path}”由更新版本的程序写成，请升级 saolou。")
        for number, file in steps:
            if number <= done:
                continue
            if done:
                self.backup(f"before-{number:04d}")
            script = file.read_text(encoding="utf-8")
            self.db.executescript(f"BEGIN; {script} PRAGMA user_version = {number}; COMMIT;")
        if os.name == "posix" and self.path.stat().st_mode & 0o077:
            with contextlib.suppress(OSError):  # read from a medium for reading alone
                self.path.chmod(0o600)

    def backup(self, label: str) -> Path:
        """A copy beside the store, made by SQLite itself so that it is whole."""
        target = self.path.with_name(f"{self.path.name}.{label}.bak")
        with contextlib.closing(sqlite3.connect(target)) as copy:
            self.db.backup(copy)
        if os.name == "posix":
            target.chmod(0o600)
        return target

    @contextlib.contextmanager
    def batch(self) -> Iterator[int]:
        """All or nothing; yields the number of the batch."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            number = int(
                self.db.execute("SELECT coalesce(max(batch), 0) + 1 FROM change").fetchone()[0]
            )
            yield number
        except BaseException:
            if self.db.in_transaction:  # a full disk may have ended it
                self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    # -- findings -----------------------------------------------------------------------------

    def import_findings(
        self, findings: Sequence[Finding], *, overwrite: bool = False
    ) -> ImportReport:
        """Write what is new; what contradicts another source is reported, not overwritten."""
        self.backup("before-import")
        with self.batch() as number:
            report = ImportReport(number)
            told: dict[tuple[str, str], dict[str, Finding]] = {}
            firms: dict[str, sqlite3.Row] = {}
            for found in findings:
                if found.untaken:
                    report.untaken.append(found.untaken)
                entity = self._entity(found) if found.values else None
                if entity is not None:
                    firms[entity["entity_id"]] = entity
                    if found.tip:
                        how = f"对应到“{entity['name']}”"
                        tip_rows.close(self, number, found.tip, how, found.source)
                    for name, value in found.values.items():
                        told.setdefault((entity["entity_id"], name), {}).setdefault(value, found)
                elif found.tip and (how := _closes(found.values)):
                    if tip_rows.close(self, number, found.tip, how, found.source):
                        report.closed.append(f"{found.name or '未写明对象'}（{found.place}）")
                    else:
                        report.same += 1
                elif found.desk:
                    report.unplaced.append(f"{found.name or '未写明对象'}（{found.place}）")
                elif found.values or not found.untaken:
                    report.unknown.append(f"{found.name or found.entity_id}（{found.place}）")
            for (identity, name), values in told.items():
                entity = firms[identity]
                (value, one), *others = values.items()
                if others:  # nobody knows which counts, so none is written, nor may overwrite
                    other, second = others[0]
                    said = (value, one.place, other, second.place)
                    report.differing.append(Conflict(identity, entity["name"], name, *said))
                    continue
                self._merge(report, entity, name, value, one.source, overwrite)
            self._clear(report.batch)
            # Or the next undo would take back what was written before.
            if not (report.changed or report.closed):
                self.log(number, "", NOTHING, "", "", "、".join({f.source: 0 for f in findings}))
        return report

    def _merge(
        self,
        report: ImportReport,
        entity: sqlite3.Row,
        name: str,
        value: str,
        source: str,
        overwrite: bool,
    ) -> None:
        known = self.db.execute(
            "SELECT value, source FROM finding WHERE entity_id = ? AND field = ?",
            (entity["entity_id"], name),
        ).fetchone()
        if known and known["value"] == value:
            report.same += 1
            return
        if known and known["source"] != source and not overwrite:
            conflict = Conflict(
                entity["entity_id"], entity["name"], name, known["value"], known["source"], value, source
            )  # fmt: skip
            report.conflicts.append(conflict)
            return
        self.set_field(report.batch, entity["entity_id"], name, value, source)
        report.changed += 1

    def set_field(self, batch: int, entity_id: str, name: str, value: str, source: str) -> None:
        """Write one field and log it; "" takes the field away."""
        known = self.db.execute(
            "SELECT value FROM finding WHERE entity_id = ? AND field = ?", (entity_id, name)
        ).fetchone()
        self.log(batch, entity_id, name, known["value"] if known else "", value, source)
        self._put(entity_id, name, value, source)

    def log(self, batch: int, entity_id: str, name: str, old: str, new: str, source: str) -> None:
        """Who changed what, when, and from which file."""
        self.db.execute(
            "INSERT INTO change (batch, at, who, source, entity_id, field, old, new)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (batch, self.now, self.who, source, entity_id, name, old, new),
        )

    def _put(self, entity_id: str, name: str, value: str, source: str) -> None:
        if value:
            self.db.execute(
                "INSERT INTO finding VALUES (?, ?, ?, ?, ?) ON CONFLICT (entity_id, field)"
                " DO UPDATE SET value = excluded.value, source = excluded.source, at = excluded.at",
                (entity_id, name, value, source, self.now),
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
        keys = [
            key
            for row in self.db.execute(
                "SELECT evidence, besides FROM sighting WHERE entity_id = ?", (entity_id,)
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
            "SELECT c.*, coalesce(e.name, '举报') AS name FROM change c"
            " LEFT JOIN entity e ON e.entity_id = c.entity_id"
            " LEFT JOIN tip t ON t.key = c.entity_id WHERE coalesce(e.name, t.key) IS NOT NULL"
            " AND batch = ? AND undone = 0 ORDER BY id DESC",
            (row[0],),
        ).fetchall()
        for change in changes:
            old = "" if change["old"] == PURGED else change["old"]
            if change["field"] == tip_rows.TIP:
                tip_rows.reopen(self, change["entity_id"], old)
                continue
            self._put(change["entity_id"], change["field"], old, f"撤销第{row[0]}批")
        for identity in {c["entity_id"] for c in changes if c["field"] != tip_rows.TIP}:
            values = self.values(identity)
            if CLEARED in values.get(HANDLING, ""):
                self.clear(identity, values.get("核查日期") or self.today, values.get("备注", ""))
        self.db.execute("UPDATE change SET undone = 1 WHERE batch = ?", (row[0],))
        self.db.execute("COMMIT")
        return int(row[0]), changes

    # -- reading ------------------------------------------------------------------------------

    def _entity(self, found: Finding) -> sqlite3.Row | None:
        for column, value in (("entity_id", found.entity_id), ("uscc", found.uscc)):
            if value:
                row: sqlite3.Row | None = self.db.execute(
                    f"SELECT entity_id, name FROM entity WHERE {column} = ?",
                    (value,),
                ).fetchone()
                if row:
                    return row
        rows = self.db.execute(
            "SELECT entity_id, name FROM entity WHERE name = ?", (found.name,)
        ).fetchall()
        if found.name and not rows:
            rows = self.db.execute(
                "SELECT DISTINCT e.entity_id, e.name FROM entity e JOIN former f USING (entity_id)"
                " WHERE f.field = 'name' AND f.value = ?",
                (found.name,),
            ).fetchall()
        return rows[0] if found.name and len(rows) == 1 else None

    def rename(self, old: str, new: str) -> None:
        """The firm called ``old`` has another identity from now on, with all that is known of it."""
        self.db.execute("PRAGMA defer_foreign_keys = ON")
        for table in ("entity", "sighting", "finding", "clearance", "change", "former"):
            self.db.execute(f"UPDATE {table} SET entity_id = ? WHERE entity_id = ?", (new, old))

    def values(self, entity_id: str) -> dict[str, str]:
        """What is known from the door, field → value."""
        rows = self.db.execute(
            "SELECT field, value FROM finding WHERE entity_id = ?", (entity_id,)
        ).fetchall()
        return {row["field"]: row["value"] for row in rows}

    def cases(self) -> list[dict[str, Any]]:
        """Every firm that ever was a lead, with its latest sighting and findings, by last band
        and points."""
        found: dict[str, dict[str, Any]] = {}
        for row in self.db.execute(
            "SELECT e.*, s.band, CAST(s.points AS INTEGER) AS points, s.source, s.elements, s.reasons, s.evidence, s.run_id,"
            " s.besides, s.carried, s.fallen, s.checks, s.adverts, substr(r.at, 1, 10) AS seen FROM entity e"
            " JOIN sighting s ON s.entity_id = e.entity_id JOIN run r ON r.id = s.run_id"
            " ORDER BY s.run_id"
        ):
            found[row["entity_id"]] = {**plain(row), **dict.fromkeys(FIELDS, "")}
        for row in self.db.execute("SELECT entity_id, field, value FROM finding"):
            if row["entity_id"] in found:
                found[row["entity_id"]][row["field"]] = row["value"]
        order = {"高": 0, "中": 1, "低": 2}
        return sorted(
            found.values(), key=lambda c: (order.get(c["band"], 3), -c["points"], c["entity_id"])
        )

    def evidence_ever(self, identity: str) -> list[list[str]]:
        """All that any run found of a firm, the newest first: of a closed case a run over fewer files
        knows little."""
        found: dict[tuple[str, ...], list[str]] = {}
        for row in self.db.execute(
            "SELECT evidence FROM sighting WHERE entity_id = ? ORDER BY run_id DESC", (identity,)
        ):
            for item in evidence_of(row["evidence"]):
                found.setdefault((evidence_key(item), item[4]), item)
        return list(found.values())

    def sightings(self, identity: str) -> list[tuple[str, str, int]]:
        """(day, band, points) of each run that listed a firm, the newest first."""
        rows = self.db.execute(
            "SELECT substr(r.at, 1, 10), s.band, CAST(s.points AS INTEGER) FROM sighting s"
            " JOIN run r ON r.id = s.run_id WHERE s.entity_id = ? ORDER BY s.run_id DESC",
            (identity,),
        )
        return [(str(day), str(band), int(points)) for day, band, points in rows]

    def checked(self) -> list[dict[str, Any]]:
        """Firms of 持牌核对 of which something was found, by name; they were never leads."""
        found: dict[str, dict[str, Any]] = {}
        for row in self.db.execute(
            "SELECT e.*, f.field, f.value FROM entity e JOIN finding f ON f.entity_id = e.entity_id"
            " WHERE NOT EXISTS (SELECT 1 FROM sighting s WHERE s.entity_id = e.entity_id)"
            " ORDER BY e.name, e.entity_id"
        ):
            blank = {**plain(row), **dict.fromkeys(FIELDS, ""), **_UNSIGHTED}
            found.setdefault(row["entity_id"], blank)[row["field"]] = row["value"]
        return list(found.values())

    def history(self, entity_id: str) -> list[sqlite3.Row]:
        """Changes of one firm, the oldest first."""
        return self.db.execute(
            "SELECT * FROM change WHERE entity_id = ? ORDER BY id", (entity_id,)
        ).fetchall()

    def find(self, wanted: str) -> dict[str, Any]:
        """The case named by id, code or (part of) its name, or of one that it had. Raises UsageError."""
        known = [*self.cases(), *self.checked()]
        exact = [c for c in known if wanted in (c["entity_id"], c["uscc"], c["name"])]
        former = {
            row["entity_id"]: row["value"]
            for row in self.db.execute("SELECT * FROM former WHERE field = 'name' ORDER BY until")
            if wanted and wanted in row["value"]
        }
        whole = [c for c in known if former.get(c["entity_id"]) == wanted]
        part = [c for c in known if wanted and wanted in c["name"]]
        hits = exact or whole or part or [c for c in known if c["entity_id"] in former]
        if not hits:
            raise UsageError(f"办案库里没有“{wanted}”。用 saolou cases list 查看全部。")
        if len(hits) > 1:
            listed = "\n".join(f"  {c['entity_id']}  {c['name']}" for c in hits[:20])
            raise UsageError(f"有 {len(hits)} 家与“{wanted}”相符，请写全：\n{listed}")
        return hits[0]
