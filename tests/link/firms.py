"""A small register for the tests of links."""

from __future__ import annotations

from collections.abc import Sequence

from engine.link import FirmIndex
from engine.link.tips.tip_links import TipLinks


def index_of(firms: Sequence[tuple[str, ...]]) -> FirmIndex:
    """Of name, address and, where they matter, the person behind the firm."""
    none = [""] * len(firms)
    names, addresses, people = (
        [firm[part] if part < len(firm) else "" for firm in firms] for part in range(3)
    )
    return FirmIndex(names, none, none, addresses=addresses, people=people)


def tip_links_of(firms: Sequence[tuple[str, str, str]]) -> TipLinks:
    """Of name, address and the person behind the firm."""
    names, addresses, people = ([firm[part] for firm in firms] for part in range(3))
    return TipLinks(index_of(firms), names, addresses, people)
