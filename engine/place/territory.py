"""Who is responsible for an address: villages, communities, grids, and line offices."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from engine.place.house_numbers import Houses, houses_of
from engine.place.keywords import keywords, keywords_of_name
from engine.place.model import Place
from engine.place.whereabouts import is_zone
from engine.text.fold import fold

_PARTS = re.compile(r"[、,，;；|\s]+")
_HEAD = 2
#: So many rows are named of those that are alike.
_NAMED = 8
#: Messages of one kind.
_MESSAGES = 100
#: So many areas without firms stand in one line, with so many words of each.
_TOGETHER, _WORDS = 100, 4
#: Messages of areas without firms begin so.
WITHOUT_FIRMS = "责任区表里的"
#: Messages of house numbers that cannot be read begin so.
UNREAD_HOUSES = "责任区表的门牌"
#: Messages of keywords that cannot be read begin so.
UNREAD_WORDS = "责任区表的地址关键词"
#: Messages of rows that the same firms would match begin so.
ALIKE = "责任区表里关键词相同的行"
#: Where a column of grids says that there is but one.
_ALL = ("全村", "全社区", "全域", "全部", "全境", "无", "-", "—", "/")
_LINE = ("中心", "办", "站", "所", "条线")


class Assignment(NamedTuple):
    """Empty strings when nobody is named for the address."""

    territory: str = ""
    responsible: str = ""
    department: str = ""
    phone: str = ""


class _Row(NamedTuple):
    territory: str
    responsible: str
    patterns: tuple[str, ...]
    county: str
    town: str
    phone: str = ""
    ranges: tuple[Houses, ...] = ()
    #: which row of its table it is
    number: int = 0
    #: the community, and which of its grids; ``territory`` names both
    area: str = ""
    grid: str = ""
    #: of what the patterns name, what is not its
    less: tuple[str, ...] = ()
    less_ranges: tuple[Houses, ...] = ()
    #: the office's own words for what is looked for
    said: tuple[str, ...] = ()

    @property
    def keywords(self) -> tuple[object, ...]:
        """What tells its firms from those of others; its name where it says nothing else."""
        own = tuple(p for p in self.patterns if p not in self.names)
        named = own if own or self.ranges else (self.area,)
        less = frozenset((*self.less, *self.less_ranges))
        return named, frozenset(self.ranges), less, self.county, self.town

    @property
    def whose(self) -> tuple[str, str, str]:
        return self.territory, self.responsible, self.phone

    @property
    def names_only(self) -> bool:
        """Does it tell of its firms only what the area is called?"""
        return not self.ranges and not {*self.patterns} - {*self.names}

    @property
    def names(self) -> tuple[str, str, str]:
        return self.territory, self.area, self.grid

    def fit(self, address: str, nameless: bool = False) -> tuple[int, int]:
        """How much of the address it names, and of how many houses; (0, 0) for nothing.
        ``nameless``: whatever the community is called."""
        if self.lacks(address):
            return 0, 0
        size = next(
            (len(p) for p in self.patterns if p in address and not (nameless and p == self.area)),
            0,
        )
        if not self.ranges:
            return size, 0
        plain = fold(address)
        found = [(size, 0), *((r.size, r.width) for r in self.ranges if r.has(plain))]
        return min(found, key=lambda one: (-one[0], one[1]))

    def lacks(self, address: str) -> bool:
        """Is that taken away from what it names?"""
        if any(one in address for one in self.less):
            return True
        return bool(self.less_ranges) and any(one.has(fold(address)) for one in self.less_ranges)

    def yields_to(self, other: _Row) -> bool:
        """Is the other what is taken away from it: 三里桥社区 of 某某街道（除三里桥社区）?"""
        return not {*self.less}.isdisjoint({*other.names})


class Office(NamedTuple):
    """A line office and who is responsible there."""

    name: str
    sectors: frozenset[str]
    responsible: str = ""
    phone: str = ""


_NO_OFFICE = Office("", frozenset())


class Territories:
    """The territory file; the longest pattern that stands in the address wins."""

    def __init__(
        self, rows: Sequence[_Row], lines: Sequence[Office], unread: Sequence[str] = ()
    ) -> None:
        self._rows, self._lines, self._unread = tuple(rows), tuple(lines), tuple(unread)
        #: first characters of a pattern → rows of which one begins so
        self._by_head: dict[str, list[int]] = {}
        for at, row in enumerate(self._rows):
            named = (*row.patterns, *(one.street for one in row.ranges))
            for head in {pattern[:_HEAD] for pattern in named}:
                self._by_head.setdefault(head, []).append(at)
        names = Counter(row.area for row in self._rows)
        #: rows of areas that have several: a community and its grids
        self._parts: dict[str, list[_Row]] = defaultdict(list)
        for row in self._rows:
            if names[row.area] > 1:
                self._parts[row.area].append(row)

    @classmethod
    def from_rows(cls, rows: Sequence[Mapping[str, str]]) -> Territories:
        """Rows with the columns of ``engine.model.fields.TERRITORY``."""
        areas, lines, unread = [], [], []
        grids = Counter(row.get("grid", "") for row in rows)
        for number, row in enumerate(rows, 1):
            sectors = frozenset(p for p in _PARTS.split(row.get("sectors", "")) if p)
            if sectors and any(word in row.get("level", "") for word in _LINE):
                lines.append(Office(row["territory"], sectors, *_who(row)))
                continue
            who, phone = _who(row)
            name, area, grid = _called(row)
            read = keywords(row.get("patterns", ""))
            unread += _told_unread(row, number, read.unread)
            said, numbered, fault = houses_of(row, list(read.patterns))
            ranges = [*read.ranges, *numbered]
            if fault:
                unread.append(f"{UNREAD_HOUSES}：“{name}”{fault}")
            if of_name := keywords_of_name(name):
                said += of_name.patterns
                ranges += of_name.ranges
                read = read._replace(
                    less=read.less + of_name.less,
                    less_ranges=read.less_ranges + of_name.less_ranges,
                )
            patterns = {*said, area, name}
            if grids[grid] == 1:  # every community may have a 第一网格
                patterns.add(grid)
            patterns.discard("")
            areas.append(
                _Row(
                    name,
                    who,
                    tuple(sorted(patterns, key=lambda p: (-len(p), p))),
                    row.get("county", ""),
                    row.get("town", ""),
                    phone,
                    tuple(ranges),
                    int(row.get("source_row") or number),
                    area,
                    grid,
                    read.less,
                    read.less_ranges,
                    (*read.said, *filter(None, [row.get("road", "")])),
                )
            )
        return cls(areas, lines, [*_few(unread), *_few(_told_alike(areas))])

    def assign(self, place: Place, address: str, sectors: Sequence[str] = ()) -> Assignment:
        """Territory by area; ``department`` by the first of ``sectors`` (names) a line office has.
        Where nobody has the area, who is responsible at the line office."""
        fitting: list[tuple[int, int, str, _Row]] = []
        county = "" if is_zone(place.county) else place.county
        for row in self._near(address):
            if (row.county and county and row.county != county) or (
                row.town and place.town and row.town != place.town
            ):
                continue
            size, width = row.fit(address)
            if size:
                fitting.append((-size, width, row.territory, row))
        fitting = [
            one
            for one in fitting
            if not (one[3].less and any(one[3].yields_to(other[3]) for other in fitting))
        ]
        best = min(fitting, key=lambda one: one[:3], default=None)
        office = self.office(sectors)
        if best:
            row = self._part(best[3], address)
            return Assignment(row.territory, row.responsible, office.name, row.phone)
        return Assignment("", office.responsible, office.name, office.phone)

    def _part(self, row: _Row, address: str) -> _Row:
        """Of several rows of one area, which its name does not tell apart, the one whose keywords fit;
        where none does, or two do as well, whoever has the whole area, and nobody if none has."""
        parts = [
            part
            for part in self._parts.get(row.area, ())
            if (part.county, part.town) == (row.county, row.town) and not part.lacks(address)
        ]
        fits = [(part.fit(address, nameless=True), part) for part in parts]
        best = min(((-size, width) for (size, width), _ in fits if size), default=None)
        meant = [part for (size, width), part in fits if best is None or (-size, width) == best]
        if len({part.whose for part in meant}) <= 1:
            return meant[0] if meant else row
        whole = [part for part in parts if not part.grid and part.names_only]
        if len({part.whose for part in whole}) == 1:
            return whole[0]
        return row._replace(territory=row.area, responsible="", phone="")

    @property
    def areas(self) -> bool:
        """Is anybody responsible for an area?"""
        return bool(self._rows)

    def without(self, found: Collection[str]) -> list[str]:
        """Names of the areas that are not among ``found``, in the order of the table."""
        return [
            name for name in dict.fromkeys(r.territory for r in self._rows) if name not in found
        ]

    def messages(self, found: Collection[str]) -> tuple[str, ...]:
        """What an office is told of house numbers nobody can read, of rows that match the same firms,
        and of areas that no firm is in; ``found``: those that have one."""
        return (*self._unread, *_told_empty(self._rows, self.without(found)))

    def office(self, sectors: Sequence[str]) -> Office:
        """The line office of the first of ``sectors`` (names) that has one."""
        return next(
            (office for sector in sectors for office in self._lines if sector in office.sectors),
            _NO_OFFICE,
        )

    def department(self, sectors: Sequence[str]) -> str:
        """Its name."""
        return self.office(sectors).name

    def _near(self, address: str) -> list[_Row]:
        """Rows of which a pattern may stand in the address, in their order."""
        heads = {address[at : at + _HEAD] for at in range(len(address))} | set(address)
        found = {at for head in heads & self._by_head.keys() for at in self._by_head[head]}
        return [self._rows[at] for at in sorted(found)]


def _told_unread(
    row: Mapping[str, str], number: int, unread: Sequence[tuple[str, str]]
) -> list[str]:
    file = f"文件 {row['source_file']} " if row.get("source_file") else ""
    where = f"{file}第 {row.get('source_row') or number} 条（{_called(row)[0]}）"
    cells: dict[str, list[str]] = {}
    for cell, looked in unread:
        cells.setdefault(looked, []).append(f"“{cell}”")
    return [
        f"{UNREAD_WORDS}：{where}里的{'、'.join(some)}看不懂，"
        + (f"这次只按“{looked}”对企业的住所。" if looked else "这一处没有用来对企业的住所。")
        + "请写成路名、门牌、楼名、小区名，用顿号隔开，不管的写“除某某”。"
        for looked, some in cells.items()
    ]


def _told_empty(rows: Sequence[_Row], names: Sequence[str]) -> Iterator[str]:
    """All areas without firms in one line, with what was looked for; a line for each hundred."""
    looked: dict[str, list[str]] = {}
    for row in rows:
        looked.setdefault(row.territory, []).extend(row.said or (row.territory,))
    for begin in range(0, len(names), _TOGETHER):
        named = "、".join(
            f"“{name}”（找的是：{_some(looked[name])}）"
            for name in names[begin : begin + _TOGETHER]
        )
        yield (
            f"{WITHOUT_FIRMS}{named}没有对上任何列出的企业。那里如果应当有，"
            "请核对名称、地址关键词是否与登记住所的写法一致。"
        )


def _few(told: Sequence[str]) -> list[str]:
    """A list in which hardly a row is understood is no list of territories: the first ones say why."""
    rest = len(told) - _MESSAGES
    if rest <= 0:
        return [*told]
    kind, _, _ = told[_MESSAGES].partition("：")
    return [*told[:_MESSAGES], f"{kind}：同样的还有 {rest} 处，没有一一列出。"]


def _some(words: Sequence[str]) -> str:
    words = list(dict.fromkeys(words))
    return "、".join(words[:_WORDS]) + ("等" if len(words) > _WORDS else "")


def _told_alike(rows: Sequence[_Row]) -> list[str]:
    """What is told of rows of which the same firms fit each."""
    groups: dict[tuple[object, ...], list[_Row]] = defaultdict(list)
    for row in rows:
        groups[row.keywords].append(row)
    told = []
    for group in groups.values():
        if len({row.whose for row in group}) > 1:
            named = "、".join(_named(row) for row in group[:_NAMED])
            more = f"等 {len(group)} 条" if len(group) > _NAMED else ""
            first = min(group, key=lambda row: row.territory)
            areas = {(row.area, row.county, row.town) for row in group}
            goes = (
                f"只写到“{first.area}”，不写网格和责任人"
                if len(areas) == 1
                else f"都归了{_named(first)}"
            )
            told.append(
                f"{ALIKE}：{named}{more}，只凭住所分不开，分不出的企业{goes}。"
                "请在“地址关键词”列分别写明各行管哪些路、楼、小区。"
            )
    return told


def _named(row: _Row) -> str:
    who = f"，{row.responsible}" if row.responsible else ""
    return f"第 {row.number} 条（{row.territory}{who}）"


def _called(row: Mapping[str, str]) -> tuple[str, str, str]:
    """What the area is called, its community, and the grid of it, if it is one."""
    area, grid = row.get("territory", ""), row.get("grid", "")
    if not area:
        return grid, grid, ""
    if not grid or grid in area or grid in _ALL:
        return area, area, ""
    return (grid if area in grid else area + grid), area, grid


def _who(row: Mapping[str, str]) -> tuple[str, str]:
    return row.get("responsible", ""), row.get("phone", "")
