"""The names on licence lists, read as names of firms."""

from __future__ import annotations

from collections.abc import Sequence

from engine.link.names.company import CompanyName
from engine.link.names.written import clean
from engine.link.resembling import Resembling
from engine.link.rewritten import Reader, Rewritten


def make_ready() -> None:
    """Have the tables in memory that names are read by, for copies of this process: those of places,
    and those of characters that are alike, which a slip asks for."""
    Reader().read(clean("平罗县鼎盛村镇银行股份有限公司经营布"))


class ListedNames:
    """``written``: the names, clean; ``kinds``: what each is licensed for."""

    def __init__(self, written: Sequence[str], kinds: Sequence[str]) -> None:
        self._reader = Reader()
        read = {i: name for i, text in enumerate(written) if (name := self.read(text))}
        self._rewritten = Rewritten(read)
        self._resembling = Resembling((name.brand, kinds[i], i) for i, name in read.items())

    def read(self, text: str) -> CompanyName | None:
        """The parts of a clean name; None if none of them is distinctive."""
        return self._reader.read(text)

    def rewritten(self, firm: CompanyName) -> int | None:
        """The one that is another writing of the name."""
        return self._rewritten.find(firm)

    def near(self, brand: str, kind: str) -> tuple[int, int] | None:
        """The one of a kind that a distinctive part comes close to, and how close."""
        return self._resembling.find(brand, kind)
