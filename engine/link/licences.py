"""Licence lists: by code, by name, by the name of the parent, and names that come close.

A list nobody supplied means unknown, never unlicensed. A registration with the fund association
is a registration, not a licence to solicit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from engine.link.validity import end_of, is_over
from engine.model.terms import LicenceStatus

if TYPE_CHECKING:
    from engine.link.listed import ListedNames

#: Words of one kind, as lists and name patterns write them; the first kind that fits, so that what
#: says more stands before what is a part of it (私募证券投资基金, 非银行金融机构). Who keeps no common
#: list is no common kind: a list of brokers says nothing of trusts.
_KINDS = (
    ("私募", ("私募", "股权投资", "创业投资")),
    ("公募基金", ("公募", "基金管理公司", "基金销售", "证券投资基金")),
    ("支付", ("支付",)),
    ("非银行金融机构", ("非银行", "消费金融", "汽车金融", "货币经纪")),
    ("银行", ("银行", "金融许可", "信用社", "信用联社", "邮政储蓄", "村镇", "资金互助")),
    ("保险", ("保险",)),
    ("信托", ("信托",)),
    ("财务公司", ("财务公司",)),
    ("证券期货", ("证券", "期货")),
    ("小额贷款", ("小额贷款", "小贷")),
    ("融资担保", ("融资担保", "融资性担保", "担保")),
    ("典当", ("典当",)),
    ("租赁保理", ("租赁", "保理")),
    ("私募", ("基金",)),
)
#: Licences that do not allow to lend; of the others, and where a list tells no kind, some do.
_NO_LENDERS = ("私募", "公募基金", "支付", "保险", "证券期货", "融资担保", "租赁保理")
#: Lists and registers write the brackets of a name in either width.
_WIDTHS = (str.maketrans("（）", "()"), str.maketrans("()", "（）"))
_BRACKETS = frozenset("()（）")
_HEAD, _MOST_KEPT = 4, 20_000
#: Behind every day: no end is told.
_OPEN = "9999"


class LicenceFinding(NamedTuple):
    status: LicenceStatus
    name: str = ""
    similarity: int = 0
    kind: str = ""
    #: Until when it is valid: the day, or what the list writes where that is none (长期).
    until: str = ""
    #: Who issued it, as the list writes it.
    issuer: str = ""


class LicenceIndex:
    """``names, usccs, kinds, valid_to, issuers`` are columns of the licence table."""

    def __init__(
        self,
        names: Sequence[str],
        usccs: Sequence[str],
        kinds: Sequence[str],
        valid_to: Sequence[str],
        issuers: Sequence[str] = (),
    ) -> None:
        issued = issuers or [""] * len(names)
        rows = zip(names, usccs, kinds, valid_to, issued, strict=True)
        self._rows = list(dict.fromkeys(rows))  # lists repeat each other
        ends = {until: end_of(until) for until in {row[3] for row in self._rows}}
        self._ends = [ends[row[3]] for row in self._rows]
        self._code = _index(row[1] for row in self._rows)
        written, self._flat = _written(r[0] for r in self._rows) if self._rows else ([], [])
        self._name = _index(self._flat)
        self._lengths = _lengths(self._name)
        kinds = [row[2] for row in self._rows]
        self._listed = _listed(written, kinds) if written else None
        self._kinds = {_kind(kind) for kind in set(kinds) if kind}
        self._codes = pa.array(sorted(self._code), pa.string())
        #: the rows of a name as lists write it; most firms that are listed are called the very same
        self._as_written = {
            form: self._name.get(full, [])
            for row, full in zip(self._rows, self._flat, strict=True)
            for form in _forms(row[0])
        }
        self._whole = pa.array(sorted(self._as_written), pa.string())
        self._known: dict[tuple[str, str, str, str], LicenceFinding] = {}
        #: A firm is asked about for several kinds, one after the other.
        self._owners: dict[tuple[str, str], tuple[Sequence[int], str | None]] = {}

    def __len__(self) -> int:
        """Rows of all lists."""
        return len(self._rows)

    def listed(self, names: pa.ChunkedArray, usccs: pa.ChunkedArray) -> list[int]:
        """Rows of a register whose code or whole name stands on a list, with brackets of either width."""
        hit = pc.or_(pc.is_in(usccs, value_set=self._codes), pc.is_in(names, value_set=self._whole))
        rows: list[int] = pc.indices_nonzero(hit).to_pylist()
        return rows

    def find(self, name: str, uscc: str, kind: str, as_of: str) -> LicenceFinding:
        """What the lists say of a firm that needs a licence of ``kind``."""
        if not self._rows:
            return LicenceFinding(LicenceStatus.NO_LIST)
        key = (name, uscc, kind, as_of)
        if key not in self._known:
            if len(self._known) > _MOST_KEPT:
                self._known.clear()
            self._known[key] = self._look(*key)
        return self._known[key]

    def _look(self, name: str, uscc: str, kind: str, as_of: str) -> LicenceFinding:
        found = self._owners.get((name, uscc))
        if found is None:
            if len(self._owners) > _MOST_KEPT:
                self._owners.clear()
            found = self._owners[name, uscc] = self._owner(name, uscc)
        rows, brand = found
        if rows:
            return self._held(rows, kind, as_of)
        assert self._listed is not None  # there are rows
        near = self._listed.near(brand, _kind(kind)) if brand is not None else None
        if near is not None:
            at, likeness = near
            licensed, _, held, _, _ = self._rows[at]
            return LicenceFinding(LicenceStatus.IMPOSTOR, licensed, likeness, held)
        if _kind(kind) not in self._kinds:
            return LicenceFinding(LicenceStatus.NO_LIST)
        return LicenceFinding(LicenceStatus.NOT_FOUND)

    def _owner(self, name: str, uscc: str) -> tuple[Sequence[int], str | None]:
        """The rows that are of the firm whatever it is asked for; without any, its distinctive part."""
        if uscc in self._code:
            return self._code[uscc], None
        if listed := self._as_written.get(name):
            return listed, None
        (text,), (full,) = _written([name])
        if full in self._name:
            return self._name[full], None
        assert self._listed is not None  # there are rows
        firm = self._listed.read(text)
        at = self._listed.rewritten(firm) if firm else None
        rows = self._parent(full) if at is None else self._name[self._flat[at]]
        return rows, firm.brand if firm else None

    def _held(self, rows: Sequence[int], kind: str, as_of: str) -> LicenceFinding:
        """By the row of a firm that says most: of the kind that is asked for, the longest valid. A
        licence that was renewed stands twice in lists that were put together."""
        asked = _kind(kind)

        def weight(at: int) -> tuple[bool, str, tuple[str, ...]]:
            return _kind(self._rows[at][2]) == asked, self._ends[at] or _OPEN, self._rows[at]

        at = max(rows, key=weight)
        licensed, _, held, until, issuer = self._rows[at]
        end = self._ends[at]
        status = LicenceStatus.EXPIRED if is_over(end, as_of) else LicenceStatus.HELD
        return LicenceFinding(status, licensed, 100, held, end or until, issuer)

    def _parent(self, full: str) -> Sequence[int]:
        """A branch is covered by its head office's licence (XX银行股份有限公司云泉支行)."""
        lengths = self._lengths.get(full[:_HEAD], ())
        return next((rows for size in lengths if (rows := self._name.get(full[:size]))), ())


