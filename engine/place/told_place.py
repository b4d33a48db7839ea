"""Where a tip says that something is: people name a floor in one field and its building in another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.place.address import parse_address
from engine.place.model import Place

_ENDS = r"大厦|商务楼|写字楼|办公楼|综合楼|大楼|商厦|商城|公寓|小区|花园|家园|[号\d]楼|[座栋幢]"
#: What a business may be called as well: a place only where something of it is told besides.
_ALSO_NAMES = r"广场|国际|中心|市场|酒店|宾馆|会所"
#: What people say behind a building and is no part of what it is called: 金泰商务楼里的公司.
_BEHIND = re.compile(
    r"(?:(?<=号)楼[上里内]|(?<=[楼厦场心城店馆所园区寓座栋幢号层室])"
    r"(?:里面?|内|楼[上里内]|上面|的|[有某那这一几][家个]|某(?=公司)|一家)).*$"
)
_BRACKETS = re.compile(r"[（(]([^（）()]+)[）)]")
_INSIDE = ("floor", "room")
_AREA = ("province", "city", "county", "town")
_LOCAL = ("village", "road", "building")


def told_place(where: str, subject: str, door: str = "") -> tuple[str, Place]:
    """Words that tell of a place, and its parts, what one leaves out filled from the others.

    ``where``: the address told; ``subject``: who is meant, who may be told by a place alone (3楼305室);
    ``door``: one that the text names. Of a subject counts only what can be no name of a business.
    """
    spoken = [subject, *_BRACKETS.findall(subject)]
    named = [where, *filter(_is_place, spoken)]
    read = [(words, parse_address(words)) for one in named if (words := _BEHIND.sub("", one))]
    if door:
        elsewhere = any(_tells(place, _LOCAL) and not _share(place, door) for _, place in read)
        read += [] if elsewhere else [(door, parse_address(door))]
    first = next((one for one in read if _tells(one[1], _LOCAL)), None)
    if first is None:
        return where, parse_address(where)
    words, place = first
    others = [other for _, other in read if not _contrary(place, other)]
    for part in (*_AREA, "building", *_INSIDE):
        if not getattr(place, part):
            told = next((value for other in others if (value := getattr(other, part))), "")
            place = place._replace(**{part: told})
            words += "" if part in _AREA else told
    return words, place


def _is_place(subject: str) -> bool:
    plain = _BEHIND.sub("", subject)
    if _BRACKETS.search(plain):
        return False
    place = parse_address(plain)
    if place.village or _tells(place, _INSIDE):
        return True
    if any(map(str.isdigit, place.road)):
        return True
    ends = _ENDS if plain == subject else f"{_ENDS}|{_ALSO_NAMES}"
    return re.search(rf"(?:{ends})$", place.building) is not None


def _contrary(one: Place, other: Place) -> bool:
    """Does another place of these parts tell of another house?"""
    return any(
        a and b and a not in b and b not in a
        for part in (*_AREA, *_LOCAL)
        for a, b in [(getattr(one, part), getattr(other, part))]
    )


def _share(place: Place, door: str) -> bool:
    """Are a part of the place and one of the door the same?"""
    return any(getattr(place, part) in door for part in _LOCAL if getattr(place, part))


def _tells(place: Place, parts: Sequence[str]) -> bool:
    return any(getattr(place, part) for part in parts)
