"""Heads of addresses that stand before thousands of them (贵州省毕节市金沙县), read once.

Remembered is a head that consists of names from the table and ends with a county or a city, and of
which ``lasting`` says that hardly anything behind it could change how it is read; what still could
is looked at each time.
"""

from __future__ import annotations

from collections.abc import Set
from functools import cache
from itertools import chain

from engine.place.head_part import (
    BETWEEN,
    COUNTY_SIGN,
    COUNTY_WITHIN,
    NO_DIVISION,
    PREAMBLE_FIRST,
    Head,
    is_road,
    read_head,
    read_known,
)
from engine.text.divisions import HEAD, divisions
from engine.text.fold import fold

_WORDS = (*NO_DIVISION, "地区", "市辖区")


class Heads:
    """Reads heads like ``read_head``; at most ``most`` are remembered."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._unfinished = beginnings()
        self._heads = divisions().heads
        #: head → what it is read as, its county if it has one, and whether its city is a province;
        #: None where it does not last
        self._known: dict[str, tuple[Head, str, bool] | None] = {}
        #: first characters → how long remembered heads are that begin with them, the longest first
        self._lengths: dict[str, list[int]] = {}

    def read(self, folded: str, raw: str) -> Head:
        for size in self._lengths.get(raw[:HEAD], ()):
            known, after = self._known.get(raw[:size]), folded[size : size + HEAD]
            if known and after[:1] not in BETWEEN and "省" not in after:
                head, county, municipality = known
                if county:
                    if not folded.startswith(county, size):
                        return head
                elif (
                    after not in self._heads
                    and not COUNTY_SIGN.search(folded, size, size + COUNTY_WITHIN)
                    and not (municipality and is_road(folded, size))
                ):
                    return head
        head = read_head(folded, raw)
        if "city" in head.found and "town" not in head.found and len(self._known) < self._most:
            self._remember(raw[: head.at])
        return head

    def _remember(self, text: str) -> None:
        if text in self._known:
            return
        head = lasting(text, self._unfinished)
        if head is None:
            self._known[text] = None
            return
        found = head.found
        self._known[text] = head, found.get("county", ""), found["city"] == found["province"]
        sizes = self._lengths.setdefault(text[:HEAD], [])
        if len(text) not in sizes:
            sizes.append(len(text))
            sizes.sort(reverse=True)


def lasting(text: str, unfinished: Set[str]) -> Head | None:
    """The head that ``text`` is, whatever follows: unless that begins with 省, with a sign that
    parts divisions, or like the county once more; behind a city nothing like a name or a county
    may follow. None for a head of which that is not sure.

    ``unfinished``: what ``beginnings`` gives."""
    if len(text) < HEAD or text[0] in PREAMBLE_FIRST or text[-1] in BETWEEN or fold(text) != text:
        return None
    head = read_head(text, text)
    if head.at != len(text) or head != read_known(text, text, 0):
        return None  # patterns read it, or part of it
    if any(text[at:] in unfinished for at in range(len(text) - 1)):
        return None
    county = head.found.get("county", "")
    return head if (_last_county(head, text, county) if county else _last_city(head)) else None


def _last_county(head: Head, text: str, county: str) -> bool:
    table = divisions()
    if head.county is None or county not in table.counties:
        return False
    before = text[: -len(county)]
    city = table.short_city_names.longest(county, 0)
    if city and (not before or before in table.provinces):
        # 抚顺县 begins like a city, and what follows may tell which of them is meant.
        return table.provinces.get(before, "") not in ("", table.short_cities[city][0])
    return True


def _last_city(head: Head) -> bool:
    """Is it named in full? Whether 南通 is one what follows may tell."""
    city = head.found["city"]
    return city in divisions().cities or city == head.found["province"]


@cache
def beginnings() -> Set[str]:
    """All beginnings, without the ends, of names and words that heads are read by."""
    words = chain(_WORDS, *(names.names for names in divisions().lengths))
    return {word[:size] for word in words for size in range(1, len(word))}
