"""Which records can be walked to, and the buildings they are in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from engine.export.firm import UNASSIGNED, Record, text, walkable
from engine.export.text import as_number, parts
from engine.export.view import BAND_ORDER, LACKING
from engine.model.terms import Disposition
from engine.place import Door, Stop, in_order, stops
from engine.text.bodies import bodies, of_one

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}


class Building(NamedTuple):
    """A stop with its leads, in walking order, the other firms there worth a glance, and what is
    ``told`` of the place though no firm is known."""

    stop: Stop
    doors: list[Record]
    beside: list[Record]
    told: list[Record]


@dataclass(frozen=True)
class Territory:
    """``name`` as in the territory file, or what stands for none."""

    name: str
    buildings: list[Building]
    #: street → bodies of a licensed kind on it, in no building that is visited, whose licence is
    #: over or on no list
    unlicensed: dict[str, list[Record]]

    @cached_property
    def doors(self) -> list[Record]:
        return [door for building in self.buildings for door in building.doors]

    @cached_property
    def responsible(self) -> tuple[str, str]:
        """Name and telephone of who has the territory; of no territory nobody has all."""
        known = [*self.doors, *(told for building in self.buildings for told in building.told)]
        named = (door for door in known if text(door, "responsible"))
        first = next(named, None) if self.name != UNASSIGNED else None
        return (text(first, "responsible"), text(first, "responsible_phone")) if first else ("", "")

    @cached_property
    def departments(self) -> list[str]:
        """The departments of its leads, the one with most of them first."""
        named = [one for door in self.doors for one in bodies(parts(text(door, "department")))]
        shown: dict[str, str] = {}
        for name in named:
            shown.setdefault(of_one(name), name)
        counted = Counter(map(of_one, named))
        return [shown[key] for key, _ in counted.most_common()]

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
    told = ("territory", "city", "county", "town", "village", "road", "building", "address")
    return stops([Door(**{part: text(record, part) for part in told}) for record in records])


def territories(
    leads: Iterable[Record], others: Sequence[Record] = (), told: Sequence[Record] = ()
) -> list[Territory]:
    """Where the leads are: territories by their most urgent door, those of nobody last; in each
    the buildings in walking order. ``others`` are told of where a lead is in the same building,
    those with no valid licence also on its street; ``told`` are stops of their own."""
    walked = [lead for lead in leads if walkable(lead)]
    records = [*walked, *told, *others]
    placed: list[Building] = []
    elsewhere: list[tuple[Stop, list[Record]]] = []
    for stop in stops_of(records):
        mine = [records[n] for n in stop.doors if n < len(walked)]
        rest = [n for n in stop.doors if n >= len(walked)]
        said = [records[n] for n in rest if n < len(walked) + len(told)]
        near = [records[n] for n in rest if n >= len(walked) + len(told)]
        if mine or said:
            building = Building(stop, *(sorted(some, key=walking) for some in (mine, near, said)))
            placed.append(building)
        elif lacking := [record for record in near if unlicensed(record)]:
            elsewhere.append((stop, lacking))
    found: dict[str, dict[Stop, Building]] = {}
    for building in sorted(placed, key=lambda one: not one.doors):
        _place(found.setdefault(building.stop.territory or UNASSIGNED, {}), building)
    groups = [
        Territory(name, _walked(of), _on_streets(name, of, elsewhere)) for name, of in found.items()
    ]
    groups.sort(key=lambda group: (group.name == UNASSIGNED, _urgency(group.buildings), group.name))
    return groups


def unlicensed(record: Record) -> bool:
    """Is it of a licensed kind, and its licence over or on no list that was given?"""
    licensed = text(record, "disposition") == Disposition.LICENSED.value
    return licensed and text(record, "licence_status") in LACKING


def _place(known: dict[Stop, Building], building: Building) -> None:
    """What is told of one village is one stop, whether or not a door in it is known."""
    if not building.doors:
        for stop, other in known.items():
            if stop.label == building.stop.label:
                other.told.extend(building.told)
                return
    known[building.stop] = building


def _on_streets(
    name: str, of: dict[Stop, Building], elsewhere: list[tuple[Stop, list[Record]]]
) -> dict[str, list[Record]]:
    walked = {stop.at.street for stop in of} - {""}
    found: dict[str, list[Record]] = {}
    for stop, records in elsewhere:
        if stop.territory == name and stop.at.street in walked:
            found.setdefault(stop.at.street, []).extend(records)
    return found


def _walked(of: dict[Stop, Building]) -> list[Building]:
    return [of[stop] for stop in in_order(of, lambda stop: urgency(of[stop]))]


def urgency(building: Building) -> tuple[int, float]:
    """Of the most urgent door: smaller is sooner. What is only told comes after all doors."""
    ranked = [
        (BAND_ORDER.get(text(door, "band"), 3), -float(as_number(door.get("points")) or 0))
        for door in building.doors
    ]
    return min(ranked, default=(len(BAND_ORDER), 0.0))


def _urgency(buildings: Iterable[Building]) -> tuple[int, float]:
    return min(urgency(building) for building in buildings)


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
