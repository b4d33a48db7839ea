"""Of which run a workbook is: a property of the file, which stays whatever is done to its sheets."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

#: What the property is called.
MARK = "saolou"


def inputs_digest(record: Mapping[str, Any]) -> str:
    """The same for runs over the same files. ``record``: of a run."""
    hashes = "|".join(str(source["sha256"]) for source in record["inputs"])
    return hashlib.sha256(hashes.encode()).hexdigest()


def made_of(record: Mapping[str, Any]) -> str:
    """What the mark says; "" of a run over frames, which have no hash to tell them by."""
    known = record.get("inputs") or ()
    return inputs_digest(record) if known and all(one.get("sha256") for one in known) else ""
