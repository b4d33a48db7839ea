"""Numbers for what words mean, and for how they are spelt."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from engine.match.verdicts import Verdict
from engine.model.arrays import Flags


class Meaning(NamedTuple):
    """``near``: for each condition of the term on its neighbours, whether one of them is there."""

    verdict: Verdict | None
    near: tuple[bool, ...] = ()


@dataclass(slots=True)
class Glossary:
    """Numbers for meanings and for spellings, so that rows are compared by numbers. 0 is no
    verdict, and the spelling of the term itself."""

    meanings: list[Meaning] = field(default_factory=lambda: [Meaning(None)])
    spellings: list[str] = field(default_factory=lambda: [""])
    _meaning: dict[tuple[str, str, bool, tuple[bool, ...]], int] = field(default_factory=dict)
    _spelling: dict[str, int] = field(default_factory=dict)

    def meaning(self, verdict: Verdict | None, near: tuple[bool, ...] = ()) -> int:
        if verdict is None:
            key = ("", "", False, near)
        else:
            key = (verdict.exclusion, verdict.cause, verdict.own_money, near)
        if verdict is None and not near:
            return 0
        number = self._meaning.get(key)
        if number is None:
            number = self._meaning[key] = len(self.meanings)
            self.meanings.append(Meaning(verdict, near))
        return number

    def dismissed(self) -> Flags:
        """Which meanings take a word back, and tell nothing of money by it."""
        verdicts = (meaning.verdict for meaning in self.meanings)
        told = (v is not None and not v.own_money for v in verdicts)
        return np.fromiter(told, np.bool_, len(self.meanings))

    def spelling(self, text: str) -> int:
        number = self._spelling.get(text)
        if number is None:
            number = self._spelling[text] = len(self.spellings)
            self.spellings.append(text)
        return number
