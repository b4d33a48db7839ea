"""Whether the numbers in a text can matter for which firm it means.

Adverts of one campaign differ in prices, days and telephones. Unless a number is one that a firm is
called by, lies at or is reached under, they all mean the same firm or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import ahocorasick_rs
from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from engine.model.credit_code import ALPHABET, LENGTH

_CODE = re.compile(
    rf"(?<![0-9a-z])[{ALPHABET}]{{2}}\d{{6}}[{ALPHABET}]{{{LENGTH - 8}}}(?![0-9a-z])", re.IGNORECASE
)
_DIGIT, _RUN, _NUMBER = re.compile(r"[0-9]"), re.compile(r"[0-9]+"), re.compile(r"[0-9]{2,}")
_FIGURES = "0123456789"
#: A site of which nothing but its number may tell that everybody uses it (163.com).
HOST = re.compile(r"\d\s?(?:[.。点．]|dot)\s?(?:com|cn|net)", re.IGNORECASE)


def numbered(text: str) -> bool:
    """Does a figure stand in it?"""
    return _DIGIT.search(text) is not None


def plain(text: str) -> str:
    """With one figure for all."""
    return _DIGIT.sub("0", text)


def numbers(text: str) -> list[str]:
    """Of two figures and more; one alone is a numeral."""
    return _NUMBER.findall(text)


def split(text: str, start: int, end: int) -> bool:
    """Does the span begin or end within a number?"""
    return (
        (start > 0 and text[start] in _FIGURES and text[start - 1] in _FIGURES)
        or (end < len(text) and text[end] in _FIGURES and text[end - 1] in _FIGURES)
    )  # fmt: skip


def codes_in(text: str) -> list[str]:
    """Unified social credit codes (GB 32100—2015: 18 figures and letters without I, O, S, V, Z), by
    their look alone."""
    return [code.upper() for code in _CODE.findall(text)]


class Watch:
    """Told by whoever compares a number of a text with one of the register, whatever it comes to."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._all = False

    def begin(self) -> None:
        """Another text."""
        self._seen.clear()
        self._all = False

    def over(self, *texts: str) -> None:
        """Compared, if all of these hold a figure; the last is of the text."""
        if texts and all(map(numbered, texts)):
            self._seen.update(_RUN.findall(texts[-1]))

    def texts(self, marks: Iterable[str], text: str) -> None:
        """Names that hold a number, and sites that are told by one."""
        if any(_NUMBER.search(mark) for mark in marks) or HOST.search(text):
            self._all = True

    def names(self, names: Iterable[str], text: str) -> None:
        """Looked for in the text as they are."""
        if any(numbered(name) and plain(name) in plain(text) for name in names):
            self._all = True

    def hangs(self, changing: Iterable[str]) -> bool:
        """Was one of these compared, or a part of it?"""
        return self._all or any(
            seen in number or number in seen for number in changing for seen in self._seen
        )


@dataclass(frozen=True, slots=True)
class Doubt:
    """What texts that differ in numbers may hold. ``names``: numbers of names that may stand there;
    ``told``: the text has its numbers where its reading has them; ``houses``: may one be named?"""

    names: frozenset[str]
    told: bool
    houses: bool

    def __bool__(self) -> bool:
        return bool(self.names) or self.houses

    def fixed(self, text: str) -> tuple[str, ...]:
        """Its numbers, but for those that are in no name."""
        if not (self.told and self.names):
            return ()
        return tuple(number if number in self.names else "" for number in numbers(text))

    def changing(self, text: str) -> list[str]:
        return [number for number in numbers(text) if not (self.told and number in self.names)]


#: Of a text that is like no other.
NO_DOUBT = Doubt(frozenset(), False, False)


class Called:
    """What holds a number and is looked for in texts; ``anywhere``: also within a longer number."""

    def __init__(self, names: Iterable[str], anywhere: bool = False) -> None:
        self._anywhere = anywhere
        self._names: dict[str, list[str]] = {}
        for name in dict.fromkeys(names):
            if (_DIGIT if anywhere else _NUMBER).search(name):
                self._names.setdefault(plain(name), []).append(name)
        self._plain = list(self._names)
        self._scan = ahocorasick_rs.AhoCorasick(self._plain)

    def may_stand(self, text: str) -> frozenset[str]:
        """Numbers of those that may stand in a text with other figures."""
        return frozenset(
            number
            for start, end in self._spans(text)
            for name in self._names[plain(text[start:end])]
            for number in (_DIGIT.findall(name) if self._anywhere else numbers(name))
        )

    def stand(self, text: str) -> bool:
        return any(
            text[start:end] in self._names[plain(text[start:end])]
            for start, end in self._spans(text)
        )

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        if self._plain:
            for _, start, end in self._scan.find_matches_as_indexes(plain(text), overlapping=True):
                if self._anywhere or not split(text, start, end):
                    yield start, end


class Slips:
    """Of names some of which hold a figure."""

    def __init__(self, names: Iterable[str]) -> None:
        self._plain = list({plain(name) for name in names if numbered(name)})
        self._near: dict[str, bool] = {}

    def near(self, part: str) -> bool:
        """Is a name with figures a slip from ``part``, if that had others?"""
        part = plain(part)
        if part not in self._near:
            found = extractOne(part, self._plain, scorer=OSA.distance, score_cutoff=1)
            self._near[part] = found is not None
        return self._near[part]
