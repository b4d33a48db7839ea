"""扫楼路线: territory, building, then the doors in walking order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from engine.export.rich import Rich, Span
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
    UNASSIGNED,
    Record,
    View,
    address_of,
    territory_of,
    text,
)

NAME = "扫楼路线"

_COLUMNS = (
    Column("楼层", 8, "centre"),
    Column("房号", 10, "centre"),
    Column("企业名称", 25),
    Column("等级", 5, "band"),
    Column("清单\n序号", 5, "centre"),
    Column("主要理由（疑似，待核查）", 34),
    Column("上门问什么、查什么", 34),
    *HAND_COLUMNS,
    Column("属地", 16, printed=False),
    Column("楼宇或道路", 30, printed=False),
    Column("地址", 40, printed=False),
)
_PRINTED = sum(column.printed for column in _COLUMNS)
_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}

Building = tuple[str, list[Record]]


def write_route(sheet: Any, view: View, styles: Styles) -> None:
    set_widths(sheet, _COLUMNS)
    write_header(sheet, 0, _COLUMNS, styles)
    row = 0
    beside: dict[str, list[Record]] = {}
    for other in view.others:
        beside.setdefault(place_of(other), []).append(other)
    for territory, buildings in grouped(view.leads):
        row += 1
        doors = [door for _, members in buildings for door in members]
        _banner(sheet, row, _territory_line(territory, len(buildings), doors), styles.group, 22)
        sheet.write_string(row, _PRINTED, safe(territory))
        for place, members in buildings:
            row += 1
            line = f"　{place}　　共 {len(members)} 家{_tally(members)}"
            _banner(sheet, row, line, styles.subgroup, LINE_HEIGHT + 5)
            sheet.write_string(row, _PRINTED, safe(territory))
            sheet.write_string(row, _PRINTED + 1, safe(place))
            for door in members:
                row += 1
                write_row(sheet, row, _COLUMNS, _row(door, territory, place), styles, least=2)
            if place in beside:
                row += 1
                _banner(sheet, row, _beside(beside[place]), styles.subgroup, LINE_HEIGHT + 5)
                sheet.write_string(row, _PRINTED, safe(territory))
                sheet.write_string(row, _PRINTED + 1, safe(place))
    if not row:
        row = 1
        write_row(sheet, row, _COLUMNS, [None, None, "本次无需上门的线索（零报告）"], styles)
    finish(sheet, "扫楼路线表", _COLUMNS, row, freeze=0)


def _beside(others: list[Record]) -> str:
    """The other finance-like firms of a building: no leads, to be noticed in passing."""
    told = [
        f"{text(other, 'floor')}{text(other, 'room')} {text(other, 'name')}"
        f"（{text(other, 'disposition')}）".strip()
        for other in sorted(others, key=walking)[:6]
    ]
    more = f"等 {len(others)} 家" if len(others) > len(told) else ""
    return "　　同楼其他涉金融企业（非线索，顺路留意）：" + "；".join(told) + more


def _banner(sheet: Any, row: int, line: str, style: Any, height: float) -> None:
    sheet.set_row(row, height)
    for col in range(1, _PRINTED):
        sheet.write_blank(row, col, None, style)
    sheet.write_string(row, 0, safe(line), style)


def _territory_line(territory: str, places: int, doors: list[Record]) -> str:
    who = next((name for door in doors if (name := text(door, "responsible"))), "")
    person = f"　　责任人：{comma(who)}" if who else ""
    return f"{territory}　　{places} 处 {len(doors)} 家{_tally(doors)}{person}"


def _tally(doors: list[Record]) -> str:
    counts = [(band, sum(text(door, "band") == band for door in doors)) for band in BAND_ORDER]
    listed = "　".join(f"{band} {count}" for band, count in counts if count)
    return f"（{listed}）" if listed else ""


def _row(door: Record, territory: str, place: str) -> list[Cell]:
    name: Rich = (Span(text(door, "name") or "（无名称）", "strong"),)
    floor, room = text(door, "floor"), text(door, "room")
    if not floor and not room:  # nothing to walk by: the whole address helps
        name = (*name, Span("\n" + address_of(door)))
    return [
        floor,
        room,
        name,
        text(door, "band"),
        as_number(door.get("rank")),
        bullets(parts(text(door, "reasons")), most=3, each=56, rest="report.html"),
        bullets(parts(text(door, "checks")), most=4, each=60, rest="report.html"),
        *[None] * len(HAND_COLUMNS),
        territory,
        place,
        address_of(door),
    ]


def grouped(leads: Iterable[Record]) -> list[tuple[str, list[Building]]]:
    """Territories by their most urgent door, the unassigned last; buildings likewise."""
    tree: dict[str, dict[str, list[Record]]] = {}
    for lead in leads:
        tree.setdefault(territory_of(lead), {}).setdefault(place_of(lead), []).append(lead)
    groups: list[tuple[str, list[Building]]] = []
    for territory, places in tree.items():
        buildings = [(place, sorted(doors, key=walking)) for place, doors in places.items()]
        buildings.sort(key=lambda building: (urgency(building[1]), building[0]))
        groups.append((territory, buildings))
    groups.sort(
        key=lambda group: (
            group[0] == UNASSIGNED,
            min(urgency(doors) for _, doors in group[1]),
            group[0],
        )
    )
    return groups


def place_of(lead: Record) -> str:
    """The building with its road; without one the road, village or town."""
    road, building = text(lead, "road"), text(lead, "building")
    if building or road:
        return f"{text(lead, 'village')}{road} {building}".strip()
    return text(lead, "village") or text(lead, "town") or "地址不详"


def urgency(doors: Iterable[Record]) -> tuple[int, float]:
    """Of the most urgent door: smaller is sooner."""
    return min(
        (BAND_ORDER.get(text(door, "band"), 3), -float(as_number(door.get("points")) or 0))
        for door in doors
    )


def walking(door: Record) -> tuple[int, str, int, str, str]:
    """Floor upwards, cellars first, then the room by its number."""
    floor, room = text(door, "floor"), text(door, "room")
    level = _floor_number(floor)
    number = _first_number(room)
    if not floor and number >= 100:  # 305室 without a floor is on the third
        level = number // 100
    return level, floor, number, room, text(door, "name")


def _floor_number(floor: str) -> int:
    number = _first_number(floor)
    below = re.search(r"负|地下|^-|^[Bb]\d", floor)
    return -max(number, 1) if below else number


def _first_number(words: str) -> int:
    if found := re.search(r"\d+", words):
        return int(found[0][:6])
    if not (found := re.search("[〇零一二两三四五六七八九十]+", words)):
        return 0
    tens, ten, ones = found[0].rpartition("十")
    value = "".join(str(_DIGITS[char]) for char in ones if char in _DIGITS)
    if not ten:
        return int(value or 0)
    return 10 * _DIGITS.get(tens or "一", 1) + int(value or 0)
