"""Weights of features, by the words they end with: most features are a class of words in a place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

Group = tuple[str, ...]
#: Names that stand in each of the first of ``WINDOWS``.
Windows = tuple[Iterable[str], ...]
WINDOWS: Final = "lLrRBAS"
#: Begins features as they speak for a loan offered.
ASK: Final = "ask "
#: Sums remembered, of groups that hang on no text.
_REMEMBERED: Final = 50_000


class Weights:
    """``table``: feature → weight; what is not there has none."""

    def __init__(self, table: Mapping[str, float]) -> None:
        self._table = table
        self._after: dict[str, dict[str, float]] = {}
        for feature, weight in table.items():
            before, _, last = feature.rpartition(" ")
            self._after.setdefault(before, {})[last] = weight
        self._memo: dict[Any, Any] = {}
        self._windows: dict[str, list[Callable[[str, float], float]]] = {}

    @property
    def memo(self) -> dict[Any, Any]:
        """Sums by what they hang on, whatever the text is."""
        if len(self._memo) > _REMEMBERED:
            self._memo.clear()
        return self._memo

    def of(self, group: Group) -> float:
        """The sum of features."""
        get = self._table.get
        return sum([get(feature, 0.0) for feature in group])

    def of_names(self, before: str, names: Iterable[str]) -> float:
        """The sum of features that begin alike; of each the last word is given."""
        known = self._after.get(before)
        if known is None:
            return 0.0
        get = known.get
        return sum([get(name, 0.0) for name in names])

    def of_windows(self, role: str, windows: Windows) -> list[float]:
        """The sums of features of a number in a role, of each of its windows."""
        tables = self._windows.get(role)
        if tables is None:
            every = (self._after.get(f"{role} {window}", {}) for window in WINDOWS)
            tables = self._windows[role] = [table.get for table in every]
        return [
            sum([get(name, 0.0) for name in names])
            for get, names in zip(tables, windows, strict=False)
        ]

    def together(self, parts: Iterable[float]) -> float:
        """One sum of some."""
        return sum(parts)

    def whole(self, group: Group, ask: str = "") -> float:
        """The sum of features of a whole text; ``ask``: ``ASK`` for what they say for a loan
        offered."""
        known: float | None = self._memo.get((ask, group))
        if known is None:
            known = self._memo[ask, group] = self.of(asking(group) if ask else group)
        return known


class Named:
    """Features as they are, in the place of their weights: what weights are learned from."""

    def __init__(self) -> None:
        self.memo: dict[Any, Any] = {}

    def of(self, group: Group) -> Group:
        """The features."""
        return group

    def of_names(self, before: str, names: Iterable[str]) -> Group:
        """Features that begin alike."""
        return tuple([f"{before} {name}" for name in names])

    def of_windows(self, role: str, windows: Windows) -> list[Group]:
        """Those of the windows of a number."""
        return [
            self.of_names(f"{role} {window}", names)
            for window, names in zip(WINDOWS, windows, strict=False)
        ]

    def together(self, parts: Iterable[Group]) -> Group:
        """Those of several groups."""
        return tuple([feature for part in parts for feature in part])


def asking(group: Group) -> Group:
    """Features of a whole text as they speak for a loan offered."""
    return tuple([f"{ASK}{feature}" for feature in group])


@cache
def weights() -> Weights:
    """Those that were learned; see the head of ``data/rate-weights.tsv``."""
    text = files("engine.text.rates").joinpath("data/rate-weights.tsv").read_text(encoding="utf-8")
    lines = (line.rpartition("\t") for line in text.split("\n") if line and line[0] != "#")
    return Weights({feature: float(weight) for feature, _, weight in lines})
