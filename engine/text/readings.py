"""Two readings of one stretch of text, weighed by the frequencies of their words."""

from __future__ import annotations

import math
from collections.abc import Mapping

_LONGEST = 8
_NEVER = -1e9


def crossing_gain(window: str, start: int, end: int, freq: Mapping[str, int], total: int) -> float:
    """How much likelier the best reading is in which a word crosses an edge of
    ``window[start:end]`` than the best in which none does (natural logarithm of the odds)."""
    nothing = -math.log(total)
    whole, crossed = [_NEVER] * (len(window) + 1), [_NEVER] * (len(window) + 1)
    whole[0] = 0.0
    for stop in range(1, len(window) + 1):
        for begin in range(max(0, stop - _LONGEST), stop):
            if begin <= start and end <= stop and stop - begin > end - start:
                continue  # a longer word around the hit is neither reading
            known = freq.get(window[begin:stop], 0)
            if not known and stop - begin > 1:
                continue
            weight = nothing + (math.log(known) if known else 0.0)
            here, there = whole[begin] + weight, crossed[begin] + weight
            if begin < start < stop or begin < end < stop:
                crossed[stop] = max(crossed[stop], here, there)
            else:
                whole[stop] = max(whole[stop], here)
                crossed[stop] = max(crossed[stop], there)
    return crossed[-1] - whole[-1]
