"""Paths the user gave → files to read, each with the name it will carry in the results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.ingest.cells import whole
from engine.model.errors import InputError

TEXT = frozenset({".csv", ".tsv", ".txt"})
WORKBOOKS = frozenset({".xlsx", ".xls", ".xlsm"})
JSON = frozenset({".jsonl", ".ndjson", ".json"})
PARQUET = frozenset({".parquet"})
SUFFIXES = TEXT | WORKBOOKS | JSON | PARQUET
#: Papers that may hold a table somebody counts on; a script or a note beside the data does not.
PAPERS = frozenset(
    [
        ".doc",
        ".docx",
        ".wps",
        ".rtf",
        ".odt",
        ".ofd",
        ".pdf",
        ".et",
        ".ett",
        ".ods",
        ".dbf",
        ".mdb",
        ".accdb",
        ".numbers",
        ".htm",
        ".html",
        ".xml",
        ".zip",
        ".rar",
        ".7z",
        ".jpg",
        ".jpeg",
        ".png",
        ".bmp",
        ".tif",
        ".tiff",
        ".heic",
    ]
)
KNOWN = "csv、tsv、txt、xlsx、xls、jsonl、json、parquet"


@dataclass(frozen=True, slots=True)
class Source:
    path: Path
    name: str
    from_folder: bool


def collect(paths: Sequence[Path], most: int = 2000) -> list[Source]:
    """Files in the order given, folders sorted; a file that is named twice is read once.

    What is named by itself is no file from a folder, even where its folder is given too.
    """
    found: dict[Path, tuple[Path, str, bool]] = {}
    for given in paths:
        for path, name, inside in _expand(Path(given), most):
            real = path.resolve() if path.exists() else path
            first = found.get(real)
            if first is None:
                found[real] = (path, name, inside)
            elif first[2] and not inside:
                found[real] = (*first[:2], False)
    counts = Counter(name for _, name, _ in found.values())
    return [
        Source(path, whole(name if counts[name] == 1 else path.as_posix()), inside)
        for path, name, inside in found.values()
    ]


def _expand(given: Path, most: int) -> list[tuple[Path, str, bool]]:
    if given.is_dir():
        inside = sorted(_inside(given))
        if len(inside) > most:
            raise InputError(
                f"文件夹 {given} 里有 {len(inside)} 个文件，超过上限 {most}。"
                "请只放这次要筛查的文件，或加 --limit files=更大的数。"
            )
        if not inside:
            raise InputError(f"文件夹 {given} 里没有可读的文件。请放入 {KNOWN} 文件。")
        return [(p, p.relative_to(given).as_posix(), True) for p in inside]
    if not given.exists():
        raise InputError(f"找不到文件 {given}。请检查路径和文件名。")
    if not given.is_file():
        # A pipe or a device may never end.
        raise InputError(
            f"{given} 不是普通文件（可能是管道或设备），没有读取。请给出保存好的文件。"
        )
    if given.suffix.lower() not in SUFFIXES:
        raise InputError(f"不认识文件 {given.name} 的类型。请另存为 {KNOWN} 之一。")
    return [(given, given.name, False)]


def passed_over(paths: Sequence[Path]) -> list[str]:
    """Papers in the folders given that are no tables, and are not read."""
    found = {
        path.relative_to(folder).as_posix()
        for folder in map(Path, paths)
        if folder.is_dir()
        for path in folder.rglob("*")
        if path.suffix.lower() in PAPERS and not _hidden(path.relative_to(folder))
    }
    return sorted(map(whole, found))


def _inside(folder: Path) -> Iterator[Path]:
    """Files of a folder; links to folders are not followed, so that no loop is endless.

    Dead links, pipes and devices are among them: passed over in silence they would be rows nobody
    misses. Whoever reads them is told by ``refuse_special``.
    """
    for path in folder.rglob("*"):
        named = path.suffix.lower() in SUFFIXES and not _hidden(path.relative_to(folder))
        if named and not path.is_dir():
            yield path


def refuse_special(source: Source) -> None:
    """Raises InputError for what is no ordinary file: a pipe or a device may never end."""
    if not source.path.is_file():
        raise InputError(
            f"{source.name} 不是普通文件（失效的链接、管道或设备）。请换成保存好的文件。"
        )


def _hidden(path: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.parts)
