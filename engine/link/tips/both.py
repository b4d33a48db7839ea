"""Both of two that a tip accuses in one breath where one is found: 两个社都收钱, 总公司和石沿点两头都收, 102和106都收.

They are two of a name, of a person, or at two doors of a street; each has to be told, by its place, by what it is, or
as one of as many as the text counts, and none may be let go.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from engine.link.adverts.firm_index import FirmIndex
from engine.link.tips.taking import TAKES
from engine.link.tips.there import There
from engine.text.fold import fold

_HAN = r"[\u4e00-\u9fff]"
_COUNTED = re.compile(
    r"(?:[两二2](?:个|家|边|头|处)(?!月|人|老|多)|俩)([店社院厂馆点行校园铺]|金店|公司|合作社)?"
)
_ALL = re.compile(
    rf"都(?:在|是|让|叫|要|给|拉|跟|往|能|可以|直接)?{_HAN}{{0,3}}?(?:收|拉|存|投|卖|骗|返|交|吸|签|办|集)|一[个条种]?(?:套路|路子|伙|样)|[轮挨]着"
)
#: None of these takes money.
_FREE = re.compile(
    r"没(?:听说|收|参与|关系|事|问题|[沾掺份])|不收|不归|不是|无关|只[是管]|(?:早|已经)[^，。；]{0,2}[撤关搬]|说没"
)
_CLAUSE = re.compile(r"[^，。；！？,;!?\n]+")
_STREET = re.compile(rf"{_HAN}{{2,4}}?(?:大道|大街|路|街|巷)")
_HEAD = re.compile(r"^.*(?:省|市(?!场)|县|镇|乡|街道|(?<!小)区)(?=.{2})")
_TOWN = re.compile(rf"({_HAN}{{2}})(?:镇|乡|街道)")
#: Two houses of one street: 春风路102号和106号.
_HOUSES = re.compile(rf"({_HAN}{{2,4}}?(?:大道|大街|路|街|巷))(\d+)号?[和与跟、及]+(\d+)号?")
_FORM = re.compile(r"[（(].*?[)）]|有限责任|有限|公司|股份|农民|专业|个体|服务|经营|[县市省]")
#: Both take, in words that say nothing where one is spoken of.
_TAKEN = re.compile(r"收(?=[，。；]|$)|养老[钱金]|[分厘](?=[，。；]|$)|[返退][本还]?")
_EXACT, _TWO, _MOST = 3, 2, 6


class Both:
    """Columns of the register of ``index``; ``firms_of``: person → rows."""

    def __init__(
        self,
        index: FirmIndex,
        names: Sequence[str],
        addresses: Sequence[str],
        people: Sequence[str],
        there: There,
        firms_of: Mapping[str, Sequence[int]],
    ) -> None:
        self._index, self._names, self._addresses = index, names, addresses
        self._people, self._there, self._firms_of = people, there, firms_of

    def find(self, rows: Sequence[int], subject: str, text: str, place: str) -> tuple[int, ...]:
        """Both, or the one of two doors that is not let go; none where the text accuses no two. ``rows``:
        who was found or may be meant."""
        if self._index.wide:
            return ()
        text, place = fold(text), fold(place)
        if doors := self._doors(text, place):
            return doors
        counted = _COUNTED.search(text)
        if not ((TAKES.search(text) or _TAKEN.search(text)) and _ALL.search(text)):
            return ()
        kept, free = self._parted(text)
        for group in self._groups(rows, subject, text):
            told = [row for row in group if self._told(row, group, f"{kept}，{place}")]
            if any(self._told(row, group, free) for row in group):
                continue
            if len(told) == _TWO:
                return tuple(sorted(told))
            mine = [row for row in group if not counted or self._is(row, counted[1] or "", group)]
            if counted and len(mine) == _TWO and {*rows} & {*mine}:
                return tuple(sorted(mine))
        return ()

    def _doors(self, text: str, place: str) -> tuple[int, ...]:
        """The firms at two doors of one street."""
        pair = _HOUSES.search(f"{place}，{text}")
        if pair is None:
            return ()
        found: dict[str, int] = {}
        for number in pair.groups()[1:]:
            here = self._there.find(f"{pair[1]}{number}号")
            rows = [row for row, level in here.items() if level == _EXACT]
            if len(rows) != 1:
                return ()
            found[number] = rows[0]
        free = {
            number
            for clause in _CLAUSE.findall(text)
            if _FREE.search(clause)
            for number in found
            if re.search(rf"(?<!\d){number}(?!\d)", clause)
        }
        left = [row for number, row in found.items() if number not in free]
        if not TAKES.search(text) or not (_ALL.search(text) or len(left) == 1):
            return ()
        return tuple(sorted(left))

    def _groups(self, rows: Collection[int], subject: str, text: str) -> list[tuple[int, ...]]:
        """Firms of one person, or of one name, of whom one was found."""
        found: list[tuple[int, ...]] = []
        for row in dict.fromkeys(rows):
            name, person = self._names[row], self._people[row]
            if person and person in f"{subject}，{text}":
                found.append(tuple(self._firms_of.get(person, ())))
            part = max(self._index.own_parts(row), key=len, default="")
            names = self._index.register
            mine = {names.row(e) for e in names.entries(part)} if part else set()
            found.append(tuple(sorted(r for r in mine if self._one_family(name, r, row))))
        return [group for group in dict.fromkeys(found) if _TWO <= len(group) <= _MOST]

    def _one_family(self, name: str, row: int, other: int) -> bool:
        """Head office and branch, or firms of one person."""
        title = self._names[row]
        branch = title.startswith(name) or name.startswith(title)
        return branch or (bool(self._people[row]) and self._people[row] == self._people[other])

    @staticmethod
    def _parted(text: str) -> tuple[str, str]:
        """The clauses that let nobody go, and those that do."""
        clauses = _CLAUSE.findall(text)
        free = [clause for clause in clauses if _FREE.search(clause)]
        return "，".join(c for c in clauses if c not in free), "，".join(free)

    def _told(self, row: int, group: Collection[int], text: str) -> bool:
        """Does the text tell it from the others, by its street, its township or what it is?"""
        address, others = self._addresses[row], [r for r in group if r != row]
        for pattern in (_STREET, _TOWN):
            own = pattern.findall(_HEAD.sub("", address) if pattern is _STREET else address)
            if any(
                place in text and not any(place in self._addresses[r] for r in others)
                for place in own
            ):
                return True
        rest = _FORM.sub("，", self._names[row])
        pairs = (rest[at : at + 2] for at in range(len(rest) - 1))
        return any(
            "，" not in pair and pair in text and not any(pair in self._names[r] for r in others)
            for pair in pairs
        )

    def _is(self, row: int, kind: str, group: Collection[int]) -> bool:
        """Is it what the text counts: 两个社? Of a firm and its branches each is a shop."""
        name = self._names[row]
        branches = any(
            r != row and (self._names[r].startswith(name) or name.startswith(self._names[r]))
            for r in group
        )
        return not kind or kind in name or branches
