"""统计: what was found, by grade, destination, sector and territory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from engine.export.sheets.problems import KINDS
from engine.export.styles import LINE_HEIGHT, Styles
from engine.export.table import Cell, print_setup
from engine.export.text import as_number, as_text, safe
from engine.export.view import UNASSIGNED, View
from engine.model.terms import Band, Disposition

NAME = "统计"

_BANDS = tuple(band.value for band in Band)
_BARS = 15
_FILLS = (
    ("高", ("dark_upward_diagonal", "#7B1E1E")),
    ("中", ("percent_50", "#B5651D")),
    ("低", ("light_horizontal", "#52796F")),
)
_TOP = 200  # lines of one table


def write_statistics(book: Any, sheet: Any, view: View, styles: Styles) -> None:
    places = view.result.places("entities", "disposition", [Disposition.LEAD.value])

    def of_leads(column: str) -> list[str]:
        return [as_text(cell) for cell in view.result.texts("entities", column, places)]

    lead_bands = of_leads("band")
    bands = view.result.tally("adverts", "band")
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 6, 12)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.write_string(0, 0, "统计（数字为疑似线索数，均待核查）", styles.heading)
    sheet.set_row(0, 24)
    row = 2
    disposed = view.result.tally("entities", "disposition")
    rows = [[kind.value, disposed.get(kind.value, 0)] for kind in Disposition]
    row = _block(sheet, row, "一、企业去向", ("去向", "企业数"), rows, styles)
    row = _block(
        sheet,
        row,
        "二、线索按等级",
        ("等级", "企业数", "广告数"),
        [
            [
                band,
                lead_bands.count(band),
                bands.get(band, 0),
            ]
            for band in _BANDS
        ],
        styles,
    )
    heads = ("高", "中", "低", "无", "合计")
    by_sector, by_place = (
        _cross(of_leads("sector"), lead_bands, "未分类"),
        _cross(of_leads("territory"), lead_bands, UNASSIGNED),
    )
    charts = [("线索按行业领域", row, len(by_sector))]
    row = _block(sheet, row, "三、线索按行业领域", ("行业领域", *heads), by_sector, styles)
    charts.append(("线索按属地", row, len(by_place)))
    row = _block(sheet, row, "四、线索按属地", ("属地", *heads), by_place, styles)
    departments = Counter(name.replace("|", "、") or "未列明" for name in of_leads("department"))
    row = _block(
        sheet,
        row,
        "五、线索按主管部门",
        ("主管部门", "企业数"),
        [[name, count] for name, count in departments.most_common(_TOP)],
        styles,
    )
    row = _block(
        sheet,
        row,
        "六、数据量（读入＝筛查＋合并重复＋未读入）",
        ("数据", "读入", "筛查", "合并重复", "未读入"),
        _amounts(view.result.run),
        styles,
    )
    breaks = []
    for title, first, count in charts:
        breaks.append(row)
        row = _chart(book, sheet, row, title, first + 2, count - 1)
    print_setup(sheet, "统计", columns=7, rows=row)
    sheet.set_h_pagebreaks([at for at in breaks if at])  # no chart over two pages


def _chart(book: Any, sheet: Any, row: int, title: str, first: int, count: int) -> int:
    """A native chart of the ``count`` lines from row ``first`` on, bands stacked; patterns tell
    the bands apart where colours do not print. Returns the row after it."""
    count = min(count, _BARS)
    if count < 1:
        return row
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
    chart.set_size({"width": 760, "height": 100 + 22 * count})
    sheet.insert_chart(row, 0, chart, {"object_position": 2})
    return row + 2 + (100 + 22 * count) // 19


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


def _amounts(run: Mapping[str, Any]) -> list[list[Cell]]:
    """Rows in and what became of them, from the run record; kinds without rows are left out."""
    rows: list[list[Cell]] = []
    found = run.get("rows")
    for kind, amounts in found.items() if isinstance(found, Mapping) else ():
        if isinstance(amounts, Mapping) and amounts.get("in"):
            rows.append(
                [
                    KINDS.get(str(kind), str(kind)),
                    *[
                        as_number(amounts.get(key))
                        for key in ("in", "screened", "merged_duplicates", "rejected")
                    ],
                ]
            )
    return rows


def _block(
    sheet: Any,
    row: int,
    title: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    styles: Styles,
) -> int:
    """A titled table; returns the row after it, one left free."""
    sheet.write_string(row, 0, title, styles.heading)
    sheet.set_row(row, 22)
    for col, head in enumerate(heads):
        sheet.write_string(row + 1, col, head, styles.header)
    shown: Sequence[Sequence[Cell]] = rows or [["无", 0]]
    for number, cells in enumerate(shown, row + 2):
        sheet.set_row(number, LINE_HEIGHT + 2)
        for col, cell in enumerate(cells):
            sheet.write(
                number,
                col,
                safe(cell) if isinstance(cell, str) else cell,
                styles.centre if col else styles.body,
            )
    return row + 3 + max(len(rows), 1)
