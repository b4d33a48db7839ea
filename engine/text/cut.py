"""Long numbers that would be cut in two: half of one would not be known for one, and not be masked."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from engine.text.digits import ALIKE, BETWEEN, numerals, spoken

_ONE: Final = "0123456789" + ALIKE + "".join(map(chr, numerals()))
_SIGNS: Final = (
    "".join(chr(code) for low, high in BETWEEN for code in range(low, high + 1)) + "/()（）"
)
_EITHER: Final = frozenset(_ONE + _SIGNS)
_DIGIT: Final = f"[{re.escape(_ONE)}]"
_RUN: Final = re.compile(f"{_DIGIT}(?:[{re.escape(_SIGNS)}]{{0,4}}{_DIGIT})+")
_STARRED: Final = re.compile(_DIGIT)
#: Stars where something was cut off, and what stands between them.
_STARS: Final = re.compile(f"[*{re.escape(_SIGNS)}]*")
#: With fewer digits it is no telephone number with its area code. So far to either side it is looked for.
_LEAST, _FAR = 10, 80
#: A telephone without its area code has as many.
_SHORT = 7
#: A mobile, a telephone with its area code, an identity or a card: no date and no sum.
_PERSONAL: Final = re.compile(r"1[3-9][0-9]{9}|0[1-9][0-9]{8}|[0-9]{15}")


@lru_cache(maxsize=10_000)
def in_number(beside: str) -> bool:
    """May a number go on from the first to the second of two characters?"""
    return all(char in _EITHER or char.isdecimal() for char in beside)


def long_number(text: str, at: int) -> tuple[int, int] | None:
    """Where the number begins and ends that goes on on both sides of ``at``, whatever its figures are."""
    if not 0 < at < len(text) or text[at - 1] not in _EITHER or text[at] not in _EITHER:
        return None
    for run in _RUN.finditer(text, max(0, at - _FAR), at + _FAR):
        if run.start() < at < run.end():
            long = len(_STARRED.findall(run.group())) >= _LEAST
            return run.span() if long else None
    return None


def personal_number(text: str, at: int) -> tuple[int, int] | None:
    """The same, of numbers that tell who somebody is."""
    span = long_number(text, at)
    if span is None:
        return None
    digits = "".join(filter(str.isascii, filter(str.isdecimal, spoken(text[slice(*span)]))))
    return span if _PERSONAL.search(digits) else None


def holds_number(text: str) -> bool:
    """May a telephone, an account or an identity stand in it, however its digits are parted?"""
    return any(len(_STARRED.findall(run.group())) >= _SHORT for run in _RUN.finditer(text))


def starred(text: str) -> str:
    return _STARRED.sub("*", text)


def stars_of(text: str) -> int:
    """How far the stars go with which a text begins, and what stands between them."""
    found = _STARS.match(text)
    return found.end() if found else 0
