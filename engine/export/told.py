"""What is told of places though no firm with an address stands behind it: tips that name a place,
and advertisers that can be found nowhere but name a village or territory.

At the door a tip is told without its words, or whoever reported would be known by them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import merge

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
_FLOOR, _BUILDING, _VILLAGE = "同层", "同楼", "同村"


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


class Nearby:
    """Records by where they are: thousands of one village are not compared each with each."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = list(records)
        self._number = {id(record): at for at, record in enumerate(self._records)}
        #: (village), (building, village) and (building, floor, village) → records in their order; "" for
        #: the village stands for none, None for whichever
        self._there: dict[tuple[str | None, ...], list[int]] = defaultdict(list)
        for at, record in enumerate(self._records):
            village, building = _village(record), text(record, "building")
            if village:
                self._there[(village,)].append(at)
            for one in {village, None} if building else ():
                self._there[building, one].append(at)
                self._there[building, text(record, "floor"), one].append(at)

    def beside(self, place: Record, most: int) -> tuple[int, list[tuple[str, Record]]]:
        """How many others are told of the same floor, building or village, and the first of them, the
        nearest first, each with how near."""
        village, building, floor = _village(place), text(place, "building"), text(place, "floor")
        own = self._number.get(id(place))
        # 3号楼 stands in every estate: only of one that names none it may be the same.
        said = (village, "") if village else (None,)
        groups: list[tuple[str, list[tuple[str | None, ...]]]] = []
        if building:
            groups += [(_FLOOR, [(building, floor, one) for one in said])] if floor else []
            groups.append((_BUILDING, [(building, one) for one in said]))
        groups += [(_VILLAGE, [(village,)])] if village else []
        found: dict[int, str] = {}
        for how, keys in groups:
            for at in merge(*(self._there.get(key, ()) for key in keys)):
                if len(found) == most:
                    break
                if at != own:
                    found.setdefault(at, how)
        whole = [(village,), (building, "")] if village else [(building, None)]
        every = sum(len(self._there.get(key, ())) for key in whole if key[0])
        itself = own is not None and bool(village or building)
        return every - itself, [(how, self._records[at]) for at, how in found.items()]


def _village(record: Record) -> str:
    found = re.match(r".{1,6}?(?:村|社区)", text(record, "village"))
    return found.group() if found else ""


def questions(record: Record) -> list[str]:
    return what_to_check(record) if "disposition" in record else parts(text(record, "checks"))
