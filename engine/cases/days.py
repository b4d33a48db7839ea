"""Days that officers write without the year: 8.4 in a workbook of which the other days are of one summer."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import unicodedata
from collections.abc import Collection

_MONTH_DAY = re.compile(r"(?P<month>\d{1,2})\s*(?P<mark>[./月-])\s*(?P<day>\d{1,2})\s*[日号]?")
#: Of a number Excel drops the zero at its end: 8.1 was 8.1 or 8.10.
_CUT = ("1", "2", "3")
#: Days between those of one workbook.
_NEAR = 92


def completed(
    text: str, known: Collection[dt.date], today: dt.date | None = None
) -> dt.date | None:
    """The day that ``text`` names by month and day alone, if only in one year it lies near the ``known``
    ones and not behind ``today``: what is reported of has come; None where that cannot be told."""
    found = _MONTH_DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found or (found["mark"] == "." and found["day"] in _CUT):
        return None
    days = set()
    for year in {day.year + step for day in known for step in (-1, 0, 1)}:
        with contextlib.suppress(ValueError):
            days.add(dt.date(year, int(found["month"]), int(found["day"])))
    near = [day for day in days if any(abs((day - one).days) <= _NEAR for one in known)]
    near = [day for day in near if today is None or day <= today]
    return near[0] if len(near) == 1 else None
