"""Until when a licence is valid, from what a list writes in that cell."""

from __future__ import annotations

import re

from engine.ingest.values import parse_date
from engine.text.fold import fold

#: 2026-06-30, 2026年6月30日, 2026.6, 20260630; a span of time holds two of them.
_DAY = re.compile(
    r"(?<!\d)(\d{4})(?:\s*[-－–—/.年]\s*(\d{1,2})(?:\s*[-－–—/.月]\s*(\d{1,2}))?|(\d{2})(\d{2}))(?!\d)"
)


def end_of(text: str) -> str:
    """The latest day told, as ISO; of a month alone the month (2026-06). "" for none (长期)."""
    folded = fold(text)
    told = [[part for part in match.groups() if part] for match in _DAY.finditer(folded)]
    known = ["-".join(part.zfill(2) for part in parts) for parts in told if _is_day(parts)]
    if known:
        return max(known)
    serial = parse_date(folded)  # as Excel counts days: 46203, 46203.0
    return serial.isoformat() if serial else ""


def is_over(end: str, as_of: str) -> bool:
    """Is the day of the screening behind the end? A month lasts until its last day."""
    return bool(end) and as_of[: len(end)] > end


def _is_day(parts: list[str]) -> bool:
    return parse_date("-".join(parts)) is not None
