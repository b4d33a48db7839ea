"""The one firm at a place that a tip tells, where it says what is done there and no name:
国贸九楼那家咨询公司, 兴胜村养鸡的合作社, 盛世华庭姓贲的.

A place alone is not enough, but for a house or room that one firm alone has: in the village, or on the
floor, there may be who is in no register.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from engine.text import numerals
from engine.text.dictionary import frequencies
from engine.text.fold import fold

_HAN = r"[\u4e00-\u9fff]"
_COUNT = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_HEAD = re.compile(r"^.*(?:省|市(?!场)|县|镇|乡|街道|(?<!小)(?<!园)区)(?=.{2})")
_STREET = re.compile(rf"{_HAN}{{1,5}}?(?:大道|大街|路|街|巷)(?!{_HAN}?[路街])|\d{{3}}国道")
_VILLAGE = re.compile(rf"({_HAN}{{2,4}}?)村")
_RUN = re.compile(rf"{_HAN}{{2,10}}")
#: Where something lies by a street, and what counts houses.
_BY = re.compile(
    r"^(?:[与和]|[东西南北][侧边段]|中段|交叉口?|路口)+|^(?:号|[座栋幢层室楼组队社]).*|商铺$|营业房$|门面房?$|底商$"
)
_KIND = re.compile(
    r"(?:大厦|广场|大楼|商厦|写字楼|商务楼|楼|花园|小区|家园|公寓|市场|商城|商场|中心|国际|[流业创化]园区?|园区|基地)$"
)
_BLOCK = re.compile(rf"([A-Za-z])[座栋幢]|({_COUNT})(?:号楼|[座栋幢])")
_FLOOR = re.compile(rf"({_COUNT})[楼层](?<!号楼)")
_TWO_FLOORS = re.compile("[一二三四五六七八九]{2}")
_ROOM = re.compile(r"(?<![\d.])([A-Za-z]?\d{3,4})(?:室|房|号(?!楼)|(?![\d元万块年人平米亩.%国]))")
_NUMBER = re.compile(r"(?:小区)?(\d{1,5})号(?!楼)")
#: 政府西街66, as whoever is in a hurry writes it.
_BARE = re.compile(r"(\d{1,4})(?=$|[，。；、,;\s的那这门有])")
_HOUSE = re.compile(r"\d{1,5}号")
#: Of a house, behind which its building may stand: 88号望江大厦.
_NUMBERED = re.compile(r"\d{1,5}号(?!楼)")
_TEAM = re.compile(rf"({_COUNT})[组队社]")
_NEXT = re.compile(
    rf"[A-Za-z]?{_COUNT}(?:号楼|[座栋幢楼层组队社号])|[A-Za-z][座栋幢]|\d{{3,4}}(?![\d元万块年人])|[楼底里]"
)
#: What people are told to be beside is not where they are.
_BESIDE = re.compile(r"[^，。；！？,;!?\s]{0,8}?(?:斜?对[面过门]|旁边?|隔壁|附近|往[东西南北前])")
_LEAST, _LONGEST, _MOST = 2, 10, 60
#: Characters of an address that are looked at.
_FAR = 400
_MOST_ON_A_STREET = 2_000
_PERSON, _INSIDE, _CLOSE, _EXACT = 2, 1, 2, 3
#: 骡山脚下: people say 骡山根儿, 骡山底下.
_FOOT = re.compile(r"(?:山|塬|坡|梁)(?=(?:脚|根|底)下?)")


class Inside(NamedTuple):
    """What is told of where in a building: each set empty where it is not told."""

    blocks: frozenset[str]
    floors: frozenset[int]
    rooms: frozenset[str]
    teams: frozenset[int]

    @classmethod
    def of(cls, text: str) -> Inside:
        """``text``: folded."""
        rooms = frozenset(room.upper() for room in _ROOM.findall(text))
        floors = {n for said in _FLOOR.findall(text) for n in _floors(said)}
        floors |= {int(re.sub(r"\D", "", room)) // 100 for room in rooms}
        blocks = frozenset(a.upper() or str(_count(b)) for a, b in _BLOCK.findall(text))
        return cls(blocks, frozenset(floors), rooms, frozenset(map(_count, _TEAM.findall(text))))

    def contrary(self, other: Inside) -> bool:
        """Is one elsewhere than the other, as far as both are told?"""
        return any(a and b and not a & b for a, b in zip(self, other, strict=True))


class There:
    """``addresses``: a column of the register."""

    def __init__(self, addresses: Sequence[str]) -> None:
        self._addresses = addresses
        self._known: dict[tuple[int, str], tuple[str, Inside]] = {}
        #: How the address of a row writes what people call otherwise: 汇融大厦 for 汇融商务大厦.
        self._written: dict[tuple[int, str], str] = {}

    @cached_property
    def _at(self) -> dict[str, list[int]]:
        """What a place is called → rows."""
        found: dict[str, list[int]] = {}
        for row, address in enumerate(self._addresses):
            for key, written in dict(_keys(fold(address))).items():
                found.setdefault(key, []).append(row)
                if written:
                    self._written[row, key] = written
        return found

    def find(self, text: str) -> dict[int, int]:
        """Firms at places that the text names and nothing that it says of them contradicts → how much
        more than the place it says: the same house or room, the same floor. Of a street without a
        house nobody is told, but for a crossing of two."""
        text = fold(text)
        self._known.clear()
        found: dict[int, int] = {}
        streets: dict[int, set[str]] = {}
        for key, end in self._said(text):
            for row in self._at[key]:
                level = self._level(row, key, text, end)
                if level is None:
                    continue
                if level == 0 and _STREET.fullmatch(key):
                    streets.setdefault(row, set()).add(key)
                    if len(streets[row]) < _LEAST:
                        continue
                    level = _INSIDE
                found[row] = max(level, found.get(row, 0))
        return found

    def house_of_one(self, place: str) -> bool:
        """Is it the house or room of one firm alone?"""
        return list(self.find(place).values()).count(_EXACT) == 1

    def on(self, street: str) -> list[int]:
        """Firms whose addresses name the street, where they are not too many to look at."""
        rows = self._at.get(street, [])
        return rows if len(rows) <= _MOST_ON_A_STREET else []

    def _said(self, text: str) -> Iterator[tuple[str, int]]:
        """Places of the register that the text names, each with where it ends."""
        for begin in range(len(text)):
            for size in range(min(_LONGEST, len(text) - begin), _LEAST - 1, -1):
                key, end = text[begin : begin + size], begin + size
                if len(self._at.get(key, range(_MOST + 1))) > _MOST:
                    continue
                if not _BESIDE.match(text, end) and self._named(key, text, begin):
                    yield key, end
                    break

    def house(self, row: int, text: str, begin: int, end: int) -> bool:
        """Is what stands there, as if it named the firm of ``row``, but the beginning of what a house of
        the register is called, or a house of others, in which somebody is?"""
        if _NEXT.match(text, end) and _KIND.search(text[begin:end]):
            return any(other != row for other in self._at.get(text[begin:end], ()))
        return any(
            _KIND.search(text[begin:stop]) and text[begin:stop] in self._at
            for stop in range(end + 1, min(len(text), begin + _LONGEST) + 1)
        )

    def loosely(self, row: int, text: str) -> bool:
        """Does the text tell of another floor, room or block than the firm's, or of its village only?"""
        text, own = fold(text), _HEAD.sub("", fold(self._addresses[row][:_FAR]))
        if Inside.of(text).contrary(Inside.of(own)):
            return True
        village = _VILLAGE.search(own)
        return village is not None and village[1] in text and not _HOUSE.search(text)

    @staticmethod
    def _named(key: str, text: str, begin: int) -> bool:
        """Is it a place: a street, a whole name, or what no word is, or what a floor follows, or 在
        leads to?"""
        if _STREET.fullmatch(key) or _KIND.search(key) or key.endswith("村"):
            return True
        if text.startswith("在", begin - 1) or _NEXT.match(text, begin + len(key)):
            return True
        return not frequencies().get(key)

    def _behind(self, row: int, key: str) -> tuple[str, Inside]:
        """The number of the house that follows the place in the address, and what is told of where in it:
        a text may name one place thousands of times."""
        known = self._known.get((row, key))
        if known is None:
            address = _HEAD.sub("", fold(self._addresses[row][:_FAR]))
            behind = address.partition(self._written.get((row, key), key))[2]
            own = _NUMBER.match(behind)
            known = self._known[row, key] = (own[1] if own else "", Inside.of(behind))
        return known

    def _level(self, row: int, key: str, text: str, end: int) -> int | None:
        """None where the firm is elsewhere."""
        said, (own, there) = _NUMBER.match(text, end), self._behind(row, key)
        street = _STREET.fullmatch(key) is not None
        said = said or (_BARE.match(text, end) if street else None)
        if said and own and said[1] != own:
            return None
        here = Inside.of(text[end : end + 16])
        if here.contrary(there):
            return None
        if (said and own) or here.rooms & there.rooms:
            return _EXACT
        agree = sum(bool(a & b) for a, b in zip(here[:2], there[:2], strict=True))
        if agree:
            return _CLOSE if agree > 1 else _INSIDE
        return None if said and street else 0


