"""Adverts: take out what was put between the characters of a word, remembering where.

Zero-width marks and combining signs always go; spaces, dots, stars, emoji and the like go only
between two Chinese characters (or digits and Chinese), as domain §4 recommends.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

#: Marks that nobody sees.
INVISIBLE = frozenset(
    "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\ufe0e\ufe0f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_KEEP = frozenset('，,。.；;！!？?：:（）()【】[]《》“”"、%％+＋￥$\n\r')
#: Rows of marks that are remembered, and the longest; adverts have the same ones again and again.
_REMEMBERED, _SHORT = 4096, 16
_CJK = re.compile(r"[\u3400-\u9fff]")
#: Characters by code, marks by use (淘丨宝).
_STROKES = frozenset("丶丨丿灬")
_SIGN = f"[{re.escape(''.join(sorted(_KEEP)))}]"
_STROKE = f"_{''.join(sorted(_STROKES))}"
#: Marks in a row of which some may be taken out; everything else is kept whatever stands around it.
_MARKS = re.compile(rf"(?<!{_SIGN}){_SIGN}*(?:(?!{_SIGN})\W|[{_STROKE}])[\W{_STROKE}]*")


def _is_separator(char: str) -> bool:
    if char in _KEEP:
        return (
            char in ".、，,"
        )  # these part words too, but only singly and between single characters
    return unicodedata.category(char)[0] in "ZPSCM"


def _parts_words(char: str) -> bool:
    return char in _STROKES or (not char.isalnum() and _is_separator(char))


def compact(text: str) -> tuple[str, Sequence[int]]:
    """The text without inserted marks, and for each kept character its index in ``text``."""
    run = _MARKS.search(text)
    if run is None:
        return text, range(len(text))
    pieces: list[str] = []
    kept: list[int] = []
    last = 0
    while run is not None:
        begin, end = run.span()
        before = begin > 0 and _CJK.match(text, begin - 1) is not None
        behind = _CJK.match(text, end) is not None
        told = _known if end - begin <= _SHORT else _kept
        marks, left = told(run.group(), before, behind)
        pieces += (text[last:begin], marks)
        kept.extend(range(last, begin))
        kept.extend([begin + at for at in left])
        last = end
        run = _MARKS.search(text, end)
    pieces.append(text[last:])
    kept.extend(range(last, len(text)))
    return "".join(pieces), kept


def _kept(run: str, before: bool, behind: bool) -> tuple[str, tuple[int, ...]]:
    """Of marks in a row those that are kept, and their places. ``before`` and ``behind``: does a
    Chinese character stand there?"""
    kept: list[int] = []
    i, end = 0, len(run)
    while i < end:
        char = run[i]
        if char in INVISIBLE:
            i += 1
            continue
        if _parts_words(char) and (_CJK.match(run[kept[-1]]) if kept else before):
            j = i
            hard = False
            while j < end and (run[j] in INVISIBLE or _parts_words(run[j])):
                hard = hard or run[j] in ".、，,"
                j += 1
            chinese = _CJK.match(run[j]) if j < end else behind
            if chinese and j - i <= 4 and not hard:
                i = j
                continue
            while i < j:
                if run[i] not in INVISIBLE:
                    kept.append(i)
                i += 1
            continue
        kept.append(i)
        i += 1
    return "".join([run[at] for at in kept]), tuple(kept)


_known = lru_cache(_REMEMBERED)(_kept)
