"""Where firms are, as adverts say it: street and number, building and room, village, crossing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engine.link.index.joined import END, Joined
from engine.link.index.numbers import Watch, numbered, plain
from engine.link.index.postings import Postings
from engine.link.names import places, trades
from engine.model.arrays import Flags
from engine.text.fold import fold, fold_all
from engine.text.houses import with_digits

#: 众诚大楼上二楼
_INTO = re.compile(r"(?<=[楼厦场城心座])(?:的|[上里]面?)(?=\d{1,2}层)")
_ROAD = r"(?:大街|大道|街道|路|街|巷|道|弄|胡同|新村|镇|村)"
#: A number and what bears it: 正街57号, 双铺村创业园11号, 会所2层, 蟹塘村2组.
_UNIT = re.compile(
    r"(?=[\u4e00-\u9fff]{2,15}+[A-Za-z]?\d)"  # told at once of most places; the rest takes long
    r"((?:(?!号)[\u4e00-\u9fff]){2,14})第?([A-Za-z]?\d{1,5})(号|层(?!\d)|栋(?!\d)|组|库|(?=[^\d千万米公折元块年月日点人%.期个斤层栋楼\-~]|$))"
)
_HOUSED = r"大厦|广场|国际|中心|大楼|商厦|花园|商城|大酒店|商铺|创业园|产业园|市场"
_ROOM = re.compile(
    rf"((?:(?!号)[\u4e00-\u9fff]){{2,10}}?(?:{_HOUSED}))([A-Za-z]?)(?:\d{{0,2}}[座栋幢]|号楼)?(?:\d{{1,2}}[层楼])?(\d{{2,4}})(?:室|号|(?!\d))"
)
#: A flat: 华泰名城1栋2单元1601.
_HOME = re.compile(
    r"((?:(?!号)[\u4e00-\u9fff]){2,12})([A-Za-z]?\d{1,3}|[A-Za-z])(?:栋|座|#)(?:(\d{1,2})单元)?(?:\d{1,2}层)?([A-Za-z]?\d{2,4})(?:室|号|(?![\d元万平㎡米]))"
)
_CROSSING = re.compile(
    r"([\u4e00-\u9fff]{2,5}(?:路|街|大道))[与和、及]?([\u4e00-\u9fff]{1,4}?(?:路|街|大道))的?(?:交叉|路口|交汇|十字|口)"
)
_LANDMARK = re.compile(r"([\u4e00-\u9fff\d]{4,12}?)(?:旁|对面|隔壁|[东南西北]侧)")
_RING = re.compile(r"([\u4e00-\u9fff])[\u4e00-\u9fff]([东西南北中])(?:大?[路街道])")
_SUFFIX = re.compile(r"(?:大道|大街|路|街)$")
_COMPASS = frozenset(["东大", "西大", "南大", "北大"])
_DIGIT, _BY = re.compile(r"\d"), re.compile(r"旁|对面|隔壁|侧")
#: Without these the patterns of rooms and of flats match nowhere; they take long.
_MAY_BE_ROOM, _MAY_BE_HOME = re.compile(_HOUSED), re.compile("[栋座#]")
_BESIDE = re.compile(r"[的那]?(?:旁|斜?对面|隔壁|附近|楼下)")
_WITHIN = re.compile(r"^.*(?:省|市(?!场)|县|镇|乡|街道|街办|(?<![小])区)(?=[^\s]{2,}$)")
#: Where a shorter way to say an address may begin.
_PARTS = re.compile(r"(?<=[村路街区巷园])(?=[\u4e00-\u9fff]{2,})")
_STREET = re.compile(rf"{_ROAD}$")
#: A village, with the last two characters of its township.
_VILLAGE = re.compile(r"([\u4e00-\u9fff](?:镇|乡|街道|街办))([\u4e00-\u9fff]{1,4}?村)(?!口)")
_TOWN = re.compile(r"(?<=[省市县区旗])[\u4e00-\u9fff]{1,3}?(?:镇|乡|街道)")
_SHORTEST, _SIZE, _BARE, _MARK, _AHEAD = 2, 8, 3, 5, 16
_KINDS = {"栋": "栋", "层": "层", "组": "组"}


@dataclass(frozen=True, slots=True)
class Door:
    """Firms at one place that a text names; ``said`` as it has it."""

    rows: tuple[int, ...]
    said: str
    kind: str


class Doors:
    """``addresses``: a column of a register."""

    def __init__(self, addresses: Sequence[str]) -> None:
        self._addresses = addresses
        # Of one text many firms are asked for.
        self._last = ("", "")
        #: of the texts that were looked through last those that name nothing
        self._none: set[str] = set()

    @cached_property
    def index(self) -> Postings:
        """What tells a place → rows of the firms there."""
        return Postings.of_pairs(
            (key, row)
            for row, address in enumerate(self._addresses)
            if address
            for key in _keys(_plain(address))
        )

    def find(self, text: str) -> list[Door]:
        """Every place of the register that the text names."""
        if text in self._none:
            return []
        text = _plain(text)
        # Long texts say the same again.
        found: dict[tuple[str, ...], Door | None] = {}
        for kind, runs, number, start, end in _said(text):
            if kind != "landmark" and _BESIDE.match(text, end):
                continue
            place = (kind, number, *runs, text[start:end] if kind == "home" else "")
            if place not in found:
                found[place] = self._door(kind, runs, number, text[start:end], text)
        return list(dict.fromkeys(door for door in found.values() if door is not None))

    def may_name(self, texts: Joined) -> Flags:
        """Of each of many texts: may it name a place of the register?"""
        known = self.index.codes
        found = [
            any(
                _key(kind, run, number) in known
                for kind, runs, number, _, _ in _said(text)
                for run in runs
            )
            for text in _INTO.sub("", with_digits(fold_all([texts.text])[0])).split(END)
        ]
        each = zip(texts.text.split(END), found, strict=True)
        self._none = {text for text, names in each if not names}
        return np.array(found, np.bool_)

    @cached_property
    def _with_numbers(self) -> frozenset[str]:
        return frozenset(plain(key) for key in self.index.keys if numbered(key))

    def may_stand(self, text: str) -> bool:
        """Might the text name a house of the register, if it had other figures?"""
        known = self._with_numbers
        return bool(known) and any(
            plain(_key(kind, run, number)) in known
            for kind, runs, number, _, _ in _said(_plain(text))
            for run in runs
        )

    def stands(self, text: str) -> bool:
        """Does it name one by a number?"""
        return any(numbered(door.said) for door in self.find(text))

    def _door(self, kind: str, runs: list[str], number: str, said: str, text: str) -> Door | None:
        for key in runs:
            rows = [
                row
                for row in self.index.rows(_key(kind, key, number))
                if _together(runs[0], self._addresses[row])
                and (kind != "home" or _lies(said, _plain(self._addresses[row])))
            ]
            if rows:
                rows = self._in_town(rows, text) if len(rows) > 1 else rows
                named = number if kind == "home" else f"{key}{number}"
                return Door(tuple(rows), named, self._kind(kind, key))
        return None

    def whole(self, row: int, said: str, text: str, watch: Watch) -> bool:
        """Does the text name all numbers of the address that stand behind what it says?"""
        _, _, left = _plain(self._addresses[row]).partition(said)
        if self._last[0] is not text:
            self._last = (text, _plain(text))
        rest = self._last[1].partition(said)[2][:_AHEAD]
        watch.over(left, rest)
        return all(number in rest for number in re.findall(r"\d+", left))

    @staticmethod
    def _kind(kind: str, key: str) -> str:
        if kind != "unit":
            return kind
        return "street" if _STREET.search(key) else "unit" if len(key) > _BARE else "bare"

    def _in_town(self, rows: list[int], text: str) -> list[int]:
        named = [
            row for row in rows if any(town in text for town in _TOWN.findall(self._addresses[row]))
        ]
        return named or rows


def _plain(text: str) -> str:
    """Numbers of houses in digits, one word for floors."""
    return _INTO.sub("", with_digits(fold(text)))


def _said(text: str) -> Iterator[tuple[str, list[str], str, int, int]]:
    """(kind, what stands before the number, the longest first, number, start, end)."""
    if _DIGIT.search(text):
        for match in _ROOM.finditer(text) if _MAY_BE_ROOM.search(text) else ():
            name = match.group(1)
            runs = [name[-k:] for k in range(min(_SIZE, len(name)), _BARE, -1)]
            yield "room", runs, match.group(2).upper() + match.group(3), *match.span()
        for match in _UNIT.finditer(text):
            run = match.group(1)
            least = _SHORTEST if _STREET.search(run) or match.group(3) == "号" else _BARE
            runs = [run[-k:] for k in range(min(_SIZE, len(run)), least - 1, -1)]
            number = match.group(2).upper() + _KINDS.get(match.group(3), "")
            yield "unit", runs, number, *match.span()
        for match in _HOME.finditer(text) if _MAY_BE_HOME.search(text) else ():
            number = f"{match.group(2).upper()}栋{match.group(4).upper()}"
            yield "home", [match.group(1)], number, *match.span()
    for match in _CROSSING.finditer(text) if "口" in text or "交" in text else ():
        roads = sorted((match.group(1)[-3:], match.group(2)[-3:]))
        yield "crossing", ["".join(roads)], "", *match.span()
    for match in _VILLAGE.finditer(text) if "村" in text else ():
        yield "village", [match.group(1)[-2:] + match.group(2)], "", *match.span()
    for match in _LANDMARK.finditer(text) if _BY.search(text) else ():
        yield "landmark", [match.group(1)[-_MARK:]], "", *match.span()


def _keys(address: str) -> Iterator[str]:
    for kind, runs, number, *_ in _said(address):
        if not runs:
            continue
        if kind == "home":
            yield _key(kind, runs[0], number)
        elif kind in ("unit", "room"):
            run = _WITHIN.sub("", _run(address, runs[0]))
            for begin in (0, *(m.start() for m in _PARTS.finditer(run))):
                if len(part := run[begin:][-_SIZE:]) >= _SHORTEST:
                    yield f"{kind}{part}{number}"
                    if kind == "unit" and (brief := _brief(part)):
                        yield f"{kind}{brief}{number}"
        else:
            yield f"{kind}{runs[0]}{number}"


def _brief(street: str) -> str:
    """A street as people shorten it before a number: 环北30号 for 环城北路, 滨江18号 for 滨江大道."""
    if (ring := _RING.fullmatch(street)) is not None:
        return "".join(ring.groups())
    brief = _SUFFIX.sub("", street)
    return brief if _SHORTEST <= len(brief) < len(street) and brief not in _COMPASS else ""


def _key(kind: str, run: str, number: str) -> str:
    """An estate is told by its last character: people shorten it (电商园 for 电商产业园)."""
    return f"{kind}{run[-1] if kind == 'home' else run}{number}"


def _lies(said: str, address: str) -> bool:
    """Is the flat that ``said`` ends with, as people say it, the one of the address?"""
    one = list(_HOME.finditer(said))[-1:]
    other = list(_HOME.finditer(address))[-1:]
    if not (one and other):
        return False
    if one[0].group(3) and other[0].group(3) and one[0].group(3) != other[0].group(3):
        return False
    return trades.abbreviates(one[0].group(1)[-_SHORTEST:], other[0].group(1))


def _run(address: str, tail: str) -> str:
    """The tail with what stands before it without a break."""
    end = address.find(tail) + len(tail)
    begin = end
    while begin and "\u4e00" <= address[begin - 1] <= "\u9fff" and address[begin - 1] != "号":
        begin -= 1
    return address[begin:end]


def _together(road: str, address: str) -> bool:
    """Is the road in no other county than the address?"""
    atlas = places.atlas()
    found, edges = places.head(road, atlas)
    alone = len(found) == 1 and edges[-1] == len(road)
    # 滨江18号 is a road that is called like a district of elsewhere.
    known = [spot for spot in found if spot.chains and not (alone and spot.bare)]
    return not places.contradict(known, places.head(address, atlas)[0])
