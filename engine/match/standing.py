"""Where the words of exclusions stand in one text, and in which stretches of it warnings speak."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import itemgetter
from typing import Any

from engine.ruleset import schema

_NOT_TAKEN = re.compile(
    r"(?:不收|不交|不用交|无需交|不需要?交?|不要|免收|免交|没有|不涉及|零)[^，。；！？]{0,5}$"
)
#: No longer than this does ``_NOT_TAKEN`` match.
_AHEAD = 9


class Placed:
    """Spans found by where they begin, so that no hit looks through those of the whole text."""

    def __init__(self, spans: list[tuple[int, int, Any]]) -> None:
        self._spans = spans
        # Of several the first found speaks.
        self._order = sorted((span[0], at) for at, span in enumerate(spans))
        self.longest = max((end - start for start, end, _ in spans), default=0)

    def between(self, low: int, high: int) -> list[tuple[int, int, Any]]:
        """Those that begin in ``low``:``high``, both included, in the order they were given in."""
        if not self._spans:
            return []
        first = bisect_left(self._order, (low, 0))
        last = bisect_left(self._order, (high + 1, 0))
        return [self._spans[at] for at in sorted(at for _, at in self._order[first:last])]


class Warned:
    """The stretches in which warnings speak: whole texts, and sentences of them."""

    def __init__(self, spans: list[tuple[int, int, schema.Warning_]], length: int) -> None:
        told = [(start, end, (at, warning)) for at, (start, end, warning) in enumerate(spans)]
        self._whole = [span for span in told if span[:2] == (0, length)]
        self._parts = Placed([span for span in told if span[:2] != (0, length)])

    def over(self, start: int, end: int) -> list[schema.Warning_]:
        """Those that speak of what stands there, in the order they were given in."""
        near = self._parts.between(start - self._parts.longest, start)
        held = [told for _, stop, told in [*self._whole, *near] if end <= stop]
        return [warning for _, warning in sorted(held, key=itemgetter(0))]


def solicits_in(sentence: str, words: list[str]) -> bool:
    """Does a word of solicitation stand in the sentence, not said to be absent (不收任何押金)?"""
    return any(
        not _NOT_TAKEN.search(sentence, max(0, match.start() - _AHEAD), match.start())
        for word in words
        for match in re.finditer(re.escape(word), sentence)
    )
