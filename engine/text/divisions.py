"""Names of provinces, cities, counties and townships, and what each lies in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import NamedTuple

from engine.text.fold import fold

#: Rows of the statistics office that are no city of their own.
_NO_CITY = re.compile(r"^(?:市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划)$")
_SHORT_PROVINCE = re.compile(r"(?:维吾尔自治区|壮族自治区|回族自治区|自治区|特别行政区|省|市)$")
_SUFFIX = re.compile(r"(?:自治州|自治县|自治旗|地区|盟|市|县|区|旗)$")
#: Whose an autonomous prefecture is, behind its name.
_PEOPLES = re.compile(
    r"(?:(?:藏|羌|彝|苗|侗|布依|土家|傣|白|傈僳|景颇|壮|哈尼|回|朝鲜|蒙古|哈萨克|柯尔克孜)族?)+自治州$"
)
_LEAST_STEM = 2
#: Names are looked up by so many first characters.
HEAD = 2


@dataclass(frozen=True)
class County:
    """``written``: its townships as the table has them; most counties are never asked for them."""

    province: str
    city: str
    name: str
    written: str = field(repr=False)

    @cached_property
    def towns(self) -> Lengths:
        return Lengths(self.written.split(" "))


class Lengths:
    """How long names are that begin with the same two characters, so that a text is not compared
    with names of every length."""

    def __init__(self, *names: Iterable[str]) -> None:
        self.names = frozenset(name for part in names for name in part)
        found: dict[str, set[int]] = {}
        for name in self.names:
            found.setdefault(name[:HEAD], set()).add(len(name))
        self._by_head = {head: tuple(sorted(sizes, reverse=True)) for head, sizes in found.items()}
        #: how the names begin
        self.heads = frozenset(self._by_head)

    def at(self, text: str, at: int) -> tuple[int, ...]:
        """Lengths, the longest first, of names that may stand at ``at``."""
        return self._by_head.get(text[at : at + HEAD], ())

    def longest(self, text: str, at: int) -> str:
        """The longest name that stands at ``at``; "" for none."""
        for size in self._by_head.get(text[at : at + HEAD], ()):
            name = text[at : at + size]
            if name in self.names:
                return name
        return ""


class Divisions(NamedTuple):
    """Look-ups by name. Short names (宁夏, 瓯海) stand beside the full ones."""

    province_names: Lengths
    city_names: Lengths
    short_city_names: Lengths
    #: of counties and of their stems
    county_names: Lengths

    provinces: dict[str, str]
    cities: dict[str, tuple[str, str]]
    #: without 市, to be believed only before a county of theirs
    short_cities: dict[str, tuple[str, str]]
    counties: dict[str, tuple[County, ...]]
    stems: dict[str, tuple[County, ...]]
    #: how names of provinces, cities and counties begin
    heads: frozenset[str]

    @property
    def lengths(self) -> tuple[Lengths, ...]:
        return self.province_names, self.city_names, self.short_city_names, self.county_names


@cache
def divisions() -> Divisions:
    """The table, read once; it is never changed."""
    provinces: dict[str, str] = {}
    cities: dict[str, tuple[str, str]] = {}
    counties: dict[str, list[County]] = {}
    stems: dict[str, list[County]] = {}
    short: dict[str, tuple[str, str]] = {}
    text = files("engine.text").joinpath("data/divisions.tsv").read_text(encoding="utf-8")
    for line in text.split("\n"):
        if not line or line.startswith("#"):
            continue
        province, city, name, towns = line.split("\t")
        city = "" if _NO_CITY.match(city) else city
        provinces[province] = province
        provinces[_SHORT_PROVINCE.sub("", province)] = province
        if not city and province.endswith("市"):
            city = province
        if city and city != province:
            cities[city] = (province, city)
            if city.endswith("自治州"):  # 海西州 for 海西蒙古族藏族自治州
                cities[fold(_PEOPLES.sub("州", city))] = (province, city)
            elif city.endswith("市"):
                short[city[:-1]] = (province, city)
        county = County(province, city, name, towns)
        counties.setdefault(name, []).append(county)
        stem = _SUFFIX.sub("", name)
        if len(stem) >= _LEAST_STEM:
            stems.setdefault(stem, []).append(county)
    names = Lengths(provinces), Lengths(cities), Lengths(short), Lengths(counties, stems)
    return Divisions(
        *names,
        provinces,
        cities,
        short,
        {name: tuple(known) for name, known in counties.items()},
        {stem: tuple(known) for stem, known in stems.items()},
        frozenset[str]().union(*(known.heads for known in names)),
    )
