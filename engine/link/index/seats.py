"""Where the firms of a register sit, by the column of their addresses: what people name before a
firm, and whether a text speaks of another place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from engine.link.names import places
from engine.link.names.company import NameParser
from engine.link.names.written import clean

_LEAST = 2
#: Parts of an address that people name before a firm, or to say where it is.
_OWN = re.compile(
    r"(?<=[县市区旗镇乡道办村路街巷号])(?:[\u4e00-\u9fff](?:街|巷|路)|[\u4e00-\u9fff]{2,4}?(?:镇|乡|街道|村|路|大街|大道|街|巷|开发区|园区|产业园|创业园|市场|广场|大厦|小区|社区|国道|大楼|商厦|商城|公馆|中心|小学|医院|车站|水库))"
)
#: An estate before the number of a house.
_ESTATE = re.compile(
    r"(?<=[县市区旗镇乡道办村路街巷号])[\u4e00-\u9fff]{2,6}?(?=[a-z]?\d{1,3}(?:栋|幢|号|座))"
)
#: The township of an address that says its county.
_SEAT = re.compile(
    r"(?:[\u4e00-\u9fff]{2,7}?(?:省|自治区))?(?:[\u4e00-\u9fff]{2,7}?[市州])?[\u4e00-\u9fff]{1,8}?[县区旗市]([\u4e00-\u9fff]{2,10}?(?:镇|乡))(?!路|街道|大?街\d)"
)
_PEOPLES = re.compile(
    r"(?:(?:[彝回苗壮侗瑶藏羌满白傣黎畲水]|土家|布依|哈尼|仡佬|傈僳|蒙古|朝鲜|拉祜|纳西|仫佬)族)+$"
)
_OWN_SUFFIX = re.compile(r"(?:镇|乡|街道|村|社区)$")
#: What people leave out of a longer name.
_OWN_LONG = re.compile(r"(?<=[\u4e00-\u9fff]{3})(?:大厦|商厦|广场|产业园|创业园|大楼)$")
_TOWN = re.compile(r"(?:^|(?<=[县市区旗]))[\u4e00-\u9fff]{2,3}(?:镇|乡)(?!路|街(?!道))")
_NO_OWN = frozenset(
    ["街道", "城关", "城关街道", "经济", "中心", "小学", "中心小学", "医院", "车站", "开发"]
)


class Seats:
    """``addresses``: one of every firm, or none at all; ``parser`` knows the register's places."""

    def __init__(self, addresses: Sequence[str], parser: NameParser) -> None:
        self._addresses, self._parser = addresses, parser
        self._own: dict[int, tuple[str, ...]] = {}
        self._spots: dict[int, list[places.Spot]] = {}

    def __bool__(self) -> bool:
        """Are there addresses?"""
        return bool(self._addresses)

    def address(self, row: int) -> str:
        """As it is written."""
        return self._addresses[row] if self._addresses else ""

    def read(self, row: int) -> str:
        """In the one form of texts."""
        return clean(self.address(row))

    def spots(self, row: int) -> list[places.Spot]:
        """The divisions that the address begins with."""
        if row not in self._spots:
            self._spots[row] = places.head(self.read(row), self._parser.atlas)[0]
        return self._spots[row]

    def own_places(self, row: int) -> tuple[str, ...]:
        """Township, village, road and zone of a firm's address, also by their bare names, the
        longest first."""
        if (known := self._own.get(row)) is not None:
            return known
        address = self.read(row)
        found: set[str] = set()
        if (seat := _SEAT.match(address)) is not None:  # 马街镇 is no street, 马街
            found.update((seat.group(1), _PEOPLES.sub("", seat.group(1)[:-1])))
            address = address[seat.end(1) - 1 :]
        for name in (*_OWN.findall(address), *_ESTATE.findall(address)):
            found.add(name)
            for shorter in (_OWN_SUFFIX, _OWN_LONG):
                if len(bare := shorter.sub("", name)) >= _LEAST:
                    found.add(bare)
        ordered = sorted(found - _NO_OWN, key=lambda name: (-len(name), name))
        self._own[row] = tuple(ordered)
        return self._own[row]

    @cached_property
    def _towns(self) -> frozenset[str]:
        """Townships of the addresses of the register, by their bare names."""
        found = {town[:-1] for address in self._addresses for town in _TOWN.findall(address)}
        return frozenset(town for town in found if len(town) >= _LEAST)

    def other_town(self, text: str, at: int, row: int) -> bool:
        """Does another township of the register stand before ``at`` than where the firm is?"""
        address = self.address(row)
        if not _TOWN.search(address):
            return False
        return any(
            text[at - size : at] in self._towns and text[at - size : at] not in address
            for size in (2, 3)
            if size <= at
        )

    def other_than(self, row: int, seen: Sequence[places.Spot]) -> bool:
        """Does a place that somebody gives name another township than the firm's?"""
        address = self.address(row)
        towns = [spot.stem.rstrip("镇乡") for spot in seen if spot.level == places.TOWN]
        return bool(towns and _TOWN.search(address)) and not any(t in address for t in towns)

    def moved(self, row: int, towns: Sequence[str]) -> bool:
        """Does a text say houses of townships, in none of which the firm is?"""
        address = self.address(row)
        if not towns or not _TOWN.search(address):
            return False
        return not any(town in address for town in towns)
