"""Where a firm is from: the division of its credit code, the head office of a branch.

Characters 3 to 8 of a unified social credit code are the division of the authority that first
registered the firm (GB 32100-2015); a firm that moved keeps it, so it is evidence and no proof.
Names of divisions come from python-stdnum (GB/T 2260).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Set
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

#: Share of the register that must come from one city before anybody is called an outsider.
_SHARE, _NATIONAL = 0.5, "10"
#: Firms whose names must begin with a place before it counts as local.
_COMMON = 2
#: Characters at the beginning of a name that ``_place`` looks at.
_LONGEST = 12
#: Characters before the legal form by which a head office is looked for.
_END = 6
#: Characters other than plain Chinese ones.
_UNUSUAL = r"[^\x{4e00}-\x{9fff}]|[一二三四五六七八九十]"
_FORM = r"(?:(?:股份)?有限(?:责任)?公司|公司)$"
_CODE = re.compile(r"^[0-9A-Z]{2}(\d{6})")
_BRANCH = re.compile(
    r"^(.{4,}?(?:公司|合作社|联合社|事务所|集团|银行|商行))(.{1,24}?(?:分公司|支公司|分店|门店|店|支行|分行|营业部"
    r"|办事处|代表处|代办处|分部|门市部?|分社|服务部|经营部|分理处|体验中心))$"
)
_PLACE = re.compile(r"^(.{2,8}?(?:自治区|自治州|省|市|县|区|旗|盟))")
#: 超市, 小区, 旗舰 are no places; 成都市 is one.
_NO_PLACE = re.compile(
    r"[超都城门上夜早菜花集股楼海]市|市[政场民井]|[小社景校厂园矿库片街专特]区|区块|[红国]旗|旗[舰袍]|省[钱心力时事电油水]"
)
_PROVINCES = re.compile(
    r"^(北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东"
    r"|海南|四川|贵州|云南|陕西|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆)"
)


#: A column without nulls.
Texts: TypeAlias = pa.Array | pa.ChunkedArray
#: Names and credit codes of a part of a register.
Part: TypeAlias = tuple[Texts, Texts]


class Home(NamedTuple):
    """The city (first four digits) most of the register is from, "" when there is none; the
    place names that its firms' names begin with; and which head offices stand in it."""

    city: str
    places: frozenset[str]
    names: frozenset[str]

    @classmethod
    def of(
        cls,
        cities: Mapping[str, int],
        parts: Callable[[], Iterable[Part]],
        asked: Iterable[str] = (),
    ) -> Home:
        """Home of a register that is read part by part, several times over.

        ``cities``: how many of its firms were registered in each. ``asked``: names besides those of
        the register whose head offices will be asked for.
        """
        city = main_city(cities)
        if not city:
            return home_of("", {}, ())
        heads = head_offices(pa.array(list(asked), pa.string()))
        places: Counter[str] = Counter()
        for names, codes in parts():
            heads |= head_offices(names)
            places.update(local_places(names, codes, city))
        present: set[str] = set().union(*(standing(names, heads) for names, _ in parts()))
        return home_of(city, places, present)

    def registered_elsewhere(self, uscc: str) -> str:
        """Name of the city or county of registration, "" when local or unknown."""
        match = _CODE.match(uscc)
        if not match or not self.city:
            return ""
        code = match.group(1)
        if code[:4] == self.city or code[:2] == _NATIONAL:
            return ""
        if code[:2] == self.city[:2] and code[2:4] == "00":  # the province's own authority
            return ""
        return division(code)

    def head_office_elsewhere(self, name: str) -> tuple[str, str]:
        """(head office, its place) of a branch whose head office is not in this register."""
        head = head_office(name) if self.city else ""
        if not head or _normalised(head) in self.names:
            return "", ""
        place = _place(head)
        if not place or place in self.places:
            return "", ""
        return head, place


def head_office(name: str) -> str:
    """The firm that a branch belongs to; "" for what is no branch."""
    match = _BRANCH.match(name)
    return match.group(1) if match else ""


def _place(name: str) -> str:
    """The place a name begins with: 江临市, else the short name of a province (浙江)."""
    match = _PLACE.match(name)
    if match is None or (
        _NO_PLACE.search(name[: match.end() + 1]) and not _is_division(match.group(1))
    ):
        match = _PROVINCES.match(name)
    return match.group(1) if match else ""


def _is_division(name: str) -> bool:
    # Loaded here: few names ask for it.
    from engine.link.names.places import gazetteer

    return name in gazetteer()


@lru_cache(maxsize=10_000)
def division(code: str) -> str:
    """Names of a six-digit division, as far as they are known (宁夏回族自治区原州区)."""
    from stdnum import numdb  # loads what asks registers on the internet

    parts = [info for _, info in numdb.get("cn/loc").info(code)]
    province = next((p["province"] for p in parts if "province" in p), "")
    county = next((p["county"] for p in parts if "county" in p), "")
    county = re.sub(r"\[[^\]]*\]", "", county).split(",")[0].strip()
    return province if county == province else province + county


# What parts of a register tell, and how it is put together.


def main_city(counts: Mapping[str, int]) -> str:
    """The city most of the register is from, "" when there is none."""
    city = min(counts, key=lambda c: (-counts[c], c), default="")
    return city if counts and counts[city] >= _SHARE * sum(counts.values()) else ""


def local_places(names: Texts, codes: Texts, city: str) -> Counter[str]:
    """Places that names of firms of ``city`` begin with: a local head office names a local place,
    what branches begin with says nothing."""
    here = pc.equal(pc.utf8_slice_codeunits(codes, 2, 6), city)
    own = names.filter(pc.and_not(here, pc.match_substring_regex(names, _BRANCH.pattern)))
    places: Counter[str] = Counter()
    for entry in pc.value_counts(pc.utf8_slice_codeunits(own, 0, _LONGEST)).to_pylist():
        if place := _place(entry["values"]):
            places[place] += entry["counts"]
    return places


def head_offices(names: Texts) -> set[str]:
    """Head offices that branches name, as they are looked for."""
    branches = names.filter(pc.match_substring_regex(names, _BRANCH.pattern)).to_pylist()
    return {_normalised(head) for name in branches if (head := head_office(name))}


def home_of(city: str, places: Mapping[str, int], present: Iterable[str]) -> Home:
    """``present``: head offices that stand in the register."""
    if not city:
        return Home("", frozenset(), frozenset())
    known = frozenset(place for place, count in places.items() if count >= _COMMON)
    return Home(city, known, frozenset(present))


def standing(names: Texts, asked: Set[str]) -> set[str]:
    """Which head offices asked for, as they are looked for, are among ``names``.

    Only names that hold the end of a head's own words are normalised: few do.
    """
    if not asked:
        return set()
    ends = pa.array(sorted({re.sub(_FORM, "", head)[-_END:] for head in asked}), pa.string())
    # What folding changes may hold them in another writing.
    end = pc.utf8_slice_codeunits(pc.replace_substring_regex(names, _FORM, ""), -_END)
    likely = pc.or_(pc.is_in(end, value_set=ends), pc.match_substring_regex(names, _UNUSUAL))
    return {*asked} & {_normalised(name) for name in names.filter(likely).to_pylist()}


def _normalised(name: str) -> str:
    # Loaded here: many a register names no head office.
    from engine.link.names.written import normalise

    return normalise(name)
