"""Where an address says a door is, brought to one form so that two ways of writing can be told to
mean one building.

团结东路18号 and 团结东路十八号院 have one street and one number; 金泰花园2号楼 and 金泰花园二栋 one
name and one block. The words of the source stay what they are: this form is for comparing only.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from engine.place import writing
from engine.place.tails import BARE_ZONE
from engine.text.fold import fold

_HOUSE = re.compile(
    r"(?P<number>[0-9]+(?:[-、/][0-9]+)*)(?:号院?|院)?(?:[之附](?:[0-9]+|[一二三四五六七八九])号?)*$"
)
_BLOCK = re.compile(r"(?:[A-Za-z]?[0-9]+[A-Za-z]?|[A-Za-z甲乙丙丁])(?:号楼|号|#|楼|幢|栋|座|区)+$")
#: A block that has but its number, with the stairs: 佳和嘉园7-2.
_BARE = re.compile(
    r"(?:(?<=[\u4e00-\u9fff])|^)(?P<block>[A-Za-z]?[0-9]{1,4}[A-Za-z]?)(?:-[0-9]{1,2})?$"
)
_STAIRS = re.compile(r"[0-9A-Za-z]+单元$")
_TOKEN = re.compile(r"[A-Z甲乙丙丁]|[0-9]+")
_MARK = re.compile(r"[\s()（）\[\]【】“”\"'·,，。、]+")
#: What an estate is called; a building may be named with or without it.
_ESTATE = re.compile(
    r"^.{0,10}?(?:园区|工业区|开发区|高新区|经开区|保税区|示范区|集中区|集聚区|产业园|科技园|物流园|创业园|工业园|加工园|小区|新城)"
)
#: Names that every second street has: they tell a building only together with its street.
_COMMON = re.compile(
    r"(?:办公|综合|商住|商务|商业|写字|住宅|教学|营业|门面|临街|沿街|购物|农贸|集贸|批发|农产品|便民|安置|家属|职工|公寓)*"
    r"(?:楼|大楼|大厦|广场|中心|市场|商场|商城|超市|房|院|院内|小区|公寓|商铺|铺面|厂房|仓库|车库|库房|宿舍|平房)"
)
_COMPASS = re.compile(r"[东西南北中](?=(?:路|街|大道|大街|巷)$)")


class Door(NamedTuple):
    """What a record says of where it is, in the words of the source; ``address``: what the parts were
    read of, if that is known."""

    territory: str = ""
    city: str = ""
    county: str = ""
    town: str = ""
    village: str = ""
    road: str = ""
    building: str = ""
    address: str = ""


class Whereabouts(NamedTuple):
    """``area``: territory, city, county and town. ``number`` of the house in the street, ``name`` of
    the building, ``block`` of the estate; ``""`` for what is not said."""

    area: tuple[str, str, str, str]
    village: str
    street: str
    number: str
    name: str
    block: str

    @property
    def town(self) -> str:
        return self.area[3]

    @property
    def parts(self) -> tuple[str, ...]:
        return self.village, self.street, self.number, self.name, self.block

    @property
    def common(self) -> bool:
        """Is the building's name one that many buildings bear?"""
        return tells_nothing(self.name)

    @property
    def short_name(self) -> str:
        """The name without the estate before it; ``""`` where nothing telling is left."""
        rest = self.name[len(estate_of(self.name)) :]
        return rest if rest and not _COMMON.fullmatch(rest) else ""


def whereabouts(door: Door) -> Whereabouts:
    told = door.village, door.road, door.building
    village, road, building = writing.parts(door.address, told) if door.address else told
    street, number = _house(_plain(road))
    name, block = _building(_plain(building))
    return Whereabouts(
        # Half of the clerks write the county that a zone lies in.
        (door.territory, door.city, "" if is_zone(door.county) else door.county, door.town),
        _plain(village),
        street,
        number,
        name,
        block,
    )


def is_zone(county: str) -> bool:
    """高新区 stands for a county, and lies in some."""
    return BARE_ZONE.fullmatch(county) is not None


def tells_nothing(name: str) -> bool:
    """Do many buildings bear that name?"""
    return _COMMON.fullmatch(name) is not None


def estate_of(name: str) -> str:
    """The estate that the name of a building begins with."""
    found = _ESTATE.match(name)
    return found.group() if found else ""


def agree(one: str, other: str) -> bool:
    """Is a part the same at both, or not told at one?"""
    return not one or not other or one == other


def street_line(street: str) -> str:
    """What 团结东路 and 团结西路 are both a part of."""
    return _COMPASS.sub("", street)


def _plain(text: str) -> str:
    return _MARK.sub("", fold(writing.plain(text)))


def _house(road: str) -> tuple[str, str]:
    found = _HOUSE.search(road)
    if found is None:
        return road, ""
    return road[: found.start()], re.sub("[、/]", "-", found["number"])


def _building(text: str) -> tuple[str, str]:
    text = _STAIRS.sub("", text)
    blocks: list[str] = []
    if bare := _BARE.search(text):
        blocks.append(bare["block"].upper())
        text = text[: bare.start()]
    while found := _BLOCK.search(text):
        blocks.insert(0, "".join(_TOKEN.findall(found.group().upper())))
        text = text[: found.start()]
    return text, "-".join(blocks)
