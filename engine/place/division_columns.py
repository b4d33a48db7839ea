"""The divisions of all addresses of a column, and the functional zone behind them.

No name of a division has a digit or a Latin letter and no pattern speaks of one, so they depend on
what stands before the first: 云泉县清渠镇新民路18号 is read like 云泉县清渠镇新民路, once. Of what is
new most is told for all at once: a head that is known, and a township of its county or none. What
is not sure is read one by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from engine.model.arrays import Ints
from engine.place.address import ZONE_WITHIN, is_county, read_zone
from engine.place.division_part import SIGN_WITHIN, goes_on, read_divisions, read_town
from engine.place.heads import UNTOLD, Heads, names
from engine.place.lines import Lines
from engine.place.memory import Memory
from engine.place.shapes import Shapes
from engine.place.signs import Sign
from engine.place.words import Words
from engine.text.divisions import County

_OFFICE = "办事处"
_LEVELS = ("province", "city", "county")
#: Numbers of an address: which names were found; where township and zone begin and end and the
#: rest begins.
_NUMBERS = 6


@dataclass(slots=True)
class Divided:
    """Of each text province, city and county; where township and zone begin and end; where the
    rest begins."""

    found: list[pa.Array]
    town: tuple[Ints, Ints]
    zone: tuple[Ints, Ints]
    at: Ints


class DivisionColumns:
    """Reads divisions; of addresses, and of their heads, at most ``most`` are remembered."""

    def __init__(self, most: int, shapes: Shapes) -> None:
        self._most, self._shapes, self._names = most, shapes, names()
        self._heads = Heads(most, self._names)
        self._known = Memory(most, _NUMBERS)
        self._towns, self._offices = Words(), Words([(_OFFICE, 0)])
        #: the names found, of all levels
        self._found: dict[tuple[str, ...], int] = {}
        self._named: list[pa.Array] = []
        #: county → group of its townships; 0 is none
        self._groups: dict[County, int] = {}
        #: of each known head which names it has, and the group of its county
        self._of_head: list[tuple[int, int]] = []

    def read(self, lines: Lines) -> Divided:
        if len(self._found) > self._most:
            self._found.clear()
            self._named.clear()
            self._known.clear()
            self._of_head.clear()
        self._learn()
        cuts = lines.next(Sign.LATIN, lines.begins, lines.ends)
        coded = lines.parts((lines.begins, cuts)).dictionary_encode()

        def read(new: Ints) -> Ints:
            return self._read(Lines(coded.dictionary.take(pa.array(new)), self._shapes))

        numbers = self._known.rows(coded.dictionary.to_pylist(), read)[coded.indices.to_numpy()]
        which, *places = numbers.T
        town, town_end, zone, zone_end, at = (lines.begins + place for place in places)
        found = [pa.DictionaryArray.from_arrays(which, names) for names in self._levels()]
        return Divided(found, (town, town_end), (zone, zone_end), at)

    def _levels(self) -> list[pa.Array]:
        """The names found, of each level."""
        if not self._named or len(self._named[0]) != len(self._found):
            self._named = [pa.array(n, pa.string()) for n in zip(*self._found, strict=True)]
        return self._named

    def _read(self, lines: Lines) -> Ints:
        heads = self._heads.find(lines)
        self._learn()
        which, group = np.array(self._of_head)[heads].T
        begin = lines.begins + self._heads.sizes[heads]
        told = np.flatnonzero(heads != UNTOLD)
        end = begin.copy()
        end[told] += self._town_sizes(lines, told, begin, group)
        behind = told[end[told] > begin[told]]
        heads[behind[lines.are(Sign.BETWEEN, end[behind])]] = UNTOLD
        for row, folded, raw in lines.each(behind[self._names.may_begin(lines, end[behind])], end):
            head = self._heads.known[heads[row]]
            if heads[row] != UNTOLD and goes_on(head, folded, raw, 0):
                heads[row] = UNTOLD
        spans = [place - lines.begins for place in (begin, end, end, end, end)]
        rows = np.stack([which, *spans], axis=1)
        zones = lines.near(Sign.ZONE, end, lines.ends, ZONE_WITHIN) & (heads != UNTOLD)
        for row, folded, raw in lines.each(np.flatnonzero(zones), lines.begins):
            town = slice(int(rows[row, 1]), int(rows[row, 2]))
            rows[row] = self._with_zone(self._heads.known[heads[row]].found, raw, folded, town)
        for row, folded, raw in lines.each(np.flatnonzero(heads == UNTOLD), lines.begins):
            rows[row] = self._read_alone(folded, raw)
        return rows

    def _read_alone(self, folded: str, raw: str) -> tuple[int, ...]:
        found, town, at = read_divisions(folded, raw)
        named = raw.index(town)  # the same words, wherever they stand
        return self._with_zone(found, raw, folded, slice(named, named + len(town)), at)

    def _with_zone(
        self, found: Mapping[str, str], raw: str, folded: str, town: slice, at: int | None = None
    ) -> tuple[int, ...]:
        """The numbers of an address that may have a zone at ``at``, or right behind the township."""
        begin, end, zone, behind, rest = _zone(
            folded, raw, town, int(town.stop) if at is None else at
        )
        if is_county(name := raw[zone:behind], found):
            found, zone = {**found, "county": name}, behind
        return self._number(found), begin, end, zone, behind, rest

    def _number(self, found: Mapping[str, str]) -> int:
        names = tuple(found.get(level, "") for level in _LEVELS)
        return self._found.setdefault(names, len(self._found))

    def _learn(self) -> None:
        """Names and townships of heads that were met for the first time."""
        for head in self._heads.known[len(self._of_head) :]:
            group = 0
            if head.county is not None and (group := self._groups.get(head.county, 0)) == 0:
                group = self._groups[head.county] = len(self._groups) + 1
                for town in filter(None, set(head.county.written.split(" "))):
                    self._towns.add(town, 0, group)
            self._of_head.append((self._number(head.found), group))

    def _town_sizes(self, lines: Lines, rows: Ints, begin: Ints, group: Ints) -> Ints:
        """How long the township is that stands at ``begin`` of these rows."""
        sizes = np.zeros(len(lines.begins), np.int64)
        known = rows[group[rows] > 0]
        size = self._towns.longest(lines.folded, begin[known], group[known])[0]
        office = self._offices.longest(lines.folded, begin[known] + size)[0] > 0
        sizes[known] = size + len(_OFFICE) * (office & (size > 0))
        near = lines.near(Sign.TOWN, begin, lines.ends, SIGN_WITHIN)
        for row, folded, raw in lines.each(rows[near[rows] & (sizes[rows] == 0)], begin):
            sizes[row] = read_town(folded, raw, 0)[1]
        return sizes[rows]


def _zone(folded: str, raw: str, town: slice, at: int) -> tuple[int, int, int, int, int]:
    """Where township and zone begin and end and the rest begins, if there is a zone at ``at``."""
    name, _, end = read_zone(folded, raw, at, raw[town])
    behind = at + len(name)
    if town.start == town.stop and end > behind:
        town = slice(behind, end)
    return town.start, town.stop, at, behind, end
