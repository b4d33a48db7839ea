"""What an office wrote down about a thing that is no firm: an advert, a tip placed with nobody, a fault of
the files. It is told when the thing comes again, and decides nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping

from engine.cases.database import Database
from engine.export.noted import HANDED

#: In the log, in the stead of a field; the key of the thing is in that of the firm.
NOTE = "核查记录"
#: As they are told one after the other.
_SAID = ("处置措施", "处理情况", "实际业务", *HANDED, "备注", "核查人")
_DATED = re.compile(r"(\d{4}-\d\d-\d\d) (.+)", re.DOTALL)


def said_in(values: Mapping[str, str]) -> str:
    """What stands in a row, as it is told."""
    told = (field for field in _SAID if values.get(field))
    return "，".join(f"{field if field in HANDED else ''}{values[field]}" for field in told)


def day_of(store: Database, values: Mapping[str, str]) -> str:
    """The day that a row is of: today, if nobody wrote one, or one to come."""
    return min(values.get("核查日期") or store.today, store.today)


def known(store: Database, key: str) -> tuple[str, str]:
    """Its day, and what was written down about the thing; twice "" for nothing."""
    row = store.db.execute("SELECT day, said FROM note WHERE key = ?", (key,)).fetchone()
    return (row["day"], row["said"]) if row else ("", "")


def put(
    store: Database, batch: int, key: str, name: str, values: Mapping[str, str], source: str
) -> bool:
    """Write down what stands in a row; False where it is known."""
    said, (before, was) = said_in(values), known(store, key)
    if not said or said == was:
        return False
    day = day_of(store, values)
    # With its day: whoever takes it back has nothing else.
    store.log(batch, key, NOTE, f"{before} {was}" if was else "", f"{day} {said}", source)
    store.db.execute(
        "INSERT INTO note (key, name, said, day) VALUES (?, ?, ?, ?) ON CONFLICT (key)"
        " DO UPDATE SET said = excluded.said, day = excluded.day",
        (key, name, said, day),
    )
    return True


def take_back(store: Database, key: str, told: str) -> None:
    """As it was before somebody wrote: ``told`` with its day, or without one by an earlier version."""
    if found := _DATED.fullmatch(told):
        store.db.execute("UPDATE note SET day = ?, said = ? WHERE key = ?", (*found.groups(), key))
    elif told:
        store.db.execute("UPDATE note SET said = ? WHERE key = ?", (told, key))
    else:
        store.db.execute("DELETE FROM note WHERE key = ?", (key,))


def noted(store: Database) -> dict[str, tuple[str, str]]:
    """Key → (day, what was written)."""
    rows = store.db.execute("SELECT key, day, said FROM note")
    return {row["key"]: (row["day"], row["said"]) for row in rows}


def purge(store: Database, before: str) -> int:
    """Take away what was written before a day, also from the log; how many."""
    gone = [row[0] for row in store.db.execute("SELECT key FROM note WHERE day < ?", (before,))]
    for key in gone:
        store.db.execute("DELETE FROM note WHERE key = ?", (key,))
        store.db.execute("DELETE FROM change WHERE entity_id = ? AND field = ?", (key, NOTE))
    return len(gone)
