"""What an office wrote down about a thing that is no firm: an advert, a tip placed with nobody, a fault of
the files. It is told when the thing comes again, and decides nothing."""

from __future__ import annotations

from collections.abc import Mapping

from engine.cases.database import Database
from engine.export.noted import HANDED

#: In the log, in the stead of a field; the key of the thing is in that of the firm.
NOTE = "核查记录"
#: As they are told one after the other.
_SAID = ("处置措施", "处理情况", "实际业务", *HANDED, "备注", "核查人")


def put(
    store: Database, batch: int, key: str, name: str, values: Mapping[str, str], source: str
) -> bool:
    """Write down what stands in a row; False where it is known."""
    told = (field for field in _SAID if values.get(field))
    said = "，".join(f"{field if field in HANDED else ''}{values[field]}" for field in told)
    day = values.get("核查日期") or store.today
    row = store.db.execute("SELECT said FROM note WHERE key = ?", (key,)).fetchone()
    if not said or (row and row["said"] == said):
        return False
    store.log(batch, key, NOTE, row["said"] if row else "", said, source)
    store.db.execute("INSERT OR REPLACE INTO note VALUES (?, ?, ?, ?)", (key, name, said, day))
    return True


def take_back(store: Database, key: str, said: str) -> None:
    """As it was before somebody wrote."""
    if said:
        store.db.execute("UPDATE note SET said = ? WHERE key = ?", (said, key))
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
