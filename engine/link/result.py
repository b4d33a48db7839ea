"""What a look for a firm came to."""

from __future__ import annotations

from typing import NamedTuple


class LinkResult(NamedTuple):
    """``row`` is the firm's row, or -1; ``candidates`` are rows when more than one fits."""

    row: int
    how: str
    similarity: int
    candidates: tuple[int, ...] = ()


NOBODY = LinkResult(-1, "", 0)
