"""How wide a text stands on a screen, where Chinese characters take two columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def columns(text: str) -> int:
    """Columns the text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def padded(text: str, width: int) -> str:
    """The text with spaces up to ``width`` columns; a wider one as it is."""
    return text + " " * (width - columns(text))


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """A line for each row, its cells below each other and two columns apart."""
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
