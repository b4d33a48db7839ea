"""What is told of places though no firm with an address stands behind it: tips that name a place,
and advertisers that can be found nowhere but name a village or territory.

At the door a tip is told without its words, or whoever reported would be known by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from engine.export.firm import Record, text, walkable, what_to_check
from engine.export.text import parts
from engine.model.terms import CARRIED, TIP_BEFORE, TIP_SINCE

PLACE = ("province", "city", "county", "town", "village", "road", "building", "floor", "room")
#: A floor of nobody knows which house is no stop.
_OUTSIDE = PLACE[:-2]
#: A reason that comes from a tip: its number, and what the rule says; the words quoted stand last.
_TIP = re.compile(r"^举报.*?：(?:反映)?")
_WORDS = re.compile(r"（[“(].*$|：折合.*$", re.DOTALL)
#: Of an earlier run: tips that it told alike differ in this.
_DAY = re.compile(rf"{CARRIED}[\d-]*：(?:反映)?")
_ADVERT = re.compile(r"^广告[^：]{1,99}：")
#: How a reason begins at the door that comes from a tip.
HEARD = "有举报："
_LEAST = 3
#: How near two places are, the nearest first.
_NEAR = _FLOOR, _BUILDING, _VILLAGE = "同层", "同楼", "同村"


def at_the_door(reasons: Iterable[str]) -> list[str]:
    """The reasons as they may be carried to the door, the weightiest first: of tips what they are
    about, without number and without words; of two adverts that say the same only one."""
    found: dict[str, str] = {}
    for reason in reasons:
        if reason.startswith("举报"):
            reason = HEARD + _WORDS.sub("", _TIP.sub("", reason))
        title = _DAY.sub("", _WORDS.sub("", _ADVERT.sub("", reason)))
        found.setdefault(title, reason)
    return list(found.values())


def told_of_places(
    tips: Sequence[Record], leads: Sequence[Record], areas: Sequence[str], said: dict[str, str]
) -> list[Record]:
    """Records like those of firms, ``told`` among them; ``areas``: names of territories, ``said``:
    entity → what its adverts say."""
    found: list[Record] = []
    for tip in tips:
        if any(text(tip, part) for part in _OUTSIDE):
            told = {part: text(tip, part) for part in ("territory", "responsible", *PLACE)}
            found.append(
                {
                    **told,
                    "responsible_phone": text(tip, "responsible_phone"),
                    "department": text(tip, "department"),
                    "name": text(tip, "subject") or "（举报未写明对象）",
                    "address": text(tip, "where"),
                    "reasons": "|".join(tip["reasons"]),
                    "checks": "|".join(tip["checks"]),
                    "tip_id": text(tip, "tip_id"),
                    "key": text(tip, "key"),
                    TIP_SINCE: text(tip, TIP_SINCE),
                    TIP_BEFORE: text(tip, TIP_BEFORE),
                }
            )
    for lead in leads:
        if not walkable(lead) and (area := area_in(lead, areas, said)):
            found.append({**lead, "territory": area, "village": area, "responsible": ""})
    return found


def area_in(lead: Record, areas: Iterable[str], said: dict[str, str]) -> str:
    """The territory that an advertiser without an address names, in its name or its adverts."""
    words = text(lead, "name") + "\n" + said.get(text(lead, "entity_id"), "")
    named = [area for area in areas if len(area) >= _LEAST and area in words]
    return max(named, key=len) if named else ""


def beside_it(place: Record, others: Iterable[Record]) -> list[tuple[str, Record]]:
    """Those of ``others`` that are told of the same floor, building or village, the nearest first,
    each with how near."""
    found = [
        (near, other) for other in others if other is not place and (near := _near(place, other))
    ]
    return sorted(found, key=lambda one: _NEAR.index(one[0]))


def _near(place: Record, other: Record) -> str:
    here, there = _village(place), _village(other)
    if here and there and here != there:
        return ""  # 3号楼 stands in every estate
    if (building := text(place, "building")) and building == text(other, "building"):
        floor = text(place, "floor")
        return _FLOOR if floor and floor == text(other, "floor") else _BUILDING
    return _VILLAGE if here and here == there else ""


def _village(record: Record) -> str:
    found = re.match(r".{1,6}?(?:村|社区)", text(record, "village"))
    return found.group() if found else ""


def questions(record: Record) -> list[str]:
    return what_to_check(record) if "disposition" in record else parts(text(record, "checks"))
