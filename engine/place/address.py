"""An address from province to room.

Divisions are told by name where the table knows them and by their last character where it does
not; below them the parts are told by the characters they end with. Parts keep the words of the
source; what the address does not name stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from engine.place import tails
from engine.place.division_part import read_divisions, read_town
from engine.place.local_part import read_doors, read_front, read_tail
from engine.place.model import Place
from engine.text.fold import fold

_REMARK = re.compile(r"[（(【\[]([^）)】\]]*)[）)】\]]?")
#: The house that a number is of, in brackets (18号（福源大厦）7楼), not where it is near.
_HOUSE = re.compile(
    r"(?<=号)[（(]((?![原近靠对与临旁后前内含即])[\u4e00-\u9fff]{2,8}(?:大厦|大楼|写字楼|商务楼|广场))[）)](?=[0-9A-Za-z一二三四五六七八九十]|$)"
)
#: Without it so near there is no functional zone.
ZONE_SIGN, ZONE_WITHIN = "区", 20
#: No address is longer; the patterns are not made for whole pages in the wrong column.
LONGEST = 400
#: A comma parts two addresses where one has come to its end and the next names a division.
_SPLIT = re.compile(
    r"[；;]|(?<=[0-9号室村楼层栋幢座店铺位])[，,](?=[^，,0-9]{2,9}(?:省|市|县|区|镇|乡|街道))|、(?=[^、]{2,6}(?:省|市|县|区|镇|乡))"
)
_SPLIT_SIGNS = frozenset("；;，,、")
#: 中国（上海）自由贸易试验区 stands before the division, or instead of it.
_CHINA = "中国"
#: Farms and towns of the 兵团 lie in cities that the table has; its divisions (第八师) do not matter.
_CORPS, _CORPS_SIGN = (
    re.compile(r"^(?:新疆)?生产建设兵团(?:第[0-9一二三四五六七八九十]{1,3}师)?"),
    "兵团",
)
_FREE_TRADE = re.compile(
    r"^中国[（(]([\u4e00-\u9fff]{2,3})[）)]自由贸易试验区(?:临港新片区|[\u4e00-\u9fff]{2,3}片区)?"
)


def split_addresses(text: str) -> list[str]:
    """The addresses of one field, in order."""
    return [part.strip() for part in _SPLIT.split(text) if part.strip()]


def first_address(text: str) -> tuple[str, str]:
    """The first address of a field without its remarks in brackets, and the remarks."""
    plain = "".join(text[:LONGEST].split())
    first = plain
    if not _SPLIT_SIGNS.isdisjoint(plain):
        first = next(filter(None, _SPLIT.split(plain)), "")
    if first.startswith(_CHINA):
        first = _FREE_TRADE.sub(r"\1", first)
    elif _CORPS_SIGN in first:
        first = _CORPS.sub("新疆", first)
    parts = _REMARK.split(_HOUSE.sub(r"\1", first))
    return "".join(parts[::2]), " ".join(parts[1::2])


@lru_cache(maxsize=100_000)
def parse_address(text: str, province: str = "", city: str = "", county: str = "") -> Place:
    """Parts of the first address in ``text``; the other arguments fill what it leaves out."""
    plain, remarks = first_address(text)
    folded = fold(plain)
    found, town, at = read_divisions(folded, plain)
    zone, town, at = read_zone(folded, plain, at, town)
    if is_county(zone, found):
        found, zone = {**found, "county": zone}, ""
    front = read_front(folded[at:])
    local, rest = plain[at : at + front.road], plain[at + front.road :]
    tail = read_tail(rest, folded[at + front.road :])
    floor, room = (rest[slice(*span)] for span in (tail.floor, tail.room))
    if remarks and not floor and not room:
        floor, room = doors_of(remarks)
    return Place(
        found.get("province") or province,
        found.get("city") or city,
        found.get("county") or county,
        town,
        local[: front.village],
        local[front.begun :],
        zone + local[front.village : front.estate] + rest[slice(*tail.building)],
        floor,
        room,
    )


def read_zone(folded: str, plain: str, at: int, town: str) -> tuple[str, str, int]:
    """A functional zone at ``at``, the township that may follow it, and where they end."""
    if folded.find(ZONE_SIGN, at, at + ZONE_WITHIN) < 0:
        return "", town, at
    zone = tails.ZONE.match(folded[at:])
    if zone is None:
        return "", town, at
    begun, at = at, at + zone.end()
    name = plain[begun:at]
    if not town:
        town, at = read_town(folded, plain, at)
    return name, town, at


def is_county(zone: str, found: Mapping[str, str]) -> bool:
    """成都市高新区: does a zone without a name of its own stand where the county of a city would?"""
    return (
        bool(zone)
        and "city" in found
        and "county" not in found
        and tails.BARE_ZONE.fullmatch(zone) is not None
    )


@lru_cache(maxsize=10_000)
def doors_of(remarks: str) -> tuple[str, str]:
    """Floor and room that stand in the remarks."""
    floor, room, _ = read_doors(fold(remarks))
    return remarks[slice(*floor)], remarks[slice(*room)]
