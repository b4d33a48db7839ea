"""Which doors are in one building, and in what order the buildings are walked.

Two doors are of one stop when they share the name of the building, or street and house number, and
nothing contradicts: a part that both name must be the same. A door that could belong to two stops
is a stop of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from engine.place import writing
from engine.place.areas import with_areas
from engine.place.whereabouts import Door, Whereabouts, agree, estate_of, street_line, whereabouts

#: What parts a shop from the house it is in: 18号附3号.
_SHOP = frozenset("附之")
_WRITTEN = re.compile("[一二三四五六七八九十百]号")
Weight = Callable[["Stop"], Any]
_CROWD = 200


class Stop(NamedTuple):
    """``doors``: numbers of the doors that are there; ``label``: the place as fully as any of them
    writes it; ``at``: what all of them together say of it."""

    doors: tuple[int, ...]
    label: str
    at: Whereabouts

    @property
    def territory(self) -> str:
        return self.at.area[0]

    @property
    def town(self) -> str:
        return self.at.town

    @property
    def side(self) -> str:
        """ "" for a house without a number, else whether the number is 单 or 双."""
        if not self.at.number:
            return ""
        return "单" if _number(self.at.number) % 2 else "双"


def stops(doors: Sequence[Door]) -> list[Stop]:
    """The stops of all doors, in no particular order; every door is at one of them."""
    alike: dict[Whereabouts, list[int]] = {}
    for number, at in enumerate(with_areas([whereabouts(door) for door in doors])):
        alike.setdefault(at, []).append(number)
    groups: list[_Group] = []
    known: dict[tuple[str, ...], list[_Group]] = {}
    for at in sorted(alike, key=_vaguest_last):
        keys = _keys(at)
        # What so many places share is no name of one of them.
        shared = [known.get(key, []) for key in keys]
        near = {id(group): group for some in shared if len(some) <= _CROWD for group in some}
        fitting = [group for group in near.values() if group.fits(at)]
        if len(fitting) == 1:
            group = fitting[0]
            group.add(at)
        else:
            group = _Group(at)
            groups.append(group)
        group.doors += alike[at]
        for key in keys:
            some = known.setdefault(key, [])
            if len(some) <= _CROWD and group not in some:
                some.append(group)
    return [_stop(group, doors) for group in groups]


def in_order(found: Iterable[Stop], weight: Weight) -> list[Stop]:
    """The stops of one territory as they are walked.

    Street by street, the one with the weightiest stop first (``weight``: smaller is weightier), the
    parts of a street together; up the odd numbers and back down the even ones. Buildings whose
    house number is not known come behind those of their street, villages without numbers last;
    all that, where there are several towns, town by town.
    """
    places = list(found)
    several = len({stop.town for stop in places} - {""}) > 1
    lines: dict[tuple[Any, ...], Any] = {}

    def parts(stop: Stop) -> tuple[tuple[Any, ...], ...]:
        rank, street = _street(stop.at)
        town = stop.town if several else ""
        return (town,), (town, rank, street_line(street)), (town, rank, street, "")

    read = {stop: parts(stop) for stop in places}
    for stop, named in read.items():
        own = weight(stop)
        for part in named:
            lines[part] = min(lines.get(part, own), own)

    def key(stop: Stop) -> tuple[Any, ...]:
        town, line, street = read[stop]
        number = _number(stop.at.number)
        even = number % 2 == 0
        return (
            (lines[town], town),
            line[1],
            (lines[line], line),
            (lines[street], street),
            not stop.at.number,
            even,
            -number if even else number,
            stop.at.number,
            stop.at.name,
            _natural(stop.at.block),
            stop.label,
        )

    return sorted(places, key=key)


class _Group:
    """Doors of one building while they are gathered."""

    def __init__(self, at: Whereabouts) -> None:
        self.at = at
        self.doors: list[int] = []

    def fits(self, at: Whereabouts) -> bool:
        """Does nothing that ``at`` says contradict what is known of the building?"""
        own = self.at
        if not _within(*sorted((own.area[0], at.area[0]), key=len)):
            return False
        for one, other in zip(own.area[1:], at.area[1:], strict=True):
            if one != other and one and other:
                return False
        for number, (one, other) in enumerate(zip(own.parts, at.parts, strict=True)):
            if one != other and one and other and number != _NAME:
                return False
        return _same_name(own.name, at.name)

    def add(self, at: Whereabouts) -> None:
        own = self.at
        area = [a or b for a, b in zip(own.area, at.area, strict=True)]
        area[0] = max(own.area[0], at.area[0], key=len)
        parts = [a or b for a, b in zip(own.parts, at.parts, strict=True)]
        parts[_NAME] = max(own.name, at.name, key=len)
        self.at = Whereabouts((area[0], area[1], area[2], area[3]), *parts)


#: Where the name stands among the parts of ``Whereabouts``.
_NAME = 3


def _within(wide: str, narrow: str) -> bool:
    """Is a territory not told, or the community of a grid of it?"""
    return narrow.startswith(wide)


def _same_name(one: str, other: str) -> bool:
    """Equal, not told, or one of them without the estate before it or with a shorter name of it
    (高新区创业大楼, 西渡高新区创业大楼)."""
    if agree(one, other):
        return True
    short, long = sorted((one, other), key=len)
    estate, within = estate_of(long), estate_of(short)
    if not estate or long[len(estate) :] != short[len(within) :]:
        return False
    return not within or (estate.endswith(within) and long != estate)


def _keys(at: Whereabouts) -> list[tuple[str, ...]]:
    """What two doors of one building must share at least one of."""
    keys: list[tuple[str, ...]] = []
    if at.name and estate_of(at.name) == at.name:
        keys.append(("estate", at.name, at.block))  # an estate is many buildings
    elif at.name:
        if not at.common:
            keys += [("name", name) for name in sorted({at.name, at.short_name} - {""})]
        keys += [("in", where, at.name) for where in (at.street, at.village) if where]
    if at.number and (at.street or at.village):
        keys.append(("house", at.street or at.village, at.number))
    return keys


def _vaguest_last(at: Whereabouts) -> tuple[Any, ...]:
    """Doors that say most of where they are come first, so that the others can join them."""
    return (
        -sum(map(bool, (at.street, at.number, at.name, at.block))),
        -sum(map(bool, (*at.area, at.village))),
        # 创业大楼 may be in either of two estates that bear their names.
        -len(estate_of(at.name)),
        at.area,
        at.parts,
    )


def _stop(group: _Group, doors: Sequence[Door]) -> Stop:
    said = [doors[number] for number in sorted(group.doors)]
    street = group.at.street
    village = max((door.village for door in said), key=_longest)
    road = max((door.road for door in said), key=lambda road: _tells(road, street))
    # A room may stand in what a building is called: 金泰大厦A-1101.
    building = max(
        (door.building for door in said),
        key=lambda name: (bool(name) and writing.plain(name) == name, *_longest(name)),
    )
    # Of one house some write 八十八号 and some 88号.
    road = writing.plain(road) if _WRITTEN.search(road) else road
    label = f"{village}{road} {building}".strip()
    if road and not building:
        # It may be written in a way that nobody reads as a number.
        number = f"{group.at.number}号" if not any(map(str.isdigit, road)) else ""
        label += number if group.at.number else "（门牌号不详）"
        block = max((_block(door) for door in said), key=_longest)
        label += f" {block}" if block else ""
    if not label:
        town = max((door.town or door.county for door in said), key=len)
        label = f"{town}（村、路、门牌不详）" if town else "地址不详"
    return Stop(tuple(sorted(group.doors)), label, group.at)


def _block(door: Door) -> str:
    """The building that only the address written plainly names: 88号（A座）."""
    if not door.address or door.building:
        return ""
    told = door.village, door.road, door.building
    return writing.parts(door.address, told)[2].upper()


def _longest(name: str) -> tuple[int, str]:
    """In whatever order the doors were read."""
    return len(name), name


def _tells(road: str, street: str) -> tuple[bool, bool, int, str]:
    """How well a road says where the building is: not by what leads there, nor by a shop of it."""
    return road.startswith(street), _SHOP.isdisjoint(road), *_longest(road)


def _street(at: Whereabouts) -> tuple[int, str]:
    """The street, or the estate, or the village; what has neither comes last."""
    if at.street:
        return (0, at.street)
    if at.name and not (at.village and at.common):
        return (0, estate_of(at.name) or at.name)
    if at.number or at.name:
        return (0, at.village)
    return (1, at.village or "\uffff")


def _number(text: str) -> int:
    digits = text.partition("-")[0]
    return int(digits[:9]) if digits.isdigit() else 0


def _natural(block: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part[:9]), "") if part.isdigit() else (0, part) for part in block.split("-"))