def _index(keys: Iterable[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for row, key in enumerate(keys):
        if key:
            found[key].append(row)
    return dict(found)


def _forms(name: str) -> set[str]:
    """A name with its brackets in either width."""
    if _BRACKETS.isdisjoint(name):
        return {name} - {""}
    return {name, *map(name.translate, _WIDTHS)}


def _written(names: Iterable[str]) -> tuple[list[str], list[str]]:
    """Names, clean and flat."""
    # Loaded here: a run without lists reads no names.
    from engine.link.names.written import clean, flat

    cleaned = [clean(name) for name in names]
    return cleaned, [flat(text) for text in cleaned]


def _listed(written: Sequence[str], kinds: Sequence[str]) -> ListedNames:
    from engine.link.listed import ListedNames

    return ListedNames(written, [_kind(kind) for kind in kinds])


def _lengths(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """How names begin → how long those are, the longest first: a bank has thousands of them, of a
    few lengths."""
    found: dict[str, set[int]] = defaultdict(set)
    for name in names:
        found[name[:_HEAD]].add(len(name))
    return {head: tuple(sorted(sizes, reverse=True)) for head, sizes in found.items()}


def lends(kind: str) -> bool:
    """May who holds a licence of ``kind``, as a list writes it, lend?"""
    return _kind(kind) not in _NO_LENDERS


@lru_cache(maxsize=10_000)
def _kind(words: str) -> str:
    for kind, cues in _KINDS:
        if any(cue in words for cue in cues):
            return kind
    return words
