"""Which of many texts each of some patterns fits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from engine.match.needs import Needs
from engine.match.patterns import whole
from engine.model.arrays import Flags, Ints


class Fits:
    """The patterns are compiled once: for some hundred texts that takes longer than to try them."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._needs = Needs(patterns)
        self._compiled: dict[str, Any] = {}

    @property
    def patterns(self) -> Iterable[str]:
        return self._needs.patterns

    def make_ready(self) -> None:
        for pattern in self.patterns:
            self.compiled(pattern)

    def compiled(self, pattern: str) -> Any:
        found = self._compiled.get(pattern)
        if found is None:
            found = self._compiled[pattern] = whole(pattern)
        return found

    def of(self, texts: Sequence[str]) -> Fitted:
        return Fitted(self, self._needs, texts)


class Fitted:
    """Of some texts."""

    def __init__(self, patterns: Fits, needs: Needs, texts: Sequence[str]) -> None:
        self._patterns, self._standing = patterns, needs.of(texts)
        self._texts = [text.encode() for text in texts]

    def where(self, pattern: str, among: Flags | None = None) -> Ints:
        """The numbers of the texts that a pattern fits, of those ``among`` which is asked."""
        if among is not None and not among.any():
            return np.zeros(0, np.int64)
        may = self._standing.may_match(pattern)
        if among is not None:
            may &= among
        search, texts = self._patterns.compiled(pattern).search, self._texts
        rows = np.flatnonzero(may).tolist()
        return np.array([row for row in rows if search(texts[row])], np.int64)
