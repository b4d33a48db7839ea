"""How wide a text stands on a screen, where Chinese characters take two columns."""

from __future__ import annotations

import unicodedata


def columns(text: str) -> int:
    """Columns the text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def padded(text: str, width: int) -> str:
    """The text with spaces up to ``width`` columns; a wider one as it is."""
    return text + " " * (width - columns(text))
