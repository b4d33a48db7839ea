"""Licence lists: by code, by name, by the name of the parent, and names that come close.

A list nobody supplied means unknown, never unlicensed. A registration with the fund association
is a registration, not a licence to solicit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz.distance import Levenshtein

from engine.link.company import NameParser
from engine.link.same import PARTS, same
from engine.link.written import GENERIC, normalise
from engine.model.terms import LicenceStatus

#: Words of one kind, as lists and name patterns write them.
_KINDS = (
    ("银行", ("银行", "金融许可", "信用社", "信用联社", "邮政储蓄", "村镇", "资金互助")),
    ("保险", ("保险",)),
    ("证券", ("证券", "期货", "信托", "基金管理公司", "财务公司")),
    ("小额贷款", ("小额贷款", "小贷")),
    ("融资担保", ("融资担保", "融资性担保", "担保")),
    ("典当", ("典当",)),
    ("租赁保理", ("租赁", "保理")),
    ("支付", ("支付",)),
    ("私募", ("私募", "基金")),
)
#: A shorter brand distinguishes too little to accuse anybody of borrowing it.
_LEAST, _TAIL = 2, 3


@dataclass(frozen=True, slots=True)
class LicenceFinding:
    status: LicenceStatus
    name: str = ""
    similarity: int = 0
    kind: str = ""


class LicenceIndex:
    """``names, usccs, kinds, valid_to`` are columns of the licence table."""

    def __init__(
        self,
        names: Sequence[str],
        usccs: Sequence[str],
        kinds: Sequence[str],
        valid_to: Sequence[str],
    ) -> None:
        self._rows = list(zip(names, usccs, kinds, valid_to, strict=True))
        self._code = {code: i for i, code in enumerate(usccs) if code}
        self._name = {normalise(name): i for i, name in enumerate(names) if name}
        self._heads: dict[str, list[str]] = defaultdict(list)
        self._near: dict[str, list[int]] = defaultdict(list)
        for full in self._name:
            self._heads[full[:4]].append(full)
        self._parser = NameParser()
        self._brand: dict[str, list[int]] = defaultdict(list)
        for i, name in enumerate(names):
            known = self._parser.parse(name)
            for reading in known.brands:
                self._brand[reading].append(i)
            short = known.brand
            if len(short) >= _LEAST and short not in GENERIC:
                for key in {*_neighbourhood(short), *_neighbourhood(short[-_TAIL:])}:
                    self._near[key].append(i)
        self._kinds = {_kind(kind) for kind in kinds if kind}
        self._known: dict[tuple[str, str, str, str], LicenceFinding] = {}

    def listed(self, names: pa.ChunkedArray, usccs: pa.ChunkedArray) -> list[int]:
        """Rows of a register whose code or whole name stands on a list."""
        codes = pa.array(sorted(self._code), pa.string())
        whole = pa.array(sorted({row[0] for row in self._rows if row[0]}), pa.string())
        hit = pc.or_(pc.is_in(usccs, value_set=codes), pc.is_in(names, value_set=whole))
        rows: list[int] = pc.indices_nonzero(pc.fill_null(hit, False)).to_pylist()
        return rows

    def find(self, name: str, uscc: str, kind: str, as_of: str) -> LicenceFinding:
        """What the lists say of a firm that needs a licence of ``kind``."""
        if not self._rows:
            return LicenceFinding(LicenceStatus.NO_LIST)
        key = (name, uscc, kind, as_of)
        if key not in self._known:
            self._known[key] = self._look(*key)
        return self._known[key]

    def _look(self, name: str, uscc: str, kind: str, as_of: str) -> LicenceFinding:
        full = normalise(name)
        at = self._code.get(uscc) if uscc else None
        if at is None:
            at = self._name.get(full)
        if at is None:
            at = self._written_otherwise(name)
        if at is None:
            at = self._parent(full)
        if at is not None:
            licensed, _, held, until = self._rows[at]
            expired = bool(until) and bool(as_of) and until[:10] < as_of
            status = LicenceStatus.EXPIRED if expired else LicenceStatus.HELD
            return LicenceFinding(status, licensed, 100, held)
        near = self._close(name, kind)
        if near is not None:
            return near
        if _kind(kind) not in self._kinds:
            return LicenceFinding(LicenceStatus.NO_LIST)
        return LicenceFinding(LicenceStatus.NOT_FOUND)

    def _written_otherwise(self, name: str) -> int | None:
        """The very firm, its place in brackets or its parts in another order."""
        firm = self._parser.parse(name)
        for i in (i for reading in firm.brands for i in self._brand.get(reading, ())):
            verdict = same(firm, self._parser.parse(self._rows[i][0]))
            if verdict.same and verdict.likeness >= PARTS:
                return i
        return None

    def _parent(self, full: str) -> int | None:
        """A branch is covered by its head office's licence (XX银行股份有限公司云泉支行)."""
        heads = [head for head in self._heads.get(full[:4], ()) if full.startswith(head)]
        return self._name[max(heads, key=len)] if heads else None

    def brand(self, name: str) -> str:
        """The distinctive part of a name; may be empty."""
        return self._parser.parse(name).brand

    def _close(self, name: str, kind: str) -> LicenceFinding | None:
        """A name that looks like a licensed one of the kind and is not it."""
        short = self.brand(name)
        if len(short) < _LEAST or short in GENERIC:
            return None
        best: LicenceFinding | None = None
        keys = {*_neighbourhood(short), *_neighbourhood(short[-_TAIL:])}
        for i in sorted({i for key in keys for i in self._near.get(key, ())}):
            licensed, _, held, _ = self._rows[i]
            likeness = _likeness(short, self.brand(licensed))
            if likeness and _kind(held) == _kind(kind) and (not best or likeness > best.similarity):
                best = LicenceFinding(LicenceStatus.IMPOSTOR, licensed, likeness, held)
        return best


def _likeness(one: str, other: str) -> int:
    """How close two brands come (0: not at all). The region before a brand may differ."""
    if one == other:
        return 95
    longer, shorter = sorted((one, other), key=len, reverse=True)
    if longer.endswith(shorter) and len(shorter) >= _TAIL:
        return 90
    if len(one) > _TAIL and one[0] == other[0] and Levenshtein.distance(one, other) == 1:
        return 100 - round(100 / len(longer))
    if len(one) >= _TAIL and len(other) >= _TAIL and one[-_TAIL:] == other[-_TAIL:]:
        return 85
    return 0


def _neighbourhood(word: str) -> set[str]:
    """The word and all that is left when one character is taken out: words one edit apart meet
    in one of these."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def _kind(words: str) -> str:
    for kind, cues in _KINDS:
        if any(cue in words for cue in cues):
            return kind
    return words
