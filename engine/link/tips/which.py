"""Which of several that are called as the subject of a tip says: 解忧 may be a milk-tea shop or a firm for debts, and
a person has three firms. A short name alone finds whoever is called by nothing else; the text by itself, or the door
that is told, finds who is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from engine.link.adverts.firm_index import FirmIndex
from engine.link.tips.apart import told_apart
from engine.link.tips.meant import Meant
from engine.link.tips.there import There
from engine.text.fold import fold

_BRAND = re.compile(r"[\u4e00-\u9fff]{2,4}")
#: Where a place is told as exactly as that, it is the firm's house or room (``There.find``).
_EXACT = 3
_MOST = 20
_SIZES = (2, 3, 4)


class Which:
    """Columns of the register of ``index``; ``firms_of``: person → rows."""

    def __init__(
        self,
        index: FirmIndex,
        names: Sequence[str],
        people: Sequence[str],
        there: There,
        firms_of: Mapping[str, Sequence[int]],
    ) -> None:
        self._index, self._names, self._people, self._there = index, names, people, there
        self._firms_of = firms_of

    def of(self, found: Meant, told: Meant, subject: str, text: str, place: str) -> Meant:
        """``found``: whom subject and text mean, ``told``: whom the text means by itself."""
        if self._index.wide:
            return found
        if (row := self.apart((*found.rows, *found.candidates, *told.rows), subject, text)) >= 0:
            return Meant((row,))
        if len(found.rows) > 1 or not _BRAND.fullmatch(subject):
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

    def apart(self, rows: Sequence[int], subject: str, text: str) -> int:
        """The one that the text tells from others of its name, or from the others of ``rows``; else -1."""
        if self._index.wide:
            return -1
        groups = [{*rows}, self._called(subject) if subject else set()]
        read, parts = self._index.parts_alone(text)
        groups += [rows | self._called(read[begin:end]) for begin, end, rows in parts]
        groups.append({row for person in _words(text) for row in self._firms_of.get(person, ())})
        names = {row: self._names[row] for group in groups for row in group}
        told = (told_apart(group, names, fold(text)) for group in groups)
        return next((row for row in told if row >= 0), -1)

    def _called(self, subject: str) -> set[int]:
        """Who bears it, or what begins with it, and the firms of a person so called."""
        names = self._index.register
        keys = [subject, *names.brands.beginning(subject)]
        rows = {names.row(entry) for key in keys for entry in names.entries(key)}
        rows = rows if len(rows) <= _MOST else set()
        return rows | {*self._firms_of.get(subject, ())}


def _words(text: str) -> Iterator[str]:
    """Whatever may be a person."""
    return (text[at : at + size] for size in _SIZES for at in range(len(text) - size + 1))
