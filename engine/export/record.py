"""``run.json``: the audit record of the run, with the hashes of what it wrote."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from engine.ingest.ours import record_of
from engine.model.columns import replace_surrogates
from engine.model.names import FILES

#: Direction marks, separators of lines, what has no width: JSON would show them as they are.
_UNSEEN = re.compile(
    "[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff\U000e0000-\U000e007f]"
)


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def as_written(out: Path) -> bool:
    """Whether the workbook in ``out`` is to the byte the one of the record beside it."""
    outputs = record_of(out).get("outputs")
    known = outputs.get(FILES[0]) if isinstance(outputs, dict) else None
    return known is not None and sha256(out / FILES[0]) == known


def write_record(
    run: Mapping[str, Any], outputs: Sequence[Path], path: Path, known: Mapping[str, str]
) -> None:
    """Write ``run`` in the order of its keys, then ``outputs`` as file name → sha256; ``known``:
    those that were told while the file was written."""
    record = {str(key): _plain(value) for key, value in run.items()}
    record["outputs"] = {file.name: known.get(file.name) or sha256(file) for file in outputs}
    text = json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False)
    path.write_bytes(_seen(text).encode() + b"\n")


def _seen(text: str) -> str:
    """Names of files and headers may turn or hide what stands beside them: spelled out they say the
    same to whoever parses the record, and nothing else to whoever reads it."""
    return _UNSEEN.sub(lambda found: json.dumps(found.group())[1:-1], text)


def _plain(value: Any) -> Any:
    """The value in the types of JSON; what JSON lacks becomes text, not-a-number becomes null."""
    if value is None or (isinstance(value, bool | int) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Enum):
        return _plain(value.value)
    if isinstance(value, str):
        return replace_surrogates(value)
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {replace_surrogates(str(key)): _plain(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, AbstractSet):
        return sorted((_plain(item) for item in value), key=str)
    if isinstance(value, Sequence):
        return [_plain(item) for item in value]
    if hasattr(value, "tolist"):  # numpy scalars and arrays
        return _plain(value.tolist())
    return replace_surrogates(str(value))
