"""Firms whose name a list writes otherwise than the ledger: without its place, or with it in brackets.

Such a name alone says too little: it is compared only at one address, with one legal representative.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Generic, TypeVar

from engine.link.names.company import NameParser
from engine.link.names.same import same
from engine.text.codes import credit_code

#: So many of one person at one address tell nothing.
_MANY = 50
_Key = TypeVar("_Key")


def two_codes(one: str, other: str) -> bool:
    """Are they two firms'? A code with a slip of the hand, or none that is one, is nobody's."""
    return one != other and credit_code(one) == credit_code(other)


class Respelt(Generic[_Key]):
    """``firms``: key of each → its columns. ``addresses``: of all, as they are written."""

    def __init__(self, firms: Iterable[tuple[_Key, Mapping[Any, Any]]]) -> None:
        self._at: dict[tuple[str, str], list[tuple[_Key, str]]] = defaultdict(list)
        self.addresses: set[str] = set()
        for key, firm in firms:
            if all(seat := _seat(firm)):
                self.addresses.add(str(firm["address"]))
                self._at[seat].append((key, called(str(firm["name"]))))

    def of(self, firm: Mapping[Any, Any]) -> list[_Key]:
        """The keys of those that are called otherwise and may be ``firm`` all the same."""
        known = self._at.get(_seat(firm), [])
        name = called(str(firm["name"]))
        return [key for key, other in known if len(known) <= _MANY and _alike(name, other)]


def called(name: str) -> str:
    """A name as it is compared: width, case and spaces tell none apart."""
    return "".join(unicodedata.normalize("NFKC", name).upper().split())


def _seat(firm: Mapping[Any, Any]) -> tuple[str, str]:
    return called(str(firm.get("address") or "")), called(str(firm.get("legal_rep") or ""))


@cache
def _parser() -> NameParser:
    return NameParser()


def _alike(one: str, other: str) -> bool:
    if one == other:
        return False
    mine, theirs = _parser().parse(one), _parser().parse(other)
    # A company and a centre of one brand behind one door are often two, as are those of two trades.
    parts = ((name.brand, name.trade, name.form, name.branch) for name in (mine, theirs))
    return len({*parts}) == 1 and same(mine, theirs).same
