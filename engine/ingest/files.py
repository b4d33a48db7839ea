"""Paths the user gave → files to read, each with the name it will carry in the results."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from engine.ingest.cells import whole
from engine.ingest.ours import OF_RESULTS, Ours
from engine.model.errors import InputError, why

TEXT = frozenset({".csv", ".tsv", ".txt"})
WORKBOOKS = frozenset({".xlsx", ".xls", ".xlsm"})
JSON = frozenset({".jsonl", ".ndjson", ".json"})
PARQUET = frozenset({".parquet"})
SUFFIXES = TEXT | WORKBOOKS | JSON | PARQUET
KNOWN = "csv、tsv、txt、xlsx、xls、jsonl、json、parquet"

#: What to do about files that are often given and cannot be read, by suffix.
_PAPER = "请向提供的单位要 Excel 或 csv 文件；只有这一份的，照着录入 Excel 表格"
_PACKED = "请先解压，再给出解压后的文件或文件夹"
_RESAVED = "请用 WPS 表格或 Excel 打开后另存为 xlsx"
_WRITTEN = "请把里面的表格复制到 Excel，另存为 xlsx"
_INSTEAD = {
    **dict.fromkeys((".pdf", ".ofd", ".caj"), _PAPER),
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".gif", ".heic"), _PAPER),
    **dict.fromkeys((".zip", ".rar", ".7z", ".gz", ".tar", ".tgz"), _PACKED),
    **dict.fromkeys(
        (".et", ".ett", ".ods", ".numbers", ".xlsb", ".xlt", ".xltx", ".dbf", ".slk", ".dif"),
        _RESAVED,
    ),
    **dict.fromkeys((".mht", ".mhtml", ".htm", ".html", ".xml"), _RESAVED),
    **dict.fromkeys((".doc", ".docx", ".wps", ".rtf", ".ppt", ".pptx"), _WRITTEN),
}
_OF_THE_SYSTEM = frozenset({"thumbs.db", "desktop.ini"})
_SHOWN = 60
_LINE_ENDS = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]+")
#: How the name of what is open in Excel begins.
_OPEN = "~$"


class Source(NamedTuple):
    """A file to read. ``sheets``: those to be read of it, where not all are of one kind; ``said``:
    what the account tells of why it is read so; ``strict``: a header that is clearly one of another
    kind is refused."""

    path: Path
    name: str
    from_folder: bool
    sheets: frozenset[str] | None = None
    said: tuple[str, ...] = ()
    strict: bool = False


#: What a user names, or what was found already.
Given = Path | Source


def collect(paths: Sequence[Given], most: int = 2000) -> list[Source]:
    """Files in the order given, folders sorted; a file that is named twice is read once.

    What is named by itself is no file from a folder, even where its folder is given too.
    """
    found: dict[Path, Source] = {}
    for given in paths:
        for source in [given] if isinstance(given, Source) else _found(Path(given), most):
            real = real_path(source.path)
            first = found.setdefault(real, source)
            if first.from_folder and not source.from_folder:
                found[real] = source._replace(path=first.path, name=first.name)
    counts = Counter(source.name for source in found.values())
    return [
        s._replace(name=_line(whole(s.name if counts[s.name] == 1 else s.path.as_posix())))
        for s in found.values()
    ]


def _line(name: str) -> str:
    """A name as messages show it: a line end in it could forge a message of ours."""
    return name if name.isprintable() else _LINE_ENDS.sub(" ", name)


def real_path(path: Path) -> Path:
    """What tells one file from another."""
    return path.resolve() if path.exists() else path


def others(paths: Sequence[Given]) -> list[str]:
    """Names of files in the folders that are of no type we read, in order."""
    found: dict[str, None] = {}
    for given in _named(paths):
        with readable(given):
            if given.is_dir():
                found |= dict.fromkeys(sorted(map(whole, _unknown(given))))
    return list(found)


def _named(paths: Sequence[Given]) -> Iterator[Path]:
    return (Path(given) for given in paths if not isinstance(given, Source))


def _unknown(folder: Path) -> Iterator[str]:
    ours = Ours()
    for path in folder.rglob("*"):
        inside = path.relative_to(folder)
        told = path.suffix.lower() in SUFFIXES or path.name.lower() in _OF_THE_SYSTEM
        if not told and not _hidden(inside) and path.is_file() and not ours.result(path, folder):
            yield inside.as_posix()


def results(paths: Sequence[Given]) -> list[str]:
    """Folders with results of earlier runs among those given; what is of a result is not read."""
    found: dict[str, None] = {}
    for given in _named(paths):
        with readable(given):
            ours = Ours()
            for path in sorted(given.rglob("*")) if given.is_dir() else ():
                hidden = _hidden(path.relative_to(given)) or not path.is_file()
                if not hidden and (folder := ours.result(path, given)):
                    inside = folder.relative_to(given)
                    found[whole(inside.as_posix() if inside.parts else given.name or ".")] = None
    return list(found)


@contextlib.contextmanager
def readable(given: Path) -> Iterator[None]:
    """What the system says of an input is told of the input, by its name."""
    try:
        yield
    except OSError as cause:
        name = given.name if len(given.name) <= _SHOWN else f"{given.name[:_SHOWN]}……"
        raise InputError(
            f"打不开输入文件 {_line(name)}：{why(cause)}。请检查路径和权限。"
        ) from cause


def _found(given: Path, most: int) -> list[Source]:
    with readable(given):
        return _expand(given, most)


def _expand(given: Path, most: int) -> list[Source]:
    shown = _line(str(given))
    if given.is_dir():
        inside = sorted(_inside(given))
        if len(inside) > most:
            raise InputError(
                f"文件夹 {shown} 里有 {len(inside)} 个文件，超过上限 {most}。"
                "请只放这次要筛查的文件，或加 --limit files=更大的数。"
            )
        if not inside:
            raise InputError(f"文件夹 {shown} 里没有可读的文件。请放入 {KNOWN} 文件。")
        return [Source(p, p.relative_to(given).as_posix(), True) for p in inside]
    if not given.exists():
        raise InputError(f"找不到文件 {shown}。请检查路径和文件名。")
    if not given.is_file():
        # A pipe or a device may never end.
        raise InputError(
            f"{shown} 不是普通文件（可能是管道或设备），没有读取。请给出保存好的文件。"
        )
    if given.name in OF_RESULTS and Ours().holds(given.parent):
        raise InputError(
            f"{shown} 是筛查结果，不是要筛查的资料。请给出企业登记、广告等原始文件。"
            "核查后填好的清单用 saolou cases import 导入。"
        )
    if given.suffix.lower() not in SUFFIXES:
        raise InputError(f"文件 {_line(given.name)} 的类型不能读取。{instead(given.name)}。")
    if given.name.startswith(_OPEN):
        raise InputError(
            f"{_line(given.name)} 是 Excel、WPS 打开文件时的临时文件，不是资料。"
            f"请关闭它，给出 {_line(given.name).removeprefix(_OPEN)}。"
        )
    return [Source(given, given.name, False)]


def instead(name: str) -> str:
    """What to do about a file of a type that cannot be read."""
    return _INSTEAD.get(Path(name).suffix.lower(), f"请另存为 {KNOWN} 之一")


def _inside(folder: Path) -> Iterator[Path]:
    """Files of a folder; links to folders are not followed, so that no loop is endless.

    Dead links, pipes and devices are among them: passed over in silence they would be rows nobody
    misses. Whoever reads them is told by ``refuse_special``.
    """
    ours = Ours()
    for path in folder.rglob("*"):
        named = path.suffix.lower() in SUFFIXES and not _hidden(path.relative_to(folder))
        if named and not path.is_dir() and not ours.result(path, folder):
            yield path


def refuse_special(source: Source) -> None:
    """Raises InputError for what is no ordinary file: a pipe or a device may never end."""
    if not source.path.is_file():
        raise InputError(
            f"{source.name} 不是普通文件（失效的链接、管道或设备）。请换成保存好的文件。"
        )


def state(path: Path) -> tuple[int, int]:
    """What changes when somebody writes into a file: rows that were read while it did are of no file
    that there ever was. Raises OSError."""
    told = path.stat()
    return told.st_size, told.st_mtime_ns


def _hidden(path: Path) -> bool:
    return any(part.startswith((".", _OPEN)) for part in path.parts)
