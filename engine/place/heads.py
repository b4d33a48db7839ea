"""Heads of addresses that stand before thousands of them (贵州省毕节市金沙县), read once.

Remembered is a head that consists of names from the table and ends with a county or a city, and of
which ``lasting`` says that hardly anything behind it could change how it is read; what still could
is looked at each time. Asked is the whole column at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain

import numpy as np

from engine.model.arrays import Flags, Ints
from engine.place.division_part import goes_on
from engine.place.head_part import (
    BETWEEN,
    CITY_WITHIN,
    COUNTY_WITHIN,
    NO_DIVISION,
    PREAMBLES,
    Head,
    city_like,
    county_like,
    read_known,
)
from engine.place.lines import Lines
from engine.place.signs import Sign
from engine.place.words import Words
from engine.text.divisions import HEAD, divisions
from engine.text.fold import fold

_WORDS = (*NO_DIVISION, "地区", "市辖区")
#: Numbers of heads: none is told; the address has no divisions.
UNTOLD, NO_HEAD = -1, 0
_SURE, _PERHAPS = 1, 0
#: A level has fewer names than this.
_NAMES = 1 << 16


class Names:
    """What the table and the patterns know, asked of many texts at once."""

    def __init__(self) -> None:
        table = divisions()
        sure = table.cities.keys() | table.counties.keys()
        names = {name for some in table.lengths for name in some.names}
        self._names = Words((name, _SURE if name in sure else _PERHAPS) for name in names)
        self._heads = Words((name, 0) for name in table.heads)
        self._no_division = Words((word, 0) for word in NO_DIVISION)
        for words in (self._names, self._heads, self._no_division):
            words.make_ready()

    def begin(self, lines: Lines, at: Ints) -> Flags:
        """Does a name of the table begin like what stands there?"""
        found: Flags = self._heads.longest(lines.folded, at)[0] > 0
        return found

    def are_roads(self, lines: Lines, at: Ints) -> Flags:
        """``is_road`` of each."""
        return self._no_division.longest(lines.folded, at)[0] > 0

    def may_begin(self, lines: Lines, at: Ints) -> Flags:
        """``may_begin`` of each (``engine.place.division_part``)."""
        found = np.zeros(len(at), np.bool_)
        for size, rows in self._names.likely(lines.folded, at):
            rows = rows[~found[rows]]
            kind = self._names.at(lines.folded, at[rows], size)
            found[rows[kind == _SURE]] = True
            rows = rows[kind == _PERHAPS]
            end = at[rows] + size
            found[rows] = ~self.are_roads(lines, end) | self.begin(lines, end)
        return found


@cache
def names() -> Names:
    """Made once in a process: nobody changes it."""
    return Names()


class Heads:
    """Knows how heads are read that consist of names of the table; one is judged when it is met.
    At most ``most`` are remembered."""

    def __init__(self, most: int, names: Names) -> None:
        self._most, self._names = most, names
        self._provinces, self._cities, self._counties = _levels()
        #: of each number what it is read as
        self.known = [Head({}, 0, None)]
        #: how long it is, whether it has a county, whether it is a municipality without one
        self._facts = [(0, False, False)]
        #: how long each is
        self.sizes: Ints = np.zeros(1, np.int64)
        #: which province, city and county → number
        self._numbers: dict[int, int] = {}
        self._preambles = Words((word, 0) for word in PREAMBLES)
        #: characters that a head, as the group, must not be followed by
        self._following = Words()

    def find(self, lines: Lines) -> Ints:
        """Of each text the number of the head that it begins with, and nothing that could belong
        to it stands behind; UNTOLD where that is not sure."""
        begins, ends, names = lines.begins, lines.ends, self._names
        numbers = self._begun(lines)
        told = np.maximum(numbers, NO_HEAD)
        facts = np.array(self._facts)
        self.sizes = facts[:, 0]
        at = begins + self.sizes[told]
        counties, whole = facts[told, 1:].T > 0
        none, begun = numbers == NO_HEAD, names.begin(lines, at)
        unsure = lines.are(Sign.BETWEEN | Sign.PROVINCE, at) | lines.are(Sign.PROVINCE, at + 1)
        unsure |= self._following.longest(lines.folded, at, told)[0] > 0
        # A municipality is told by the name of the province, and that may be written again.
        unsure[whole] |= begun[whole] | names.are_roads(lines, at[whole])
        unsure[none] |= self._preambles.longest(lines.folded, at[none])[0] > 0
        unsure |= none & lines.near(Sign.PROVINCE, at, ends, 2 * HEAD)
        unsure |= numbers == UNTOLD
        asked = np.flatnonzero(begun & ~unsure)
        asked = asked[names.may_begin(lines, at[asked])]
        unsure[asked] |= ~counties[asked]
        numbers[unsure] = UNTOLD
        for row, folded, raw in lines.each(asked[counties[asked]], at):
            head = self.known[numbers[row]]
            again = folded.startswith(head.found["county"])
            if again or goes_on(head, folded, raw, 0):
                numbers[row] = UNTOLD
        near = ~counties & lines.near(Sign.COUNTY, at, ends, COUNTY_WITHIN)
        near |= none & lines.near(Sign.CITY, at, ends, CITY_WITHIN)
        for row, folded, _ in lines.each(np.flatnonzero(near & (numbers != UNTOLD)), at):
            if county_like(folded, 0) or (none[row] and city_like(folded, 0)):
                numbers[row] = UNTOLD
        return numbers

    def _begun(self, lines: Lines) -> Ints:
        """The number of the head that each text begins with; UNTOLD for one that is not known."""
        size, province = self._provinces.longest(lines.raw, lines.begins)
        at = lines.begins + size
        size, city = self._cities.longest(lines.raw, at)
        county_size, county = self._counties.longest(lines.raw, at)
        longer = county_size > size  # 朝阳区 is no part of 朝阳市
        size[longer], city[longer] = 0, -1
        at += size
        behind = np.flatnonzero(size)
        county_size[behind], county[behind] = self._counties.longest(lines.raw, at[behind])
        at += county_size
        keys = ((province + 1) * _NAMES + city + 1) * _NAMES + county + 1
        different, first, which = np.unique(keys, return_index=True, return_inverse=True)
        texts = [lines.text[a:b] for a, b in zip(lines.begins[first], at[first], strict=True)]
        told = [self._number(*one) for one in zip(different.tolist(), texts, strict=True)]
        return np.array(told, np.int64)[which]

    def _number(self, key: int, text: str) -> int:
        if not text:
            return NO_HEAD
        if key not in self._numbers:
            if len(self._numbers) >= self._most:
                return UNTOLD
            self._numbers[key] = UNTOLD
            if (head := lasting(text)) is not None:
                number = self._numbers[key] = len(self.known)
                county = "county" in head.found
                self.known.append(head)
                self._facts.append((head.at, county, not county and _municipality(head)))
                for char in following(text):
                    self._following.add(char, 0, number)
        return self._numbers[key]


@cache
def _levels() -> tuple[Words, Words, Words]:
    """Names of provinces, cities and counties."""
    table = divisions()
    return (
        _numbered(table.provinces),
        _numbered(table.cities.keys() | table.short_cities.keys()),
        _numbered(table.counties),
    )


def _numbered(names: Iterable[str]) -> Words:
    words = Words((name, number) for number, name in enumerate(names))
    words.make_ready()
    return words


def _municipality(head: Head) -> bool:
    return head.found.get("city") in divisions().provinces


def lasting(text: str) -> Head | None:
    """The head that ``text`` is, whatever follows: unless that begins with 省, with a sign that
    parts divisions, with what ``following`` tells, or like the county once more; behind a city
    nothing like a name or a county may follow. None for a head of which that is not sure."""
    if len(text) < HEAD or text[:HEAD] in PREAMBLES or text[-1] in BETWEEN or fold(text) != text:
        return None
    head = read_known(text, text, 0)
    if head.at != len(text) or "town" in head.found:
        return None  # patterns read it, or part of it
    county = head.found.get("county", "")
    return (
        head if (_last_county(head, text, county) if county else _last_city(head, text)) else None
    )


def following(text: str) -> set[str]:
    """The characters with which a name that begins within ``text`` goes on behind it."""
    goes_on = _going_on()
    return set().union(*(goes_on.get(text[at:], ()) for at in range(len(text) - 1)))


def _last_county(head: Head, text: str, county: str) -> bool:
    table = divisions()
    if head.county is None or county not in table.counties:
        return False
    before = text[: -len(county)]
    city = table.short_city_names.longest(county, 0)
    if city and (not before or before in table.provinces):
        # 朝阳区 begins like a city that it does not lie in, and what follows may tell which is meant.
        home = table.short_cities[city]
        own = (head.county.province, head.county.city) == home
        return own or table.provinces.get(before, "") not in ("", home[0])
    return True


def _last_city(head: Head, text: str) -> bool:
    """Is it named in full, and once? Whether 南通 is one, and whether the second 石嘴山市 belongs to
    a county, what follows may tell."""
    table, city = divisions(), head.found.get("city", "")
    named = city in table.cities or table.provinces.get(head.found["province"]) == city
    return named and text.count(city.removesuffix("市")) <= 1


@cache
def _going_on() -> Mapping[str, str]:
    """How names and words begin that heads are read by → the characters that follow."""
    found: dict[str, str] = {}
    names = (names.names for names in divisions().lengths)
    for word in {*_WORDS, *chain.from_iterable(names)}:
        for size in range(HEAD, len(word)):
            found[word[:size]] = found.get(word[:size], "") + word[size]
    return found
