"""xlsx, xls, and the pages that are called so. Every sheet with a header we know is read."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from engine.ingest.cells import cell_text
from engine.ingest.headers.forms import is_form
from engine.ingest.headers.locate import SCAN, best_guess, find_header
from engine.ingest.headers.names import Label
from engine.ingest.headers.remarks import said_of
from engine.ingest.limits import USUAL, Limits
from engine.ingest.raw import FormLayout, NoHeader, RawTable
from engine.ingest.sheets.apart import Unreadable, read_apart
from engine.ingest.sheets.guard import check_workbook
from engine.ingest.sheets.markup import is_markup, tables_of
from engine.ingest.sheets.merged import Range, fill_merged
from engine.model.errors import InputError
from engine.model.terms import ATTENTION, RecordKind


class BadWorkbook(Exception):
    """The file is no workbook, is cut short or is locked with a password. What it says is English."""

    @property
    def locked(self) -> bool:
        return "password" in str(self).lower()


#: A zip, and the container of old workbooks and of those with a password.
#: So many hidden columns are named.
_NAMED = 8
_BOOKS = (b"PK", b"\xd0\xcf\x11\xe0")


def is_book(data: bytes) -> bool:
    """Whether a file, whatever it is called, is to be read here."""
    return data.startswith(_BOOKS) or is_markup(data)


def read_workbook(
    data: bytes,
    kind: RecordKind,
    source: str = "",
    limits: Limits = USUAL,
    only: frozenset[str] | None = None,
) -> list[RawTable]:
    """One table for each readable sheet, or each of those named. Raises BadWorkbook, NoHeader and
    InputError."""
    tables: list[RawTable] = []
    skipped: list[str] = []
    unknown: list[str] = []
    forms: list[str] = []
    guess: list[str] = []
    for sheet in _sheets(data, source, limits):
        if not any(any(row) for row in sheet.rows) or (only is not None and sheet.name not in only):
            continue
        try:
            tables.append(_table(sheet, kind, limits.columns))
        except FormLayout:
            forms.append(sheet.name)
        except NoHeader as missing:
            (unknown if _is_table(sheet.rows) else skipped).append(sheet.name)
            guess = missing.cells if len(missing.cells) > len(guess) else guess
    if not tables:
        raise FormLayout([]) if forms else NoHeader(guess)
    for names, why in ((skipped, "没有可识别的表头"), (forms, "像登记卡或填写的表单，不是表格")):
        if names:
            shown = "、".join(f"“{name}”" for name in names)
            tables[0].notes.append(f"工作表{shown}{why}，未读取")
    if unknown:
        shown = "、".join(f"“{name}”" for name in unknown)
        tables[0].notes.append(
            f"{ATTENTION}工作表{shown}像是表格，表头却认不出来，未读取。"
            f"里面若有{said_of(kind)}，请照同一文件里读得了的工作表改表头"
        )
    return tables


def _is_table(rows: list[list[str]]) -> bool:
    """More than a line or two of remarks: rows of several cells below one another."""
    return sum(sum(map(bool, row)) > 1 for row in rows[:SCAN]) > 1


def sheets_of(
    data: bytes, source: str = "", limits: Limits = USUAL, first: int | None = None
) -> list[tuple[str, list[list[str]]]]:
    """(name, rows of cells as text) of every sheet, or of each the ``first``. Raises BadWorkbook and
    InputError."""
    return [(sheet.name, sheet.rows) for sheet in _sheets(data, source, limits, first)]


class _Sheet(NamedTuple):
    name: str
    rows: list[list[str]]
    merged: Sequence[Range]
    #: Cells that a page hides and that have no heading.
    left_out: int = 0
    hidden: bool = False
    #: Numbers of rows that it does not show, from 1.
    unseen: Sequence[int] = ()
    #: The first and the last of each run of columns that it does not show, from 1.
    unseen_columns: Sequence[int] = ()


def _sheets(data: bytes, source: str, limits: Limits, first: int | None = None) -> Iterator[_Sheet]:
    """Sheet by sheet, so that only one is in memory."""
    if is_markup(data):
        for table in tables_of(data, source, limits):
            yield _Sheet(
                table.name,
                table.rows[:first],
                table.merged,
                table.left_out,
                table.hidden,
                table.unseen,
            )
        return
    seen = check_workbook(data, source, limits)
    try:
        if seen is None:
            apart = read_apart(data, source, limits)
            _refuse_namesakes([one.name for one in apart], source)
            for one in apart:
                rows = _rows(one.cells[:first])
                yield _Sheet(one.name, rows, one.merged, hidden=one.hidden, unseen=one.unseen)
            return
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            _refuse_namesakes(book.sheet_names, source)
            for told in book.sheets_metadata:
                sheet = book.get_sheet_by_name(told.name)
                cells = sheet.to_python(skip_empty_area=False, nrows=first)
                spans = (seen.merged and sheet.merged_cell_ranges) or ()
                hidden = told.visible != SheetVisibleEnum.Visible
                unseen = seen.unseen.get(told.name, ())
                columns = seen.columns.get(told.name, ())
                yield _Sheet(
                    told.name,
                    _rows(cells),
                    spans,
                    hidden=hidden,
                    unseen=unseen,
                    unseen_columns=columns,
                )
    # Calamine may panic on a broken file, and a panic derives from BaseException only.
    except (CalamineError, Unreadable, OSError, ValueError) as cause:
        raise BadWorkbook(str(cause)) from cause
    except BaseException as cause:
        if type(cause).__name__ == "PanicException":
            raise BadWorkbook(str(cause)) from cause
        raise


def _refuse_namesakes(names: Sequence[str], source: str) -> None:
    """The reader knows sheets by their names: of two with one name it would read one twice."""
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise InputError(
            f"文件 {source} 有几张工作表都叫“{twice}”，只能读到一张，没有读取。请用 Excel 打开，改名后另存为 xlsx。"
        )


def _rows(cells: list[list[Any]]) -> list[list[str]]:
    """The cells as text; of a row that is blank nothing."""
    blank = [""] * (len(cells[0]) if cells else 0)
    nothing: list[str] = []
    rows = [nothing if row == blank else [cell_text(cell) for cell in row] for row in cells]
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _called(sheet: _Sheet) -> str:
    return f"工作表“{sheet.name}”" if sheet.name else "表格"


def _table(sheet: _Sheet, kind: RecordKind, most: int) -> RawTable:
    rows = sheet.rows
    header = find_header(rows[: SCAN + 1], kind, most)
    if header is None:
        raise NoHeader(best_guess(rows, kind))
    if is_form(rows, header.first, kind):
        raise FormLayout([])
    unseen = {n for n in sheet.unseen if header.last + 1 < n <= len(rows) and rows[n - 1]}
    filled = fill_merged(rows, sheet.merged, header.last + 1)
    # Blank rows are none, but those below keep their numbers.
    below = enumerate(rows[header.last + 1 :], header.before + 1)
    numbered = [(number, row) for number, row in below if row]
    numbers, body = [number for number, _ in numbered], [row for _, row in numbered]
    width = len(header.labels)
    columns = [
        pa.chunked_array([pa.array([row[i] if i < len(row) else "" for row in body], pa.string())])
        for i in range(width)
    ]
    notes = [f"有 {filled} 格是合并单元格的下半部分，已按合并的内容读取"] if filled else []
    if sheet.left_out:
        notes.append(f"有 {sheet.left_out} 格在网页里是隐藏的，各行不一致，没有读取")
    if sheet.hidden:
        notes.append(
            f"{ATTENTION}{_called(sheet)}在 Excel 里是隐藏的，里面的数据也读取了。"
            "若是旧数据，请删去这张工作表，重新筛查"
        )
    if unseen:
        notes.append(
            f"{ATTENTION}{_called(sheet)}有 {len(unseen)} 行在 Excel 里看不见（筛选掉或隐藏了），也都读取了。"
            "若只要看得见的行，请把它们复制到新的工作簿，重新筛查"
        )
    if names := _unseen_columns(sheet, header.labels, body):
        more = f"等 {len(names)} 列" if len(names) > _NAMED else ""
        notes.append(
            f"{ATTENTION}工作表“{sheet.name}”有 {len(names)} 列在 Excel 里看不见（{'、'.join(names[:_NAMED])}{more}），"
            "也都读取了。若不该给出，请删去这些列，重新筛查"
        )
    return RawTable(
        header.labels,
        columns,
        pa.array(numbers, pa.int64()),
        "",
        header.last + 1,
        sheet.name,
        list(header.above),
        notes,
    )


def _unseen_columns(
    sheet: _Sheet, labels: Sequence[Label], body: Sequence[Sequence[str]]
) -> list[str]:
    """What those are called that have a heading and anything below it."""
    ends = iter(sheet.unseen_columns)
    hidden = {
        at
        for first, last in zip(ends, ends, strict=False)
        for at in range(first - 1, min(last, len(labels)))
    }
    return [
        labels[at].text
        for at in sorted(hidden)
        if labels[at].text and any(at < len(row) and row[at] for row in body)
    ]
