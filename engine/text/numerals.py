"""Arabic, Chinese, bank-form and enclosed numerals read as numbers."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from engine.text.figure_fold import fold

_DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_SMALL: Final = {"十": 10.0, "百": 100.0, "千": 1000.0}
_LARGE: Final = {"万": 1e4, "亿": 1e8, "w": 1e4}
_ARABIC: Final = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_PIECE: Final = re.compile(
    r"(?P<arabic>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?![一二三四五六七八九零0-9]))"
    r"|(?P<digits>[0-9零一二三四五六七八九两]+)|(?P<small>[十百千])|(?P<large>[万亿w])|(?P<half>半)"
)
_MAX_LENGTH: Final = 40
_UNITS: Final = frozenset("十百千万亿")
_INSIDE: Final = frozenset("零一二三四五六七八九两几半.") | _UNITS


def parse(text: str) -> float | None:
    """The number a whole string stands for, or None if it is not a plain numeral.

    `2万`, `20w` and fractions such as `百分之十五` are amounts and rates, not plain numerals.
    """
    folded = fold(text).strip()
    if not folded or len(folded) > _MAX_LENGTH:
        return None
    if _ARABIC.fullmatch(folded):
        return float(folded.replace(",", ""))
    if "w" in folded or (re.search("[0-9]", folded) and re.search("[十百千万亿半]", folded)):
        return None
    return _read(folded)


@lru_cache(maxsize=4096)
def amount(text: str) -> float | None:
    """Like `parse`, but mixed forms as in sums of money count too: `2万`, `1万2千`, `20w`."""
    folded = fold(text).strip()
    if not folded or len(folded) > _MAX_LENGTH:
        return None
    return _read(folded)


def begins(text: str, at: int) -> int:
    """Where the number begins inside which ``at`` stands (40 of 40万, at 0 or at 万); else ``at``."""
    if not 0 < at < len(text) or not _inside(text[at - 1]):
        return at
    here = text[at]
    more = here in _UNITS or (
        here.isdecimal() and (text[at - 1].isdecimal() or text[at - 1] == ".")
    )
    if not more and not (
        here in _INSIDE and text[at - 1] in _UNITS and text[at + 1 : at + 2] in _UNITS
    ):
        return at  # 五万一年: the year is no part of the sum
    first = at
    while first and _inside(text[first - 1]):
        first -= 1
        if at - first > _MAX_LENGTH:
            return at  # no number that is read; each hit of a long row of digits would quote it all
    return first


def _inside(char: str) -> bool:
    return char in _INSIDE or char.isdecimal()


def _read(folded: str) -> float | None:
    folded = folded.replace("廿", "二十").replace("卅", "三十")
    if "." in folded and not any(c.isascii() and c.isdigit() for c in folded):
        folded = folded.replace(".", "点", 1)  # 零.八
    whole, dot, fraction = folded.partition("点")
    if dot:
        return _decimal(whole, fraction)
    total = section = 0.0
    current: float | None = None
    unit = 1.0  # the last unit read: 一百二 is 120
    after_zero = False
    position = 0
    seen = False
    while position < len(folded):
        piece = _PIECE.match(folded, position)
        if piece is None:
            return None
        position = piece.end()
        word = piece.group()
        if piece["arabic"]:
            if current is not None:
                return None
            current, after_zero = float(word.replace(",", "")), False
        elif piece["digits"]:
            if current is not None:
                return None
            plain = "".join(str(_DIGITS.get(c, c)) for c in word)
            after_zero = plain.startswith("0") and seen
            current = float(plain)
        elif piece["half"]:
            if current is not None:
                return None
            current = 0.5 if unit == 1.0 else 5.0
        elif piece["small"]:
            unit = _SMALL[word]
            if current is None and seen and word != "十":
                # 十百 and the like
                return None
            section += (1.0 if current is None else current) * unit
            current = None
        else:
            unit = _LARGE[word]
            if current is None and section == 0.0:
                if total == 0.0:
                    return None
                total *= unit
            else:
                total += (section + (current or 0.0)) * unit
            section, current = 0.0, None
        seen = True
    if current is not None:
        tail_of_unit = unit > 10.0 and not after_zero and current < 10.0
        section += current * unit / 10.0 if tail_of_unit else current
    return total + section if seen else None


def _decimal(whole: str, fraction: str) -> float | None:
    head = _read(whole) if whole and "点" not in whole else None
    if (
        head is None
        or not fraction
        or not all((c.isascii() and c.isdigit()) or c in _DIGITS for c in fraction)
    ):
        return None
    tail = "".join(str(_DIGITS.get(c, c)) for c in fraction)
    multiple = 1.0
    return (head + float("0." + tail)) * multiple
