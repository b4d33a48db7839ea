"""Personal data of old cases goes; firms, what was done about them, and every count stay."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from engine.cases.reopened import is_done, to_do
from engine.cases.store import CaseStore
from engine.cases.told import UNKNOWN, kept, keys_known, wordless
from engine.cases.words import HANDLING, PURGED

#: Fields that name who went there, or hold whatever was written of people.
_WRITTEN = ("核查人", "实际业务", "备注", "复核人")
#: Words of the inputs in a reason, which stand last.
_QUOTED = re.compile(r"（[“(][^|]*")
#: SQL, and its values.
_Statement: TypeAlias = tuple[str, tuple[Any, ...]]


def purge(store: CaseStore, before: str) -> int:
    """Take personal data off cases last seen before a day: persons, telephones, evidence and quotes,
    what officers wrote, also where it stands in the log. Returns of how many something was taken."""
    store.db.execute("PRAGMA secure_delete = ON")
    with store.batch() as number:
        rows = store.db.execute(
            "SELECT e.entity_id FROM entity e JOIN run r ON r.id = e.last_run"
            " WHERE substr(r.at, 1, 10) < ? ORDER BY e.entity_id",
            (before,),
        ).fetchall()
        taken = [row["entity_id"] for row in rows if _purge(store, row["entity_id"])]
        store.db.executemany(
            "INSERT INTO change (batch, at, who, source, entity_id, field, old, new, undone)"
            " VALUES (?, ?, ?, '命令', ?, '个人信息', '', '已清除', 1)",
            [(number, store.now, store.who, identity) for identity in taken],
        )
    return len(taken)


def still_open(store: CaseStore, before: str) -> int:
    """How many cases last seen before a day are in hand: without their evidence nothing of them is
    carried on."""
    known = store.cases()
    open_ = to_do(store, known)
    return sum(case["seen"] < before and case["entity_id"] in open_ for case in known)


def _purge(store: CaseStore, identity: str) -> int:
    """How many rows of the store changed."""
    marks = ", ".join("?" * len(_WRITTEN))
    done = [
        store.db.execute(statement, values).rowcount
        for statement, values in (
            (
                "UPDATE entity SET legal_rep = '', phone = '', responsible = '', responsible_phone = ''"
                " WHERE entity_id = ? AND legal_rep || phone || responsible || responsible_phone != ''",
                (identity,),
            ),
            (
                f"DELETE FROM finding WHERE entity_id = ? AND field IN ({marks})",
                (identity, *_WRITTEN),
            ),
            *(
                (
                    f"UPDATE change SET {side} = '{PURGED}' WHERE entity_id = ?"
                    f" AND field IN ({marks}) AND {side} NOT IN ('', '{PURGED}')",
                    (identity, *_WRITTEN),
                )
                for side in ("old", "new")
            ),
            *(
                (
                    f"UPDATE {table} SET reason = '' WHERE entity_id = ? AND reason != ''",
                    (identity,),
                )
                for table in ("clearance", "clearance_before")
            ),
            *_of_what_was_heard(store, identity),
            # What was known when the case was closed is nothing new when it comes again.
            *_without_words(store, identity),
            (
                "UPDATE sighting SET evidence = '[]', adverts = '[]'"
                " WHERE entity_id = ? AND (evidence != '[]' OR adverts != '[]')",
                (identity,),
            ),
        )
    ]
    for row in store.db.execute(
        "SELECT run_id, reasons FROM sighting WHERE entity_id = ?", (identity,)
    ).fetchall():
        if (reasons := _QUOTED.sub("", row["reasons"])) != row["reasons"]:
            store.db.execute(
                "UPDATE sighting SET reasons = ? WHERE entity_id = ? AND run_id = ?",
                (reasons, identity, row["run_id"]),
            )
            done.append(1)
    return sum(done)


def _of_what_was_heard(store: CaseStore, identity: str) -> Iterator[_Statement]:
    """It goes with the evidence, unless the case is closed: then the texts (a hash of each) and their days stay, and
    of what a tip told nothing."""
    holds = store.db.execute(
        "SELECT 1 FROM clearance WHERE entity_id = ? AND until >= ?", (identity, store.today)
    ).fetchone()
    if holds or is_done(store.values(identity).get(HANDLING, "")):
        yield (
            "UPDATE heard SET number = ?1, persons = ?1, amount = ?1 WHERE entity_id = ?2"
            " AND (number != ?1 OR persons != ?1 OR amount != ?1)",
            (UNKNOWN, identity),
        )
    else:
        yield "DELETE FROM heard WHERE entity_id = ?", (identity,)


def _without_words(store: CaseStore, identity: str) -> Iterator[_Statement]:
    for row in store.db.execute(
        "SELECT rowid, evidence, besides FROM sighting WHERE entity_id = ?", (identity,)
    ).fetchall():
        keys = _keys_of(keys_known(row["evidence"], row["besides"]))
        if keys != row["besides"]:
            yield "UPDATE sighting SET besides = ? WHERE rowid = ?", (keys, row["rowid"])
    for table in ("clearance", "clearance_before"):
        for row in store.db.execute(
            f"SELECT rowid, signature FROM {table} WHERE entity_id = ?", (identity,)
        ).fetchall():
            keys = _keys_of(map(str, kept(row["signature"] or "[]", list)))
            if keys != row["signature"] != "":
                yield f"UPDATE {table} SET signature = ? WHERE rowid = ?", (keys, row["rowid"])


def _keys_of(keys: Iterable[str]) -> str:
    return json.dumps(sorted({wordless(key) for key in keys}), ensure_ascii=False)
