"""An address from province to room.

Divisions are told by name where the table knows them and by their last character where it does
not; below them the parts are told by the characters they end with. Parts keep the words of the
source; what the address does not name stays empty.
"""

from __future__ import annotations

import re
from functools import lru_cache

from engine.place import tails
from engine.place.division_part import read_divisions, read_town
from engine.place.model import Place
from engine.text.fold import fold

_REMARK = re.compile(r"[（(【\[]([^）)】\]]*)[）)】\]]?")
_SPACE = re.compile(r"\s+")
#: No address is longer; the patterns are not made for whole pages in the wrong column.
_LONGEST = 400
#: A comma parts two addresses where one has come to its end and the next names a division.
_SPLIT = re.compile(
    r"[；;]|(?<=[0-9号室村楼层栋幢座店铺位])[，,](?=[^，,0-9]{2,9}(?:省|市|县|区|镇|乡|街道))|、(?=[^、]{2,6}(?:省|市|县|区|镇|乡))"
)
#: 中国（上海）自由贸易试验区 stands before the division, or instead of it.
_FREE_TRADE = re.compile(
    r"^中国[（(]([\u4e00-\u9fff]{2,3})[）)]自由贸易试验区(?:临港新片区|[\u4e00-\u9fff]{2,3}片区)?"
)
_ROAD_FIRST = re.compile(r"[路巷]|大道|[东西南北]街")
_LEFT_OVER = re.compile(
    r"^[，,、。\-—]+|(?:东侧|西侧|南侧|北侧|东面|西面|南面|北面|路东|路西|路南|路北|以东|以西|以南|以北|旁边?|对面|斜对面|附近|隔壁|"
    r"交叉口|交汇处|路口|路边|街边|处|内|院内|自编|[，,、。\-—]+)+$"
)


def split_addresses(text: str) -> list[str]:
    """The addresses of one field, in order."""
    return [part.strip() for part in _SPLIT.split(text) if part.strip()]


@lru_cache(maxsize=100_000)
def parse_address(text: str, province: str = "", city: str = "", county: str = "") -> Place:
    """Parts of the first address in ``text``; the other arguments fill what it leaves out."""
    parts = split_addresses(_SPACE.sub("", text[:_LONGEST]))
    first = _FREE_TRADE.sub(r"\1", parts[0]) if parts else ""
    remarks = " ".join(m.group(1) for m in _REMARK.finditer(first))
    plain = _REMARK.sub("", first)
    found, at = read_divisions(fold(plain), plain)
    zone = tails.ZONE.match(fold(plain[at:]))
    estate = ""
    if zone:
        estate, at = plain[at : at + zone.end()], at + zone.end()
        if not found.get("town"):
            found["town"], at = read_town(fold(plain), plain, at)
    local = _local(plain[at:], estate)
    if remarks and not local.get("floor") and not local.get("room"):
        local |= {k: v for k, v in _doors(remarks)[0].items() if v and not local.get(k)}
    return Place(
        found.get("province") or province,
        found.get("city") or city,
        found.get("county") or county,
        found.get("town", ""),
        *(local.get(name, "") for name in ("village", "road", "building", "floor", "room")),
    )


def _local(rest: str, estate: str) -> dict[str, str]:
    """Village, road, building, floor and room of what follows the divisions."""
    found: dict[str, str] = {"building": estate}
    for name, pattern in (
        ("village", tails.VILLAGE),
        ("building", tails.ESTATE),
        ("road", tails.ROAD),
    ):
        match = pattern.match(fold(rest))
        if match and name == "village" and _ROAD_FIRST.search(match.group()):
            continue  # 环城西路金村: the road comes first
        if match:
            found[name] = found.get(name, "") + rest[: match.end()]
            rest = rest[match.end() :]
    if "road" not in found:
        match = tails.HOUSE.match(fold(rest))
        if match:
            found["road"], rest = rest[: match.end()], rest[match.end() :]
    doors, rest = _doors(rest)
    found |= doors
    rest = _LEFT_OVER.sub("", _LEFT_OVER.sub("", rest))
    if rest and tails.BUILDING.search(fold(rest)):
        found["building"] += rest
    return found


def _doors(rest: str) -> tuple[dict[str, str], str]:
    """Floor and room at the end of ``rest``, and what stands before them."""
    found: dict[str, str] = {}
    folded = fold(rest)
    if tails.ONLY_ROOM.match(folded):
        return {"room": rest}, ""
    room = tails.ROOM.search(folded)
    if room and not tails.FLOOR.search(folded, room.end()):
        found["room"] = rest[room.start() : room.end()]
        rest, folded = rest[: room.start()], folded[: room.start()]
    floor = tails.FLOOR.search(folded)
    if floor:
        found["floor"] = rest[floor.start() : floor.end()]
        if "room" not in found:
            tail = tails.BARE_ROOM.match(folded, floor.end())
            if tail and tail.group():
                found["room"] = rest[tail.start() : tail.end()]
        rest = rest[: floor.start()]
    else:
        floor = None
    if floor is None and "room" not in found:
        bare = tails.BARE_END.search(folded)
        if bare:
            found["room"] = rest[bare.start(1) :]
            rest = rest[: bare.start(1)]
    return found, rest
