"""The divisions at the head of an address."""

from __future__ import annotations

import re
from collections.abc import Mapping

from engine.place.divisions import County, divisions

_H = r"[\u4e00-\u9fff]"
#: No division of its own, whatever it ends with.
_FUNCTIONAL = re.compile(
    r"开发区|高新区|工业区|产业园|园区|小区|社区|景区|校区|厂区|矿区|库区|新区$|保税区|试验区|集中区|集聚区|片区|住宅区|商业区|管理区|街区"
)
_PROVINCE = re.compile(rf"^{_H}{{2,3}}省")
_CITY = re.compile(rf"^{_H}{{2,6}}?(?:自治州|地区|盟|市(?!场|中心|政|民|区))")
_COUNTY = re.compile(
    rf"^{_H}{{1,7}}?(?:自治县|自治旗|县(?!城|道|委)|区|旗(?!舰)|市(?!场|中心|政|民))"
)
_TOWN = re.compile(
    rf"^{_H}{{1,7}}?(?:街道办事处|街道办|街道|地区办事处|镇(?!政府)(?:人民政府)?|乡(?!村|镇|政府)|苏木|(?:农|林|牧)场|办事处)"
)
_LONGEST = 12


def read_divisions(folded: str, raw: str) -> tuple[dict[str, str], int]:
    """Parts found (words of the source; province, city and county filled in where they are
    certain), and where the divisions end."""
    table = divisions()
    found: dict[str, str] = {}
    province = city = ""
    at = 0
    name = _longest(folded, at, table.provinces)
    if name and not (name not in ("内蒙古",) and _is_road(folded, at + len(name))):
        province = table.provinces[name]
        found["province"] = raw[at : at + len(name)]
        at += len(name)
        if folded.startswith("市", at) and province.endswith("市"):
            found["province"], at = raw[: at + 1], at + 1
        at = _again(folded, at, found["province"])
    elif match := _PROVINCE.match(folded):
        found["province"], at = raw[: match.end()], match.end()
    if province.endswith("市"):
        found["city"] = province
        if folded.startswith("市辖区", at):
            at += 3
    name = _longest(folded, at, table.cities)
    if name and not (province and table.cities[name][0] != province):
        province, city = table.cities[name]
        found["city"] = raw[at : at + len(name)]
        found.setdefault("province", province)
        at = _again(folded, at + len(name), name)
    else:
        name = _longest(folded, at, table.short_cities)
        if name:
            home = table.short_cities[name]
            inner, length = _county(folded, at + len(name), *home)
            if inner is not None and folded[at + len(name) : at + len(name) + length] == inner.name:
                (province, city), found["city"] = home, raw[at : at + len(name)]
                at += len(name)
    county, length = _county(folded, at, province, city)
    if county is None and "city" not in found and not length:
        match = _CITY.match(folded[at:])
        if match and not _FUNCTIONAL.search(match.group()):
            found["city"] = raw[at : at + match.end()]
            at += match.end()
            county, length = _county(folded, at, province, city)
    if length and raw[at : at + length].endswith(("镇", "街道", "乡")):
        # 东莞, 中山, 儋州 have no counties: what the table lists under them are townships.
        found["town"], at = raw[at : at + length], at + length
    elif length:
        found["county"] = raw[at : at + length]
        at = _again(folded, at + length, found["county"])
    if county is not None:
        found.setdefault("province", county.province)
        if county.city:
            found.setdefault("city", county.city)
    if "town" not in found:
        found["town"], at = read_town(folded, raw, at, county)
    return found, at


def read_town(folded: str, raw: str, at: int, county: County | None = None) -> tuple[str, int]:
    """The township at ``at`` (empty when there is none) and where it ends."""
    length = _town(folded, at, county)
    return raw[at : at + length], at + length


def _longest(text: str, at: int, names: Mapping[str, object]) -> str:
    for size in range(min(_LONGEST, len(text) - at), 1, -1):
        if text[at : at + size] in names:
            return text[at : at + size]
    return ""


def _again(text: str, at: int, name: str) -> int:
    """Past a part that is written twice (云泉县云泉县清渠镇)."""
    while name and text.startswith(name, at):
        at += len(name)
    return at


def _is_road(text: str, at: int) -> bool:
    """北京路 and 上海大厦 name no province."""
    return text.startswith(
        (
            "路",
            "街",
            "大道",
            "大厦",
            "东路",
            "西路",
            "南路",
            "北路",
            "中路",
            "城",
            "花园",
            "饭店",
            "大街",
        ),
        at,
    )


def _county(text: str, at: int, province: str, city: str) -> tuple[County | None, int]:
    """The county at ``at`` and how long its name is; an unknown one has a length only."""
    table = divisions()
    for size in range(min(_LONGEST, len(text) - at), 1, -1):
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
                if not (city or province) or not re.match(rf"{_H}", text[at + size :]):
                    continue
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


def _town(text: str, at: int, county: County | None) -> int:
    if county is not None:
        for size in range(min(_LONGEST, len(text) - at), 1, -1):
            if text[at : at + size] in county.towns:
                size += 3 if text.startswith("办事处", at + size) else 0
                return size
    match = _TOWN.match(text[at:])
    if match and not re.search("路|号|村", match.group()[:-1]):
        return match.end()
    return 0
