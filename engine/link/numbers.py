"""Whether the numbers in a text can matter for which firm it means.

Adverts of one campaign differ in prices, days and telephones. Unless a number is one that a firm is
called by, lies at or is reached under, they all mean the same firm or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import ahocorasick_rs
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extractOne

_DIGIT, _NUMBER = re.compile(r"[0-9]"), re.compile(r"[0-9]{2}")
#: A site of which nothing but its number may tell that everybody uses it (163.com).
_HOST = re.compile(r"\d\s?(?:[.。点．]|dot)\s?(?:com|cn|net)", re.IGNORECASE)
#: A part is misspelt by one character, or two that changed places.
_SLIP = 2


def numbered(text: str) -> bool:
    """Does a figure stand in it?"""
    return _DIGIT.search(text) is not None


def plain(text: str) -> str:
    """With one figure for all."""
    return _DIGIT.sub("0", text)


class Watch:
    """Told by whoever compares a number of a text with one of the register, whatever it comes to."""

    def __init__(self) -> None:
        self.seen = False

    def over(self, *texts: str) -> None:
        """Looked at, and all of these hold a figure?"""
        if not self.seen and all(map(numbered, texts)):
            self.seen = True

    def texts(self, marks: Sequence[str], text: str) -> None:
        """Names that hold a number, and sites that are told by one."""
        if any(_NUMBER.search(mark) for mark in marks) or _HOST.search(text):
            self.seen = True


class Called:
    """What firms, people and places are called that hold a figure."""

    def __init__(self, every: Iterable[str]) -> None:
        mine = list(dict.fromkeys(name for name in every if numbered(name)))
        self._plain = list(dict.fromkeys(map(plain, mine)))
        self._known = ahocorasick_rs.AhoCorasick(mine)
        self._may = ahocorasick_rs.AhoCorasick(self._plain)
        self._near: dict[str, bool] = {}

    def may_stand(self, text: str) -> bool:
        """Does any stand in the text, if it had other figures?"""
        return bool(self._plain) and bool(self._may.find_matches_as_indexes(plain(text)))

    def stands(self, text: str) -> bool:
        return bool(self._known.find_matches_as_indexes(text))

    def near(self, part: str) -> bool:
        """Is one a slip from it, if it had other figures?"""
        part = plain(part)
        if part not in self._near:
            self._near[part] = (
                extractOne(part, self._plain, scorer=Levenshtein.distance, score_cutoff=_SLIP)
                is not None
            )
        return self._near[part]
