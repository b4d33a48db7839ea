"""Tables of a web page or of Excel's XML of 2003: what many systems export as ``.xls``.

Nothing is built of the page, so that time and memory go with its size whatever it holds. What a page hides
is read, as in a workbook: rows and columns that a filter or a person hid are data.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape
from time import process_time
from typing import NamedTuple

from engine.ingest.delimited.encodings import NotText, to_utf8
from engine.ingest.limits import Limits, beyond, refuse_sheets
from engine.ingest.sheets.merged import Range
from engine.ingest.sheets.tags import Tag, Unclear, tags
from engine.model.errors import InputError

_HEAD = 1 << 16
_BEGIN = re.compile(
    r"<(?:!doctype\s+html|html|head|meta|body|style|table|\?mso-application|(?:\w+:)?workbook)\b",
    re.IGNORECASE,
)
_WANTED = re.compile(r"span|index|merge|hidden|display|visibility", re.IGNORECASE)
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_NO_ROW = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_BREAKS = frozenset({("br", False), ("br", True), ("p", True), ("div", True), ("li", True)})
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T00:00:00")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_ROWS, _CELLS = frozenset({"tr", "row"}), frozenset({"td", "th", "cell"})
_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_INSIDE = _ROWS | _CELLS | _GROUPS | {"table"}
_ASIDE = frozenset({"comment", "phonetictext"})
_TABLE = re.compile(r"<(?:\w+:)?table\b", re.IGNORECASE)
#: As browsers do with a cell that claims to go over more.
_SPAN, _DOWN = 1000, 65_534
#: Characters for which a page gets another second: half of what one takes whose cells say anything.
_A_SECOND = 16 << 20
#: Tags after which the clock is looked at.
_LOOKS = 4096


class Table(NamedTuple):
    """``left_out``: cells that the page hides and that have no heading above them; ``unseen``: rows
    that it hides, from 1; ``hidden``: whether it hides all of it."""

    name: str
    rows: list[list[str]]
    merged: list[Range]
    left_out: int = 0
    unseen: Sequence[int] = ()
    hidden: bool = False


def is_markup(data: bytes) -> bool:
    """Whether a file begins as a web page or XML with tables does."""
    head = data[:_HEAD]
    codec = "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "latin-1"
    text = head.decode(codec, "replace").lstrip("\ufeffï»¿ \t\r\n")
    return text.startswith("<") and _BEGIN.search(text) is not None


def tables_of(data: bytes, source: str, limits: Limits) -> list[Table]:
    """Every table, also those that lie in a cell of another. Raises InputError for a page that ends
    within a table or has a tag that is not understood, as rows may be missing, or that is beyond a limit."""
    try:
        body, _, _ = to_utf8(data)
    except NotText:
        raise InputError(
            f"文件 {source} 是网页格式，里面有不能识别的文字。请用 Excel 打开后另存为 xlsx。"
        ) from None
    text = body.decode("utf-8", "replace")
    found = _Reading(text, source, limits).tables()
    if uneven := frozenset(number for number, one in enumerate(found) if one.uneven):
        found.clear()  # both together might be too much for the memory
        found = _Reading(text, source, limits, uneven).tables()
    only = len(found) == 1 and found[0].name == "表1"
    return [
        Table(
            "" if only else one.name, one.rows, one.merged, one.left_out, one.unseen, one.hides_all
        )
        for one in found
    ]


@dataclass(slots=True)
class _Open:
    """A table that is being read."""

    name: str
    #: Whether cells that the page hides are left out, and how many were.
    shown_only: bool
    left_out: int = 0
    #: Whether the page hides all of it, or the group of rows that is read, and which rows.
    hides_all: bool = False
    hides_group: bool = False
    unseen: list[int] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    #: By column, in how many rows more a cell from above stands.
    down: dict[int, int] = field(default_factory=dict)
    #: Of the open cell: its texts, None if none is open; (columns, rows); whether it is one of XML and
    #: holds a day; whether text that comes is its own; in how many remarks it stands.
    texts: list[str] | None = None
    span: tuple[int, int] = (1, 1)
    xml: bool = False
    day: bool = False
    own: bool = True
    aside: int = 0
    #: Of the open row: which columns it hides, how many cells it has. Then which columns the first row of
    #: several cells hides, and whether another hides others.
    hidden: list[int] = field(default_factory=list)
    cells: int = 0
    hides: list[int] | None = None
    uneven: bool = False


class _Reading:
    """``shown_only``: numbers of the tables of which hidden cells are left out. A browser leaves them
    out of the row, so that the others move up; where one row hides what another does not, only that
    puts cells below their headings."""

    def __init__(
        self, text: str, source: str, limits: Limits, shown_only: frozenset[int] = frozenset()
    ) -> None:
        self._text, self._source, self._limits = text, source, limits
        self._shown_only = shown_only
        self._found: list[_Open] = []
        self._open: list[_Open] = []
        self._cells = 0
        self._ends = process_time() + limits.seconds + len(text) / _A_SECOND
        self._sheet = ""

    def tables(self) -> list[_Open]:
        try:
            self._read()
        except Unclear as tag:
            if ">" not in self._text[tag.at :] and self._open:
                raise self._cut() from None
            if self._open or _TABLE.search(self._text, tag.at):
                line = self._text.count("\n", 0, tag.at) + 1
                raise InputError(
                    f"文件 {self._source} 是网页格式的表格，第 {line} 行有一处标签没有写对，"
                    "可能缺格、错位，没有读取。请重新导出，或用 Excel 打开，核对后另存为 xlsx。"
                ) from None
        if self._open:
            raise self._cut()
        return self._found

    def _cut(self) -> InputError:
        return InputError(
            f"文件 {self._source} 是网页格式的表格，末尾没有写完，可能缺行，没有读取。"
            "请重新导出；确认完整的，用 Excel 打开后另存为 xlsx。"
        )

    def _read(self) -> None:
        for at, tag in enumerate(tags(self._text), 1):
            if not at % _LOOKS and process_time() > self._ends:
                found = f"到了 {self._limits.seconds} 秒还没有读完"
                raise beyond("seconds", "读取时间", found, self._limits.seconds, self._source)
            table = self._open[-1] if self._open else None
            if isinstance(tag, str):
                if table and table.texts is not None and table.own:
                    table.texts.append(_BLANKS.sub(" ", tag))
            elif tag.word == "worksheet":
                self._sheet = "" if tag.ends else tag.told().get("name", "")
            elif tag.word == "table" and not tag.ends:
                if not tag.empty:
                    self._begin(_hides(_told(tag)))
            elif table and tag.word in _INSIDE:
                self._inside(table, tag)
            elif table and table.texts is not None:
                _in_cell(table, table.texts, tag)

    def _begin(self, hidden: bool) -> None:
        number = len(self._found)
        refuse_sheets(number + 1, self._limits, self._source)
        self._found.append(_Open(self._sheet or f"表{number + 1}", number in self._shown_only))
        self._found[-1].hides_all = hidden
        self._open.append(self._found[-1])

    def _inside(self, table: _Open, tag: Tag) -> None:
        self._close_cell(table)
        if tag.word == "table":
            self._close_row(table)
            self._open.pop()
        elif tag.word in _GROUPS:
            table.hides_group = not tag.ends and _hides(_told(tag))
        elif tag.word in _ROWS and not tag.ends:
            self._row(table, _told(tag))
        elif tag.word in _CELLS and not tag.ends:
            self._cell(table, tag)

    def _close_row(self, table: _Open) -> None:
        if table.rows and table.down:
            self._pass(table, table.rows[-1], max(table.down) + 1)
        if table.cells > 1:
            table.hides = table.hidden if table.hides is None else table.hides
            table.uneven = table.uneven or table.hidden != table.hides
        table.hidden, table.cells = [], 0

    def _row(self, table: _Open, told: dict[str, str]) -> None:
        self._close_row(table)
        place = _number(told.get("index"), 0, self._limits.rows)
        self._count(max(0, place - 1 - len(table.rows)))
        table.rows += [[] for _ in range(place - 1 - len(table.rows))]
        table.rows.append([])
        if table.hides_group or _hides(told):
            table.unseen.append(len(table.rows))
        self._count(1)

    def _cell(self, table: _Open, tag: Tag) -> None:
        told = _told(tag)
        hidden = "hidden" in told or _NOT_SHOWN.search(told.get("style", "")) is not None
        if hidden and table.shown_only:
            table.left_out += 1
            return
        if not table.rows:
            table.rows.append([])
        row = table.rows[-1]
        self._pass(table, row, _number(told.get("index"), 0, self._limits.columns + 1) - 1)
        across, down = told.get("colspan"), told.get("rowspan")
        table.span = (
            max(1, _number(across, 1, _SPAN), _number(told.get("mergeacross"), 0, _SPAN) + 1),
            max(1, _number(down, 1, _DOWN), _number(told.get("mergedown"), 0, _DOWN) + 1),
        )
        if hidden:
            table.hidden.append(len(row))
        table.cells += 1
        xml = tag.word == "cell"
        table.texts, table.xml, table.day, table.own, table.aside = [], xml, False, not xml, 0
        # A page takes no notice of that sign.
        if xml and tag.empty:
            self._close_cell(table)

    def _pass(self, table: _Open, row: list[str], place: int) -> None:
        """Leave out columns until ``place``, and those in which a cell from above stands."""
        while len(row) < place or len(row) in table.down:
            if (more := table.down.pop(len(row), 0)) > 1:
                table.down[len(row)] = more - 1
            row.append("")
            self._count(1)

    def _close_cell(self, table: _Open) -> None:
        if table.texts is None:
            return
        row, (across, down) = table.rows[-1], table.span
        if down > 1:
            top = len(table.rows) - 1
            table.merged.append(((top, len(row)), (top + down - 1, len(row) + across - 1)))
            table.down.update(dict.fromkeys(range(len(row), len(row) + across), down - 1))
        text = unescape("".join(table.texts)).replace("\xa0", " ").strip()
        day = _DAY.match(text) if table.day else None
        row += [day[1] if day else text, *[""] * (across - 1)]
        table.texts = None
        self._count(across)

    def _count(self, cells: int) -> None:
        self._cells += cells
        most = self._limits.cells
        if self._cells > most:
            raise beyond("cells", "表格", f"有 {self._cells} 个或更多单元格", most, self._source)


def _in_cell(table: _Open, texts: list[str], tag: Tag) -> None:
    """A tag within an open cell. The text of one of XML is in its Data; a remark on it has a Data, too."""
    if (tag.word, tag.ends) in _BREAKS:
        if table.own:
            texts.append("\n")
    elif not table.xml or tag.empty:
        return
    elif tag.word in _ASIDE:
        table.aside = max(0, table.aside - 1) if tag.ends else table.aside + 1
        table.own = False
    elif tag.word == "data" and not table.aside:
        table.own = not tag.ends
        table.day = table.day or tag.told().get("type") == "DateTime"


def _told(tag: Tag) -> dict[str, str]:
    return tag.told() if tag.attributes and _WANTED.search(tag.attributes) else {}


def _hides(told: dict[str, str]) -> bool:
    """Of a row, several or a table; in XML a sign says that it does not."""
    return told.get("hidden", "0") not in ("0", "false") or bool(
        _NO_ROW.search(told.get("style", ""))
    )


def _number(told: str | None, usual: int, most: int) -> int:
    said = (told or "").strip()
    return min(int(said[:9]), most) if said.isascii() and said.isdigit() else usual
