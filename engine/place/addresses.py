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
from engine.place.local_part import Tail, read_front, read_tail
from engine.place.shapes import Shapes

#: So much of each is remembered.
MOST = 100_000
#: Where none of these stands the whole field is one address without remarks.
_SPECIAL = re.compile(r"[；;，,、（(【\[\s]")

_Parts = tuple[str, ...]


class Addresses:
    """Reads addresses; remembers heads and tails."""

    def __init__(self, most: int = MOST) -> None:
        self._most, self._shapes = most, Shapes()
        self._first = Heads(read_beginning, most).read
        self._second = Heads(read_known, most).read
        self._tails: dict[str, Tail] = {}

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
        village, estate, road, size = read_front(plain[at:], folded[at:])
        at += size
        rest = plain[at:]
        (begin, end), (start, stop), (left, right) = self._tail(rest, folded[at:], shape[at:])
        floor, room = rest[begin:end], rest[start:stop]
        if remarks and not floor and not room:
            floor, room = doors_of(remarks)
        return (
            found.get("province", ""),
            found.get("city", ""),
            found.get("county", ""),
            town,
            village,
            road,
            zone + estate + rest[left:right],
            floor,
            room,
        )

    def _tail(self, rest: str, folded: str, shape: str) -> Tail:
        tail = self._tails.get(shape)
        if tail is None:
            if len(self._tails) >= self._most:
                self._tails.clear()
            tail = self._tails[shape] = read_tail(rest, folded)
        return tail


def _first(text: str) -> tuple[str, str]:
    if len(text) > LONGEST or _SPECIAL.search(text):
        return first_address(text)
    return text, ""
