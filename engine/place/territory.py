"""Who is responsible for an address: villages, communities, grids, and line offices."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.place.model import Place

_PARTS = re.compile(r"[、,，;；|\s]+")
_HEAD = 2
_LINE = ("中心", "办", "站", "所", "条线")


@dataclass(frozen=True, slots=True)
class Assignment:
    """Empty strings when nobody is named for the address."""

    territory: str = ""
    responsible: str = ""
    department: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    territory: str
    responsible: str
    patterns: tuple[str, ...]
    county: str
    town: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """A line office and who is responsible there."""

    name: str
    sectors: frozenset[str]
    responsible: str = ""
    phone: str = ""


_NO_OFFICE = Office("", frozenset())


class Territories:
    """The territory file; the longest pattern that stands in the address wins."""

    def __init__(self, rows: Sequence[_Row], lines: Sequence[Office]) -> None:
        self._rows, self._lines = tuple(rows), tuple(lines)
        #: first characters of a pattern → rows of which one begins so
        self._by_head: dict[str, list[int]] = {}
        for at, row in enumerate(self._rows):
            for head in {pattern[:_HEAD] for pattern in row.patterns}:
                self._by_head.setdefault(head, []).append(at)

    @classmethod
    def from_rows(cls, rows: Sequence[Mapping[str, str]]) -> Territories:
        """Rows with the columns of ``engine.model.fields.TERRITORY``."""
        areas, lines = [], []
        for row in rows:
            sectors = frozenset(p for p in _PARTS.split(row.get("sectors", "")) if p)
            if sectors and any(word in row.get("level", "") for word in _LINE):
                lines.append(Office(row["territory"], sectors, *_who(row)))
                continue
            who, phone = _who(row)
            patterns = {p for p in _PARTS.split(row.get("patterns", "")) if p}
            patterns.add(row["territory"])
            areas.append(
                _Row(
                    row["territory"],
                    who,
                    tuple(sorted(patterns, key=lambda p: (-len(p), p))),
                    row.get("county", ""),
                    row.get("town", ""),
                    phone,
                )
            )
        return cls(areas, lines)

    def assign(self, place: Place, address: str, sectors: Sequence[str] = ()) -> Assignment:
        """Territory by area; ``department`` by the first of ``sectors`` (names) a line office has.
        Where nobody has the area, who is responsible at the line office."""
        best: tuple[int, str, str, str] | None = None
        for row in self._near(address):
            if (row.county and place.county and row.county != place.county) or (
                row.town and place.town and row.town != place.town
            ):
                continue
            size = next((len(p) for p in row.patterns if p in address), 0)
            if size and (best is None or (-size, row.territory) < (best[0], best[1])):
                best = (-size, row.territory, row.responsible, row.phone)
        office = self.office(sectors)
        if best:
            return Assignment(best[1], best[2], office.name, best[3])
        return Assignment("", office.responsible, office.name, office.phone)

    @property
    def areas(self) -> bool:
        """Is anybody responsible for an area?"""
        return bool(self._rows)

    def office(self, sectors: Sequence[str]) -> Office:
        """The line office of the first of ``sectors`` (names) that has one."""
        return next(
            (office for sector in sectors for office in self._lines if sector in office.sectors),
            _NO_OFFICE,
        )

    def department(self, sectors: Sequence[str]) -> str:
        """Its name."""
        return self.office(sectors).name

    def _near(self, address: str) -> list[_Row]:
        """Rows of which a pattern may stand in the address, in their order."""
        heads = {address[at : at + _HEAD] for at in range(len(address))} | set(address)
        found = {at for head in heads & self._by_head.keys() for at in self._by_head[head]}
        return [self._rows[at] for at in sorted(found)]


def _who(row: Mapping[str, str]) -> tuple[str, str]:
    return row.get("responsible", ""), row.get("phone", "")
