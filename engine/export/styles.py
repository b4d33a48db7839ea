"""Fonts, fills and formats; every fill is told apart on a black-and-white printout."""

from __future__ import annotations

from typing import Any, NamedTuple

from engine.model.terms import Band

#: On every Chinese Windows, and a quarter lower than 微软雅黑: what an office prints is that much shorter.
FONT = "宋体"
SIZE = 10
#: Points of a line: 12 of FONT at SIZE, 14.2 of what stands in for it elsewhere; whatever prints it,
#: nothing may be cut.
LINE_HEIGHT = 14.25
MAX_HEIGHT = 409.0  # Excel's limit for a row

_BORDER = "#8C8C8C"
_HIT = "#9C0006"


class Styles(NamedTuple):
    """The formats of one workbook."""

    body: Any
    centre: Any
    number: Any
    hand: Any
    header: Any
    hand_header: Any
    title: Any
    heading: Any
    plain: Any
    strong_plain: Any
    group: Any
    subgroup: Any
    aside: Any
    hit: Any
    hit_cell: Any
    run: Any
    strong: Any
    strong_cell: Any
    bands: dict[str, Any]


def make_styles(book: Any) -> Styles:
    """The formats, registered with an open XlsxWriter workbook."""

    def form(**more: Any) -> Any:
        return book.add_format({"font_name": FONT, "font_size": SIZE, **more})

    cell = {"border": 1, "border_color": _BORDER, "valign": "top", "text_wrap": True}
    middle = {**cell, "align": "center"}
    head = {**middle, "valign": "vcenter", "bold": True}
    run = {"font_name": FONT, "font_size": SIZE}
    return Styles(
        body=form(**cell),
        centre=form(**middle),
        number=form(**middle, num_format="General"),
        hand=form(**cell),
        header=form(**head, bg_color="#D6DCE4"),
        hand_header=form(**head, bg_color="#FFFFFF", italic=True),
        title=form(bold=True, font_size=16, valign="vcenter"),
        heading=form(bold=True, font_size=12, valign="vcenter", bottom=2),
        plain=form(text_wrap=True, valign="top"),
        strong_plain=form(bold=True, valign="top"),
        group=form(
            bold=True,
            font_size=12,
            valign="vcenter",
            bg_color="#404040",
            font_color="#FFFFFF",
            border=1,
            border_color="#404040",
        ),
        subgroup=form(
            bold=True,
            font_size=11,
            valign="vcenter",
            bg_color="#E4E4E4",
            top=2,
            bottom=1,
        ),
        aside=form(valign="vcenter", italic=True),
        hit=book.add_format({**run, "bold": True, "underline": 1, "font_color": _HIT}),
        hit_cell=form(**cell, bold=True, underline=1, font_color=_HIT),
        run=book.add_format(run),
        strong_cell=form(**cell, bold=True),
        strong=book.add_format({**run, "bold": True}),
        bands={
            Band.HIGH: form(**middle, bold=True, bg_color="#7B1E1E", font_color="#FFFFFF"),
            Band.MEDIUM: form(**middle, bold=True, bg_color="#D9A96C"),
            Band.LOW: form(**middle, bg_color="#F4EFE6"),
            Band.NONE: form(**middle),
        },
    )
