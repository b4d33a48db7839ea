"""Tables of a web page or of Excel's XML of 2003: what many systems export as ``.xls``.

Tags are found by one pattern and nothing is built of the page, so that time and memory go with its size
whatever it holds.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

from engine.ingest.delimited.encodings import NotText, to_utf8
from engine.ingest.limits import Limits, beyond
from engine.ingest.sheets.merged import Range
from engine.model.errors import InputError

_HEAD = 1 << 16
_BEGIN = re.compile(
    r"<(?:!doctype\s+html|html|head|meta|body|style|table|\?mso-application|(?:\w+:)?workbook)\b",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"<(/?)(?:\w+:)?(table|worksheet|tr|row|td|th|cell)(?![\w\-:])"
    r"((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*|[^<>]*)>",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"(?:^|[\s:])(colspan|rowspan|index|mergeacross|mergedown|name)\s*=\s*"
    r"(?:\"([^\"]{0,99})\"|'([^']{0,99})'|([^\s\"'/]{0,99}))",
    re.IGNORECASE,
)
_ANY_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")
_BREAK = re.compile(r"<(?:br|/p|/div|/li)\b[^<>]*>", re.IGNORECASE)
_DAY = re.compile(
    r"<(?:\w+:)?data\b[^<>]*\bDateTime\b[^<>]*>([0-9]{4}-[0-9]{2}-[0-9]{2})T00:00:00", re.IGNORECASE
)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_ROWS, _CELLS = frozenset({"tr", "row"}), frozenset({"td", "th", "cell"})
#: As browsers do with a cell that claims to go over more.
_SPAN, _DOWN = 1000, 65_534
#: Tables that anybody looks through, one page of a list in each.
_TABLES = 1000


class Table(NamedTuple):
    name: str
    rows: list[list[str]]
    merged: list[Range]


def is_markup(data: bytes) -> bool:
    """Whether a file begins as a web page or XML with tables does."""
    head = data[:_HEAD]
    codec = "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "latin-1"
    text = head.decode(codec, "replace").lstrip("\ufeffï»¿ \t\r\n")
    return text.startswith("<") and _BEGIN.search(text) is not None


def tables_of(data: bytes, source: str, limits: Limits) -> list[Table]:
    """Every table, also those that lie in a cell of another. Raises InputError for a page that ends
    within a table, as rows may be missing, or that is beyond a limit."""
    try:
        body, _, _ = to_utf8(data)
    except NotText:
        raise InputError(
            f"文件 {source} 是网页格式，里面有不能识别的文字。请用 Excel 打开后另存为 xlsx。"
        ) from None
    reading = _Reading(_without_comments(body.decode("utf-8", "replace")), source, limits)
    found = reading.tables()
    if reading.open:
        raise InputError(
            f"文件 {source} 是网页格式的表格，末尾没有写完，可能缺行，没有读取。"
            "请重新导出；确认完整的，用 Excel 打开后另存为 xlsx。"
        )
    return found


def _without_comments(text: str) -> str:
    begin, *rest = text.split("<!--")
    return begin + "".join(part.partition("-->")[2] if "-->" in part else part for part in rest)


@dataclass(slots=True)
class _Open:
    """A table that is being read. ``since``: where the text of its open cell goes on; ``down``: by
    column, in how many rows more a cell from above stands; ``span``: of the open cell, (columns, rows)."""

    name: str
    rows: list[list[str]] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    since: int | None = None
    texts: list[str] = field(default_factory=list)
    span: tuple[int, int] = (1, 1)
    down: dict[int, int] = field(default_factory=dict)


class _Reading:
    def __init__(self, text: str, source: str, limits: Limits) -> None:
        self._text, self._source, self._limits = text, source, limits
        self.open: list[_Open] = []
        self._cells = 0
        self._sheet = ""

    def tables(self) -> list[Table]:
        found: list[_Open] = []
        for tag in _TAG.finditer(self._text):
            word, ends = tag[2].lower(), bool(tag[1])
            if word == "worksheet":
                self._sheet = "" if ends else unescape(_told(tag[3]).get("name", ""))
            elif word == "table" and not ends and not tag[3].endswith("/"):
                if self.open:
                    self._pause(self.open[-1], tag.start())
                if len(found) == _TABLES:
                    raise InputError(
                        f"文件 {self._source} 是网页格式，里面有超过 {_TABLES} 张表格，没有读取。"
                        "请在原系统里导出成一张表，或用 Excel 打开后另存为 xlsx。"
                    )
                found.append(_Open(self._sheet or f"表{len(found) + 1}"))
                self.open.append(found[-1])
            elif self.open:
                self._inside(self.open[-1], word, ends, tag)
        only = len(found) == 1 and found[0].name == "表1"
        return [Table("" if only else one.name, one.rows, one.merged) for one in found]

    def _inside(self, table: _Open, word: str, ends: bool, tag: re.Match[str]) -> None:
        self._close_cell(table, tag.start())
        if word == "table":
            if ends:
                self._close_row(table)
                self.open.pop()
                if self.open and self.open[-1].texts:
                    self.open[-1].since = tag.end()
        elif word in _ROWS and not ends:
            self._row(table, _told(tag[3]))
        elif word in _CELLS and not ends:
            self._cell(table, tag)

    def _close_row(self, table: _Open) -> None:
        if table.rows and table.down:
            self._pass(table, table.rows[-1], max(table.down) + 1)

    def _row(self, table: _Open, told: dict[str, str]) -> None:
        self._close_row(table)
        place = _number(told.get("index"), 0, self._limits.rows)
        self._count(max(0, place - 1 - len(table.rows)))
        table.rows += [[] for _ in range(place - 1 - len(table.rows))]
        table.rows.append([])
        self._count(1)

    def _cell(self, table: _Open, tag: re.Match[str]) -> None:
        told = _told(tag[3])
        if not table.rows:
            table.rows.append([])
        row = table.rows[-1]
        self._pass(table, row, _number(told.get("index"), 0, self._limits.columns + 1) - 1)
        across, down = told.get("colspan"), told.get("rowspan")
        table.span = (
            max(1, _number(across, 1, _SPAN), _number(told.get("mergeacross"), 0, _SPAN) + 1),
            max(1, _number(down, 1, _DOWN), _number(told.get("mergedown"), 0, _DOWN) + 1),
        )
        table.since = tag.end()
        if tag[3].endswith("/"):
            self._close_cell(table, tag.end())

    def _pass(self, table: _Open, row: list[str], place: int) -> None:
        """Leave out columns until ``place``, and those in which a cell from above stands."""
        while len(row) < place or len(row) in table.down:
            if (more := table.down.pop(len(row), 0)) > 1:
                table.down[len(row)] = more - 1
            row.append("")
            self._count(1)

    def _pause(self, table: _Open, at: int) -> None:
        if table.since is not None:
            table.texts.append(self._text[table.since : at])
            table.since = None

    def _close_cell(self, table: _Open, at: int) -> None:
        self._pause(table, at)
        if not table.texts:
            return
        row, (across, down) = table.rows[-1], table.span
        if down > 1:
            top = len(table.rows) - 1
            table.merged.append(((top, len(row)), (top + down - 1, len(row) + across - 1)))
            table.down.update(dict.fromkeys(range(len(row), len(row) + across), down - 1))
        row += [_shown("".join(table.texts)), *[""] * (across - 1)]
        table.texts = []
        self._count(across)

    def _count(self, cells: int) -> None:
        self._cells += cells
        most = self._limits.cells
        if self._cells > most:
            raise beyond("cells", "表格", f"有 {self._cells} 个或更多单元格", most, self._source)


def _told(attributes: str) -> dict[str, str]:
    found = _ATTRIBUTE.finditer(attributes) if attributes else ()
    return {one[1].lower(): one[2] or one[3] or one[4] or "" for one in found}


def _number(told: str | None, usual: int, most: int) -> int:
    said = (told or "").strip()
    return min(int(said[:9]), most) if said.isascii() and said.isdigit() else usual


def _shown(inside: str) -> str:
    """The text of a cell as a browser shows it."""
    if day := _DAY.search(inside):
        return day[1]
    if "<" in inside:
        inside = "\n".join(_BLANKS.sub(" ", part) for part in _BREAK.split(inside))
        inside = _ANY_TAG.sub("", inside)
    else:
        inside = _BLANKS.sub(" ", inside)
    return unescape(inside).replace("\xa0", " ").strip()
