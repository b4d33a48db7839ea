"""Addresses by the column: what one address shares with another is read once.

A registration begins like thousands of others (贵州省毕节市金沙县) and ends like thousands of others
(3幢2单元501室). Both are remembered by all that their reading depends on, so every address has the
parts that ``parse_address`` gives it.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.place.address import LONGEST, doors_of, first_address
from engine.place.division_columns import DivisionColumns
from engine.place.lines import Lines
from engine.place.rests import Rests
from engine.place.shapes import shapes

#: So much of each is remembered.
MOST = 100_000
#: Where none of these stands the whole field is one address without remarks.
_SPECIAL = r"[；;，,、（(【\[\s\v\x1c-\x1f\x85\p{Z}]|生产建设兵团"


class Addresses:
    """Reads addresses; remembers what they begin and end with."""

    def __init__(self, most: int = MOST) -> None:
        self._shapes = shapes()
        self._divisions, self._rests = DivisionColumns(most, self._shapes), Rests(most)

    def read(self, texts: pa.Array) -> list[pa.Array]:
        """Columns of the parts of each, in the order of ``Place``."""
        remarks: dict[int, str] = {}
        odd = special(texts)
        first = [first_address(text) for text in texts.filter(odd).to_pylist()]
        if first:
            rows = pc.indices_nonzero(odd).to_pylist()
            remarks = {row: said for row, (_, said) in zip(rows, first, strict=True) if said}
            plain = pa.array([text for text, _ in first], pa.string())
            texts = pc.replace_with_mask(texts, odd, plain)
        lines = Lines(texts, self._shapes)
        divided = self._divisions.read(lines)
        at = divided.at
        village, estate, begun, road, *tail = self._rests.read(lines, at).T
        behind = at + road
        floor, room, building = ((behind + tail[i], behind + tail[i + 1]) for i in (0, 2, 4))
        floors, rooms = lines.parts(floor), lines.parts(room)
        if remarks:
            floors, rooms = _with_remarks(floors, rooms, remarks)
        return [
            *divided.found,
            lines.parts(divided.town),
            lines.parts((at, at + village)),
            lines.parts((at + begun, at + road)),
            lines.parts(divided.zone, (at + village, at + estate), building),
            floors,
            rooms,
        ]


def special(texts: pa.Array) -> pa.BooleanArray:
    """Which fields may be more than one address without remarks."""
    signs = pc.match_substring_regex(texts, _SPECIAL)
    return pc.or_(signs, pc.greater(pc.utf8_length(texts), LONGEST))


def _with_remarks(
    floors: pa.Array, rooms: pa.Array, remarks: Mapping[int, str]
) -> tuple[pa.Array, pa.Array]:
    """Floors and rooms, also of addresses that tell them in their remarks only."""
    told = pc.or_(pc.greater(pc.binary_length(floors), 0), pc.greater(pc.binary_length(rooms), 0))
    known = told.to_numpy(zero_copy_only=False)
    doors = {row: doors_of(said) for row, said in remarks.items() if not known[row]}
    mask = np.zeros(len(floors), np.bool_)
    mask[list(doors)] = True
    own = [pa.array([door[part] for door in doors.values()], pa.string()) for part in (0, 1)]
    floors, rooms = (
        pc.replace_with_mask(part, pa.array(mask), one)
        for part, one in zip((floors, rooms), own, strict=True)
    )
    return floors, rooms
