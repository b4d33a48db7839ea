"""扫楼路线: territory by territory, each on pages of its own, stop by stop, door by door."""

from __future__ import annotations

from typing import Any

from engine.export.places import Building, Territory, territories, urgency
from engine.export.rich import Rich, Span
from engine.export.sheet import Sheet
from engine.export.sheets.desk import NAME as DESK
from engine.export.styles import LINE_HEIGHT, Styles
from engine.export.table import (
    HAND_COLUMNS,
    Cell,
    Column,
    finish,
    set_widths,
    write_header,
    write_row,
)
from engine.export.text import as_number, bullets, comma, parts, safe
from engine.export.view import (
    BAND_ORDER,
    Record,
    View,
    address_of,
    closed_spans,
    reach_of,
    text,
    walkable,
    what_to_check,
)

NAME = "扫楼路线"

_COLUMNS = (
    Column("楼层", 6, "centre"),
    Column("房号", 8, "centre"),
    Column("企业名称、电话", 25),
    Column("等级", 5, "band"),
    Column("清单\n序号", 5, "centre"),
    Column("为什么来（疑似，待核查）", 38),
    Column("上门问什么、查什么", 34),
    *HAND_COLUMNS,
    Column("属地", 16, printed=False),
    Column("楼宇或道路", 30, printed=False),
    Column("地址", 40, printed=False),
)
_PRINTED = sum(column.printed for column in _COLUMNS)
_BANNER = LINE_HEIGHT + 5


def write_route(sheet: Sheet, view: View, styles: Styles) -> None:
    set_widths(sheet, _COLUMNS)
    write_header(sheet, 0, _COLUMNS, styles)
    row = 0
    pages: list[int] = []
    for territory in territories(view.leads, view.others):
        row += 1
        if row > 1:
            pages.append(row)
        _banner(sheet, row, _territory_line(territory), styles.group, 22, (territory.name,))
        for number, building in enumerate(territory.buildings, 1):
            row = _write_stop(sheet, row + 1, number, building, territory, styles)
    if not row:
        row = 1
        write_row(sheet, row, _COLUMNS, [None, None, "本次无需上门的线索（零报告）"], styles)
    if unwalkable := sum(not walkable(lead) for lead in view.leads):
        row += 1
        line = f"另有 {unwalkable} 条线索没有可走的地址，先在案头核查，见“{DESK}”。"
        _banner(sheet, row, line, styles.subgroup, _BANNER)
    finish(sheet, "扫楼路线表", _COLUMNS, row, freeze=0, pages=pages)


def _write_stop(
    sheet: Sheet, row: int, number: int, building: Building, territory: Territory, styles: Styles
) -> int:
    """The stop from ``row`` on; returns its last row."""
    place = f"{building.stop.town if territory.several_towns else ''}{building.stop.label}"
    line, where = _stop_line(number, place, building, territory), (territory.name, place)
    _banner(sheet, row, line, styles.subgroup, _BANNER, where)
    if building.beside:
        row += 1
        _banner(sheet, row, _beside(building.beside), styles.aside, _BANNER, where)
    for door in building.doors:
        row += 1
        write_row(sheet, row, _COLUMNS, _row(door, territory.name, place), styles, least=2)
    return row


def _beside(others: list[Record]) -> str:
    """The other finance-like firms of a building: no leads, to be noticed in passing."""
    told = [
        f"{text(other, 'floor')}{text(other, 'room')} {text(other, 'name')}"
        f"（{text(other, 'disposition')}）".strip()
        for other in others[:6]
    ]
    more = f"等 {len(others)} 家" if len(others) > len(told) else ""
    return "　　同楼其他涉金融企业（非线索，顺路留意）：" + "；".join(told) + more


def _banner(
    sheet: Sheet, row: int, line: str, style: Any, height: float, where: tuple[str, ...] = ()
) -> None:
    """A line over the printed columns; ``where``: what the filter finds it by, beside the print."""
    cells: list[tuple[str | None, Any]] = [(safe(line), style), *[(None, style)] * (_PRINTED - 1)]
    sheet.put_row(row, [*cells, *((safe(part), None) for part in where)], height)


def _territory_line(territory: Territory) -> str:
    person = f"　责任人：{comma(territory.responsible)}" if territory.responsible else ""
    ways = [urgency(building.doors) for building in territory.buildings]
    first = ways.index(min(ways)) + 1
    top = next(iter(BAND_ORDER.values()))
    grave = [str(number) for number, (band, _) in enumerate(ways, 1) if band == top]
    urgent = f"　　最急的在第 {first} 站" if len(ways) > 1 else ""
    if len(grave) > 1:
        urgent += f"，高等级在第 {'、'.join(grave)} 站"
    counts = f"{len(territory.buildings)} 站 {len(territory.doors)} 家{_tally(territory.doors)}"
    return f"{territory.name}{person}　　{counts}{urgent}"


def _stop_line(number: int, place: str, building: Building, territory: Territory) -> str:
    side = building.stop.side
    sides = territory.sides[building.stop.at.street]
    where = f"（{side}号侧）" if side and len(sides) > 1 else ""
    # Of a territory that runs over several pages only its first has the banner.
    whose = "，".join(filter(None, (territory.name, comma(territory.responsible))))
    count = f"{len(building.doors)} 家{_tally(building.doors)}"
    return f"第 {number} 站　{place}{where}　　{count}　　〔{whose}〕"


def _tally(doors: list[Record]) -> str:
    counts = [(band, sum(text(door, "band") == band for door in doors)) for band in BAND_ORDER]
    listed = "　".join(f"{band} {count}" for band, count in counts if count)
    return f"（{listed}）" if listed else ""


def _row(door: Record, territory: str, place: str) -> list[Cell]:
    name: Rich = (Span(text(door, "name") or "（无名称）", "strong"), *closed_spans(door))
    floor, room = text(door, "floor"), text(door, "room")
    if not floor and not room:  # nothing to walk by: the whole address helps
        name = (*name, Span("\n" + address_of(door)))
    if reach := reach_of(door):
        name = (*name, Span("\n" + reach))
    return [
        floor,
        room,
        name,
        text(door, "band"),
        as_number(door.get("rank")),
        bullets(parts(text(door, "reasons")), most=3, each=70, rest="report.html"),
        bullets(what_to_check(door), most=4, each=60, rest="report.html"),
        *[None] * len(HAND_COLUMNS),
        territory,
        place,
        address_of(door),
    ]
