"""Which records can be walked to, and the buildings they are in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from engine.export.text import as_number
from engine.export.view import BAND_ORDER, UNASSIGNED, Record, text, walkable
from engine.place import Door, Stop, in_order, stops

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}


@dataclass(frozen=True, slots=True)
class Building:
    """A stop with its leads, in walking order, and the other firms there worth a glance."""

    stop: Stop
    doors: list[Record]
    beside: list[Record]


@dataclass(frozen=True)
class Territory:
    """``name`` as in the territory file, or what stands for none."""

    name: str
    buildings: list[Building]

    @cached_property
    def doors(self) -> list[Record]:
        return [door for building in self.buildings for door in building.doors]

    @cached_property
    def responsible(self) -> str:
        return next((who for door in self.doors if (who := text(door, "responsible"))), "")

    @cached_property
    def several_towns(self) -> bool:
        return len({building.stop.town for building in self.buildings} - {""}) > 1

    @cached_property
    def sides(self) -> dict[str, set[str]]:
        """Street → the sides of it (单, 双) that there are stops on."""
        found: dict[str, set[str]] = {}
        for building in self.buildings:
            found.setdefault(building.stop.at.street, set()).add(building.stop.side)
        return {street: sides - {""} for street, sides in found.items()}


def stops_of(records: Sequence[Record]) -> list[Stop]:
    """The buildings of all records; a firm nobody is responsible for joins those of its building."""
    parts = ("territory", "city", "county", "town", "village", "road", "building")
    return stops([Door(**{part: text(record, part) for part in parts}) for record in records])


def territories(leads: Iterable[Record], others: Sequence[Record] = ()) -> list[Territory]:
    """Where the leads are: territories by their most urgent door, those of nobody last; in each
    the buildings in walking order. ``others`` are told of where a lead is in the same building."""
    walked = [lead for lead in leads if walkable(lead)]
    records = [*walked, *others]
    found: dict[str, dict[Stop, Building]] = {}
    for stop in stops_of(records):
        mine = [records[n] for n in stop.doors if n < len(walked)]
        if mine:
            near = [records[n] for n in stop.doors if n >= len(walked)]
            building = Building(stop, sorted(mine, key=walking), sorted(near, key=walking))
            found.setdefault(stop.territory or UNASSIGNED, {})[stop] = building
    groups = [Territory(name, _walked(of)) for name, of in found.items()]
    groups.sort(key=lambda group: (group.name == UNASSIGNED, urgency(group.doors), group.name))
    return groups


def _walked(of: dict[Stop, Building]) -> list[Building]:
    return [of[stop] for stop in in_order(of, lambda stop: urgency(of[stop].doors))]


def urgency(doors: Iterable[Record]) -> tuple[int, float]:
    """Of the most urgent door: smaller is sooner."""
    return min(
        (BAND_ORDER.get(text(door, "band"), 3), -float(as_number(door.get("points")) or 0))
        for door in doors
    )


def walking(door: Record) -> tuple[int, str, int, str, int, str]:
    """Floor upwards, cellars first, then the room by its number; in one room the urgent first."""
    floor, room = text(door, "floor"), text(door, "room")
    level = _floor_number(floor)
    number = _first_number(room)
    if not floor and number >= 100:  # 305室 without a floor is on the third
        level = number // 100
    band = BAND_ORDER.get(text(door, "band"), len(BAND_ORDER))
    return level, floor, number, room, band, text(door, "name")


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
