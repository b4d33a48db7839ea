"""Province, city and county at the head of an address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from engine.text.divisions import HEAD, County, divisions

_H = r"[\u4e00-\u9fff]"
#: No division of its own, whatever it ends with.
_FUNCTIONAL = re.compile(
    r"开发区|高新区|工业区|产业园|园区|小区|社区|景区|校区|厂区|矿区|库区|新区$|保税区|试验区|集中区|集聚区|片区|住宅区|商业区|管理区|街区"
)
_PROVINCE = re.compile(rf"^{_H}{{2,3}}省")
CITY = re.compile(rf"^{_H}{{2,6}}?(?:自治州|地区|盟|市(?!场|中心|政|民|区|街道|镇|乡))")
COUNTY = re.compile(
    rf"^{_H}{{1,7}}?(?:自治县|自治旗|县(?!城(?!{_H}{{1,2}}(?:镇|乡|街道))|道|委|街|镇|乡)|区|旗(?!舰)|市(?!场|中心|政|民))"
)
TOWN = re.compile(
    rf"^{_H}{{1,7}}?(?:街道办事处|街道办|街道|街办(?!事)|地区办事处|镇(?!政府(?![东西南北中]?[路街大]))(?:人民政府)?|乡(?!村|镇|政府(?![东西南北中]?[路街大]))|苏木|(?:农|林|牧)场|办事处|(?<=[\u4e00-\u9fff]{{2}})办(?![公事学理]))"
)
_ONE = re.compile(_H)
_TOWN_INSIDE = re.compile("镇|乡|街道|村")
#: Without one of these so near no such part stands there; asking for them is cheaper than the pattern.
PROVINCE_SIGN, CITY_SIGN, COUNTY_SIGN = "省", re.compile("[州区盟市]"), re.compile("[县旗区市]")
CITY_WITHIN, COUNTY_WITHIN = 9, 10
BETWEEN = frozenset("-_—,，、·/")
NO_DIVISION = (
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
_ROAD_FIRST = frozenset(word[0] for word in NO_DIVISION)
_OLD_SUFFIX = re.compile(r"(?:新区|市(?![场中民政区心])|县(?!城|道)|区(?![域间]))?")
#: What offices and couriers write before an address, and how it begins.
_PREAMBLE = re.compile(
    r"(?:中国|(?:注册|邮寄|收货|经营|通信|联系|公司)?(?:地址|住所|场所)[:_\-]?)?"
)
PREAMBLES = frozenset(
    ("中国", "注册", "邮寄", "收货", "经营", "通信", "联系", "公司", "地址", "住所", "场所")
)


class Head(NamedTuple):
    """Parts found (words of the source; city and province filled in where they are certain), where
    the next part begins, and the county if the table knows it."""

    found: dict[str, str]
    at: int
    county: County | None


def read_head(text: str, raw: str) -> Head:
    """Province, city and county at the beginning of a text (``text`` is the folded one)."""
    begun = 0
    if text[:2] in PREAMBLES:
        begun = _PREAMBLE.match(text).end()  # type: ignore[union-attr]
    return _Reading(text, raw, begun).read(known_only=False)


def read_known(text: str, raw: str, at: int) -> Head:
    """Province, city and county at ``at``, as far as the table knows them."""
    return _Reading(text, raw, at).read(known_only=True)


#: A township with a name of its own behind 县, which then ends a county; 县前街道 is one itself.
_TOWN_BEHIND = re.compile(r"(?!.?街道)[\u4e00-\u9fff]{2,6}?(?:镇|乡|街道)")


class _Reading:
    """Reads the divisions from left to right; ``at`` is where the next part begins."""

    __slots__ = ("at", "city", "county", "found", "province", "raw", "table", "text")

    def __init__(self, text: str, raw: str, at: int) -> None:
        self.text, self.raw, self.at, self.table = text, raw, at, divisions()
        self.found: dict[str, str] = {}
        self.province = self.city = ""
        self.county: County | None = None

    def read(self, known_only: bool) -> Head:
        begin = self.text[self.at : self.at + HEAD]
        if begin in self.table.heads or begin[:1] in BETWEEN or PROVINCE_SIGN in self.text[2:4]:
            self._read_province(known_only)
            self._read_city()
        self._read_county(known_only)
        return Head(self.found, self.at, self.county)

    def _take(self, part: str, size: int) -> None:
        self.found[part] = self.raw[self.at : self.at + size]
        name = self.text[self.at : self.at + size]
        self.at = past(self.text, self.at + size, name)

    def _read_province(self, known_only: bool) -> None:
        text = self.text
        name = self.table.province_names.longest(text, self.at)
        if name and not is_road(text, self.at + len(name)):
            self.province = self.table.provinces[name]
            size = len(name)
            if self.province == name + "市" and text.startswith("市", self.at + size):
                size += 1
            self._take("province", size)
            if text.startswith(self.province, self.at):
                self.at += len(self.province)
        elif (
            not (known_only or self.at)
            and PROVINCE_SIGN in text[2:4]
            and (match := _PROVINCE.match(text))
        ):
            self._take("province", match.end())
        if self.province.endswith("市"):
            self.found["city"] = self.province
            then = skip(text, self.at)
            self.at = then + 3 if text.startswith("市辖区", then) else self.at

    def _read_city(self) -> None:
        table, text, at = self.table, self.text, skip(self.text, self.at)
        name = table.city_names.longest(text, at)
        short = "" if name else table.short_city_names.longest(text, at)
        if name and (not self.province or table.cities[name][0] == self.province):
            home = table.cities[name]
        elif short and self._stands_alone(at, short):
            home, name = table.short_cities[short], short
        else:
            return
        self.at, (self.province, self.city) = at, home
        self.found.setdefault("province", self.province)
        former = 2 * (name == short and text.startswith("地区", at + len(name)))
        self._take("city", len(name) + former)
        if name == short and text.startswith(home[1], skip(text, self.at)):
            self.at = skip(text, self.at)
            self._take("city", len(home[1]))

    def _stands_alone(self, at: int, name: str) -> bool:
        """杭州余杭区 and 杭州灵桥镇 name the city; 杭州路 and 南京大饭店 do not."""
        text = self.text
        home, after = self.table.short_cities[name], at + len(name)
        if self.province and home[0] != self.province:
            return False
        if _county(text, at, *home, known_only=True)[1] > len(name) or (
            text.startswith("县", after) and _TOWN_BEHIND.match(text, after + 1)
        ):
            return False  # a county with the name of its city: 衡阳县, and once 大同县
        then = skip(text, after)
        county, length = _county(text, then, *home)
        if county is not None or text.startswith((home[1], "地区"), then):
            return True
        if is_road(text, after):
            return False
        return length > 0 or TOWN.match(text[then:]) is not None

    def _unknown_city(self, length: int) -> int:
        """Of a city that no table has with a county behind it (云州市云泉县) the length of that county;
        else ``length``."""
        text, then = self.text, skip(self.text, self.at + length)
        if text[self.at + length - 1] != "市":
            return length
        county, size = _county(text, then, self.province, "")
        if (
            not size
            or text.startswith("街道", then + size)
            or text[then + size - 1] not in "县区旗"
        ):
            return length
        self._take("city", length)
        self.at, self.county = then, county
        return size

    def _read_county(self, known_only: bool) -> None:
        text = self.text
        self.at = skip(text, self.at) if self.found else self.at
        self.county, length = _county(text, self.at, self.province, self.city, known_only)
        if not (known_only or length or "city" in self.found) and (
            size := city_like(text, self.at)
        ):
            self._take("city", size)
            self.at = skip(text, self.at)
            self.county, length = _county(text, self.at, self.province, self.city)
        if length and self.county is None and not ("city" in self.found or known_only):
            length = self._unknown_city(length)
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


def skip(text: str, at: int) -> int:
    """Past signs that part one division from the next."""
    while text[at : at + 1] in BETWEEN:
        at += 1
    return at


def past(text: str, at: int, name: str) -> int:
    """Past a part that is written again (云泉县云泉县清渠镇), unless it begins a county (衡阳衡阳县)."""
    while name and text.startswith(name, at) and not text.startswith("县", at + len(name)):
        at += len(name)
    return at


def is_road(text: str, at: int) -> bool:
    """北京路, 上海大厦 and 平罗镇 name no province, city or county."""
    return text[at : at + 1] in _ROAD_FIRST and text.startswith(NO_DIVISION, at)


def _county(
    text: str, at: int, province: str, city: str, known_only: bool = False
) -> tuple[County | None, int]:
    """The county at ``at`` and how long its name is; an unknown one has a length only."""
    table = divisions()
    for size in table.county_names.at(text, at):
        name = text[at : at + size]
        size = len(name)  # at the end of the text it may be less
        fitting = _within(table.counties.get(name, ()), province, city)
        if not fitting:
            fitting = _within(table.stems.get(name, ()), province, city)
            after = at + size
            if not fitting or is_road(text, after) or not _ONE.match(text, after):
                continue
            if not (city or province):
                fitting = [c for c in fitting if c.towns.longest(text, after)]
                if len(fitting) != 1:
                    continue
            # 临安市 is 临安区 now: the old suffix belongs to the name.
            size += len(_OLD_SUFFIX.match(text, after).group())  # type: ignore[union-attr]
        alone = len(fitting) == 1 or len({(c.province, c.city) for c in fitting}) == 1
        return (fitting[0] if alone else None), size
    return None, 0 if known_only else county_like(text, at)


def city_like(text: str, at: int) -> int:
    """How long what ends like a city is that stands at ``at``; 0 where nothing does."""
    if not CITY_SIGN.search(text, at, at + CITY_WITHIN):
        return 0
    match = CITY.match(text[at:])
    return match.end() if match and not _FUNCTIONAL.search(match.group()) else 0


def county_like(text: str, at: int) -> int:
    """How long what ends like a county is that stands at ``at``; 0 where nothing does."""
    if not COUNTY_SIGN.search(text, at, at + COUNTY_WITHIN):
        return 0
    match = COUNTY.match(text[at:])
    if (
        match
        and not _FUNCTIONAL.search(match.group())
        and not _TOWN_INSIDE.search(match.group()[:-1])
    ):
        return match.end()
    return 0


def _within(counties: Sequence[County], province: str, city: str) -> Sequence[County]:
    if not (counties and (province or city)):
        return counties
    return [
        c
        for c in counties
        if (not province or c.province == province) and (not city or c.city == city)
    ]
