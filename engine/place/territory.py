"""Who is responsible for an address: villages, communities, grids, and line offices."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.place.model import Place

_PARTS = re.compile(r"[、,，;；|\s]+")
_LINE = ("中心", "办", "站", "所", "条线")


@dataclass(frozen=True, slots=True)
class Assignment:
    """Empty strings when nobody is named for the address."""

    territory: str = ""
    responsible: str = ""
    department: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    territory: str
    responsible: str
    patterns: tuple[str, ...]
    county: str
    town: str


class Territories:
    """The territory file; the longest pattern that stands in the address wins."""

    def __init__(self, rows: Sequence[_Row], lines: Sequence[tuple[str, frozenset[str]]]) -> None:
        self._rows, self._lines = tuple(rows), tuple(lines)

    @classmethod
    def from_rows(cls, rows: Sequence[Mapping[str, str]]) -> Territories:
        """Rows with the columns of ``engine.model.fields.TERRITORY``."""
        areas, lines = [], []
        for row in rows:
            sectors = frozenset(p for p in _PARTS.split(row.get("sectors", "")) if p)
            if sectors and any(word in row.get("level", "") for word in _LINE):
                lines.append((row["territory"], sectors))
                continue
            patterns = {p for p in _PARTS.split(row.get("patterns", "")) if p}
            patterns.add(row["territory"])
            areas.append(
                _Row(
                    row["territory"],
                    row.get("responsible", ""),
                    tuple(sorted(patterns, key=lambda p: (-len(p), p))),
                    row.get("county", ""),
                    row.get("town", ""),
                )
            )
        return cls(areas, lines)

    def assign(self, place: Place, address: str, sectors: Sequence[str] = ()) -> Assignment:
        """Territory by area; ``department`` by the first of ``sectors`` (names) a line office has."""
        best: tuple[int, str, str] | None = None
        for row in self._rows:
            if (row.county and place.county and row.county != place.county) or (
                row.town and place.town and row.town != place.town
            ):
                continue
            size = next((len(p) for p in row.patterns if p in address), 0)
            if size and (best is None or (-size, row.territory) < (best[0], best[1])):
                best = (-size, row.territory, row.responsible)
        department = next(
            (name for sector in sectors for name, known in self._lines if sector in known), ""
        )
        return Assignment(best[1], best[2], department) if best else Assignment("", "", department)
