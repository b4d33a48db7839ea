"""Paths the user gave → files to read, each with the name it will carry in the results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.model.errors import InputError

TEXT = frozenset({".csv", ".tsv", ".txt"})
WORKBOOKS = frozenset({".xlsx", ".xls", ".xlsm"})
JSON = frozenset({".jsonl", ".ndjson", ".json"})
PARQUET = frozenset({".parquet"})
SUFFIXES = TEXT | WORKBOOKS | JSON | PARQUET
KNOWN = "csv、tsv、txt、xlsx、xls、jsonl、json、parquet"


@dataclass(frozen=True, slots=True)
class Source:
    path: Path
    name: str
    from_folder: bool


def collect(paths: Sequence[Path]) -> list[Source]:
    """Files in the order given, folders sorted; a file that is named twice is read once."""
    found: list[tuple[Path, str, Path, bool]] = []
    seen: set[Path] = set()
    for given in paths:
        for path, name, inside in _expand(Path(given)):
            real = path.resolve()
            if real not in seen:
                seen.add(real)
                found.append((path, name, Path(given), inside))
    counts = Counter(name for _, name, _, _ in found)
    return [
        Source(path, name if counts[name] == 1 else path.as_posix(), inside)
        for path, name, _, inside in found
    ]


def _expand(given: Path) -> list[tuple[Path, str, bool]]:
    if given.is_dir():
        inside = sorted(
            p
            for p in given.rglob("*")
            if p.is_file() and p.suffix.lower() in SUFFIXES and not _hidden(p.relative_to(given))
        )
        if not inside:
            raise InputError(f"文件夹 {given} 里没有可读的文件。请放入 {KNOWN} 文件。")
        return [(p, p.relative_to(given).as_posix(), True) for p in inside]
    if not given.exists():
        raise InputError(f"找不到文件 {given}。请检查路径和文件名。")
    if given.suffix.lower() not in SUFFIXES:
        raise InputError(f"不认识文件 {given.name} 的类型。请另存为 {KNOWN} 之一。")
    return [(given, given.name, False)]


def _hidden(path: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.parts)
