"""Ranges of house numbers that a territory table names: 柳荫街1-50号, 柳荫街1至50号（单号）."""

from __future__ import annotations

from collections.abc import Iterable
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
_SIDE_OF = later(rf"(?P<street>.*[路街道巷弄里线])?{_SIDE.format('side')}")
_STREET = later(r".*[路街道巷弄里线]")
#: A house: no block of an estate (5号楼), no further digits.
_HOUSE = later(
    r"\s*(?P<number>[0-9]+|[零〇一二三四五六七八九十百]+(?=号))"
    r"(?:[-—–~、/之附][0-9]+)*(?:号(?!楼)|#|院|$|[\s,，(（])"
)
_NO_END = 10**9
_ODD = "单奇"


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
    21-29号) is of the street before it, which then is no pattern of its own."""
    patterns: list[str] = []
    ranges: list[Houses] = []
    street = ""
    for part in parts:
        if not (found := _read(fold(part).strip())):
            patterns.append(part)
            street = part if _STREET.fullmatch(part) else ""
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


def _read(text: str) -> Houses | None:
    if (found := _RANGE.fullmatch(text)) and (
        found["sign"] or found["to"] in ("至", "到") or found["before"] or found["behind"]
    ):
        low, high = sorted((int(found["low"]), int(found["high"])))
        return Houses(found["street"], low, high, _side(found["before"] or found["behind"]))
    if found := _SIDE_OF.fullmatch(text):
        return Houses(found["street"] or "", 0, _NO_END, _side(found["side"]))
    return None


def _side(word: str | None) -> int | None:
    return int(word in _ODD) if word else None
