"""What a look for a firm came to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

#: So many firms that may be meant are shown.
MOST = 10


class LinkResult(NamedTuple):
    """``row`` is the firm's row, or -1; ``candidates`` are rows when more than one fits."""

    row: int
    how: str
    similarity: int
    candidates: tuple[int, ...] = ()


NOBODY = LinkResult(-1, "", 0)


def one_of(rows: Sequence[int], how: str, similarity: int) -> LinkResult:
    """A link to the firm, if all that fits is one; else candidates."""
    rows = sorted(set(rows))
    if len(rows) == 1:
        return LinkResult(rows[0], how, similarity)
    return LinkResult(-1, how, similarity, tuple(rows[:MOST]))
