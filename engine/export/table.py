"""One printable table: columns, rows, widths, heights, filters, drop-downs, page set-up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from engine.export.rich import Rich, plain_text, runs_of
from engine.export.sheet import Sheet, Value
from engine.export.styles import FONT, LINE_HEIGHT, MAX_HEIGHT, Styles
from engine.export.text import lines_needed, safe

Cell = str | int | float | Rich | None

#: Handling of domain §6.2, as a drop-down (all of it stays under Excel's 255 characters).
HANDLING = (
    "提示提醒",
    "警示约谈",
    "责令整改规范",
    "变更名称或经营范围",
    "列入重点关注",
    "持续监测",
    "联合检查",
    "移交行业主管部门",
    "移交市场监管",
    "暂停登记业务",
    "组织认定",
    "移送公安",
    "清退资金",
    "关停取缔或吊销",
    "已注销失联",
    "未发现异常",
    "排除（误报）",
)

#: What licensed firms are asked for comes to.
LICENCE_SHOWN = ("已出示且有效", "已过期", "未能出示", "与名录不符")


class Column(NamedTuple):
    """``kind``: text, centre, band, or by hand: hand, date, handling, or choices in ``options``."""

    title: str
    width: float
    kind: str = "text"
    printed: bool = True
    options: tuple[str, ...] = ()

    @property
    def by_hand(self) -> bool:
        return self.kind in ("hand", "date", "handling", "options")


HAND_COLUMNS = (
    Column("核查人", 7, "hand"),
    Column("核查日期", 8, "date"),
    Column("实际业务", 10, "hand"),
    Column("处置措施", 9, "handling"),
    Column("备注", 9, "hand"),
)


def print_setup(sheet: Any, title: str, *, columns: int = 0, rows: int = 0) -> None:
    """A4 landscape, one page wide, heading and page number on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.3, right=0.3, top=0.6, bottom=0.55)
    sheet.set_header(
        f'&L&"{FONT}"&9涉嫌非法集资疑似线索（待核查）&C&"{FONT},Bold"&12{title}'
        f'&R&"{FONT}"&9内部工作资料　注意保密',
        {"margin": 0.25},
    )
    sheet.set_footer(
        f'&L&"{FONT}"&8本表为排查线索，不是认定结论&C&"{FONT}"&9第 &P 页　共 &N 页',
        {"margin": 0.22},
    )
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    if columns:
        sheet.print_area(0, 0, max(rows, 1), columns - 1)


def set_widths(sheet: Any, columns: Sequence[Column]) -> None:
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)


def write_header(sheet: Any, row: int, columns: Sequence[Column], styles: Styles) -> float:
    """Returns its height."""
    lines = 1
    for index, column in enumerate(columns):
        style = styles.hand_header if column.by_hand else styles.header
        sheet.write_string(row, index, column.title, style)
        lines = max(lines, lines_needed(column.title, column.width))
    height = LINE_HEIGHT * lines + 4
    sheet.set_row(row, height)
    return height


class Rows:
    """Writes rows of one sheet. What becomes of a cell is worked out once for each different cell of
    its column."""

    def __init__(self, sheet: Sheet, columns: Sequence[Column], styles: Styles) -> None:
        self._sheet, self._columns, self._styles = sheet, columns, styles
        #: of each column: cell → what is put, with its format, and the lines that it takes in print
        self._known: list[dict[Cell, tuple[tuple[Value, Any], int]]] = [{} for _ in columns]

    def made(
        self, cells: Sequence[Cell], *, least: int = 1
    ) -> tuple[list[tuple[Value, Any]], float]:
        """What is to be put for the cells of a row, and the points that it takes, at least those of
        ``least`` lines. Cells missing at the end are to be filled in by hand."""
        lines, made = least, []
        filled = (*cells, *[None] * (len(self._columns) - len(cells)))
        for known, column, cell in zip(self._known, self._columns, filled, strict=True):
            one = known.get(cell)
            if one is None:
                one = known[cell] = self._made(column, cell)
            made.append(one[0])
            lines = max(lines, one[1])
        return made, min(MAX_HEIGHT, LINE_HEIGHT * lines + 3)

    def put(self, row: int, made: Sequence[tuple[Value, Any]], height: float) -> None:
        self._sheet.put_row(row, made, height)

    def write(self, row: int, cells: Sequence[Cell]) -> None:
        """One row, as high as its cells need."""
        self.put(row, *self.made(cells))

    def _made(self, column: Column, cell: Cell) -> tuple[tuple[Value, Any], int]:
        style = _style(column, cell, self._styles)
        if cell is None or cell in ("", ()):
            return (None, style), 0
        text = plain_text(cell) if isinstance(cell, tuple) else str(cell)
        lines = lines_needed(text, column.width) if column.printed else 0
        if isinstance(cell, tuple):
            value, style = runs_of(cell, self._styles, style)
            return (self._sheet.rich(value) if isinstance(value, list) else value, style), lines
        return (safe(cell) if isinstance(cell, str) else cell, style), lines


def _style(column: Column, cell: Cell, styles: Styles) -> Any:
    if column.kind == "band":
        return styles.bands.get(str(cell), styles.centre)
    if column.kind == "centre":
        return styles.centre
    return styles.hand if column.by_hand else styles.body


def add_dropdowns(sheet: Any, columns: Sequence[Column], first: int, last: int) -> None:
    """Choices for the columns filled in by hand; other words are allowed after a reminder."""
    for index, column in enumerate(columns):
        choices = HANDLING if column.kind == "handling" else column.options
        if choices:
            sheet.data_validation(
                first,
                index,
                last,
                index,
                {
                    "validate": "list",
                    "source": list(choices),
                    "error_type": "information",
                    "error_title": "不在列表中",
                    "error_message": "建议从下拉列表中选择。",
                },
            )
        elif column.kind == "date":
            sheet.data_validation(
                first,
                index,
                last,
                index,
                {
                    "validate": "length",
                    "criteria": "<=",
                    "value": 20,
                    "input_title": "核查日期",
                    "input_message": "如 2024-06-01",
                    "error_type": "information",
                },
            )


def write_table(
    sheet: Sheet,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    styles: Styles,
    *,
    freeze: int = 0,
    empty: str = "无",
) -> None:
    """A whole sheet: header in the first row, then the rows; an empty table says so."""
    set_widths(sheet, columns)
    write_header(sheet, 0, columns, styles)
    writer = Rows(sheet, columns, styles)
    for number, cells in enumerate(rows or [[None] * freeze + [empty]], 1):
        writer.write(number, cells)
    finish(sheet, title, columns, max(len(rows), 1), freeze=freeze)


def finish(
    sheet: Any,
    title: str,
    columns: Sequence[Column],
    last: int,
    *,
    freeze: int = 0,
    pages: Sequence[int] = (),
) -> None:
    """Filter, frozen panes, repeated header, drop-downs and page set-up of a table.

    ``pages``: rows that begin a page; the height of the print must stay free, else they are
    ignored.
    """
    printed = sum(column.printed for column in columns)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.freeze_panes(1, freeze)
    sheet.repeat_rows(0)
    add_dropdowns(sheet, columns, 1, last)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    print_setup(sheet, title, columns=printed, rows=last)
    if pages:
        sheet.set_h_pagebreaks(list(pages))
