"""The names of a register and the firms that a name may mean: candidates by look-up, verified by
the comparison of names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from zlib import crc32

from engine.link.index.alike_parts import AlikeParts
from engine.link.index.called import BRIEF, Called, keys_of, together
from engine.link.index.numbers import Slips, Watch, numbered
from engine.link.index.postings import Pairs, Postings
from engine.link.index.seats import Seats
from engine.link.names import briefly, places, trades
from engine.link.names.company import EVERYWHERE, CompanyName, NameParser
from engine.link.names.learned import learn
from engine.link.names.same import SLIP, Verdict, apart, same
from engine.link.names.written import clean, clean_all, flat, normalise

_LISTED = re.compile(r"[;；、,，/|\s]+")
_LEAST, _MOST_KEPT = 2, 50_000
#: How many names tell where a register is, and the part of them that its province bears.
_SAMPLE, _HOME = 1000, 0.5
_CALLED = 5
#: Levels of towns and counties.
_COUNTIES = frozenset([2, 3])
_CITIES = frozenset(["北京", "上海", "天津", "重庆"])
_AND = "、，,/和及与; "


@dataclass(frozen=True, slots=True)
class Hit:
    """Firm ``row`` may be meant; ``former``: by a name it no longer bears."""

    row: int
    verdict: Verdict
    former: bool


class RegisterNames:
    """``names`` and ``former`` are columns; several former names may stand in one cell."""

    def __init__(
        self, names: Sequence[str], former: Sequence[str] = (), addresses: Sequence[str] = ()
    ) -> None:
        self.watch = Watch()
        # Entries: every row by its number, then former names.
        self._names = list(names)
        self._rows = list(range(len(names)))
        self._present = len(names)
        for row, used in enumerate(former):
            for name in _LISTED.split(used) if used else ():
                if len(name) > _LEAST:
                    self._names.append(name)
                    self._rows.append(row)
        self.parser = NameParser(learn(self._names, addresses))
        self.seats = Seats(addresses, self.parser)
        cleaned = clean_all(self._names)  # most names are, and are not kept twice
        self._clean = [n if n == c else c for n, c in zip(self._names, cleaned, strict=True)]
        self._parsed: dict[int, CompanyName] = {}

    @cached_property
    def _exact(self) -> Postings:
        return Postings([flat(name) for name in self._clean], range(len(self._names)))

    @cached_property
    def _called(self) -> tuple[Postings, dict[str, list[int]]]:
        """Each name is read once, for both of what follows."""
        return together([self.read_part(0, 1)])

    def read_part(self, number: int, parts: int) -> Called:
        """What the names of one of so many parts of the register are called by."""
        size, bodies = len(self._clean), dict[str, list[int]]()
        entries = range(size * number // parts, size * (number + 1) // parts)
        return Pairs.of(self._read(entries, bodies)), bodies

    def give(self, parts: Sequence[Called]) -> None:
        """All parts, which need not be read here then."""
        self._called = together(parts)

    def _read(
        self, entries: Iterable[int], bodies: dict[str, list[int]]
    ) -> Iterator[tuple[str, int]]:
        atlas = self.parser.atlas
        for entry in entries:
            text = self._clean[entry]
            name = self.parser.read_clean(text)
            for known in (name, *name.also):
                yield from ((key, entry) for key in keys_of(known, atlas))
            if not name.brands and not name.numbers:
                called = text[places.head(text, atlas)[1][-1] :]
                if len(called) >= _CALLED:
                    bodies.setdefault(called, []).append(entry)

    @property
    def brands(self) -> Postings:
        """Readings of distinctive parts → entries; what has none stands under place and trade."""
        return self._called[0]

    @property
    def bodies(self) -> dict[str, list[int]]:
        """What firms are called that have no distinctive part, without the place → entries."""
        return self._called[1]

    @cached_property
    def alike_parts(self) -> AlikeParts:
        return AlikeParts(self.brands)

    def exact(self, name: str, marks: Sequence[str] = ()) -> list[Hit]:
        """Firms registered under this name, now or formerly; none that one of ``marks``, which
        holds the name, says is another's."""
        entries = self._exact.rows(whole) if (whole := normalise(name)) else []
        if entries and marks:
            longer = [mark for mark in marks if name in mark]
            entries = [e for e in entries if not any(self.denied(mark, e) for mark in longer)]
        return [self.hit(e, Verdict(True, "全称一致", 100)) for e in entries]

    def find(self, name: CompanyName) -> list[Hit]:
        """Every firm whose name the comparison calls the same, the likest first."""
        hits = [self.hit(e, v) for e in self.candidates(name) if (v := self.compare(name, e)).same]
        best: dict[int, Hit] = {}
        for hit in sorted(hits, key=lambda h: (-h.verdict.likeness, h.former, h.row)):
            best.setdefault(hit.row, hit)
        return list(best.values())

    def compare(self, name: CompanyName, entry: int) -> Verdict:
        """``same``, and no firm of another place than the one it sits in; a name without a
        distinctive part and with a slip in its trade tells too little to be found by."""
        firm = self.parsed(entry)
        verdict = same(name, firm)
        if not verdict.same and self.branch_at(name, entry):
            there = name._replace(
                branch=firm.branch, seat=firm.seat, kind=firm.kind, numbers=firm.numbers
            )
            verdict = same(there, firm)
        if verdict.likeness == SLIP and not (name.brands and firm.brands):
            return Verdict(False, "名称没有字号，又差一字")
        if verdict.same and self.seats and name.places:
            seat = self.seats.spots(self._rows[entry])
            if not places.shared(name.places, firm.places) and places.contradict(name.places, seat):
                return Verdict(False, "行政区划不同")
        return verdict

    def branch_at(self, name: CompanyName, entry: int) -> bool:
        """Is a branch said by the street, building or town where the firm sits: 人民路店?"""
        told = name.branch
        if name.formal or len(told) < _LEAST or told.isdigit() or EVERYWHERE & name.words:
            return False
        return bool(self.seats) and told in self.address(entry)

    def read(self, mark: str) -> CompanyName:
        """A name that somebody gives as his own. It begins with no place that a distinctive part of
        the register is called like: 紫云轩养老 is no 轩养老 of 紫云."""
        name = self.parser.parse(mark)
        if name.formal or not name.places or not name.places[0].bare:
            return name
        if name.brands and name.brand in self.brands:
            return name
        part, trade, words = trades.split(name.text.removesuffix(name.shop))
        if len(part) < _LEAST or part not in self.brands:
            return name
        return name._replace(places=(), brands=(part,), trade=trade, words=frozenset(words))

    def denied(self, mark: str, entry: int) -> bool:
        """Is a name that is given as one another firm's for a reason, whatever else agrees?"""
        name, firm = self.read(mark), self.parsed(entry)
        if self.compare(name, entry).same:
            return False
        if name.branch and name.form.endswith(name.branch):  # 有限公司司
            name = name._replace(branch="", formal=False)
            return not same(name, firm).same
        if (name.formal and firm.formal) or same(name, firm).same:  # it sits elsewhere
            return True
        if not (name.body or name.form):  # 华仁康复 leaves out the hospital of the firm's name
            firm = firm._replace(body="")
        return bool(apart(name, firm))

    def candidates(self, name: CompanyName) -> list[int]:
        """Entries that ``compare`` may accept: nothing it would accept is left out."""
        found = dict.fromkeys(e for known in (name, *name.also) for e in self._near(known))
        return list(found)

    def _near(self, name: CompanyName) -> dict[int, None]:
        keys: dict[str, None] = dict.fromkeys(keys_of(name, self.parser.atlas))
        for brand in name.brands:
            keys.update(dict.fromkeys(v for v in self.alike(brand)))
            keys.update((brand[:size], None) for size in range(_LEAST, len(brand)))
            if len(brand) >= _LEAST:
                keys.update(dict.fromkeys(self.brands.beginning(brand)))
            if at := trades.inside(brand):
                keys.update(dict.fromkeys(self.brands.beginning(brand[:at])))
        plain, brief = briefly.said(name)
        keys.update(dict.fromkeys((*plain, *(BRIEF + part for part in brief))))
        for part in briefly.parts(name):
            keys.update(dict.fromkeys(self.brands.beginning(part)))
        found = dict.fromkeys(e for key in keys for e in self.brands.rows(key))
        found.update(dict.fromkeys(self._exact.rows(normalise(name.text))))
        return found

    def make_ready(self) -> None:
        """Make what ``near`` and ``exact`` look into."""
        self.alike_parts.make_ready()
        _ = self._exact

    def near(self, parts: Collection[str]) -> set[str]:
        """See ``AlikeParts``."""
        return self.alike_parts.near(parts)

    def alike(self, brand: str) -> tuple[str, ...]:
        """See ``AlikeParts``."""
        return self.alike_parts.alike(brand)

    def sounding(self, part: str) -> list[str]:
        """See ``AlikeParts``."""
        return self.alike_parts.sounding(part)

    def entries(self, brand: str) -> list[int]:
        return self.brands.rows(brand)

    def parsed(self, entry: int) -> CompanyName:
        found = self._parsed.get(entry)
        if found is None:
            if len(self._parsed) > _MOST_KEPT:
                self._parsed.clear()
            found = self._parsed[entry] = self.parser.read_clean(self._clean[entry])
        return found

    def text(self, entry: int) -> str:
        """The name as ``parsed`` has it, which need not be parsed for that."""
        return self._clean[entry].replace("(", "").replace(")", "")

    def address(self, entry: int) -> str:
        return self.seats.address(self._rows[entry])

    def row(self, entry: int) -> int:
        return self._rows[entry]

    def elsewhere(self, spots: Sequence[places.Spot], entry: int) -> bool:
        """Are these places neither in the firm's name nor where it sits?"""
        mine = self.parsed(entry).places
        if not spots or places.shared(spots, mine):
            return False
        mine = (*mine, *self.seats.spots(self._rows[entry]))
        if not any(spot.chains for spot in mine):  # nobody knows where the register is
            far = any(spot.chains and spot.level > 1 for spot in spots)
            return far or places.contradict(spots, mine)
        return places.contradict(spots, mine)

    def far(self, row: int, counties: Sequence[places.Spot]) -> bool:
        """Does a text name counties, none of which is where the firm sits, or its head office, of
        which a branch has its name (深圳盈百利资产管理有限公司平罗分公司)?"""
        if not counties or not self.seats:
            return False
        known = self.parser.atlas.names
        every = (self.parsed(row).places, self.seats.spots(row))
        # A county that no table has is one if the register was found to have it.
        told = (
            [s for s in spots if s.level > 1 and (s.chains or s.stem in known)] for spots in every
        )
        mine = [spots for spots in told if spots]
        return bool(mine) and all(
            places.contradict([spot], spots) for spot in counties for spots in mine
        )

    def spots(self, place: str) -> list[places.Spot]:
        """The divisions that somebody's place begins with; none, if it goes on with others."""
        if not place:
            return []
        text = clean(place)
        found, edges = places.head(text, self.parser.atlas)
        more, _ = places.head(text[edges[-1] :].lstrip(_AND), self.parser.atlas)
        return [] if any(spot.level in _COUNTIES for spot in more) else found

    def lies(self, row: int, spots: Sequence[places.Spot]) -> bool | None:
        """Does a firm sit in this county or town, or else (False) in another town? None where
        nobody can tell: a firm is known in the whole of its town."""
        there = [spot for spot in spots if spot.level in _COUNTIES or spot.stem in _CITIES]
        every = (*self.parsed(row).places, *self.seats.spots(row))
        mine = [spot for spot in every if spot.level in _COUNTIES or spot.stem in _CITIES]
        if not there and spots:
            return True if spots[-1].stem in self.seats.own_places(row) else None
        if not there or not mine:
            return None
        known = [[chain[:2] for spot in some for chain in spot.chains] for some in (there, mine)]
        if not places.contradict(there, mine):
            return True if places.shared(there, mine) or all(known) else None
        apart = all(known) and set(known[0]).isdisjoint(known[1])
        return False if apart else None

    def unlike(self, name: CompanyName, row: int) -> bool:
        """Is the trade of a firm another than a name says?"""
        words = self.words(row)
        return bool(words) and not trades.loosely(name.words) & trades.loosely(words)

    def is_former(self, entry: int) -> bool:
        return entry >= self._present

    @cached_property
    def wide(self) -> bool:
        """Do the firms lie in many provinces? Then nearly every name has bearers elsewhere."""
        told: Counter[str] = Counter()
        # By checksum: a sample by rows would depend on their order.
        for text in nsmallest(_SAMPLE, self._clean, key=_checksum):
            for spot in places.head(text, self.parser.atlas)[0][:1]:
                if len(known := {chain[0] for chain in spot.chains}) == 1:
                    told.update(known)
        return bool(told) and max(told.values()) < _HOME * told.total()

    def hit(self, entry: int, verdict: Verdict) -> Hit:
        return Hit(self._rows[entry], verdict, entry >= self._present)

    def bearing(self, name: CompanyName) -> list[int]:
        """Firms that bear the very distinctive part of ``name``."""
        return self._of(name.brands)

    def longer(self, name: CompanyName) -> list[int]:
        """Firms whose part is one character longer (天瑞祥), with those of the part itself (天瑞);
        none when there is no longer one."""
        size = len(name.brand) + 1
        longer = [b for b in self.brands.beginning(name.brand) if len(b) == size]
        return self._of((name.brand, *longer)) if longer else []

    def numbered(self, row: int) -> bool:
        """Does a firm's name hold a figure?"""
        return numbered(self._clean[row])

    @cached_property
    def numbered_parts(self) -> Slips:
        """Distinctive parts that hold a figure."""
        return Slips(self.brands.keys)

    @property
    def titles(self) -> Sequence[str]:
        """Names of all firms as they are registered today."""
        return self._names[: self._present]

    def title(self, row: int) -> str:
        """Name of a firm as it is registered today."""
        return self._names[row]

    def branch(self, row: int) -> str:
        """The place that a branch is called by; "" for other firms."""
        return self.parsed(row).branch

    def words(self, row: int) -> frozenset[str]:
        """Words of the trade of a firm."""
        return self.parsed(row).words

    def _of(self, brands: Iterable[str]) -> list[int]:
        return sorted({self._rows[e] for brand in brands for e in self.brands.rows(brand)})


def _checksum(name: str) -> tuple[int, str]:
    return crc32(name.encode("utf-8", "surrogatepass")), name
