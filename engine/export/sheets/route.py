"""扫楼路线: territory by territory, each on pages of its own, stop by stop, door by door."""

from __future__ import annotations

from typing import Any

from engine.export.pages import Pages, page_height
from engine.export.places import Building, Territory, territories, urgency
from engine.export.rich import Rich, Span
from engine.export.sheet import Sheet
from engine.export.sheets.desk import NAME as DESK
from engine.export.styles import LINE_HEIGHT, Styles
from engine.export.table import (
    HAND_COLUMNS,
    Cell,
    Column,
    Rows,
    finish,
    set_widths,
    write_header,
)
from engine.export.text import as_number, bullets, comma, parts, safe
from engine.export.told import at_the_door, questions, told_of_places
from engine.export.view import (
    BAND_ORDER,
    Record,
    View,
    address_of,
    closed_spans,
    reach_of,
    seat_spans,
    text,
    walkable,
)

NAME = "扫楼路线"

_COLUMNS = (
    Column("楼层", 6, "centre"),
    Column("房号", 8, "centre"),
    Column("企业名称、电话", 25),
    Column("等级", 5, "band"),
    Column("清单\n序号", 5, "centre"),
    Column("为什么来（疑似，待核查；要紧的在前）", 38),
    Column("上门问什么、查什么", 34),
    *HAND_COLUMNS,
    Column("属地", 16, printed=False),
    Column("楼宇或道路", 30, printed=False),
    Column("地址", 40, printed=False),
)
_PRINTED = sum(column.printed for column in _COLUMNS)
_BANNER, _HEAD = LINE_HEIGHT + 5, 22.0
_GOES_ON = "（续）"
_NAMED = 6


def write_route(sheet: Sheet, view: View, styles: Styles) -> None:
    set_widths(sheet, _COLUMNS)
    header = write_header(sheet, 0, _COLUMNS, styles)
    route = _Route(sheet, styles, Pages(page_height(_COLUMNS), header))
    told = told_of_places(view.result.loose_tips, view.leads, view.areas, view.said)
    for territory in territories(view.leads, view.others, told):
        route.territory(territory)
    row = route.row
    if not row:
        row = 1
        Rows(sheet, _COLUMNS, styles).write(row, [None, None, "本次无需上门的线索（零报告）"])
    if unwalkable := sum(not walkable(lead) for lead in view.leads):
        row += 1
        line = f"另有 {unwalkable} 条线索没有可走的地址，先在案头核查，见“{DESK}”。"
        _banner(sheet, row, line, styles.subgroup, _BANNER)
    finish(sheet, "扫楼路线表", _COLUMNS, row, freeze=0, pages=route.pages.begins)


class _Route:
    """Writes row after row and begins a page where one has to begin."""

    def __init__(self, sheet: Sheet, styles: Styles, pages: Pages) -> None:
        self._sheet, self._styles, self.pages = sheet, styles, pages
        self._rows = Rows(sheet, _COLUMNS, styles)
        self.row = 0

    def territory(self, territory: Territory) -> None:
        if self.row:
            self.pages.begin(self.row + 1)
        self._line(_territory_line(territory), self._styles.group, _HEAD, (territory.name,))
        if told := _territory_told(territory):
            self._line(told, self._styles.aside, _BANNER, (territory.name,))
        streets = [building.stop.at.street for building in territory.buildings]
        last = {street: number for number, street in enumerate(streets, 1)}
        for number, building in enumerate(territory.buildings, 1):
            self._stop(number, building, territory)
            if last[street := building.stop.at.street] == number:
                self._street(street, territory)

    def _stop(self, number: int, building: Building, territory: Territory) -> None:
        styles = self._styles
        place = f"{building.stop.town if territory.several_towns else ''}{building.stop.label}"
        line, where = _stop_line(number, place, building, territory), (territory.name, place)
        beside = _beside(building.beside) if building.beside else ""
        rows = [_row(door, territory.name, place) for door in building.doors]
        rows += [_told_row(told, territory.name, place) for told in building.told]
        made = [self._rows.made(cells, least=2) for cells in rows]
        head = [_BANNER] * (2 if beside else 1)
        if not self.pages.fits(*head, made[0][1]):
            self._next_page(territory)
        self._line(line, styles.subgroup, _BANNER, where)
        if beside:
            self._line(beside, styles.aside, _BANNER, where)
        for at, (cells, height) in enumerate(made):
            if at and not self.pages.fits(height):
                self._next_page(territory)
                self._line(f"第 {number} 站　{place}{_GOES_ON}", styles.subgroup, _BANNER, where)
            self.row += 1
            self._rows.put(self.row, cells, height)
            self.pages.add(height)

    def _street(self, street: str, territory: Territory) -> None:
        if bodies := territory.unlicensed.get(street):
            if not self.pages.fits(_BANNER):
                self._next_page(territory)
            named = [
                f"{text(body, 'name')}（{address_of(body)}，{_licence(body)}）" for body in bodies
            ]
            line = f"　　{street}沿街核对许可证（不是线索）：{_first_of(named)}"
            self._line(line, self._styles.aside, _BANNER, (territory.name, street))

    def _next_page(self, territory: Territory) -> None:
        self.pages.begin(self.row + 1)
        line = f"{territory.name}{_GOES_ON}{_person(territory)}"
        self._line(line, self._styles.group, _HEAD, (territory.name,))

    def _line(self, line: str, style: Any, height: float, where: tuple[str, ...]) -> None:
        self.row += 1
        _banner(self._sheet, self.row, line, style, height, where)
        self.pages.add(height)


