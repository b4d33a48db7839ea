"""What the case store knows, read: nothing here changes it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from engine.cases.database import Database
from engine.cases.findings import KEPT, REVIEW, Finding
from engine.cases.respelt import called, two_codes
from engine.cases.told import plain
from engine.model.errors import UsageError
from engine.triage import entity_id

#: In the stead of a sighting, of a firm that is asked for its licence.
_UNSIGHTED = {
    "band": "持牌核对",
    "points": 0,
    "source": "持牌核对",
    "elements": "",
    "reasons": "须核对证照",
    "evidence": "[]",
}
#: The number of a firm without a code.
_MADE = re.compile("N[0-9a-f]{12}")
#: Fewer characters are those of many names; so many are asked about.
_SHORT, _LIKE = 4, 3


def _holds(name: str, short: str) -> bool:
    letters = iter(name)
    return all(letter in letters for letter in short)


class Ledger(Database):
    """An open store, to be read."""

    _known: tuple[int, dict[str, list[sqlite3.Row]]] | None = None

    def _entity(self, found: Finding) -> sqlite3.Row | None:
        """The firm of a row: by number or code, else by its name; but who has another code is another firm, and
        who is in 已排除 may be called as one that is not."""
        for column, value in (("entity_id", found.entity_id), ("uscc", found.uscc)):
            if value:
                row: sqlite3.Row | None = self.db.execute(
                    f"SELECT entity_id, name, uscc FROM entity WHERE {column} = ?",
                    (value,),
                ).fetchone()
                if row:
                    return row
        rows = self.db.execute(
            "SELECT entity_id, name, uscc FROM entity WHERE name = ?", (found.name,)
        ).fetchall()
        if found.name and not rows:
            rows = self.db.execute(
                "SELECT DISTINCT e.entity_id, e.name, e.uscc FROM entity e JOIN former f USING (entity_id)"
                " WHERE f.field = 'name' AND f.value = ?",
                (found.name,),
            ).fetchall()
        if found.name and not rows:
            rows = self._names().get(called(found.name), [])
        rows = [row for row in rows if found.name and self._may_be(found, row)]
        return rows[0] if len(rows) == 1 else None

    def _may_be(self, found: Finding, firm: sqlite3.Row) -> bool:
        """May a row that has the name of a firm, and not its number, be of it?"""
        made = bool(_MADE.fullmatch(found.entity_id))
        code = found.uscc or ("" if made else found.entity_id)
        if code and firm["uscc"]:
            return not two_codes(code, firm["uscc"])
        if not (made and found.values.get(REVIEW)):
            return True
        known = {"name": [firm["name"]], "address": []}
        for field, value in self.db.execute(
            "SELECT 'address', address FROM entity WHERE entity_id = ?"
            " UNION ALL SELECT field, value FROM former WHERE entity_id = ?",
            (firm["entity_id"],) * 2,
        ):
            known[field].append(value)
        one_of = (entity_id("", n, a) for n, a in product(known["name"], known["address"]))
        return found.entity_id in one_of

    def _names(self) -> dict[str, list[sqlite3.Row]]:
        """As they are compared, read once after each run."""
        run = self.last_run()
        if self._known is None or self._known[0] != run:
            names: dict[str, list[sqlite3.Row]] = {}
            for row in self.db.execute("SELECT entity_id, name, uscc FROM entity ORDER BY name"):
                names.setdefault(called(row["name"]), []).append(row)
            self._known = run, names
        return self._known[1]

    def meant(self, found: Finding) -> str:
        """What is to be asked about a row of a firm that the store has not."""
        namesakes = self._names().get(called(found.name), []) if found.name else []
        if codes := "、".join(row["uscc"] or row["entity_id"] for row in namesakes[:_LIKE]):
            return f"，办案库里同名企业的编号是{codes}，请写明是哪一家"
        like = "、".join(f"“{name}”" for name in self.like(found.name))
        return f"，是否指{like}？" if like else ""

    def like(self, name: str) -> list[str]:
        """Names of which ``name`` may be a short one, as its characters stand in them in this order; none where
        they are many."""
        wanted = called(name)
        if len(wanted) < _SHORT:
            return []
        rows = (row for name, rows in self._names().items() if _holds(name, wanted) for row in rows)
        found = [row["name"] for row in rows]
        return found if len(found) <= _LIKE else []

    def reviews(self) -> dict[str, tuple[str, str]]:
        """Identity → what was made of its being dismissed, and the day on which that was written."""
        rows = self.db.execute(
            "SELECT entity_id, value, substr(at, 1, 10) AS day FROM finding WHERE field = ?",
            (REVIEW,),
        )
        return {row["entity_id"]: (row["value"], row["day"]) for row in rows}

    def identities(self) -> set[str]:
        """Of all firms, also of those that never were leads."""
        return {row["entity_id"] for row in self.db.execute("SELECT entity_id FROM entity")}

    def values(self, entity_id: str) -> dict[str, str]:
        """What is known from the door, field → value."""
        rows = self.db.execute(
            "SELECT field, value FROM finding WHERE entity_id = ?", (entity_id,)
        ).fetchall()
        return {row["field"]: row["value"] for row in rows}

    def cases(self, sighted: Iterable[dict[str, Any]] | None = None) -> list[dict[str, Any]]:
        """Every firm that ever was a lead, with its latest sighting and findings, by last band
        and points. ``sighted``: of each firm another one of ``sighted``."""
        some = self.sighted() if sighted is None else sighted
        found = {row["entity_id"]: {**row, **dict.fromkeys(KEPT, "")} for row in some}
        for row in self.db.execute("SELECT entity_id, field, value FROM finding"):
            if row["entity_id"] in found:
                found[row["entity_id"]][row["field"]] = row["value"]
        order = {"高": 0, "中": 1, "低": 2}
        return sorted(
            found.values(), key=lambda c: (order.get(c["band"], 3), -c["points"], c["entity_id"])
        )

    def sighted(self, identity: str = "") -> Iterator[dict[str, Any]]:
        """Every sighting with what is known of its firm, in the order of runs; of one firm alone, if it is
        named. ``at``, ``seen``: time and day of the run, ``sector``: what it was then."""
        for row in self.db.execute(
            "SELECT e.*, s.band, CAST(s.points AS INTEGER) AS points, s.source, s.elements, s.reasons, s.evidence, s.run_id,"
            " s.besides, s.carried, s.fallen, s.checks, s.adverts, s.score, s.sector AS sector_then,"
            " r.at, substr(r.at, 1, 10) AS seen FROM entity e"
            " JOIN sighting s ON s.entity_id = e.entity_id JOIN run r ON r.id = s.run_id"
            " WHERE ? IN ('', e.entity_id) ORDER BY s.run_id",
            (identity,),
        ):
            told = plain(row)
            yield told | {"sector": told.pop("sector_then")}

    def checked(self) -> list[dict[str, Any]]:
        """Firms of 持牌核对 of which something was found, and those of 已排除 (``band``) that were reviewed,
        by name; they were never leads."""
        found: dict[str, dict[str, Any]] = {}
        for row in self.db.execute(
            "SELECT e.*, f.field, f.value FROM entity e JOIN finding f ON f.entity_id = e.entity_id"
            " WHERE NOT EXISTS (SELECT 1 FROM sighting s WHERE s.entity_id = e.entity_id)"
            " ORDER BY e.name, e.entity_id"
        ):
            blank = {**plain(row), **dict.fromkeys(KEPT, ""), **_UNSIGHTED}
            found.setdefault(row["entity_id"], blank)[row["field"]] = row["value"]
        for case in found.values():
            if case[REVIEW]:
                case.update(band="已排除", source="复核", reasons=f"复核意见：{case[REVIEW]}")
        return list(found.values())

    def history(self, entity_id: str) -> list[sqlite3.Row]:
        """Changes of one firm, the oldest first."""
        return self.db.execute(
            "SELECT * FROM change WHERE entity_id = ? ORDER BY id", (entity_id,)
        ).fetchall()

    def find(self, wanted: str) -> dict[str, Any]:
        """The case named by id, code or (part of) its name, or of one that it had. Raises UsageError."""
        if not wanted.strip():
            raise UsageError("没有写明是哪一户。请写编号、信用代码或名称。")
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
