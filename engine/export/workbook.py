"""leads.xlsx: the sheets in their order, in one deterministic file without formulas or macros."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from engine.export.made import MARK, made_of
from engine.export.sheet import Book, Sheet
from engine.export.sheets import (
    adverts,
    desk,
    dismissed,
    guide,
    leads,
    licensed,
    problems,
    referrals,
    route,
    statistics,
)
from engine.export.styles import FONT, make_styles
from engine.export.view import View
from engine.export.walk import TerritoryText

SHEETS = (
    guide.NAME,
    leads.NAME,
    route.NAME,
    desk.NAME,
    adverts.NAME,
    licensed.NAME,
    dismissed.NAME,
    statistics.NAME,
    problems.NAME,
)
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    # Widths of columns are counted in digits of this font. Where Calibri is not (WPS, LibreOffice) another took its
    # place, a third wider, and pages were cut two thirds down.
    "default_format_properties": {"font_name": FONT, "font_size": 10, "font_scheme": ""},
    "in_memory": True,  # no copies of personal data in the system's temporary folder
}


def write_workbook(view: View, route_told: Callable[[], list[TerritoryText]], path: Path) -> None:
    """Write the workbook; the same view gives the same bytes. ``route_told``: gives what
    ``route_texts`` makes of it, which may be under way still."""
    # In memory first: on a full disk the half-written archive would complain once more when it goes.
    made = io.BytesIO()
    book = Book(made, _OPTIONS)
    book.set_properties(
        {
            "title": "扫楼线索清单",
            "subject": "涉嫌非法集资疑似线索（待核查）",
            "comments": "排查线索，不是认定结论",
            "created": datetime(2000, 1, 1),
        }
    )
    if mark := made_of(view.result.run):
        book.set_custom_property(MARK, mark, "text")
    styles = make_styles(book)
    sheets = {name: book.add_worksheet(name, Sheet) for name in SHEETS}
    leads.write_leads(sheets[leads.NAME], view, styles)
    route.write_route(sheets[route.NAME], view, styles, route_told())
    desk.write_desk(sheets[desk.NAME], view, styles)
    adverts.write_adverts(sheets[adverts.NAME], view, styles)
    licensed.write_licensed(sheets[licensed.NAME], view, styles)
    dismissed.write_dismissed(sheets[dismissed.NAME], view, styles)
    statistics.write_statistics(book, sheets[statistics.NAME], view, styles)
    problems.write_problems(sheets[problems.NAME], view, styles)  # after all that may be cut
    for name in referrals.names(view):
        referrals.write_referrals(book.add_worksheet(name, Sheet), name, view, styles)
    guide.write_guide(sheets[guide.NAME], view, styles)
    sheets[guide.NAME].activate()
    book.close()
    path.write_bytes(made.getbuffer())