def _beside(others: list[Record]) -> str:
    """The other finance-like firms of a building: no leads, to be noticed in passing."""
    named = [
        f"{text(other, 'floor')}{text(other, 'room')} {text(other, 'name')}"
        f"（{_licence(other)}）".strip()
        for other in others
    ]
    return f"　　同楼其他涉金融企业（非线索，顺路留意）：{_first_of(named)}"


def _first_of(named: list[str]) -> str:
    """As many as a line holds, and how many there are."""
    more = f"等 {len(named)} 家" if len(named) > _NAMED else ""
    return "；".join(named[:_NAMED]) + more


def _licence(other: Record) -> str:
    """Its disposition, or what the licence lists say where that is cause to ask."""
    status, until = text(other, "licence_status"), text(other, "licence_until")[:10]
    said = {
        "过期": f"名录上的许可证{until}到期",
        "未见": "名录里没有",
        "疑似冒名": "名称与持牌机构相近",
    }
    kind = text(other, "disposition")
    return f"{kind}，{said[status]}，请出示许可证" if status in said else kind


def _banner(
    sheet: Sheet, row: int, line: str, style: Any, height: float, where: tuple[str, ...] = ()
) -> None:
    """A line over the printed columns; ``where``: what the filter finds it by, beside the print."""
    cells: list[tuple[str | None, Any]] = [(safe(line), style), *[(None, style)] * (_PRINTED - 1)]
    sheet.put_row(row, [*cells, *((safe(part), None) for part in where)], height)


def _person(territory: Territory) -> str:
    name, phone = territory.responsible
    return f"　责任人：{comma(name)}{'　电话：' + comma(phone) if phone else ''}" if name else ""


def _territory_line(territory: Territory) -> str:
    counts = f"{len(territory.buildings)} 站 {len(territory.doors)} 家{_tally(territory.doors)}"
    return f"{territory.name}{_person(territory)}　　{counts}"


def _territory_told(territory: Territory) -> str:
    """Where to begin when time is short, and who of the departments has to know."""
    ways = [urgency(building) for building in territory.buildings]
    first = ways.index(min(ways)) + 1
    top = next(iter(BAND_ORDER.values()))
    grave = [str(number) for number, (band, _) in enumerate(ways, 1) if band == top]
    said = [f"最急的在第 {first} 站"] if len(ways) > 1 else []
    if len(grave) > 1:
        said[0] += f"，高等级在第 {'、'.join(grave)} 站"
    if territory.departments:
        said.append("主管部门：" + "、".join(territory.departments[:5]))
    return "　　" + "　　".join(said) if said else ""


def _stop_line(number: int, place: str, building: Building, territory: Territory) -> str:
    side = building.stop.side
    sides = territory.sides[building.stop.at.street]
    where = f"（{side}号侧）" if side and len(sides) > 1 else ""
    counts = [f"{len(building.doors)} 家{_tally(building.doors)}"] if building.doors else []
    if building.told:
        counts.append(f"未对应到企业的反映、广告 {len(building.told)} 条")
    return f"第 {number} 站　{place}{where}　　{'，'.join(counts)}"


def _tally(doors: list[Record]) -> str:
    counts = [(band, sum(text(door, "band") == band for door in doors)) for band in BAND_ORDER]
    listed = "　".join(f"{band} {count}" for band, count in counts if count)
    return f"（{listed}）" if listed else ""


def _row(door: Record, territory: str, place: str) -> list[Cell]:
    name: Rich = (Span(text(door, "name") or "（无名称）", "strong"), *closed_spans(door))
    floor, room = text(door, "floor"), text(door, "room")
    if not floor and not room:  # nothing to walk by: the whole address helps
        name = (*name, Span("\n" + address_of(door)))
    name = (*name, *seat_spans(door))
    if reach := reach_of(door):
        name = (*name, Span("\n" + reach))
    rank = as_number(door.get("rank"))
    return [
        floor,
        room,
        name,
        text(door, "band"),
        rank,
        *_why(door),
        *[None] * len(HAND_COLUMNS),
        territory,
        place,
        address_of(door),
    ]


def _told_row(told: Record, territory: str, place: str) -> list[Cell]:
    """To look around for: nobody in the register is known to be meant."""
    found = "没有对应到登记企业，现场问清是谁、在哪里"
    where = text(told, "address")
    name: Rich = (Span(text(told, "name"), "strong"), Span(f"\n{where}\n（{found}）"))
    return [
        None,
        None,
        name,
        text(told, "band"),
        "案头",
        *_why(told),
        *[None] * len(HAND_COLUMNS),
        territory,
        place,
        where,
    ]


def _why(door: Record) -> tuple[str, str]:
    """Reasons and questions, the weightiest first."""
    reasons = at_the_door(parts(text(door, "reasons")))
    return (
        bullets(reasons, most=5, each=64, rest=""),
        bullets(questions(door), most=5, each=60, rest=""),
    )
