"""扫楼路线: territory by territory, each on pages of its own, stop by stop, door by door."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.export.firm import walkable
from engine.export.pages import Pages, page_height
from engine.export.sheet import Sheet
from engine.export.sheets.desk import NAME as DESK
from engine.export.styles import LINE_HEIGHT, Styles
from engine.export.table import (
    HAND_COLUMNS,
    Column,
    Rows,
    finish,
    set_widths,
    write_header,
)
from engine.export.text import safe
from engine.export.view import View
from engine.export.walk import StopText, TerritoryText

NAME = "扫楼路线"

_COLUMNS = (
    Column("楼层", 6, "centre"),
    Column("房号", 8, "centre"),
    Column("企业名称、电话", 25),
    Column("等级", 5, "band"),
    Column("清单\n序号", 5, "centre"),
    Column("为什么来（疑似，待核查；要紧的在前）", 46),
    Column("上门问什么、查什么", 38),
    *HAND_COLUMNS,
    Column("责任区", 16, printed=False),
    Column("楼宇或道路", 30, printed=False),
    Column("地址", 40, printed=False),
    Column("企业编号", 20, printed=False),
    Column("举报标识", 16, printed=False),
)
_PRINTED = sum(column.printed for column in _COLUMNS)
_BANNER, _HEAD = LINE_HEIGHT + 5, 22.0
_GOES_ON = "（续）"


def write_route(sheet: Sheet, view: View, styles: Styles, texts: Sequence[TerritoryText]) -> None:
    """``texts``: what ``route_texts`` makes of the view."""
    set_widths(sheet, _COLUMNS)
    header = write_header(sheet, 0, _COLUMNS, styles)
    route = _Route(sheet, styles, Pages(page_height(_COLUMNS), header))
    for territory in texts:
        route.territory(territory)
    row = route.row
    if not row:
        row = 1
        Rows(sheet, _COLUMNS, styles).write(row, [None, None, "本次无需上门的线索（零报告）"])
    if unwalkable := sum(not walkable(lead) for lead in view.open_leads):
        row += 1
        line = f"另有 {unwalkable} 条线索没有可走的地址，先在案头核查，见“{DESK}”。"
        _banner(sheet, row, line, styles.subgroup, _BANNER)
    finish(sheet, NAME, _COLUMNS, row, freeze=0, pages=route.pages.begins)


class _Route:
    """Writes row after row and begins a page where one has to begin."""

    def __init__(self, sheet: Sheet, styles: Styles, pages: Pages) -> None:
        self._sheet, self._styles, self.pages = sheet, styles, pages
        self._rows = Rows(sheet, _COLUMNS, styles)
        self.row = 0

    def territory(self, territory: TerritoryText) -> None:
        if self.row:
            self.pages.begin(self.row + 1)
        self._line(territory.line, self._styles.group, _HEAD, (territory.name,))
        if territory.told:
            self._line(territory.told, self._styles.aside, _BANNER, (territory.name,))
        for stop in territory.stops:
            self._stop(stop, territory)
            if stop.street:
                self._street(*stop.street, territory)

    def _stop(self, stop: StopText, territory: TerritoryText) -> None:
        styles, where = self._styles, (territory.name, stop.place)
        made = [self._rows.made(cells, least=2) for cells in stop.rows]
        head = [_BANNER] * (1 + len(stop.beside))
        heights = [height for _, height in made]
        if not self.pages.fits(*head, heights[0]) or self.pages.better_whole(
            _HEAD, *head, *heights
        ):
            self._next_page(territory)
        self._line(stop.line, styles.subgroup, _BANNER, where)
        for line in stop.beside:
            self._line(line, styles.aside, _BANNER, where)
        for at, (cells, height) in enumerate(made):
            if at and not self.pages.fits(height):
                self._next_page(territory)
                self._line(f"{stop.again}{_GOES_ON}", styles.subgroup, _BANNER, where)
            self.row += 1
            self._rows.put(self.row, cells, height)
            self.pages.add(height)

    def _street(self, street: str, line: str, territory: TerritoryText) -> None:
        if not self.pages.fits(_BANNER):
            self._next_page(territory)
        self._line(line, self._styles.aside, _BANNER, (territory.name, street))

    def _next_page(self, territory: TerritoryText) -> None:
        self.pages.begin(self.row + 1)
        line = f"{territory.name}{_GOES_ON}{territory.person}"
        self._line(line, self._styles.group, _HEAD, (territory.name,))

    def _line(self, line: str, style: Any, height: float, where: tuple[str, ...]) -> None:
        self.row += 1
        _banner(self._sheet, self.row, line, style, height, where)
        self.pages.add(height)


def _banner(
    sheet: Sheet, row: int, line: str, style: Any, height: float, where: tuple[str, ...] = ()
) -> None:
    """A line over the printed columns; ``where``: what the filter finds it by, beside the print."""
    cells: list[tuple[str | None, Any]] = [(safe(line), style), *[(None, style)] * (_PRINTED - 1)]
    sheet.put_row(row, [*cells, *((safe(part), None) for part in where)], height)
