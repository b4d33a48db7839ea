"""Licence lists: by code, by name, by the name of the parent, and names that come close.

A list nobody supplied means unknown, never unlicensed. A registration with the fund association
is a registration, not a licence to solicit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from engine.link.written import clean, flat
from engine.model.terms import LicenceStatus

if TYPE_CHECKING:
    from engine.link.listed import ListedNames

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
_HEAD, _MOST_KEPT = 4, 200_000


@dataclass(frozen=True, slots=True)
class LicenceFinding:
    status: LicenceStatus
    name: str = ""
    similarity: int = 0
    kind: str = ""
    #: As the list writes them: until when it is valid, who issued it.
    until: str = ""
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
        self._rows = list(zip(names, usccs, kinds, valid_to, issued, strict=True))
        self._code = {code: i for i, code in enumerate(usccs) if code}
        written = [clean(name) for name in names]
        self._name = {flat(text): i for i, text in enumerate(written) if names[i]}
        self._lengths = _lengths(self._name)
        self._listed = _listed(written, kinds) if written else None
        self._kinds = {_kind(kind) for kind in kinds if kind}
        self._codes = pa.array(sorted(self._code), pa.string())
        self._whole = pa.array(sorted({name for name in names if name}), pa.string())
        self._known: dict[tuple[str, str, str, str], LicenceFinding] = {}

    def listed(self, names: pa.ChunkedArray, usccs: pa.ChunkedArray) -> list[int]:
        """Rows of a register whose code or whole name stands on a list."""
        hit = pc.or_(pc.is_in(usccs, value_set=self._codes), pc.is_in(names, value_set=self._whole))
        rows: list[int] = pc.indices_nonzero(pc.fill_null(hit, False)).to_pylist()
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
        at = self._code.get(uscc) if uscc else None
        if at is not None:
            return self._held(at, as_of)
        text = clean(name)
        full = flat(text)
        at = self._name.get(full)
        if at is not None:
            return self._held(at, as_of)
        assert self._listed is not None  # there are rows
        firm = self._listed.read(text)
        at = self._listed.rewritten(firm) if firm else None
        if at is None:
            at = self._parent(full)
        if at is not None:
            return self._held(at, as_of)
        near = self._listed.near(firm, _kind(kind)) if firm else None
        if near is not None:
            at, likeness = near
            licensed, _, held, _, _ = self._rows[at]
            return LicenceFinding(LicenceStatus.IMPOSTOR, licensed, likeness, held)
        if _kind(kind) not in self._kinds:
            return LicenceFinding(LicenceStatus.NO_LIST)
        return LicenceFinding(LicenceStatus.NOT_FOUND)

    def _held(self, at: int, as_of: str) -> LicenceFinding:
        licensed, _, held, until, issuer = self._rows[at]
        expired = bool(until) and bool(as_of) and until[:10] < as_of
        status = LicenceStatus.EXPIRED if expired else LicenceStatus.HELD
        return LicenceFinding(status, licensed, 100, held, until, issuer)

    def _parent(self, full: str) -> int | None:
        """A branch is covered by its head office's licence (XX银行股份有限公司云泉支行)."""
        for length in self._lengths.get(full[:_HEAD], ()):
            at = self._name.get(full[:length])
            if at is not None:
                return at
        return None


def _listed(written: Sequence[str], kinds: Sequence[str]) -> ListedNames:
    # Loaded here: a run without lists reads no names.
    from engine.link.listed import ListedNames

    return ListedNames(written, [_kind(kind) for kind in kinds])


def _lengths(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """How names begin → how long those are, the longest first: a bank has thousands of them, of a
    few lengths."""
    found: dict[str, set[int]] = defaultdict(set)
    for name in names:
        found[name[:_HEAD]].add(len(name))
    return {head: tuple(sorted(sizes, reverse=True)) for head, sizes in found.items()}


def _kind(words: str) -> str:
    for kind, cues in _KINDS:
        if any(cue in words for cue in cues):
            return kind
    return words
