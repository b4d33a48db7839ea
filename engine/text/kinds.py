"""The words of a short text and of which kind each is, as jieba's dictionary has them: v for a verb, n a noun."""

from __future__ import annotations

from functools import lru_cache
from math import log

from engine.text import dictionary

_LONGEST = 4
#: What no word of the dictionary is.
_UNKNOWN = "x"


@lru_cache(maxsize=10_000)
def cut_kinds(text: str) -> tuple[tuple[str, str], ...]:
    """The most frequent words that the text is made of, with their kinds; x for a lone character that is none."""
    known, total = dictionary.frequencies(), log(dictionary.all_told())
    #: up to here: weight, and where the last word begins
    best: list[tuple[float, int]] = [(0.0, 0)]
    for stop in range(1, len(text) + 1):
        ways = (
            (best[start][0] + log(known.get(text[start:stop]) or 1) - total, start)
            for start in range(max(0, stop - _LONGEST), stop)
            if start == stop - 1 or known.get(text[start:stop])
        )
        best.append(max(ways))
    words: list[str] = []
    stop = len(text)
    while stop:
        start = best[stop][1]
        words.append(text[start:stop])
        stop = start
    return tuple((word, dictionary.kind(word) or _UNKNOWN) for word in reversed(words))
