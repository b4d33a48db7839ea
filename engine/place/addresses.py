"""Addresses by the column: what one address shares with another is read once.

A registration begins like thousands of others (贵州省毕节市金沙县) and ends like thousands of others
(3幢2单元501室). Both are remembered by all that their reading depends on, so every address has the
parts that ``parse_address`` gives it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.place.address import LONGEST, doors_of, first_address, read_zone
from engine.place.division_part import read_divisions
from engine.place.heads import Heads
from engine.place.rests import Rests
from engine.place.shapes import Shapes

#: So much of each is remembered.
MOST = 100_000
#: Where none of these stands the whole field is one address without remarks.
_SPECIAL = re.compile(r"[；;，,、（(【\[\s]")
#: Parts of a place.
_PARTS = 9


class Addresses:
    """Reads addresses; remembers what they begin and end with."""

    def __init__(self, most: int = MOST) -> None:
        self._shapes = Shapes()
        self._head = Heads(most).read
        self._local = Rests(most).read

    def read(self, texts: Sequence[str]) -> list[list[str]]:
        """Columns of the parts of each, in the order of ``Place``."""
        first = [_first(text) for text in texts]
        plain = [text for text, _ in first]
        columns: list[list[str]] = [[] for _ in range(_PARTS)]
        put = [column.append for column in columns]
        provinces, cities, counties, towns, villages, roads, buildings, floors, rooms = put
        for raw, folded, shape, (_, remarks) in zip(
            plain, *self._shapes.of(plain), first, strict=True
        ):
            found, town, at = read_divisions(folded, raw, self._head)
            zone, town, at = read_zone(folded, raw, at, town)
            village, estate, road, floor_at, room_at, building = self._local(raw, folded, shape, at)
            local, tail = raw[at : at + road], raw[at + road :]
            floor, room = tail[floor_at[0] : floor_at[1]], tail[room_at[0] : room_at[1]]
            if remarks and not floor and not room:
                floor, room = doors_of(remarks)
            provinces(found.get("province", ""))
            cities(found.get("city", ""))
            counties(found.get("county", ""))
            towns(town)
            villages(local[:village])
            roads(local[estate:])
            buildings(zone + local[village:estate] + tail[building[0] : building[1]])
            floors(floor)
            rooms(room)
        return columns


def _first(text: str) -> tuple[str, str]:
    if len(text) > LONGEST or _SPECIAL.search(text):
        return first_address(text)
    return text, ""
