"""Which of several that are called as the subject of a tip says: 解忧 may be a milk-tea shop or a firm for debts, and
a person has three firms. A short name alone finds whoever is called by nothing else; the text by itself, or the door
that is told, finds who is meant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from engine.link.adverts.firm_index import FirmIndex
from engine.link.tips.meant import Meant
from engine.link.tips.there import There, told_of_trade

_BRAND = re.compile(r"[\u4e00-\u9fff]{2,4}")
#: Where a place is told as exactly as that, it is the firm's house or room (``There.find``).
_EXACT = 3
_MOST = 20
_BY_BRAND = "名称的缩略"


class Which:
    """Columns of the register of ``index``; ``firms_of``: person → rows."""

    def __init__(
        self,
        index: FirmIndex,
        people: Sequence[str],
        there: There,
        firms_of: Mapping[str, Sequence[int]],
    ) -> None:
        self._index, self._people, self._there = index, people, there
        self._firms_of = firms_of

    def of(self, found: Meant, told: Meant, subject: str, text: str, place: str) -> Meant:
        """``found``: whom subject and text mean, ``told``: whom the text means by itself."""
        if self._index.wide or len(found.rows) > 1 or not _BRAND.fullmatch(subject):
            return found
        called, sounding = self._called(subject), {*self._index.sounding(subject)}
        if len(told.rows) == 1 and told.rows != found.rows:
            (row,) = told.rows
            person = self._people[row]
            if row in called or (row in sounding and person and person in text):
                return told
        if len(called) < 2:
            return found
        doors = self._there.find(place) if place else {}
        here = [row for row in called if doors.get(row) == _EXACT]
        if len(here) == 1:
            return found if found.rows == (here[0],) else Meant((here[0],))
        return found

    def _called(self, subject: str) -> set[int]:
        """Who bears it, or what begins with it, and the firms of a person so called."""
        names = self._index.register
        keys = [subject, *names.brands.beginning(subject)]
        rows = {names.row(entry) for key in keys for entry in names.entries(key)}
        rows = rows if len(rows) <= _MOST else set()
        return rows | {*self._firms_of.get(subject, ())}
