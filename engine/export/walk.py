"""What the route says: territory by territory, stop by stop, door by door; laid out by the sheet."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from engine.export.firm import (
    Record,
    address_of,
    closed_spans,
    is_settled,
    naming_beside,
    naming_spans,
    reach_of,
    seat_spans,
    text,
    walkable,
)
from engine.export.firms_beside import firms_beside
from engine.export.maybe import maybe_meant
from engine.export.places import Building, Territory, stops_of, territories, urgency
from engine.export.rich import Rich, Span
from engine.export.table import HAND_COLUMNS, Cell
from engine.export.text import as_number, bullets, comma, parts
from engine.export.told import at_the_door, questions, told_of_places
from engine.export.view import BAND_ORDER, View
from engine.model.terms import SETTLED, TIP_BEFORE, TIP_SINCE

_NAMED = 6


class StopText(NamedTuple):
    """``again``: its name on the next page; ``beside``: lines on firms to be noticed in passing,
    and on those where nobody goes any more; ``rows``: of its doors and of what is told of it;
    ``street``: a street that is done with it, and what is to be looked for on that."""

    line: str
    again: str
    place: str
    beside: list[str]
    rows: list[list[Cell]]
    street: tuple[str, str] | None


class TerritoryText(NamedTuple):
    """``person``: who has it; ``told``: where to begin when time is short."""

    name: str
    person: str
    line: str
    told: str
    stops: list[StopText]


def route_texts(view: View) -> list[TerritoryText]:
    """All that the sheet says, of leads that can be walked to and of what is told of places."""
    return [_territory(territory) for territory in territories(*_placed(view))]


def settle(view: View) -> None:
    """Leads and tips that no territory names lie where their building does: on list, desk and page as on
    the route."""
    # A community of which grids are told, too: 东街社区 beside 东街社区第一网格.
    wide = {one for one, more in pairwise(view.areas) if more.startswith(one)} | {""}
    if not view.areas or not any(
        text(one, "territory") in wide for one in [*view.leads, *view.tips]
    ):
        return
    leads, others, told = _placed(view)
    shown = {("tip_id", text(tip, "key")): tip for tip in view.tips}
    shown |= {("entity_id", text(lead, "entity_id")): lead for lead in view.leads}
    records = [*filter(walkable, leads), *told, *others]
    persons = {
        text(one, "territory"): (text(one, "responsible"), text(one, "responsible_phone"))
        for one in records
        if text(one, "responsible") and text(one, "territory")
    }
    for stop in stops_of(records):
        for one in (records[number] for number in stop.doors):
            kind = (
                ("tip_id", text(one, "key"))
                if text(one, "key")
                else ("entity_id", text(one, "entity_id"))
            )
            own = shown.get(kind)
            if own and walkable(own) and stop.territory != text(own, "territory"):
                own["territory"] = stop.territory
                own["responsible"], own["responsible_phone"] = persons.get(stop.territory, ("", ""))


def _placed(view: View) -> tuple[list[Record], list[Record], list[Record]]:
    """Leads to visit, firms beside them with the leads that are settled, and what is told of places."""
    leads = view.open_leads
    told = told_of_places(view.tips, leads, view.areas, view.said)
    maybe = maybe_meant(view.adverts, view.tips)
    others = [
        *firms_beside(view.result, leads, maybe),
        *(lead for lead in view.leads if is_settled(lead) and walkable(lead)),
    ]
    leads, others = (
        [{**one, "maybe": maybe.get(text(one, "name"), [])} for one in some]
        for some in (leads, others)
    )
    return leads, others, told


def _territory(territory: Territory) -> TerritoryText:
    streets = [building.stop.at.street for building in territory.buildings]
    last = {street: number for number, street in enumerate(streets, 1)}
    stops = [
        _stop(number, building, territory, last[building.stop.at.street] == number)
        for number, building in enumerate(territory.buildings, 1)
    ]
    person, line = _person(territory), _territory_line(territory)
    return TerritoryText(territory.name, person, line, _territory_told(territory), stops)


def _stop(number: int, building: Building, territory: Territory, last: bool) -> StopText:
    place = f"{building.stop.town if territory.several_towns else ''}{building.stop.label}"
    street = building.stop.at.street
    bodies = territory.unlicensed.get(street) if last else None
    return StopText(
        _stop_line(number, place, building, territory),
        f"第 {number} 站　{place}",
        place,
        _beside_lines(building.beside),
        [
            *(_row(door, territory.name, place) for door in building.doors),
            *(_told_row(told, territory.name, place) for told in building.told),
        ],
        (street, _street_line(street, bodies)) if bodies else None,
    )


def _street_line(street: str, bodies: list[Record]) -> str:
    named = [f"{text(body, 'name')}（{address_of(body)}，{_licence(body)}）" for body in bodies]
    return f"　　{street}沿街核对许可证（不是线索）：{_first_of(named)}"


def _beside_lines(beside: list[Record]) -> list[str]:
    settled = [one for one in beside if is_settled(one)]
    others = [one for one in beside if not is_settled(one)]
    lines = [_beside(others)] if others else []
    if settled:
        named = [
            f"{_called(one)}{_in_brackets([*naming_beside(one), *one['maybe']])}" for one in settled
        ]
        lines.append(f"　　{SETTLED}，不再上门：{_first_of(named)}")
    return lines


def _called(other: Record) -> str:
    return f"{text(other, 'floor')}{text(other, 'room')} {text(other, 'name')}".strip()


def _in_brackets(said: list[str]) -> str:
    return f"（{'；'.join(said)}）" if said else ""


def _beside(others: list[Record]) -> str:
    """The other finance-like firms of a building, and those that may be meant by something: no leads,
    to be noticed in passing."""
    ordered = sorted(others, key=lambda other: not other["maybe"])
    named = [
        f"{_called(other)}{_in_brackets([_licence(other), *other['maybe']])}" for other in ordered
    ]
    which = "涉金融或可能有关的" if any(other["maybe"] for other in others) else "涉金融"
    return f"　　同楼其他{which}企业（非线索，顺路留意）：{_first_of(named)}"


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
        counts.append(f"未对应到企业的举报、广告 {len(building.told)} 条")
    return f"第 {number} 站　{place}{where}　　{'，'.join(counts)}"


def _tally(doors: list[Record]) -> str:
    counts = [(band, sum(text(door, "band") == band for door in doors)) for band in BAND_ORDER]
    listed = "　".join(f"{band} {count}" for band, count in counts if count)
    return f"（{listed}）" if listed else ""


def _row(door: Record, territory: str, place: str) -> list[Cell]:
    name: Rich = (
        Span(text(door, "name") or "（无名称）", "strong"),
        *closed_spans(door, door=True),
    )
    name = (*name, *naming_spans(door, door=True))
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
        text(door, "entity_id"),
    ]


def _told_row(told: Record, territory: str, place: str) -> list[Cell]:
    """To look around for: nobody in the register is known to be meant."""
    found = "没有对应到登记企业，现场问清是谁、在哪里"
    if since := text(told, TIP_SINCE):
        found += f"；{since}筛查时的举报"
    if before := text(told, TIP_BEFORE):
        found += f"；{before}"
    where = text(told, "address")
    name: Rich = (Span(text(told, "name"), "strong"), Span(f"\n{where}\n（{found}）"))
    return [
        text(told, "floor"),
        text(told, "room"),
        name,
        text(told, "band"),
        "案头",
        *_why(told),
        *[None] * len(HAND_COLUMNS),
        territory,
        place,
        where,
        text(told, "entity_id"),
        text(told, "key"),
    ]


def _why(door: Record) -> tuple[str, str]:
    """Reasons and questions, the weightiest first."""
    reasons = at_the_door(parts(text(door, "reasons")))
    maybe = [f"※ {remark}" for remark in door.get("maybe") or ()]
    return (
        "\n".join(filter(None, [bullets(reasons, most=4, each=64, rest=""), *maybe])),
        bullets(questions(door), most=4, each=60, rest=""),
    )
