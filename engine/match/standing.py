"""Where the words of exclusions stand in one text."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any


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
