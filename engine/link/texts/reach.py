"""Which texts of a column may hold a telephone or site of the register, looked for in all of them
at once; whoever finds one there reads the text itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import ahocorasick_rs
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from engine.model.arrays import Flags
from engine.model.columns import pieces
from engine.text.digits import ALIKE
from engine.text.fold import fold_table

#: Last digits of a number with its area code, and of one without, that stand side by side however
#: it is written.
_LONG, _SHORT = 9, 7
#: Texts of one part, for the memory's sake.
_PART = 100_000
_ASCII = 128
#: Figures as they are said, and as forms of banks have them.
SPOKEN = "零〇幺一二三四五六七八九两壹贰叁肆伍陆柒捌玖"
_NAME = "~"


class Reach:
    """``phones`` and ``sites``: keys as ``contacts`` makes them."""

    def __init__(self, phones: Iterable[str], sites: Iterable[str]) -> None:
        numbers = list(phones)
        self._long = _ends((n for n in numbers if n[0] != "-"), _LONG)
        self._short = _ends((n for n in numbers if n[0] == "-"), _SHORT)
        known = set(sites)
        parted = ((site, *site.removeprefix(_NAME).split(".", 1)) for site in known)
        # m.example.cn holds example.cn, which is known as well.
        names = {first for _, first, *rest in parted if known.isdisjoint(rest)}
        self._names = ahocorasick_rs.BytesAhoCorasick([name.encode() for name in sorted(names)])
        self._numbered, self._named = bool(numbers), bool(names)
        # What neither is an ASCII figure or letter nor a number of one digit read after another.
        table = fold_table().items()
        plain = {chr(a) for a, b in table if a >= _ASCII > b and chr(b).isalnum()}
        spoken = "".join(sorted({*SPOKEN, *(chr(a) for a, b in table if chr(b) in SPOKEN)}))
        odd = "".join(map(re.escape, sorted({*plain, "\u212a", "\u0130", "\u017f"})))
        said = rf"[{spoken}](?:[^{spoken}]{{0,2}}[{spoken}]){{6}}"
        # Of a number that is half said: where the one writing goes over into the other.
        gap, any_ = r"[\s\-—·]{0,2}", f"[0-9{spoken}]"
        over = f"(?:[0-9]{gap}[{spoken}]|[{spoken}]{gap}[0-9])"
        mixed = f"(?:{any_}{gap}){{4}}{over}|{over}(?:{gap}{any_}){{4}}"
        self._odd = rf"[{odd}]|{said}|{mixed}|[0-9][{ALIKE}]|[{ALIKE}][0-9]"

    def may(self, texts: pa.Array) -> Flags:
        """Of each text; ``texts``: without nulls."""
        if not (self._numbered or self._named):
            return np.zeros(len(texts), np.bool_)
        found = [self._part(texts.slice(at, _PART)) for at in range(0, len(texts), _PART)]
        return np.concatenate([np.zeros(0, np.bool_), *found])

    def _part(self, texts: pa.Array) -> Flags:
        odd = pc.match_substring_regex(texts, self._odd)
        found: Flags = odd.to_numpy(zero_copy_only=False).copy()
        offsets, data = pieces(texts)
        if self._numbered:
            where = np.flatnonzero((data >= ord("0")) & (data <= ord("9")))
            text = np.searchsorted(offsets, where, "right") - 1
            digits = data[where].astype(np.int64) - ord("0")
            for size, ends in ((_LONG, self._long), (_SHORT, self._short)):
                found[_with(digits, text, size, ends)] = True
        if self._named:
            lower = np.where((data >= ord("A")) & (data <= ord("Z")), data + 32, data)
            hits = self._names.find_matches_as_indexes(lower.tobytes(), overlapping=True)
            starts = np.array([start for _, start, _ in hits], np.int64)
            found[np.searchsorted(offsets, starts, "right") - 1] = True
        return found


def _ends(numbers: Iterator[str], size: int) -> npt.NDArray[np.int64]:
    return np.unique(np.array([int(number[-size:]) for number in numbers], np.int64))


def _with(
    digits: npt.NDArray[np.int64], text: npt.NDArray[Any], size: int, ends: npt.NDArray[np.int64]
) -> npt.NDArray[Any]:
    """Texts that hold one of some numbers of so many digits."""
    count = max(0, len(digits) - size + 1)
    found: npt.NDArray[Any] = text[:count]
    if not count or not len(ends):
        return found[:0]
    value = np.zeros(count, np.int64)
    for at in range(size):
        value = value * 10 + digits[at : at + count]
    close = ends[np.minimum(np.searchsorted(ends, value), len(ends) - 1)]
    same = (close == value) & (found == text[size - 1 :])
    return np.unique(found[same])
