"""Where the adverts of a firm were seen and where tips say it happened, unless that is where it sits."""

from __future__ import annotations

from collections.abc import Iterable

from engine.model.terms import AT, HAPPENED, SEEN
from engine.place import Place, parse_address
from engine.place.writing import plain
from engine.triage.assembly import short_first

#: So many places of a kind are told, and so many numbers of adverts for each.
_PLACES, _ADVERTS = 3, 3


def seen_elsewhere(seen: Iterable[tuple[str, str]], address: str) -> list[str]:
    """Remarks. ``seen``: (number of the advert, place), "" with the place that a tip tells of.

    A medium (微信群) is no place, nor is one that names no street, building or village.
    """
    home = parse_address(plain(address))
    places: dict[str, list[str]] = {}
    for number, where in seen:
        places.setdefault(" ".join(where.replace("|", " ").split()), []).append(number)
    away = sorted(
        (short_first(min(numbers, key=short_first)), where)
        for where, numbers in places.items()
        if _elsewhere(parse_address(plain(where)), home)
    )
    adverts = [where for _, where in away if any(places[where])]
    remarks = [
        f"{SEEN}{_named(number for number in places[where] if number)}{AT}{where}"
        for where in adverts[:_PLACES]
    ]
    if len(adverts) > _PLACES:
        remarks[-1] += f"（共{len(adverts)}处，其余略）"
    tips = [where for _, where in away if "" in places[where]]
    if tips:
        more = f"等{len(tips)}处" if len(tips) > _PLACES else ""
        remarks.append(HAPPENED + "；".join(tips[:_PLACES]) + more)
    return remarks


def _named(numbers: Iterable[str]) -> str:
    ordered = sorted(numbers, key=short_first)
    more = f"等{len(ordered)}条" if len(ordered) > _ADVERTS else ""
    return "、".join(ordered[:_ADVERTS]) + more


def _elsewhere(there: Place, home: Place) -> bool:
    """Does the first part that both name differ? A street without a number is no other house of it."""
    if there.road and home.road:
        return not (there.road.startswith(home.road) or home.road.startswith(there.road))
    if there.building and home.building:
        return not (
            there.building.startswith(home.building) or home.building.startswith(there.building)
        )
    if there.village and home.village:
        return there.village != home.village
    return bool(there.road or there.building or there.village)
