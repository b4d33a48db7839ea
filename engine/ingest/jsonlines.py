"""jsonl (one object a line) and JSON arrays of objects."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa

from engine.ingest.cells import cell_text, text_list, whole
from engine.ingest.encodings import to_utf8
from engine.ingest.headers import label
from engine.ingest.limits import USUAL, Limits, beyond
from engine.ingest.locate import usable
from engine.ingest.raw import BadRow, NoHeader, RawTable
from engine.model.terms import RecordKind

#: Characters of a file that tell what its lines are.
_HEAD = 1 << 18


def read_json(data: bytes, kind: RecordKind, source: str, limits: Limits = USUAL) -> RawTable:
    """Raises NotText, NoHeader and InputError."""
    body, encoding, _ = to_utf8(data)
    text = body.decode("utf-8")
    bad: list[BadRow] = []
    records = _array(text, bad)
    if records is None:
        records = _lines(text, bad)
    names = _names(records)
    if len(names) > limits.columns:
        raise beyond("columns", "字段数", f"为 {len(names)}", limits.columns, source)
    labels = label([whole(name) for name in names], kind)
    if not usable(labels, kind):
        raise NoHeader(names)
    columns = [text_list([r.get(name) for _, r in records]) for name in names]
    numbers = pa.array([row for row, _ in records], pa.int64())
    return RawTable(labels, columns, numbers, encoding, bad=bad)


def names_in(data: bytes) -> list[str]:
    """Of the fields, as the first objects have them. Raises NotText."""
    text = to_utf8(data)[0].decode("utf-8")
    records = _array(text, [])
    if records is None:
        records = _lines(text[: text.rfind("\n", 0, _HEAD) + 1] or text, [])
    return [whole(name) for name in _names(records)]


def _names(records: list[tuple[int, dict[str, Any]]]) -> list[str]:
    names: dict[str, None] = {}
    for _, record in records:
        names.update(dict.fromkeys(record))
    return list(names)


def _array(text: str, bad: list[BadRow]) -> list[tuple[int, dict[str, Any]]] | None:
    if not text.lstrip().startswith("["):
        return None
    try:
        items = json.loads(text, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        return None
    for row, item in enumerate(items, 1):
        if not isinstance(item, dict):
            bad.append(BadRow(row, "这一项不是 JSON 对象", (cell_text(item),)))
    return [(row, item) for row, item in enumerate(items, 1) if isinstance(item, dict)]


def _lines(text: str, bad: list[BadRow]) -> list[tuple[int, dict[str, Any]]]:
    records = []
    # Only real line ends: JSON text may hold U+2028 and the like.
    for row, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if not line.strip():
            continue
        try:
            # Numbers keep the digits they were written with.
            item = json.loads(line, parse_float=str, parse_int=str)
        except (ValueError, RecursionError):
            bad.append(BadRow(row, "不是完整的 JSON 对象", (line,)))
            continue
        if isinstance(item, dict):
            records.append((row, item))
        else:
            bad.append(BadRow(row, "这一行不是 JSON 对象", (line,)))
    return records
