"""The case store: what is known of each firm, and what was done about it.

Nothing is overwritten in silence: every change is logged with who, when and from which file, and
a batch can be undone as a whole.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from engine.cases import notes, tip_rows
from engine.cases.contradicted import against, hold_back, outdated, thing_against
from engine.cases.findings import FIELDS, REVIEW, REVIEWER, REVIEWS, Finding, visits
from engine.cases.imported import Conflict, ImportReport
from engine.cases.reopened import HARMLESS, is_done, reopened
from engine.cases.undone import undo
from engine.cases.words import AND, CLEARED, HANDLING, NOTHING, PURGED, REMARK, VISITED, VISITOR
from engine.cases.writing import Writing
from engine.text.codes import personal

#: Of so many firms that the store has not, it is asked whether others are meant.
_ASKED = 20
#: Handling after which nobody has to look for the firm of a tip any more.
_ENDS = ("已注销失联", "未发现异常", "移交行业主管部门", "移交市场监管", "移送公安", CLEARED)


def _closes(values: Mapping[str, str]) -> str:
    """What was done about a tip, if that ends it; else empty."""
    done = values.get(HANDLING, "")
    if not any(end in done for end in _ENDS):
        return ""
    return "，".join(filter(None, (done, values.get("备注", ""))))


class CaseStore(Writing):
    """An open store."""

    # -- findings -----------------------------------------------------------------------------

    def import_findings(
        self, findings: Sequence[Finding], *, overwrite: bool = False
    ) -> ImportReport:
        """Write what is new, and what was found at a later visit than the one known; what contradicts
        another source about the same visit or an earlier one is reported, not overwritten."""
        with self.batch() as number:
            self.backup("before-import")
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
                elif not overwrite and (clash := self._against(found)):
                    if isinstance(clash, Conflict):
                        report.conflicts.append(clash)
                    else:
                        report.same += 1
                elif found.tip and (how := _closes(found.values)):
                    day = notes.day_of(self, found.values)
                    done = tip_rows.close(self, number, found.tip, how, found.source, day)
                    if report.count(done):
                        report.closed.append(f"{found.name or '未写明对象'}（{found.place}）")
                elif key := self._thing(found):
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
            self.clear_found(report.batch)
            # Or the next undo would take back what was written before.
            if not report.changed:
                self.log(number, "", NOTHING, "", "", "、".join({f.source: 0 for f in findings}))
        return report

    def _thing(self, found: Finding) -> str:
        """By which key the row is known, if it is no firm's."""
        return found.tip or tip_rows.told_in(self, found.name) or found.thing

    def _against(self, found: Finding) -> Conflict | str | None:
        key, how = self._thing(found), _closes(found.values) if found.tip else ""
        return thing_against(self, found, key, how) if key else None

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
            told[REMARK] = {AND.join(remarks): next(iter(remarks.values()))}
        to_come = day > self.today
        if to_come:
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
        # Whose day nobody knows may be another visit than the one that is known.
        slipped = to_come and VISITED in was
        if slipped or clashing & {*FIELDS}:
            why = "核查日期还没有到" if slipped else "同一次核查里有矛盾"
            hold_back(report, entity["name"], was, [each[:2] for each in due], why)
            due = [each for each in due if each[0] not in FIELDS]
            later = False
        if later and HANDLING not in told and self._lapses(entity["entity_id"], was):
            due.append((HANDLING, "", rows[0], self._knew(rows[0], day)))
        for name, value, one, knew in due:
            source = "" if another else one.source
            self._merge(report, entity, name, value, one, overwrite or later, source, knew)
        if later:
            done = was.get(HANDLING) or "未写处置措施"
            now = self.values(entity["entity_id"]).get(HANDLING) or "未写处置措施"
            report.again.append(f"{entity['name']}：{before} {done}，{day} {now}")

    def _lapses(self, entity_id: str, was: Mapping[str, str]) -> bool:
        """Has somebody who was there again, and wrote down no measure, left the firm without one? Who was found
        harmless is so until the next visit. What was done has been done, unless more has been found since:
        that a visit which came to nothing does not settle."""
        done = was.get(HANDLING, "")
        if any(one in done for one in HARMLESS):
            return True
        seen = [*self.sighted(entity_id)][-1:] if is_done(done) else []
        return bool(reopened(self, [{**one, **was} for one in seen]))

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
        """The day of the last visit that is known, or of the import where nobody wrote one, or one to come; ""
        where nothing was found yet."""
        (day,) = self.db.execute(
            "SELECT coalesce(max(CASE WHEN field = ? AND value <= ? THEN value END),"
            " substr(max(at), 1, 10), '') FROM finding WHERE entity_id = ?",
            (VISITED, self.today, entity_id),
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
            value = AND.join(filter(None, (kept, value)))
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

    def undo(self, wanted: int = 0) -> tuple[int, list[sqlite3.Row]]:
        """See ``undone``."""
        return undo(self, wanted)

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
        for table in (
            "entity",
            "sighting",
            "finding",
            "clearance",
            "clearance_before",
            "change",
            "former",
            "heard",
        ):
            self.db.execute(f"UPDATE {table} SET entity_id = ? WHERE entity_id = ?", (new, old))
