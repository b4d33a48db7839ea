"""Whom a tip means: people write a firm's name as they heard it, and where it is.

Words of the subject that stand in one name of the register at the place told are enough, though the
name alone would not be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.text.fold import fold

_DOOR = re.compile(r"[\u4e00-\u9fff]{2}(?:路|街|大道|巷)\d{1,4}号|[\u4e00-\u9fff]{2}村")
#: Words that half a register bears.
_COMMON = re.compile(r"有限|公司|合作社|专业|中心|服务|商务|咨询|经营|销售|分公司|个体|老板|负责人")
#: Characters of a run: no name has more that is its own, and a subject may be a page.
_LEAST, _LONGEST = 2, 20


class ToldOf:
    """Names, addresses and people of a register, found by place (columns of equal length)."""

    def __init__(
        self, names: Sequence[str], addresses: Sequence[str], people: Sequence[str]
    ) -> None:
        self._names, self._people = [fold(n) for n in names], people
        self._at: dict[str, list[int]] = {}
        for row, address in enumerate(addresses):
            for door in set(_DOOR.findall(fold(address))):
                self._at.setdefault(door, []).append(row)

    def find(self, subject: str, place: str) -> int:
        """The one row at the place whose name shares most with the subject, or whose person is
        named in it; -1 when there is none, or two."""
        subject, doors = fold(subject), _DOOR.findall(fold(place))
        rows = {r for door in doors for r in self._at.get(door, ())}
        rest = subject
        for door in doors:
            rest = rest.replace(door, "，").replace(door.removesuffix("村"), "，")
        # What a village is called tells none of its firms from another: 兴胜村养羊的.
        shared = {row: (self._shared(rest, row), self._shared(subject, row)) for row in rows}
        best = max(shared.values(), default=(0, 0))
        first = [row for row, sizes in shared.items() if sizes == best]
        return first[0] if best[1] >= _LEAST and len(first) == 1 else -1

    def _shared(self, subject: str, row: int) -> int:
        """Length of the longest run of characters of both that is not common."""
        if self._people[row] and len(self._people[row]) >= _LEAST and self._people[row] in subject:
            return len(subject)
        name = self._names[row]
        for size in range(min(len(subject), _LONGEST), _LEAST - 1, -1):
            for begin in range(len(subject) - size + 1):
                run = subject[begin : begin + size]
                if run in name and not _COMMON.search(run):
                    return size
        return 0
