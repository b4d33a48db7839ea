"""Two readings of one stretch of text, weighed by the frequencies of their words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

_LONGEST = 8
_NEVER = -1e9

#: For each character of a text the words that begin there: where they end, and their weight.
Words = Sequence[Sequence[tuple[int, float]]]


def words_in(window: str, freq: Mapping[str, int], log_total: float) -> Words:
    """``freq`` holds the beginnings of its words too, with 0 unless they are words."""
    length = len(window)
    words: list[list[tuple[int, float]]] = []
    for begin in range(length):
        here: list[tuple[int, float]] = []
        for stop in range(begin + 1, length + 1):
            known = freq.get(window[begin:stop])
            if known:
                here.append((stop, math.log(known) - log_total))
            elif known is None:
                break
        words.append(here)
    return words


def likeliest(words: Words, log_total: float) -> list[int]:
    """Where the words of the likeliest reading end. A character that begins no word stands
    alone; of two readings alike the one with the longer word wins, as with jieba."""
    length = len(words)
    best, ends = [0.0] * (length + 1), [0] * length
    for begin in range(length - 1, -1, -1):
        found: tuple[float, int] | None = None
        for stop, weight in words[begin]:
            reading = (weight + best[stop], stop)
            if found is None or reading > found:
                found = reading
        best[begin], ends[begin] = found or (-log_total + best[begin + 1], begin + 1)
    result, at = [], 0
    while at < length:
        at = ends[at]
        result.append(at)
    return result


def crossing_gain(words: Words, start: int, end: int, log_total: float) -> float:
    """How much likelier the best reading is in which a word crosses an edge of the hit than the
    best in which none does (natural logarithm of the odds)."""
    whole, crossed = [_NEVER] * (len(words) + 1), [_NEVER] * (len(words) + 1)
    whole[0] = 0.0
    for begin, here in enumerate(words):
        so_far, so_far_crossed = whole[begin], crossed[begin]
        if not here or here[0][0] != begin + 1:
            here = [(begin + 1, -log_total), *here]
        for stop, weight in here:
            if stop - begin > _LONGEST:
                break
            if begin <= start and end <= stop and stop - begin > end - start:
                continue  # a longer word around the hit is neither reading
            one, other = so_far + weight, so_far_crossed + weight
            if begin < start < stop or begin < end < stop:
                crossed[stop] = max(crossed[stop], one, other)
            else:
                whole[stop] = max(whole[stop], one)
                crossed[stop] = max(crossed[stop], other)
    return crossed[-1] - whole[-1]
