"""Divisions that an address leaves out, as other addresses of the same house tell them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from engine.place.whereabouts import Whereabouts, agree

#: City, county and town.
_Area = tuple[str, str, str]
#: How a town is called in short: without this.
_KIND = re.compile(r"(?<=..)(?:镇|乡|街道|苏木)$")


def with_areas(places: list[Whereabouts]) -> list[Whereabouts]:
    """清渠团结路88号 is in 清渠镇 where a door tells that the town has such a street; a house that doors
    tell of in one town only is in that town."""
    places = _with_streets(places)
    houses: dict[tuple[str, str], set[_Area]] = {}
    for at in places:
        if at.town and at.street and at.number:
            houses.setdefault((at.street, at.number), set()).add(at.area[1:])
    return [_filled(at, houses.get((at.street, at.number), ())) for at in places]


def _filled(at: Whereabouts, known: Iterable[_Area]) -> Whereabouts:
    own = at.area[1:]
    if all(own):
        return at
    may_be = [area for area in known if all(agree(a, b) for a, b in zip(own, area, strict=True))]
    told = [{division for division in column if division} for column in zip(*may_be, strict=True)]
    if not told or any(len(divisions) > 1 for divisions in told):
        return at
    city, county, town = (a or next(iter(b), "") for a, b in zip(own, told, strict=True))
    return at._replace(area=(at.area[0], city, county, town))


def _with_streets(places: list[Whereabouts]) -> list[Whereabouts]:
    towns: dict[str, dict[str, str]] = {}  # street → what the town is called in short → its name
    for at in places:
        if at.street and (short := _KIND.sub("", at.town)) != at.town:
            known = towns.setdefault(at.street, {})
            known[short] = at.town if known.get(short, at.town) == at.town else ""
    return [at if at.town or at.street in towns else _with_street(at, towns) for at in places]


def _with_street(at: Whereabouts, towns: dict[str, dict[str, str]]) -> Whereabouts:
    for end in range(2, len(at.street) - 1):
        if town := towns.get(at.street[end:], {}).get(at.street[:end]):
            return at._replace(area=(*at.area[:3], town), street=at.street[end:])
    return at
