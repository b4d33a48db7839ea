"""Workbooks that come back: their sheets, and what of them stands in no cell."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.export.made import MARK
from engine.ingest.files import Source
from engine.ingest.limits import USUAL
from engine.ingest.reader import contents
from engine.ingest.sheets.workbook import BadWorkbook, sheets_of
from engine.model.errors import InputError

_SUFFIXES = (".xlsx", ".xls")
#: What Excel and WPS leave beside a workbook that is open.
_OPEN = ("~$", ".~")
_MARK = re.compile(rf'name="{MARK}"[^>]*>\s*<(?:\w+:)?lpwstr[^>]*>([0-9a-f]{{64}})<')
_COMMENTS = re.compile(r"xl/(?:threadedComments/|comments/)?(?:threadedC|c)omments?\d*\.xml")
_CELL = re.compile(r'<(?:threadedComment|comment) [^>]*?ref="([A-Z]{1,3}[0-9]{1,7})"')
#: Bytes of a part that are looked at; so many cells are named.
_PART, _NAMED = 1 << 20, 10


@dataclass(frozen=True, slots=True)
class Book:
    """``made``: of which inputs the run was that wrote it, "" where it does not say so; ``comments``: cells
    with a remark hung to them."""

    name: str
    sheets: list[tuple[str, list[list[str]]]]
    made: str
    comments: tuple[str, ...]

    def unread_comments(self) -> str:
        """For whoever hung them there; "" where there are none."""
        if not self.comments:
            return ""
        more = f"等 {len(self.comments)} 处" if len(self.comments) > _NAMED else ""
        cells = "、".join(self.comments[:_NAMED])
        return f"{self.name} 里有批注（单元格 {cells}{more}），批注不读入。要记下的，请写在“备注”一列再导入"


def books_in(path: Path) -> list[Path]:
    """The workbook, or those of a folder, without what a program that has one open lays beside it."""
    if not path.is_dir():
        return [path]
    return sorted(
        one
        for one in path.iterdir()
        if one.suffix.lower() in _SUFFIXES and not one.name.startswith(_OPEN) and one.is_file()
    )


def read_book(path: Path) -> Book:
    """Raises InputError, in words for who has to import it."""
    if not path.is_file():
        raise InputError(f"找不到文件“{path}”。")
    try:
        data = contents(Source(path, path.name, from_folder=False), USUAL)
        sheets = list(sheets_of(data, path.name))
    except BadWorkbook as error:
        locked = "（有密码）" if error.locked else ""
        raise InputError(
            f"“{path.name}”不是可读的 Excel 文件{locked}。请用 Excel 打开后另存为没有密码的 xlsx 再试。"
        ) from error
    except InputError as error:  # a limit, which no option raises here
        raise InputError(str(error).partition("；确有需要")[0]) from error
    parts = dict(_parts(data))
    found = _MARK.search(parts.get("docProps/custom.xml", ""))
    cells = dict.fromkeys(
        cell
        for name, part in parts.items()
        if name.startswith("xl/")
        for cell in _CELL.findall(part)
    )
    return Book(path.name, sheets, found[1] if found else "", tuple(cells))


def _parts(data: bytes) -> Iterator[tuple[str, str]]:
    """The properties and the comments of an xlsx, which ``sheets_of`` has found fit to be unpacked."""
    if not data.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                if name == "docProps/custom.xml" or _COMMENTS.fullmatch(name):
                    with archive.open(name) as part:
                        yield name, part.read(_PART).decode("utf-8", "replace")
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, EOFError, ValueError):
        return  # what it holds besides its cells nobody knows
