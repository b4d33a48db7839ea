"""Village, road, building, floor and room: what follows the divisions of an address.

The tail behind the road is read as places in the text, so that tails which the patterns cannot
tell apart are read once (``engine.place.addresses``).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from engine.place import tails

#: Without one of these no such part can stand there; asking for them is cheaper than the pattern.
VILLAGE_SIGN = re.compile("[村居社嘎管组队团]")
ESTATE_SIGN = re.compile("园|工业|商务区|态城|技城|学城|件城|新区|产业基地")
#: Signs of a landmark before a road.
LANDMARK_SIGN = re.compile("碑|商圈|行街|立交|转盘|环岛|车站|运站|铁站|县城|城区|镇区|市区")
#: A road, unless the village is called by it.
ROAD_FIRST = re.compile(r"[路巷]|大道|(?:[东西南北]街|大街)(?!村|社区|居)")
#: Longer is no name of a home.
HOME = 6
BESIDE_SIGN = re.compile("[侧面边角端壁近旁口]")
ROAD_SIGN = re.compile("[街道路同巷弄里线环段]")
ROOM_SIGN = re.compile("[铺房网点面市摊位口档台库间室商店棚舍柜元]")
FLOOR_SIGN = re.compile("[层楼Ff室]")
#: Only before one of these at the end a bare number is looked for.
BARE_SIGN = re.compile("[0-9A-Z号]$", re.IGNORECASE)
_EDGE = "，,、。-—"
#: What an address leaves over behind the building, the longer before what they end with.
LEFT_OVER = (
    *("斜对面", "交叉口", "交汇处", "东侧", "西侧", "南侧", "北侧", "东面", "西面", "南面", "北面"),
    *(
        "路东",
        "路西",
        "路南",
        "路北",
        "以东",
        "以西",
        "以南",
        "以北",
        "旁边",
        "对面",
        "附近",
        "隔壁",
    ),
    *("路口", "路边", "街边", "院内", "自编", "旁", "处", "内", *_EDGE),
    # shops without a number
    *("门面房", "门面", "店面", "铺面", "商铺", "底商", "营业房", "临街", "沿街"),
)
_LEFT_LAST = frozenset(word[-1] for word in LEFT_OVER)


class Front(NamedTuple):
    """Where village and estate end, and where the road with its number begins and ends; they stand
    one behind the other."""

    village: int
    estate: int
    begun: int
    road: int


class Tail(NamedTuple):
    """Where floor, room and the rest of the building's name begin and end; 0, 0 for none."""

    floor: tuple[int, int]
    room: tuple[int, int]
    building: tuple[int, int]


_NOWHERE = (0, 0)


def read_front(folded: str) -> Front:
    """Village, estate and road; behind them the tail begins."""
    village = 0
    if VILLAGE_SIGN.search(folded):
        match = tails.VILLAGE.match(folded)
        # 环城西路金村: the road comes first
        if match and not ROAD_FIRST.search(match.group()):
            village = match.end()
    estate = village
    if ESTATE_SIGN.search(folded) and (match := tails.ESTATE.match(folded[village:])):
        estate += match.end()
    begun = estate
    if LANDMARK_SIGN.search(folded) and (match := tails.LANDMARK.match(folded[estate:])):
        begun += match.end()
    rest = folded[begun:]
    match = tails.ROAD.match(rest) if ROAD_SIGN.search(rest) else None
    match = match or tails.HOUSE.match(rest)
    return Front(village, estate, begun, begun + match.end() if match else begun)


def read_tail(raw: str, folded: str) -> Tail:
    """Floor and room at the end, and what of the building stands before them."""
    floor, room, end = read_doors(folded)
    if not end:
        return Tail(floor, room, _NOWHERE)
    rest = raw[:end]
    if rest[0] in _EDGE or rest[-1] in _LEFT_LAST:
        rest = without_left_over(rest)
    begin = end - len(raw[:end].lstrip(_EDGE))
    if sides := tails.SIDES.match(folded[:end]):
        begin = sides.end() + len(rest[sides.end() :]) - len(rest[sides.end() :].lstrip(_EDGE))
        rest = rest[begin:]
    if (
        BESIDE_SIGN.search(rest)
        and (beside := tails.BESIDE.match(rest))
        and tails.BUILDING.search(rest, beside.end())
    ):
        begin, rest = begin + beside.end(), rest[beside.end() :]
    elif len(rest) < HOME and tails.NO_BUILDING.fullmatch(rest):
        return Tail(floor, room, _NOWHERE)
    if rest and (
        room[0] == end + 1  # of a block that has but its number
        or tails.BUILDING.search(folded, begin, begin + len(rest))
        or (end < len(folded) and tails.HOUSED.fullmatch(rest))
    ):
        return Tail(floor, room, (begin, begin + len(rest)))
    return Tail(floor, room, _NOWHERE)


def without_left_over(text: str) -> str:
    """Word by word from the end: an expression that repeats words tries every way to part a row of
    signs before it gives up."""
    begin, end = len(text) - len(text.lstrip(_EDGE)), len(text)
    while text.endswith(LEFT_OVER, begin, end):
        end -= next(len(word) for word in LEFT_OVER if text.endswith(word, begin, end))
    return text[begin:end]


def read_doors(folded: str) -> tuple[tuple[int, int], tuple[int, int], int]:
    """Where floor and room stand, and where what stands before them ends."""
    if tails.ONLY_ROOM.match(folded):
        return _NOWHERE, (0, len(folded)), 0
    if folded.count("-") and (units := tails.UNITS.search(folded)):
        return _NOWHERE, (units.end(), len(folded)), units.end() - 1
    room = _NOWHERE
    found = tails.ROOM.search(folded) if ROOM_SIGN.search(folded) else None
    if found and not tails.FLOOR.search(folded, found.end()):
        room = found.span()
        folded = folded[: found.start()]
    floor = tails.FLOOR.search(folded) if FLOOR_SIGN.search(folded) else None
    if floor:
        if room is _NOWHERE:
            tail = tails.BARE_ROOM.match(folded, floor.end())
            if tail and tail.group(1):
                room = tail.span(1)
        return floor.span(), room, floor.start()
    if (
        room is _NOWHERE
        and BARE_SIGN.match(folded, max(len(folded) - 1, 0))
        and (bare := tails.BARE_END.search(folded, len(folded.rstrip(tails.BARE_CHARS))))
    ):
        room = (bare.start(1), len(folded))
        folded = folded[: bare.start(1)]
    return _NOWHERE, room, len(folded)
