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
from engine.place.head_part import Head, read_head
from engine.place.local_part import Tail, read_front, read_tail
from engine.place.shapes import Shapes
from engine.place.watched import Absent, Watched, lacks
from engine.text.divisions import HEAD

#: More is not remembered: what is not is read again.
MOST = 100_000
#: Where none of these stands the whole field is one address without remarks.
_SPECIAL = re.compile("[；;，,、（(【\\[]")

_Parts = tuple[str, ...]
#: Beginning → what it is read as and what must not follow; first characters → lengths of beginnings.
_Heads = tuple[dict[str, tuple[Head, tuple[Absent, ...]]], dict[str, list[int]]]


class Addresses:
    """Reads addresses; remembers heads and tails."""

    def __init__(self, most: int = MOST) -> None:
        self._most, self._shapes = most, Shapes()
        self._first: _Heads = ({}, {})
        self._second: _Heads = ({}, {})
        self._tails: dict[str, Tail] = {}

    def read(self, texts: Sequence[str]) -> list[_Parts]:
        """The parts of each, in the order of ``Place``."""
        first = [_first(text) for text in texts]
        plain = [text for text, _ in first]
        folded, shapes = self._shapes.of(plain)
        remarks = [told for _, told in first]
        return list(map(self._place, plain, folded, shapes, remarks))

    def _place(self, plain: str, folded: str, shape: str, remarks: str) -> _Parts:
        found, town, at = read_divisions(folded, plain, self._head)
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

    def _head(self, folded: str, raw: str, known_only: bool) -> Head:
        ended = raw + "\n"
        heads, lengths = self._second if known_only else self._first
        for size in lengths.get(ended[:HEAD], ()):
            known = heads.get(ended[:size])
            if known is not None and lacks(folded, known[1]):
                return known[0]
        watched = Watched(folded)
        head = read_head(watched, raw, known_only)
        if len(heads) < self._most:
            beginning = ended[: watched.seen]
            heads[beginning] = head, watched.absent()
            sizes = lengths.setdefault(beginning[:HEAD], [])
            if len(beginning) not in sizes:
                sizes.append(len(beginning))
        return head

    def _tail(self, rest: str, folded: str, shape: str) -> Tail:
        tail = self._tails.get(shape)
        if tail is None:
            tail = read_tail(rest, folded)
            if len(self._tails) < self._most:
                self._tails[shape] = tail
        return tail


def _first(text: str) -> tuple[str, str]:
    if _SPECIAL.search(text):
        return first_address(text)
    return "".join(text[:LONGEST].split()), ""
