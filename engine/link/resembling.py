"""Distinctive parts that come close to those of a list: borrowed names.

Only the distinctive part counts here, so each is looked up once, however many branches bear it.
"""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import Levenshtein

from engine.link.index.hashed import HashedRows
from engine.link.names.written import GENERIC

#: A shorter brand distinguishes too little to accuse anybody of borrowing it.
_LEAST, _TAIL = 2, 3
_MOST_KEPT = 200_000


class Resembling:
    """``listed``: (distinctive part, kind of licence, row of the list), in order of the rows."""

    def __init__(self, listed: Iterable[tuple[str, str, int]]) -> None:
        first: dict[tuple[str, str], int] = {}
        for brand, kind, row in listed:
            if _tells(brand):
                first.setdefault((brand, kind), row)
        self._brands = [(brand, kind, row) for (brand, kind), row in first.items()]
        self._keys = HashedRows(
            (kind + key, at)
            for at, (brand, kind, _) in enumerate(self._brands)
            for key in _neighbourhood(brand)
        )
        self._kinds = {kind for _, kind, _ in self._brands}
        self._known: dict[tuple[str, str], tuple[int, int] | None] = {}

    def find(self, brand: str, kind: str) -> tuple[int, int] | None:
        """(row, likeness) of the closest part of that kind, the first of equals."""
        if kind not in self._kinds or not _tells(brand):
            return None
        if (brand, kind) not in self._known:
            if len(self._known) > _MOST_KEPT:
                self._known.clear()
            self._known[brand, kind] = self._look(brand, kind)
        return self._known[brand, kind]

    def _look(self, brand: str, kind: str) -> tuple[int, int] | None:
        found = (
            (likeness(brand, other), -row)
            for at in self._keys.rows(kind + key for key in _neighbourhood(brand))
            for other, held, row in [self._brands[at]]
            if held == kind
        )
        close, row = max(found, default=(0, 0))
        return (-row, close) if close else None


def likeness(one: str, other: str) -> int:
    """How close two brands come (0: not at all). The region before a brand may differ."""
    if one == other:
        return 95
    longer, shorter = sorted((one, other), key=len, reverse=True)
    if longer.endswith(shorter) and len(shorter) >= _TAIL:
        return 90
    if len(one) > _TAIL and one[0] == other[0] and Levenshtein.distance(one, other) == 1:
        return 100 - round(100 / len(longer))
    if len(one) >= _TAIL and len(other) >= _TAIL and one[-_TAIL:] == other[-_TAIL:]:
        return 85
    return 0


def _tells(brand: str) -> bool:
    return len(brand) >= _LEAST and brand not in GENERIC


def _neighbourhood(brand: str) -> set[str]:
    """Parts that are alike meet in one of these: the end of it, or all that is left when one
    character is taken out, never the first."""
    if len(brand) < _TAIL:
        return {brand}
    cut = (brand[:i] + brand[i + 1 :] for i in range(1, len(brand)))
    return {brand, f"…{brand[-_TAIL:]}", *cut}
