"""Results of earlier runs that lie in a folder of inputs. Read as inputs, firms that are in no
register any more would stay leads for ever."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from engine.model.names import DATASETS, FILES, WORKING, known

#: No record of ours is larger by far.
_MOST = 1 << 26
#: Nobody else names files so.
OF_RESULTS = ("leads.xlsx", "entities.csv", "evidence.csv")


class Ours:
    """Asked of one folder after the other while inputs are looked for."""

    def __init__(self) -> None:
        self.holds = cache(_holds_result)

    def result(self, path: Path, root: Path) -> Path | None:
        """The folder with a result, below or at ``root``, of which ``path`` is a part."""
        folder, name = path.parent, path.name
        while True:
            if name == WORKING or (known(name) and self.holds(folder)):
                return folder
            if folder == root or folder == folder.parent:
                return None
            folder, name = folder.parent, folder.name


def _holds_result(folder: Path) -> bool:
    """By its record, or, where that is lost, by files that nobody else names so together."""
    if all((folder / name).is_file() for name in OF_RESULTS):
        return True
    record = record_of(folder)
    outputs = record.get("outputs")
    named = {*FILES, *DATASETS}
    return isinstance(outputs, dict) and "saolou" in record and bool(outputs.keys() & named)


def record_of(folder: Path) -> dict[str, Any]:
    """What the record of a result says; empty if there is none that can be read. In its place there
    may be anything, also what is never read to its end."""
    file = folder / FILES[-1]
    try:
        if not file.is_file() or file.stat().st_size > _MOST:
            return {}
        record = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return record if isinstance(record, dict) else {}
