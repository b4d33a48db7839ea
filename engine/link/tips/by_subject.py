"""Whom the subject of a tip means that is no firm's name: 美容院祁月红、瑜伽馆齐悦 are two by trade and person,
老撒租车 one by a rare family name and the trade, 聚善 the only firm that is called so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from engine.link.adverts.firm_index import FirmIndex
from engine.link.tips.clues import USUAL
from engine.link.tips.people import families
from engine.link.tips.there import told_of_what
from engine.link.tips.told_trade import contrary
from engine.link.tips.townships import elsewhere
from engine.text.dictionary import frequencies

_HAN = r"[\u4e00-\u9fff]"
_NICK = re.compile(
    rf"[老小阿]({_HAN})(?={_HAN}{{2}})|({_HAN})(?:总|老板|[哥姐叔婶嫂])(?={_HAN}{{2}})"
)
_BRAND = re.compile(rf"{_HAN}{{2,4}}")
_COUNTY = re.compile(rf"({_HAN}{{2}})[县旗]")
_LEAST, _KIN = 2, 300


class BySubject:
    """Columns of the register of ``index``; ``firms_of``: person → rows."""

    def __init__(
        self,
        index: FirmIndex,
        names: Sequence[str],
        addresses: Sequence[str],
        people: Sequence[str],
        firms_of: Mapping[str, Sequence[int]],
    ) -> None:
        self._index, self._names, self._people = index, names, people
        self._addresses, self._firms_of = addresses, firms_of

    def each(self, parts: Sequence[str]) -> tuple[int, ...]:
        """One firm of each of several, if every one is told; else none."""
        rows = [self._one(part) for part in parts]
        told = len(rows) >= _LEAST and -1 not in rows and len({*rows}) == len(rows)
        return tuple(sorted(rows)) if told and not self._index.wide else ()

    def only(self, subject: str, text: str) -> int:
        """The only firm whose part begins with the subject, which is no word of the language; -1 where the
        text tells of another trade or place."""
        wide = self._index.wide or frequencies().get(subject) or subject in self._firms_of
        if wide or not _BRAND.fullmatch(subject):
            return -1
        names = self._index.register
        keys = [subject, *names.brands.beginning(subject)]
        rows = {names.row(entry) for key in keys for entry in names.entries(key)}
        if len(rows) != 1:
            return -1
        (row,) = rows
        other = contrary(text, self._names[row], subject) or elsewhere(text, self._addresses[row])
        return -1 if other else row

    def in_county(self, rows: Sequence[int], said: str) -> list[int]:
        """Those in a county that is told, if any are; else all."""
        counties = {row: _COUNTY.findall(self._addresses[row]) for row in rows}
        here = [row for row in rows if any(county in said for county in counties[row])]
        return here or list(rows)

    def _one(self, part: str) -> int:
        link = self._index.find(names=[part], about=True)
        if link.row >= 0:
            return link.row
        rows = self._by_person(part) or self._by_family(part)
        return rows[0] if len(rows) == 1 else -1

    def _by_person(self, part: str) -> list[int]:
        people = {part[:at] for at in (2, 3, 4)} | {part[-at:] for at in (2, 3, 4)}
        mine = [row for person in people for row in self._firms_of.get(person, ())]
        return [row for row in mine if self._does(row, part)]

    def _by_family(self, part: str) -> list[int]:
        match = _NICK.match(part)
        family = (match[1] or match[2]) if match else ""
        if not match or family in USUAL:
            return []
        kin = self._families.get(family, [])
        return [r for r in kin[:_KIN] if self._does(r, part[match.end() :])]

    @cached_property
    def _families(self) -> dict[str, list[int]]:
        return families(self._people)

    def _does(self, row: int, said: str) -> bool:
        return told_of_what(self._index.facts(row, said)) > 0