def told_of_what(features: Sequence[str]) -> int:
    """How much a text says of what a firm is by its name; ``features``: ``Facts.of``."""
    return sum(int(one[-1]) for one in features if one.startswith(("topic", "echo")))


def told_of_trade(features: Sequence[str]) -> int:
    """How much a text says of what a firm does and who runs it; ``features``: ``Facts.of``."""
    found = told_of_what(features)
    for feature in features:
        if feature.startswith("fits ") and feature != "fits 0":
            found += 1
        elif feature.startswith(("person", "given", "family")):
            found += _PERSON
    return found


def _keys(address: str) -> Iterator[tuple[str, str]]:
    """What its places are called, each with how the address writes it, where that is otherwise."""
    tail = _HEAD.sub("", address).replace("与", "，")
    yield from ((street, "") for street in _STREET.findall(tail))
    for village in _VILLAGE.findall(tail):
        yield f"{village}村", ""
        yield village, ""
    rest = _NUMBERED.sub("，", _VILLAGE.sub("，", _STREET.sub("，", tail)))
    rest = _FLOOR.sub("，", rest)  # 百货大楼二楼
    for run in _RUN.findall(rest):
        name = _BY.sub("", _BY.sub("", run))
        if (foot := _FOOT.search(name)) and foot.end() >= _LEAST:
            yield name[: foot.end()], ""
        if len(name) >= _LEAST:
            yield name, ""
            if len(brief := _KIND.sub("", name)) >= _LEAST:
                yield brief, ""
                if brief != name and (short := brief.removesuffix("商务")) != brief:
                    yield short + name[len(brief) :], name  # 汇融大厦 for 汇融商务大厦


def _floors(said: str) -> set[int]:
    """七八楼 is one of two, 十八 the eighteenth."""
    return set(map(_count, said if _TWO_FLOORS.fullmatch(said) else [said]))


def _count(number: str) -> int:
    return int(numerals.parse(number) or 0)
