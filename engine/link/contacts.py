"""Telephones, sites and doors, in every writing that people use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from engine.link import places
from engine.link.postings import Postings
from engine.text import numerals
from engine.text.fold import fold

_GAP = r"[\s\-—–－_·.]{0,2}"
_MOBILE = re.compile(rf"(?<!\d)(?:\+?(?:00)?86{_GAP})?(1[3-9](?:{_GAP}\d){{9}})(?!\d)")
_LAND = re.compile(rf"(?<!\d)[(（]?(0\d{{2,3}})[)）]?{_GAP}(\d{{3,4}}{_GAP}\d{{4}})(?!\d)")
_SERVICE = re.compile(rf"(?<!\d)([48]00(?:{_GAP}\d){{7}})(?!\d)")
_LOCAL = re.compile(rf"(?<![\d\-])([2-9]\d{{2,3}}{_GAP}\d{{4}})(?![\d元块万%])")
_NOT_DIGIT = re.compile(r"\D")
_SAID = re.compile(
    r"[零〇幺一二三四五六七八九两](?:[\s,，、\-—·]{0,2}[零〇幺一二三四五六七八九两]){6,11}"
)
_NOT_SAID = re.compile(r"[^零〇幺一二三四五六七八九两]")
_SPOKEN = str.maketrans("零〇幺一二三四五六七八九两", "0011234567892")
_SITE = re.compile(r"(?:[a-z0-9-]+\s?\.\s?)+[a-z]{2,}")
#: Sites that many firms share.
_HOSTS = re.compile(
    r"(?:^|\.)(?:qq|163|126|sina|sohu|weibo|weixin|douyin|kuaishou|taobao|tmall|jd|pinduoduo|1688|58|ganji|baidu|alibaba|xiaohongshu|gmail|hotmail"
    r"|outlook|139|189|aliyun|foxmail|dianping|meituan|toutiao|zhihu|bilibili|youzan|weidian)\.(?:com|cn|net|com\.cn)$|^(?:t|dwz|url)\.cn$"
)
_ROAD = re.compile(
    r"([\u4e00-\u9fffA-Za-z0-9]{1,12}?(?:大街|大道|街道|路|街|巷|道|弄|胡同|新村|镇|村))第?(\d{1,5}|[零〇一二三四五六七八九十百]{1,6})(号|(?=[^\d一二三四五六七八九十百千万米公折元块年月日点人%.期楼层个]|$))"
)
_ROOM = re.compile(
    r"((?:(?!号)[\u4e00-\u9fff]){2,10}?(?:大厦|广场|国际|中心|大楼|商厦|花园|商城|大酒店))([A-Za-z]?)(?:\d{0,2}[座栋幢]|号楼)?(?:\d{1,2}[层楼])?(\d{3,4})(?:室|号|(?!\d))"
)
_WITHIN = re.compile(r"^.*(?:省|市|县|区|镇|乡|街道|街办)(?=[^\s]{2,}$)")
#: A village, with the last two characters of its township.
_VILLAGE = re.compile(r"([\u4e00-\u9fff](?:镇|乡|街道|街办))([\u4e00-\u9fff]{1,4}?村)")
_SHORTEST, _ROAD_SIZE = 2, 8


def phones(text: str) -> Iterator[str]:
    """Numbers, digits only; a local number begins with a dash."""
    text = _SAID.sub(lambda m: _NOT_SAID.sub("", m.group()).translate(_SPOKEN), fold(text))
    for pattern in (_MOBILE, _SERVICE):
        for match in pattern.finditer(text):
            yield _NOT_DIGIT.sub("", match.group(1))
        text = pattern.sub(" ", text)
    for match in _LAND.finditer(text):
        yield match.group(1) + _NOT_DIGIT.sub("", match.group(2))
    for match in _LOCAL.finditer(_LAND.sub(" ", text)):
        yield "-" + _NOT_DIGIT.sub("", match.group(1))


def sites(text: str) -> Iterator[str]:
    """Domains without www, those that everybody uses left out."""
    for match in _SITE.finditer(fold(text).lower().replace("。", ".").replace("点", ".")):
        site = match.group().replace(" ", "").removeprefix("www.")
        if not _HOSTS.search(site):
            yield site


def doors(text: str) -> Iterator[tuple[str, str]]:
    """(road and what stands before it, number), (building, room)."""
    for match in _ROAD.finditer(fold(text)):
        number = match.group(2) if match.group(2).isdigit() else _number(match.group(2))
        if number and (match.group(3) or len(match.group(1)) > _SHORTEST):
            yield match.group(1), number
    for match in _ROOM.finditer(fold(text)):
        yield match.group(1), match.group(2).upper() + match.group(3)


def _number(word: str) -> str:
    value = numerals.parse(word)
    return str(int(value)) if value else ""


class Contacts:
    """Columns of the register, looked up by what an advert says."""

    def __init__(
        self, numbers: Sequence[str], webs: Sequence[str], addresses: Sequence[str]
    ) -> None:
        self._phones = _postings(numbers, _every_phone)
        self._sites = _postings(webs, sites)
        self._addresses = addresses
        self._doors: Postings | None = None
        self._villages: Postings | None = None

    def by_phone(self, text: str) -> list[int]:
        return self._first(self._phones, phones(text))

    def by_site(self, text: str) -> list[int]:
        return self._first(self._sites, sites(text))

    def by_door(self, text: str) -> list[int]:
        """Firms at a street and number; where the street is in two towns, the town must be named."""
        if self._doors is None:
            self._doors = _postings(self._addresses, _door_keys)
        for road, number in doors(text):
            for size in range(min(_ROAD_SIZE, len(road)), _SHORTEST - 1, -1):
                rows = self._doors.rows(f"{road[-size:]}{number}")
                if rows := [r for r in rows if _together(road, self._addresses[r])]:
                    return self._in_town(rows, text) if len(rows) > 1 else rows
        return []

    def by_village(self, text: str) -> list[int]:
        """Firms of a village that is named with its township."""
        if "村" not in text:
            return []
        if self._villages is None:
            self._villages = _postings(self._addresses, _villages)
        return self._first(self._villages, _villages(text))

    def _in_town(self, rows: list[int], text: str) -> list[int]:
        named = [
            row for row in rows if any(town in text for town in _TOWN.findall(self._addresses[row]))
        ]
        return named or rows

    @staticmethod
    def _first(index: Postings, keys: Iterator[str]) -> list[int]:
        return next((rows for key in keys if (rows := index.rows(key))), [])


def _together(road: str, address: str) -> bool:
    """Is the road in no other county than the address?"""
    atlas = places.atlas()
    return not places.contradict(places.head(road, atlas)[0], places.head(address, atlas)[0])


_TOWN = re.compile(r"(?<=[省市县区旗])[\u4e00-\u9fff]{1,3}(?:镇|乡|街道)")


def _every_phone(cell: str) -> Iterator[str]:
    if len(cell) == 11 and cell.isdigit() and cell[0] == "1":  # most cells
        yield cell
        return
    for number in phones(cell):
        yield number
        if number[0] == "0":  # people leave out the area code
            yield (
                "-" + number[4:]
                if len(number) == 11 and number[1] not in "12"
                else "-" + number[3:]
            )


def _door_keys(address: str) -> Iterator[str]:
    for road, number in doors(address):
        plain = _WITHIN.sub("", road)
        yield f"{plain[-_ROAD_SIZE:]}{number}"


def _villages(text: str) -> Iterator[str]:
    for match in _VILLAGE.finditer(text):
        yield match.group(1)[-2:] + match.group(2)


def _postings(cells: Sequence[str], keys) -> Postings:  # type: ignore[no-untyped-def]
    found = [(key, row) for row, cell in enumerate(cells) if cell for key in keys(cell)]
    return Postings([key for key, _ in found], [row for _, row in found])
