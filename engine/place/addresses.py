"""Addresses by the column: what one address shares with another is read once.

A registration begins like thousands of others (贵州省毕节市金沙县) and ends like thousands of others
(3幢2单元501室). Both are remembered by all that their reading depends on, so every address has the
parts that ``parse_address`` gives it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.place.address import LONGEST, doors_of, first_address, read_zone
from engine.place.division_part import read_beginning, read_divisions
from engine.place.head_part import read_known
from engine.place.heads import Heads
from engine.place.rests import Rests
from engine.place.shapes import Shapes

#: So much of each is remembered.
MOST = 100_000
#: Where none of these stands the whole field is one address without remarks.
_SPECIAL = re.compile(r"[；;，,、（(【\[\s]")

_Parts = tuple[str, ...]


class Addresses:
    """Reads addresses; remembers what they begin and end with."""

    def __init__(self, most: int = MOST) -> None:
        self._shapes = Shapes()
        self._first = Heads(read_beginning, most).read
        self._second = Heads(read_known, most).read
        self._rests = Rests(most)

    def read(self, texts: Sequence[str]) -> list[_Parts]:
        """The parts of each, in the order of ``Place``."""
        first = [_first(text) for text in texts]
        plain = [text for text, _ in first]
        folded, shapes = self._shapes.of(plain)
        parts: list[_Parts] = [()] * len(plain)
        # In order of their characters addresses with one head stand together.
        for i in sorted(range(len(plain)), key=plain.__getitem__):
            parts[i] = self._place(plain[i], folded[i], shapes[i], first[i][1])
        return parts

    def _place(self, plain: str, folded: str, shape: str, remarks: str) -> _Parts:
        found, town, at = read_divisions(folded, plain, self._first, self._second)
        zone, town, at = read_zone(folded, plain, at, town)
        village, estate, road, floor_at, room_at, building = self._rests.read(
            plain, folded, shape, at
        )
        local, tail = plain[at : at + road], plain[at + road :]
        floor, room = tail[floor_at[0] : floor_at[1]], tail[room_at[0] : room_at[1]]
        if remarks and not floor and not room:
            floor, room = doors_of(remarks)
        return (
            found.get("province", ""),
            found.get("city", ""),
            found.get("county", ""),
            town,
            local[:village],
            local[estate:],
            zone + local[village:estate] + tail[building[0] : building[1]],
            floor,
            room,
        )


def _first(text: str) -> tuple[str, str]:
    if len(text) > LONGEST or _SPECIAL.search(text):
        return first_address(text)
    return text, ""
