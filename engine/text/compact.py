"""Adverts: take out what was put between the characters of a word, remembering where.

Zero-width marks and combining signs always go; spaces, dots, stars, emoji and the like go only
between two Chinese characters (or digits and Chinese), as domain §4 recommends.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

#: Marks that nobody sees.
INVISIBLE = frozenset(
    "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\ufe0e\ufe0f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_KEEP = frozenset('，,。.；;！!？?：:（）()【】[]《》“”"、%％+＋￥$\n\r')
_CJK = re.compile(r"[\u3400-\u9fff]")
#: Characters by code, marks by use (淘丨宝).
_STROKES = frozenset("丶丨丿灬")
#: Without any of these a text stays as it is.
_REMOVABLE = re.compile(rf"[^\w{re.escape(''.join(sorted(_KEEP)))}]|[_{''.join(sorted(_STROKES))}]")

#: Everything else is kept whatever stands around it.
_MARKS = re.compile(rf"[\W_{''.join(sorted(_STROKES))}]+")


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
    if not _REMOVABLE.search(text):
        return text, range(len(text))
    kept: list[int] = []
    last = 0
    for run in _MARKS.finditer(text):
        i, end = run.span()
        kept.extend(range(last, i))
        last = end
        _keep(text, i, end, kept)
    kept.extend(range(last, len(text)))
    return "".join([text[k] for k in kept]), kept


def _keep(text: str, i: int, end: int, kept: list[int]) -> None:
    """Add the places within ``i``:``end``, nothing but marks, that are kept."""
    while i < end:
        char = text[i]
        if char in INVISIBLE:
            i += 1
            continue
        if _parts_words(char) and kept and _CJK.match(text[kept[-1]]):
            j = i
            hard = False
            while j < end and (text[j] in INVISIBLE or _parts_words(text[j])):
                hard = hard or text[j] in ".、，,"
                j += 1
            if j < len(text) and _CJK.match(text[j]) and j - i <= 4 and not hard:
                i = j
                continue
            while i < j:
                if text[i] not in INVISIBLE:
                    kept.append(i)
                i += 1
            continue
        kept.append(i)
        i += 1
