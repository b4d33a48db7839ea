"""转办线索: tips that belong to another line, one sheet a line. The tip's text stays in the
input: only the subject and the words that made it a matter of that line are shown."""

from __future__ import annotations

from typing import Any

from engine.export.noted import noted, referral_key
from engine.export.styles import Styles
from engine.export.table import Cell, Column, write_table
from engine.export.text import safe
from engine.export.view import View
from engine.export.where import headers_of, shown_row, sources_of

_COLUMNS = (
    Column("序号", 5, "centre"),
    Column("举报编号", 14, "centre"),
    Column("被举报对象", 28),
    Column("涉及的词", 30),
    Column("来源", 14, "centre"),
    Column("受理时间", 12, "centre"),
    Column("来源文件", 22),
    Column("行", 6, "centre"),
    Column("转办日期", 9, "date"),
    Column("接收人", 9, "hand"),
    Column("备注", 16, "hand"),
    Column("以前转办", 20),
    Column("规则编号", 14, printed=False),
)


def names(view: View) -> list[str]:
    """Sheets that are needed, 转纪检监察 before 转教育; none without such tips."""
    lines = {str(r["line"]) for r in view.result.referrals}
    return [f"转{line}线索" for line in ("纪检监察", "教育") if line in lines]


def write_referrals(sheet: Any, name: str, view: View, styles: Styles) -> None:
    line = name.removeprefix("转").removesuffix("线索")
    headers = headers_of(sources_of(view.result.run))
    chosen = [r for r in view.result.referrals if r["line"] == line]
    rows: list[list[Cell]] = []
    for number, r in enumerate(chosen, 1):
        known = [str(r["tip_id"]), str(r["subject"]), str(r["received_time"])[:10]]
        told = noted(view, referral_key([safe(one) for one in known]))
        rows.append(
            [
                number,
                *known[:2],
                str(r["words"]),
                str(r["source_type"]),
                known[2],
                str(r["source_file"]),
                shown_row(headers, r),
                None,
                None,
                None,
                told or None,
                str(r["rule_id"]),
            ]
        )
    write_table(sheet, f"{name}（保密，不写举报人）", _COLUMNS, rows, styles, freeze=2, empty="无")
