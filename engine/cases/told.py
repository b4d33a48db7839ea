"""What the store keeps, as it was kept. Whatever somebody has changed raises sqlite3.DataError."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from engine.text.content import content_of

#: Digits of what stands for words that were purged.
_SHORT = 8
_WORDLESS = re.compile(rf"[^|#]+#[0-9a-f]{{{_SHORT}}}")
#: What earlier versions did not keep.
UNKNOWN = "未记录"


def plain(row: sqlite3.Row) -> dict[str, Any]:
    """A row; its columns hold texts and numbers."""
    if any(isinstance(value, bytes) for value in row):
        raise sqlite3.DataError("bytes")
    return dict(row)


def evidence_key(item: Sequence[str]) -> str:
    """What makes evidence the same at another run: the rule and the words."""
    return f"{item[0]}|{item[2]}"


def wordless(key: str) -> str:
    """A key of evidence that tells nothing of the words. It is short: many a telephone has the same, so that
    none can be found by trying. Of one that is so already, itself."""
    if _WORDLESS.fullmatch(key):
        return key
    rule, _, words = key.partition("|")
    return f"{rule}#{content_of(words)[:_SHORT]}"


def new_among(items: Iterable[Sequence[str]], known: Collection[str]) -> list[Sequence[str]]:
    """Evidence whose key is not ``known``. What a registration tells besides (its sector, how much of
    the scope it is) brings no case back by itself, nor what became of another one that it is tied to."""
    return [
        item
        for item in items
        if not _is_known(evidence_key(item), known)
        and not (item[0].startswith("REG-") and item[6] == "context")
        and not item[0].startswith("CASE-")
    ]


def _is_known(key: str, known: Collection[str]) -> bool:
    return key in known or wordless(key) in known


def evidence_of(text: str) -> list[list[str]]:
    """The evidence of a sighting. Raises sqlite3.DataError where somebody has changed it."""
    found: list[list[str]] = kept(text, list)
    for item in found:
        if not isinstance(item, list) or len(item) < 7 or not all(isinstance(c, str) for c in item):
            raise sqlite3.DataError("evidence")
    return found


def keys_known(evidence: str, besides: str) -> set[str]:
    """Keys of the evidence of a sighting, and of what counted not because that said the same. Raises
    sqlite3.DataError."""
    found: list[str] = kept(besides, list)
    if not all(isinstance(key, str) for key in found):
        raise sqlite3.DataError("besides")
    return {evidence_key(item) for item in evidence_of(evidence)}.union(found)


def fallen_of(text: str) -> set[int]:
    """Items of evidence that a later run judged otherwise. Raises sqlite3.DataError."""
    found = kept(text, list)
    if not all(isinstance(number, int) for number in found):
        raise sqlite3.DataError("fallen")
    return set(found)


def kept(text: str, kind: type) -> Any:
    """What was kept as JSON. Raises sqlite3.DataError where it is no ``kind``."""
    try:
        found = json.loads(text)
    except (ValueError, TypeError, RecursionError) as cause:
        raise sqlite3.DataError("JSON") from cause
    if not isinstance(found, kind):
        raise sqlite3.DataError("JSON")
    return found
