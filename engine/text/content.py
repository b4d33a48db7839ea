"""What tells one text from another and nothing of what it says."""

from __future__ import annotations

import hashlib
from typing import Final

from engine.text.fold import fold

_DIGITS: Final = 16


def content_of(text: str) -> str:
    """What tells a text from others (16 hexadecimal digits), and nothing of what it says;
    the same however it is spaced and whatever width its characters have."""
    folded = "".join(fold(text).split())
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
