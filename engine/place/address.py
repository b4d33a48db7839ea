"""An address from province to room, by the characters its parts end with.

Parts keep the words of the source; what the address does not name stays empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Place:
    """Parts of one address; ``""`` for what is not named."""

    province: str = ""
    city: str = ""
    county: str = ""
    town: str = ""
    village: str = ""
    road: str = ""
    building: str = ""
    floor: str = ""
    room: str = ""


_REMARK = re.compile(r"[（(【\[][^）)】\]]*[）)】\]]?")
_SPLIT = re.compile(r"[；;]|、(?=[^、]{2,6}(?:省|市|县|区|镇|乡))")
_NUMBER = r"[0-9０-９A-Za-z一二三四五六七八九十百零〇甲乙丙丁东西南北负\-—－/、,，~]+"
_PROVINCE = re.compile(
    r"(?:[\u4e00-\u9fff]{2,3}省|内蒙古(?:自治区)?|广西(?:壮族自治区)?|西藏(?:自治区)?|宁夏(?:回族自治区)?"
    r"|新疆(?:维吾尔自治区)?|(?:北京|上海|天津|重庆)市?)"
)
_CITY = re.compile(r"[\u4e00-\u9fff]{2,7}?(?:自治州|地区|盟|市)")
_COUNTY = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:自治县|自治旗|县|区|旗|市)(?!场|政|委|民)")
_TOWN = re.compile(r"[\u4e00-\u9fff]{1,7}?(?:街道(?:办事处)?|镇|乡|苏木|农场|林场)(?!村)")
_VILLAGE = re.compile(
    r"[\u4e00-\u9fff]{1,8}?(?:村委会|村|社区|嘎查|居委会|小组)(?:" + _NUMBER + r"(?:组|队|社))?"
    r"|" + _NUMBER + r"(?:组|队|社)(?=$|[0-9号])"
)
_ROAD = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9]{1,10}?(?:大街|大道|路|街|巷|弄|胡同|国道|省道|线)(?:"
    + _NUMBER
    + r"号(?!楼|院|商铺|铺|摊|店))?"
)
_BUILDING = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{2,14}?(?:小区|花园|大厦|广场|公寓|市场|园区|产业园|工业园|家园|新村|城|苑|中心|商厦|商城|园|楼)?"
    r"(?:[0-9０-９A-Za-z一二三四五六七八九十]+[#＃]?(?:号楼|幢|栋|座|楼(?!层)))(?:[0-9０-９一二三四五六七八九十]+单元)?"
    r"|[\u4e00-\u9fff]{2,14}?(?:小区|花园|大厦|广场|公寓|市场|园区|产业园|工业园|家园|商厦|商城|写字楼|酒店)"
    r"(?:[A-Za-z0-9]+(?:区|座|栋|幢))?(?:[0-9０-９一二三四五六七八九十]+单元)?"
    r"|[0-9０-９A-Za-z一二三四五六七八九十]+(?:号楼|幢|栋|座)(?:[0-9０-９一二三四五六七八九十]+单元)?"
)
_FLOOR = re.compile(r"(?:负?[0-9０-９一二三四五六七八九十]{1,3}(?:[-—~][0-9]+)?)(?:层|楼)")
_ROOM = re.compile(
    r"[0-9０-９A-Za-z\-－]+(?:[、,，][0-9０-９A-Za-z\-－]+)*(?:号(?:商铺|铺|摊位|摊|店|商网|营业房|门面|房)|室|铺|房)"
    r"|(?:商铺|营业房|商网|门面|铺面|摊位)[0-9０-９A-Za-z\-－]+号?"
    r"|(?<=[楼层元座幢栋])[0-9０-９A-Za-z\-－]{2,6}号?$"
)


def split_addresses(text: str) -> list[str]:
    """The addresses of one field, in order."""
    return [part.strip() for part in _SPLIT.split(text) if part.strip()]


@lru_cache(maxsize=100_000)
def parse_address(text: str, province: str = "", city: str = "", county: str = "") -> Place:
    """Parts of the first address in ``text``; the other arguments fill what it leaves out."""
    parts = split_addresses(_REMARK.sub("", re.sub(r"\s+", "", text)))
    rest = parts[0] if parts else ""
    found: dict[str, str] = {}
    for name, pattern in (
        ("province", _PROVINCE),
        ("city", _CITY),
        ("county", _COUNTY),
        ("town", _TOWN),
    ):
        match = pattern.match(rest)
        if match:
            found[name], rest = match.group(), rest[match.end() :]
            again = pattern.match(rest)
            if again and again.group() == found[name]:
                rest = rest[again.end() :]
    if "city" in found and "county" not in found and found["city"].endswith("市"):
        again = _COUNTY.match(rest)
        if again:
            found["county"], rest = again.group(), rest[again.end() :]
    for name, pattern in (("village", _VILLAGE), ("road", _ROAD), ("building", _BUILDING)):
        match = pattern.match(rest)
        if match:
            found[name], rest = match.group(), rest[match.end() :]
    for name, pattern in (("floor", _FLOOR), ("room", _ROOM)):
        match = pattern.search(rest)
        if match:
            found[name], rest = match.group(), rest[match.end() :]
    return Place(
        found.get("province") or province,
        found.get("city") or city,
        found.get("county") or county,
        *(found.get(name, "") for name in ("town", "village", "road", "building", "floor", "room")),
    )
