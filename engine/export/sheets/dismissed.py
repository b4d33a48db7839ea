"""已排除: firms with hits that all turned out harmless, each cause with the words that it dismissed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.export.firm import Record, name_cell, text
from engine.export.rich import FIELD_LABELS, Rich, quotations
from engine.export.styles import Styles
from engine.export.table import Cell, Column, write_table
from engine.export.text import as_number, bullets, parts
from engine.export.view import LIMIT, View
from engine.model.terms import OWN_WORDS, REVIEWED

NAME = "已排除"

_COLUMNS = (
    Column("序号", 5, "centre"),
    Column("企业名称\n统一社会信用代码", 30),
    Column("命中词", 14, "centre"),
    Column("所在字段", 10, "centre"),
    Column("原文摘录（命中词加粗加下划线）", 52),
    Column("排除原因", 44),
    Column("复核意见", 12, "options", options=("同意排除", "转为线索", "待进一步了解")),
    Column("复核人", 8, "hand"),
    Column("规则编号", 22, printed=False),
    Column("企业编号", 20, printed=False),
)


_CAUSE = next(at for at, column in enumerate(_COLUMNS) if column.title == "排除原因")
#: Words of one cause that are named; the excerpts show the others.
_WORDS = 10


def write_dismissed(sheet: Any, view: View, styles: Styles) -> None:
    rows: list[list[Cell]] = []
    for number, record in enumerate(view.dismissed, 1):
        name: Rich = name_cell(record)
        entity = text(record, "entity_id")
        hits = view.dismissed_hits.get(entity, [])
        rows += [_row(number, name, entity, same) for same in _by_cause(hits)]
        if not hits:
            cause = bullets(parts(text(record, "reasons")), most=4, each=90, rest="")
            rows.append([number, name, None, None, None, cause, None, None, None, entity])
        reviewed = [said for said in parts(text(record, "remarks")) if REVIEWED in said]
        if reviewed := [*reviewed, *parts(text(record, OWN_WORDS))]:
            first = next(row for row in rows if row[0] == number)
            first[_CAUSE] = "\n".join([*reviewed, str(first[_CAUSE])])
    if len(rows) > LIMIT:
        view.cut.append((f"{NAME}（按原因）", LIMIT, len(rows), "evidence.csv"))
    write_table(
        sheet,
        "已排除（误报复核用）",
        _COLUMNS,
        rows[:LIMIT],
        styles,
        freeze=2,
        empty="无已排除的企业",
    )


def _by_cause(hits: Sequence[Record]) -> list[list[Record]]:
    """Hits in their order; one exclusion of a scope dismisses dozens of words, which are checked at
    one look."""
    found: dict[tuple[str, str], list[Record]] = {}
    for hit in hits:
        found.setdefault((text(hit, "field"), text(hit, "reason")), []).append(hit)
    return list(found.values())


def _row(number: int, name: Rich, entity: str, hits: Sequence[Record]) -> list[Cell]:
    """One firm and cause."""
    field = text(hits[0], "field")
    words = list(dict.fromkeys(text(hit, "matched") for hit in hits))
    more = f"\n（等 {len(words)} 个词）" if len(words) > _WORDS else ""
    return [
        as_number(number),
        name,
        "、".join(words[:_WORDS]) + more,
        FIELD_LABELS.get(field, field),
        quotations([{**hit, "field": ""} for hit in hits], most=3, each=110, rest="evidence.csv"),
        text(hits[0], "reason"),
        None,
        None,
        "\n".join(dict.fromkeys(text(hit, "rule_id") for hit in hits)),
        entity,
    ]
