"""Heads of addresses that stand before thousands of them (贵州省毕节市金沙县), read once.

Remembered is a head that consists of names from the table and ends with a county, and of which
``lasting`` says that hardly anything behind it could change how it is read; what still could is
looked at each time.
"""

from __future__ import annotations

from collections.abc import Set
from itertools import chain

from engine.place.head_part import BETWEEN, NO_DIVISION, PREAMBLE_FIRST, Head, read_head, read_known
from engine.text.divisions import HEAD, divisions
from engine.text.fold import fold

#: With 省 behind three characters these may be read as a province.
_STOPS, _LEAST = BETWEEN | {"省"}, 3
_WORDS = (*NO_DIVISION, "地区", "市辖区")


class Heads:
    """Reads heads like ``read_head``; at most ``most`` are remembered."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._unfinished = beginnings()
        #: head → what it is read as, and how it would begin again; None where it does not last
        self._known: dict[str, tuple[Head, str] | None] = {}
        #: first characters → how long remembered heads are that begin with them, the longest first
        self._lengths: dict[str, list[int]] = {}

    def read(self, folded: str, raw: str) -> Head:
        for size in self._lengths.get(raw[:HEAD], ()):
            known = self._known.get(raw[:size])
            if known and folded[size : size + 1] not in _STOPS:
                head, again = known
                if not folded.startswith(again, size):
                    return head
        head = read_head(folded, raw)
        if head.county is not None and len(self._known) < self._most:
            self._remember(raw[: head.at])
        return head

    def _remember(self, text: str) -> None:
        if text in self._known:
            return
        head = lasting(text, self._unfinished)
        self._known[text] = None if head is None else (head, head.found["county"])
        if head is not None:
            sizes = self._lengths.setdefault(text[:HEAD], [])
            if len(text) not in sizes:
                sizes.append(len(text))
                sizes.sort(reverse=True)


def lasting(text: str, unfinished: Set[str]) -> Head | None:
    """The head that ``text`` is, whatever follows: unless that begins with 省, with a sign that
    parts divisions, or like the county once more. None for a head of which that is not sure.

    ``unfinished``: what ``beginnings`` gives."""
    if len(text) < _LEAST or text[0] in PREAMBLE_FIRST or fold(text) != text:
        return None
    head = read_head(text, text)
    if head.at != len(text) or head != read_known(text, text, 0):
        return None  # patterns read it, or part of it
    county, table = head.found.get("county", ""), divisions()
    if head.county is None or county not in table.counties:
        return None
    before = text[: -len(county)]
    if not before or before in table.provinces:
        # 抚顺县 begins like a city, and what follows may tell which of them is meant.
        city = table.short_city_names.longest(county, 0)
        if city and table.provinces.get(before, "") in ("", table.short_cities[city][0]):
            return None
    return None if any(text[at:] in unfinished for at in range(len(text) - 1)) else head


def beginnings() -> Set[str]:
    """All beginnings, without the ends, of names and words that heads are read by."""
    words = chain(_WORDS, *(names.names for names in divisions().lengths))
    return {word[:size] for word in words for size in range(1, len(word))}
