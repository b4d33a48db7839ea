"""What a tip was found to mean."""

from __future__ import annotations

from typing import NamedTuple


class Meant(NamedTuple):
    """``rows``: the firms meant, in the order of the register; else ``candidates``. ``how``: by what, if
    that is told by nothing else (``TipLinks.grounds``)."""

    rows: tuple[int, ...] = ()
    candidates: tuple[int, ...] = ()
    how: str = ""
