"""统计: what was found, by grade, destination, sector and territory."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engine.export.firm import UNASSIGNED
from engine.export.pages import Pages, page_height
from engine.export.sheets.problems import KINDS
from engine.export.styles import LINE_HEIGHT, Styles
from engine.export.table import Cell, Column, print_setup, set_widths
from engine.export.text import as_number, as_text, safe
from engine.export.view import View
from engine.model.terms import (
    FOOTER_ROW,
    NO_DEPARTMENT,
    NO_SECTOR,
    UNREGISTERED,
    Band,
    Disposition,
)

NAME = "统计"

_BANDS = tuple(band.value for band in Band)
_BARS = 15
#: Of the tables: one may be left out, and the next takes its number.
_NUMBERS = "一二三四五六七八九"
_FILLS = (
    ("高", ("dark_upward_diagonal", "#7B1E1E")),
    ("中", ("percent_50", "#B5651D")),
    ("低", ("light_horizontal", "#52796F")),
)
_TOP = 200  # lines of one table
#: The charts stand in the last column, beside their tables.
_COLUMNS = (Column("", 34), *[Column("", 12)] * 6, Column("", 2), Column("", 84))
_CHART, _POINTS = 580, 0.75  # pixels; points of one
#: Pixels; at the very edge of a page its border would stand on the page before.
_BELOW = 6
#: Points of a heading, of the title of a table, of one of its lines and of a row left as it is.
_HEADING, _TITLE, _LINE, _PLAIN = 24.0, 22.0, LINE_HEIGHT + 1, 13.0


def write_statistics(book: Any, sheet: Any, view: View, styles: Styles) -> None:
    set_widths(sheet, _COLUMNS)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.write_string(0, 0, "统计（数字为疑似线索数，均待核查）", styles.heading)
    sheet.set_row(0, _HEADING)
    page = _Page(sheet, styles)
    leads = _Leads(view)
    numbers = iter(_NUMBERS)
    for title, heads, rows in _plain(view, leads):
        page.block(f"{next(numbers)}、{title}", heads, rows)
    for title, what, rows in (
        ("线索按行业领域", "行业领域", _cross(leads.of("sector"), leads.bands, NO_SECTOR)),
        ("线索按责任区", "责任区", _cross(leads.of("territory"), leads.bands, UNASSIGNED)),
    ):
        begin = page.row
        drawn = _chart(book, title, begin + 2, len(rows) - 1)
        least = (drawn[1] + _BELOW) * _POINTS if drawn else 0.0
        page.block(f"{next(numbers)}、{title}", (what, *_BANDS, "合计"), rows, least)
        if drawn:
            place = {"object_position": 2, "y_offset": _BELOW}
            sheet.insert_chart(begin, len(_COLUMNS) - 1, drawn[0], place)
    print_setup(sheet, "统计", columns=len(_COLUMNS), rows=page.row)
    sheet.set_h_pagebreaks(page.pages.begins)


class _Leads:
    """The columns of all leads, also of those that no sheet shows."""

    def __init__(self, view: View) -> None:
        self._result = view.result
        self._places = view.result.places("entities", "disposition", [Disposition.LEAD.value])
        self.bands = self.of("band")

    def of(self, column: str) -> list[str]:
        return [as_text(cell) for cell in self._result.texts("entities", column, self._places)]


def _plain(view: View, leads: _Leads) -> Iterator[tuple[str, Sequence[str], list[list[Cell]]]]:
    """Title, heads and rows of the tables without a chart."""
    result = view.result
    disposed, adverts = result.tally("entities", "disposition"), result.tally("adverts", "band")
    yield "企业去向", ("去向", "企业数"), _destinations(view, disposed)
    yield (
        "线索按等级",
        ("等级", "企业数", "广告数"),
        [[band, leads.bands.count(band), adverts.get(band, 0)] for band in _BANDS],
    )
    yield (
        "数据量（读入＝筛查＋合并重复＋未读入＋表尾的合计、说明）",
        ("数据", "读入", "筛查", "合并重复", "未读入", "表尾"),
        _amounts(view),
    )
    memory = result.run.get("cases") or {}
    if states := [[what, number] for what, number in memory.items() if what != "file" and number]:
        yield "与办案库对照（在办、办结）", ("情况", "数量"), states
    departments = Counter(
        name.replace("|", "、") or NO_DEPARTMENT for name in leads.of("department")
    )
    yield (
        "线索按主管部门",
        ("主管部门", "企业数"),
        [[name, count] for name, count in departments.most_common(_TOP)],
    )


def _destinations(view: View, disposed: Mapping[str, int]) -> list[list[Cell]]:
    """Where each firm went, so that the sum can be held against the firms screened: whoever is in no
    register was not among them."""
    rows: list[list[Cell]] = [[kind.value, disposed.get(kind.value, 0)] for kind in Disposition]
    counts = view.result.run.get("counts") or {}
    if (nothing := counts.get("without_hits")) is None:
        return [*rows, ["合计", sum(disposed.values())]]
    unknown = sum(counts.get(name, 0) for name in ("unregistered", UNREGISTERED))
    whole = sum(disposed.values()) + nothing
    rows += [["没有命中任何规则", nothing], ["合计", whole]]
    if unknown:
        rows.append(["其中登记里没有（见于广告或沿用前次）", unknown])
        rows.append(["其余（即第三表企业登记的“筛查”数）", whole - unknown])
    return rows


def _chart(book: Any, title: str, first: int, count: int) -> tuple[Any, int] | None:
    """A native chart of the ``count`` lines from row ``first`` on, and its height in pixels; bands
    stacked; patterns tell the bands apart where colours do not print."""
    if count > _BARS:
        title = f"{title}（前 {_BARS} 项，共 {count} 项）"
        count = _BARS
    if count < 1:
        return None
    # With less a bar some programs name every second bar only.
    height = 90 + 24 * count
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    for column, (band, fill) in enumerate(_FILLS, 1):
        chart.add_series(
            {
                "name": band,
                "categories": [NAME, first, 0, first + count - 1, 0],
                "values": [NAME, first, column, first + count - 1, column],
                "pattern": {"pattern": fill[0], "fg_color": fill[1], "bg_color": "#FFFFFF"},
                "border": {"color": "#404040"},
            }
        )
    chart.set_title({"name": title, "name_font": {"size": 12}})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 8}, "interval_unit": 1})
    chart.set_x_axis({"num_format": "0", "major_gridlines": {"visible": True}})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": _CHART, "height": height})
    return chart, height


def _cross(names: Sequence[str], bands: Sequence[str], missing: str) -> list[list[Cell]]:
    """Bands counted for every name, the largest first, with a total."""
    if not names:
        return []
    counts: dict[str, Counter[str]] = {}
    for (name, band), count in Counter(zip(names, bands, strict=True)).items():
        counts.setdefault(name or missing, Counter())[band] += count
    order = sorted(counts.items(), key=lambda item: (-item[1].total(), -item[1]["高"], item[0]))
    rows = [_counted(name, tally) for name, tally in order[:_TOP]]
    if len(order) > _TOP:
        rest = sum((tally for _, tally in order[_TOP:]), Counter[str]())
        rows.append(_counted(f"其余 {len(order) - _TOP} 项", rest))
    rows.append(_counted("合计", sum(counts.values(), Counter[str]())))
    return rows


def _counted(name: str, tally: Counter[str]) -> list[Cell]:
    return [name, *[tally[band] for band in _BANDS], tally.total()]


def _amounts(view: View) -> list[list[Cell]]:
    """Rows in and what became of them, from the run record; kinds without rows are left out. Totals
    and remarks at the end of a table are no data that was not read."""
    rows: list[list[Cell]] = []
    feet = Counter(str(bad.kind) for bad in view.result.rejected if bad.cause == FOOTER_ROW)
    found = view.result.run.get("rows")
    for kind, amounts in found.items() if isinstance(found, Mapping) else ():
        if isinstance(amounts, Mapping) and amounts.get("in"):
            rows.append(
                [
                    KINDS.get(str(kind), str(kind)),
                    *[
                        as_number(amounts.get(key))
                        for key in ("in", "screened", "merged_duplicates")
                    ],
                    int(as_number(amounts.get("rejected")) or 0) - feet[str(kind)],
                    feet[str(kind)],
                ]
            )
    return rows


class _Page:
    """The sheet and the row on which the next table begins."""

    def __init__(self, sheet: Any, styles: Styles) -> None:
        self._sheet, self._styles = sheet, styles
        self.pages = Pages(page_height(_COLUMNS), _HEADING)
        self.row = 2

    def block(
        self, title: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]], least: float = 0.0
    ) -> None:
        """A titled table, with one row left free behind it. What it takes is at least ``least`` points
        high and does not stand on two pages if one can hold it."""
        sheet, styles, row = self._sheet, self._styles, self.row
        lines = max(len(rows), 1)
        height = _TITLE + 2 * _PLAIN + lines * _LINE
        free = max(0, math.ceil((least - height) / _PLAIN) + 1) if least else 0
        height += free * _PLAIN
        if not self.pages.fits(height):
            self.pages.begin(row)
        self.pages.add(height)
        sheet.write_string(row, 0, title, styles.heading)
        sheet.set_row(row, _TITLE)
        for col, head in enumerate(heads):
            sheet.write_string(row + 1, col, head, styles.header)
        shown: Sequence[Sequence[Cell]] = rows or [["无", 0]]
        for number, cells in enumerate(shown, row + 2):
            sheet.set_row(number, _LINE)
            for col, cell in enumerate(cells):
                said = safe(cell) if isinstance(cell, str) else cell
                sheet.write(number, col, said, styles.centre if col else styles.body)
        self.row = row + 3 + lines + free
