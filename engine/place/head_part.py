"""Province, city and county at the head of an address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from engine.place.watched import Watched, Words
from engine.text.divisions import County, divisions

_H = r"[\u4e00-\u9fff]"
#: No division of its own, whatever it ends with.
_FUNCTIONAL = re.compile(
    r"开发区|高新区|工业区|产业园|园区|小区|社区|景区|校区|厂区|矿区|库区|新区$|保税区|试验区|集中区|集聚区|片区|住宅区|商业区|管理区|街区"
)
_PROVINCE = re.compile(rf"^{_H}{{2,3}}省")
_CITY = re.compile(rf"^{_H}{{2,6}}?(?:自治州|地区|盟|市(?!场|中心|政|民|区|街道|镇|乡))")
_COUNTY = re.compile(
    rf"^{_H}{{1,7}}?(?:自治县|自治旗|县(?!城|道|委|街|镇|乡)|区|旗(?!舰)|市(?!场|中心|政|民))"
)
TOWN = re.compile(
    rf"^{_H}{{1,7}}?(?:街道办事处|街道办|街道|街办(?!事)|地区办事处|镇(?!政府)(?:人民政府)?|乡(?!村|镇|政府)|苏木|(?:农|林|牧)场|办事处|(?<=[\u4e00-\u9fff]{{2}})办(?![公事学理]))"
)
_ONE = re.compile(_H)
BETWEEN = Words(*"-_—,，、·/")
#: How far these look past their end, and how far in all where they find nothing.
_SEEN_CITY, _SEEN_COUNTY, _SEEN_TOWN = (2, 9), (2, 10), (4, 12)
_NO_DIVISION = Words(
    *("路", "街", "大道", "东路", "西路", "南路", "北路", "中路", "大街", "巷", "里", "弄", "胡同"),
    *("大厦", "城", "花园", "饭店", "宾馆", "酒店", "广场", "中心", "公园", "小区", "新村", "人家"),
    *("镇", "乡", "村", "苑", "港", "站", "机场", "火车站", "大学", "商厦", "大楼", "银行", "公司"),
    *(
        "一路",
        "二路",
        "三路",
        "东街",
        "西街",
        "南街",
        "北街",
        "古城",
        "名城",
        "国际",
        "家园",
        "公寓",
    ),
)
_OLD_SUFFIX = re.compile(r"(?:市(?![场中民政区心])|县(?!城|道)|区(?![域间]))?")
#: What offices and couriers write before an address.
_PREAMBLE = re.compile(
    r"(?:中国|(?:注册|邮寄|收货|经营|通信|联系|公司)?(?:地址|住所|场所)[:_\-]?)?"
)
_PREAMBLE_BEGINS, _LONGEST_PREAMBLE = Words(*"中注邮收经通联公地住场"), 5


class Head(NamedTuple):
    """Parts found (words of the source; city and province filled in where they are certain), where
    the next part begins, and the county if the table knows it."""

    found: Mapping[str, str]
    at: int
    county: County | None


def read_head(watched: Watched, raw: str) -> Head:
    """Province, city and county at the beginning of a text (``watched`` is the folded one)."""
    reading = _Reading(watched, raw)
    if watched.starts(_PREAMBLE_BEGINS, 0):
        watched.look(_LONGEST_PREAMBLE)
        reading.at = _PREAMBLE.match(watched.text).end()  # type: ignore[union-attr]
    return reading.read(known_only=False)


def read_known(watched: Watched, raw: str, at: int = 0) -> Head:
    """Province, city and county at ``at``, as far as the table knows them."""
    reading = _Reading(watched, raw, at)
    return reading.read(known_only=True)


class _Reading:
    """Reads the divisions from left to right; ``at`` is where the next part begins."""

    def __init__(self, watched: Watched, raw: str, at: int = 0) -> None:
        self.watched, self.raw, self.at = watched, raw, at
        self.found: dict[str, str] = {}
        self.province = self.city = ""
        self.county: County | None = None

    def read(self, known_only: bool) -> Head:
        self._read_province(known_only)
        self._read_city()
        self._read_county(known_only)
        return Head(self.found, self.at, self.county)

    def _take(self, part: str, size: int) -> None:
        self.found[part] = self.raw[self.at : self.at + size]
        self.watched.look(self.at + size)
        name = self.watched.text[self.at : self.at + size]
        self.at = _again(self.watched, self.at + size, name)

    def _read_province(self, known_only: bool) -> None:
        watched = self.watched
        name = watched.longest(divisions().province_names, self.at)
        if name and not _is_road(watched, self.at + len(name)):
            self.province = divisions().provinces[name]
            size = len(name)
            if self.province.endswith("市") and watched.starts("市", self.at + size):
                size += 1
            self._take("province", size)
            self.at += len(self.province) if watched.starts(self.province, self.at) else 0
        elif not known_only and not self.at and (match := watched.match(_PROVINCE, 0, 0, 4)):
            self._take("province", match.end())
        if self.province.endswith("市"):
            self.found["city"] = self.province
            then = skip(watched, self.at)
            self.at = then + 3 if watched.starts("市辖区", then) else self.at

    def _read_city(self) -> None:
        table, watched, at = divisions(), self.watched, skip(self.watched, self.at)
        name = watched.longest(table.city_names, at)
        short = "" if name else watched.longest(table.short_city_names, at)
        if name and (not self.province or table.cities[name][0] == self.province):
            home = table.cities[name]
        elif short and self._stands_alone(at, short):
            home, name = table.short_cities[short], short
        else:
            return
        self.at, (self.province, self.city) = at, home
        self.found.setdefault("province", self.province)
        former = 2 * (name == short and watched.starts("地区", at + len(name)))
        self._take("city", len(name) + former)
        if name == short and watched.starts(home[1], skip(watched, self.at)):
            self.at = skip(watched, self.at)
            self._take("city", len(home[1]))

    def _stands_alone(self, at: int, name: str) -> bool:
        """杭州余杭区 and 杭州灵桥镇 name the city; 杭州路 and 南京大饭店 do not."""
        watched = self.watched
        home, after = divisions().short_cities[name], at + len(name)
        if self.province and home[0] != self.province:
            return False
        then = skip(watched, after)
        if watched.starts(Words(home[1], "地区"), then) or _county(watched, then, *home)[0]:
            return True
        if _is_road(watched, after):
            return False
        return (
            _county(watched, then, *home)[1] > 0
            or watched.match(TOWN, then, *_SEEN_TOWN) is not None
        )

    def _read_county(self, known_only: bool) -> None:
        watched = self.watched
        self.at = skip(watched, self.at) if self.found else self.at
        self.county, length = _county(watched, self.at, self.province, self.city)
        if self.county is None and not known_only and "city" not in self.found and not length:
            match = watched.match(_CITY, self.at, *_SEEN_CITY)
            if match and not _FUNCTIONAL.search(match.group()):
                self._take("city", match.end())
                self.at = skip(watched, self.at)
                self.county, length = _county(watched, self.at, self.province, self.city)
        if known_only and self.county is None:
            length = 0
        if length and self.raw[self.at : self.at + length].endswith(("镇", "街道", "乡")):
            # 东莞, 中山, 儋州 have no counties: what the table lists under them are townships.
            self._take("town", length)
        elif length:
            self._take("county", length)
        if self.county is not None:
            self.found.setdefault("province", self.county.province)
            if self.county.city:
                self.found.setdefault("city", self.county.city)


def skip(watched: Watched, at: int) -> int:
    """Past signs that part one division from the next."""
    while watched.starts(BETWEEN, at):
        at += 1
    return at


def _again(watched: Watched, at: int, name: str) -> int:
    """Past a part that is written twice (云泉县云泉县清渠镇)."""
    while name and watched.starts(name, at):
        at += len(name)
    return at


def _is_road(watched: Watched, at: int) -> bool:
    """北京路, 上海大厦 and 平罗镇 name no province, city or county."""
    return watched.starts(_NO_DIVISION, at)


def _county(watched: Watched, at: int, province: str, city: str) -> tuple[County | None, int]:
    """The county at ``at`` and how long its name is; an unknown one has a length only."""
    table, text = divisions(), watched.text
    longest = watched.longest(table.county_names, at)
    for size in table.county_names.at(text, at) if longest else ():
        name = text[at : at + size]
        for known in (table.counties, table.stems):
            fitting = [
                c
                for c in known.get(name, ())
                if (not province or c.province == province) and (not city or c.city == city)
            ]
            if known is table.stems:
                if not fitting or _is_road(watched, at + size):
                    continue
                if not watched.match(_ONE, at + size, 0, 1):
                    continue
                if not (city or province):
                    fitting = [c for c in fitting if watched.longest(c.towns, at + size)]
                    if len(fitting) != 1:
                        continue
                # 临安市 is 临安区 now: the old suffix belongs to the name.
                watched.look(at + size + 2)
                size += len(_OLD_SUFFIX.match(text[at + size :]).group())  # type: ignore[union-attr]
            if fitting:
                return (
                    fitting[0] if len({(c.province, c.city) for c in fitting}) == 1 else None
                ), size
    match = watched.match(_COUNTY, at, *_SEEN_COUNTY)
    if (
        match
        and not _FUNCTIONAL.search(match.group())
        and not re.search("镇|乡|街道|村", match.group()[:-1])
    ):
        return None, match.end()
    return None, 0
