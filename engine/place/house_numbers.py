"""Ranges of house numbers that a territory table names: 柳荫街1-50号, 柳荫街1至50号（单号）."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from engine.model.patterns import later
from engine.text.fold import fold
from engine.text.numerals import parse

_SIDE = r"[(（]?(?P<{}>[单双奇偶])(?:号|数)?(?:门牌)?(?:侧|边)?[)）]?"
_RANGE = later(
    rf"(?P<street>.*?)(?:{_SIDE.format('before')})?"
    r"(?P<low>[0-9]{1,5})号?(?P<to>[-—–~]+|至|到)(?P<high>[0-9]{1,5})(?P<sign>号(?:门牌)?)?"
    rf"(?:{_SIDE.format('behind')})?"
)
_OPEN = later(
    rf"(?P<street>.*?)(?:{_SIDE.format('before')})?(?P<number>[0-9]{{1,5}})号?"
    rf"(?:(?P<up>[及之]?以上|(?:及其?)?以后|(?:及其?)?之后|起)|[及之]?以下|(?:及其?)?以前|(?:及其?)?之前|以内)"
    rf"(?:{_SIDE.format('behind')})?"
)
_SIDE_OF = later(rf"(?P<street>.*[路街道巷弄里线])?{_SIDE.format('side')}")
STREET = later(r".*[路街道巷弄里线]")
_OF_STREET = later(r"(?P<street>.*[路街道巷弄里线])(?:[0-9]{1,5}(?:-[0-9]+)?号)?")
_ONE = later(r"[0-9]{1,5}号")
#: A house: no block of an estate (5号楼), no further digits.
_HOUSE = later(
    r"\s*(?P<number>[0-9]{1,9}(?![0-9])|[零〇一二三四五六七八九十百]{1,9}(?=号))"
    r"(?:[-—–~、/之附][0-9]+)*(?:号(?!楼)|#|院|$|[\s,，(（])"
)
_NO_END = 10**9
_ODD = "单奇"
#: In a column of its own: a number, or none.
_END = later(r"(?P<number>[0-9]{1,5})?(?:\.0)?号?")
#: Both in one column.
_SPAN = later(r"(?P<low>[0-9]{1,5})号?\s*(?:[-—–~]+|至|到)\s*(?P<high>[0-9]{1,5})号?")
_SIDES = MappingProxyType(
    {word + tail: int(word in _ODD) for word in "单双奇偶" for tail in ("", "号", "数", "侧", "边")}
)
_BOTH = ("", "单双", "单双号", "单、双", "单、双号", "单双数", "奇偶", "全", "全部", "不分", "不限", "所有", "均", "都管", "-", "/")  # fmt: skip


class Houses(NamedTuple):
    """Houses of a street; ``side``: 1 for odd numbers, 0 for even ones, None for both."""

    street: str
    low: int
    high: int
    side: int | None

    @property
    def size(self) -> int:
        """As long as a pattern: more than the street, less than one house of it."""
        return len(self.street) + 1

    @property
    def width(self) -> int:
        return (self.high - self.low + 1) * (2 if self.side is None else 1)

    def has(self, address: str) -> bool:
        at = address.find(self.street)
        while at >= 0:
            found = _HOUSE.match(address, at + len(self.street))
            if found and self._number(found["number"]):
                return True
            at = address.find(self.street, at + 1)
        return False

    def _number(self, text: str) -> bool:
        value = int(text) if text.isdecimal() else parse(text)
        if value is None or not self.low <= value <= self.high:
            return False
        return self.side is None or int(value) % 2 == self.side


def houses(parts: Iterable[str]) -> tuple[list[str], list[Houses]]:
    """The patterns of one row, and the ranges among them. A range without a street (柳荫街1-9号、
    21-29号) is of the street before it, which then is no pattern of its own; so is a house without
    one."""
    patterns: list[str] = []
    ranges: list[Houses] = []
    street = ""
    for part in parts:
        if street and _ONE.fullmatch(fold(part)):
            if patterns and patterns[-1] == street:
                patterns.pop()
            patterns.append(street + part)
        elif not (found := _read(fold(part).strip())):
            patterns.append(part)
            of = _OF_STREET.fullmatch(part)
            street = of["street"] if of else ""
        elif found.street:
            ranges.append(found)
            street = found.street
        elif ranges and ranges[-1].street == street and found.high == _NO_END:
            last = ranges.pop()
            ranges.append(Houses(street, last.low, last.high, found.side))
        elif street:
            if patterns and patterns[-1] == street:
                patterns.pop()
            ranges.append(Houses(street, found.low, found.high, found.side))
        else:
            patterns.append(part)
    return patterns, ranges


def houses_of(row: Mapping[str, str], patterns: list[str]) -> tuple[list[str], list[Houses], str]:
    """The columns 门牌起, 门牌止, 单双号 of a row: its patterns without streets of which it has but
    some houses, the ranges, and what cannot be read. A row that cannot be read has no houses."""
    road = row.get("road", "")
    low, high, side = (
        fold(row.get(c, "")).strip() for c in ("house_from", "house_to", "house_side")
    )
    if not (low or high or side in _SIDES):
        return [*patterns, road] if road else patterns, [], _of_side(side)
    streets = [road] if road else [p for p in patterns if STREET.fullmatch(p)]
    others = [p for p in patterns if p not in streets]
    if not high and (span := _SPAN.fullmatch(low)):
        low, high = span["low"], span["high"]
    ends = [_END.fullmatch(text) for text in (low, high)]
    if not streets:
        return others, [], "写了门牌起止或单双号，没有写是哪条路。请在“路名”一列写上路名。"
    if not all(ends):
        return others, [], f"“{low}”到“{high}”看不懂。请在“门牌起”“门牌止”里只写数字，如 1 和 99。"
    if fault := _of_side(side):
        return others, [], fault
    first, last = (int(found["number"] or 0) for found in ends if found)
    first, last = sorted((first, last or _NO_END))
    return others, [Houses(fold(street), first, last, _SIDES.get(side)) for street in streets], ""


def _of_side(side: str) -> str:
    if side in _SIDES or side in _BOTH:
        return ""
    return f"单双号“{side}”看不懂。请写单号、双号，两边都管的不写。"


def houses_in(text: str) -> tuple[Houses, ...]:
    """The range that the text is; its street is "" where it names none."""
    found = _read(fold(text).strip())
    return (found,) if found else ()


def _read(text: str) -> Houses | None:
    if (found := _RANGE.fullmatch(text)) and (
        found["sign"] or found["to"] in ("至", "到") or found["before"] or found["behind"]
    ):
        low, high = sorted((int(found["low"]), int(found["high"])))
        return Houses(found["street"], low, high, _side(found["before"] or found["behind"]))
    if found := _OPEN.fullmatch(text):
        number, side = int(found["number"]), _side(found["before"] or found["behind"])
        low, high = (number, _NO_END) if found["up"] else (0, number)
        return Houses(found["street"], low, high, side)
    if found := _SIDE_OF.fullmatch(text):
        return Houses(found["street"] or "", 0, _NO_END, _side(found["side"]))
    return None


def _side(word: str | None) -> int | None:
    return int(word in _ODD) if word else None
