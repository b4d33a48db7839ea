"""Licence lists: exact code or name. A list nobody supplied means unknown, never unlicensed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.link.names import core, normalise
from engine.model.terms import LicenceStatus


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
        self._rows = list(zip(names, kinds, valid_to, strict=True))
        self._code = {code: i for i, code in enumerate(usccs) if code}
        self._name = {normalise(name): i for i, name in enumerate(names) if name}
        self._core = {core(name): i for i, name in enumerate(names) if len(core(name)) >= 2}
        self._kinds = {kind for kind in kinds if kind}

    def find(self, name: str, uscc: str, kind: str, as_of: str) -> LicenceFinding:
        """What the lists say of a firm that needs a licence of ``kind``."""
        full = normalise(name)
        at = self._code.get(uscc, self._name.get(full)) if uscc else self._name.get(full)
        if at is None:
            parent = next((i for n, i in self._name.items() if full.startswith(n) and n), None)
            at = parent
        if at is not None:
            licensed, held, until = self._rows[at]
            expired = bool(until) and bool(as_of) and until[:10] < as_of
            status = LicenceStatus.EXPIRED if expired else LicenceStatus.HELD
            return LicenceFinding(status, licensed, 100, held)
        if not any(kind in held or held in kind for held in self._kinds):
            return LicenceFinding(LicenceStatus.NO_LIST)
        similar = self._core.get(core(name))
        if similar is not None and len(core(name)) >= 3:
            return LicenceFinding(LicenceStatus.IMPOSTOR, self._rows[similar][0], 90)
        return LicenceFinding(LicenceStatus.NOT_FOUND)
