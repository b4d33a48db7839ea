"""The divisions at the head of an address."""

from __future__ import annotations

import re

from engine.place.divisions import County, divisions
from engine.text.fold import fold

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
_TOWN = re.compile(
    rf"^{_H}{{1,7}}?(?:街道办事处|街道办|街道|街办(?!事)|地区办事处|镇(?!政府)(?:人民政府)?|乡(?!村|镇|政府)|苏木|(?:农|林|牧)场|办事处|(?<=[\u4e00-\u9fff]{{2}})办(?![公事学理]))"
)
_NO_DIVISION = (
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
_NO_TOWN = re.compile("路|号|村(?!街道?$)|开发区|新区|工业区|园区")
_OLD_SUFFIX = re.compile(r"(?:市(?![场中民政区心])|县(?!城|道)|区(?![域间]))?")
#: What offices and couriers write before an address.
_PREAMBLE = re.compile(
    r"(?:中国|(?:注册|邮寄|收货|经营|通信|联系|公司)?(?:地址|住所|场所)[:_\-]?)?"
)


def read_divisions(folded: str, raw: str) -> tuple[dict[str, str], int]:
    """Parts found (words of the source; province, city and county filled in where they are
    certain), and where the divisions end."""
    head = _Head(folded, raw)
    head.read()
    while head.again():
        pass
    if "town" not in head.found:
        head.found["town"], head.at = read_town(folded, raw, _skip(folded, head.at), head.county)
        head.at = head.at if head.found["town"] else _skip(folded, head.at)
        while head.found["town"] and head.again():
            head.at = _again(folded, head.at, fold(head.found["town"]))
    return head.found, head.at


class _Head:
    """Reads the divisions from left to right; ``at`` is where the next part begins."""

    def __init__(self, folded: str, raw: str, at: int = 0) -> None:
        self.folded, self.raw = folded, raw
        self.at = at or _PREAMBLE.match(folded).end()  # type: ignore[union-attr]
        self.found: dict[str, str] = {}
        self.province = self.city = ""
        self.county: County | None = None

    def read(self, known_only: bool = False) -> None:
        """Province, city and county; ``known_only`` believes nothing but the table."""
        self._read_province(known_only)
        self._read_city()
        self._read_county(known_only)

    def again(self) -> bool:
        """Past divisions that are written a second time (云泉县宁夏云泉县清渠镇)."""
        if not self.found:
            return False
        begun = _skip(self.folded, self.at)
        if not divisions().known_at(self.folded, begun):
            return False
        second = _Head(self.folded, self.raw, begun)
        second.read(known_only=True)
        if second.at == begun or not second.found or "town" in second.found:
            return False
        if any(self.found.get(k) and not _alike(self.found[k], v) for k, v in second.found.items()):
            return False
        self.at = second.at
        for key, value in second.found.items():
            self.found.setdefault(key, value)
        self.county = self.county or second.county
        return True

    def _take(self, part: str, size: int) -> None:
        self.found[part] = self.raw[self.at : self.at + size]
        self.at = _again(self.folded, self.at + size, self.folded[self.at : self.at + size])

    def _read_province(self, known_only: bool) -> None:
        name = divisions().province_names.longest(self.folded, self.at)
        if name and not _is_road(self.folded, self.at + len(name)):
            self.province = divisions().provinces[name]
            size = len(name)
            if self.folded.startswith("市", self.at + size) and self.province.endswith("市"):
                size += 1
            self._take("province", size)
            self.at += len(self.province) if self.folded.startswith(self.province, self.at) else 0
        elif not known_only and (match := _PROVINCE.match(self.folded, self.at)):
            self._take("province", match.end() - self.at)
        if self.province.endswith("市"):
            self.found["city"] = self.province
            then = _skip(self.folded, self.at)
            self.at = then + 3 if self.folded.startswith("市辖区", then) else self.at

    def _read_city(self) -> None:
        table, at = divisions(), _skip(self.folded, self.at)
        name = table.city_names.longest(self.folded, at)
        short = "" if name else table.short_city_names.longest(self.folded, at)
        if name and (not self.province or table.cities[name][0] == self.province):
            home = table.cities[name]
        elif short and self._stands_alone(at, short):
            home, name = table.short_cities[short], short
        else:
            return
        self.at, (self.province, self.city) = at, home
        self.found.setdefault("province", self.province)
        self._take("city", len(name))
        if name == short and self.folded.startswith(home[1], _skip(self.folded, self.at)):
            self.at = _skip(self.folded, self.at)
            self._take("city", len(home[1]))

    def _stands_alone(self, at: int, name: str) -> bool:
        """杭州余杭区 and 杭州灵桥镇 name the city; 杭州路 and 南京大饭店 do not."""
        home, after = divisions().short_cities[name], at + len(name)
        if self.province and home[0] != self.province:
            return False
        then = _skip(self.folded, after)
        if self.folded.startswith(home[1], then) or _county(self.folded, then, *home)[0]:
            return True
        if _is_road(self.folded, after):
            return False
        return (
            _county(self.folded, then, *home)[1] > 0 or _TOWN.match(self.folded[then:]) is not None
        )

    def _read_county(self, known_only: bool) -> None:
        self.at = _skip(self.folded, self.at) if self.found else self.at
        self.county, length = _county(self.folded, self.at, self.province, self.city)
        if self.county is None and not known_only and "city" not in self.found and not length:
            match = _CITY.match(self.folded[self.at :])
            if match and not _FUNCTIONAL.search(match.group()):
                self._take("city", match.end())
                self.at = _skip(self.folded, self.at)
                self.county, length = _county(self.folded, self.at, self.province, self.city)
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


def _skip(text: str, at: int) -> int:
    """Past signs that part one division from the next."""
    while at < len(text) and text[at] in "-_—,，、·/":
        at += 1
    return at


def _alike(one: str, other: str) -> bool:
    """宁夏 and 宁夏回族自治区, 杭州 and 杭州市."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short)


def read_town(folded: str, raw: str, at: int, county: County | None = None) -> tuple[str, int]:
    """The township at ``at`` (empty when there is none) and where it ends."""
    length = _town(folded, at, county)
    return raw[at : at + length], at + length


def _again(text: str, at: int, name: str) -> int:
    """Past a part that is written twice (云泉县云泉县清渠镇)."""
    while name and text.startswith(name, at):
        at += len(name)
    return at


def _is_road(text: str, at: int) -> bool:
    """北京路, 上海大厦 and 平罗镇 name no province, city or county."""
    return text.startswith(_NO_DIVISION, at)


def _county(text: str, at: int, province: str, city: str) -> tuple[County | None, int]:
    """The county at ``at`` and how long its name is; an unknown one has a length only."""
    table = divisions()
    for size in table.county_names.at(text, at):
        name = text[at : at + size]
        for known in (table.counties, table.stems):
            fitting = [
                c
                for c in known.get(name, ())
                if (not province or c.province == province) and (not city or c.city == city)
            ]
            if known is table.stems:
                if not fitting or _is_road(text, at + size) or size + at >= len(text):
                    continue
                if not re.match(rf"{_H}", text[at + size :]):
                    continue
                if not (city or province):
                    fitting = [c for c in fitting if _town_of(c, text, at + size)]
                    if len(fitting) != 1:
                        continue
                # 临安市 is 临安区 now: the old suffix belongs to the name.
                size += len(_OLD_SUFFIX.match(text[at + size :]).group())  # type: ignore[union-attr]
            if fitting:
                return (
                    fitting[0] if len({(c.province, c.city) for c in fitting}) == 1 else None
                ), size
    match = _COUNTY.match(text[at:])
    if (
        match
        and not _FUNCTIONAL.search(match.group())
        and not re.search("镇|乡|街道|村", match.group()[:-1])
    ):
        return None, match.end()
    return None, 0


def _town_of(county: County, text: str, at: int) -> int:
    """Length of the township of ``county`` that stands at ``at``; 0 for none."""
    return len(county.towns.longest(text, at))


def _town(text: str, at: int, county: County | None) -> int:
    if county is not None and (size := _town_of(county, text, at)):
        return size + (3 if text.startswith("办事处", at + size) else 0)
    match = _TOWN.match(text[at:])
    if match and not _NO_TOWN.search(match.group()[:-1]):
        return match.end()
    return 0
