"""持牌核对: bodies that may do this business if they hold the licence: ask them to show it."""

from __future__ import annotations

from typing import Any

from engine.export.firm import Record, address_of, name_cell, seat_spans, territory_of, text
from engine.export.rich import Span, plain_text
from engine.export.sheets.leads import checks_cell
from engine.export.styles import Styles
from engine.export.table import LICENCE_SHOWN, Cell, Column, write_table
from engine.export.text import as_number, bullets, comma, parts
from engine.export.view import View
from engine.model.terms import CHECKED, OWN_WORDS

NAME = "持牌核对"

_COLUMNS = (
    Column("序号", 5, "centre"),
    Column("企业名称\n统一社会信用代码", 24),
    Column("责任区与地址", 24),
    Column("应出示的许可证照", 20),
    Column("名录核对\n有效期至", 10, "centre"),
    Column("名录中的名称\n（相似度）", 16),
    # So wide that most points take a line: the same ones are asked of all bodies of a kind.
    Column("核查要点", 50),
    Column("主管部门", 12, "centre"),
    Column("核查人", 7, "hand"),
    Column("核查日期", 8, "date"),
    Column("证照情况", 10, "options", options=LICENCE_SHOWN),
    Column("处置措施", 9, "handling"),
    Column("备注", 9, "hand"),
    Column("列入原因", 40, printed=False),
    Column("企业编号", 20, printed=False),
)


def write_licensed(sheet: Any, view: View, styles: Styles) -> None:
    rows = [_row(number, record) for number, record in enumerate(view.licensed, 1)]
    write_table(sheet, "持牌核对", _COLUMNS, rows, styles, freeze=2, empty="无需核对证照的企业")


def _row(number: int, record: Record) -> list[Cell]:
    similarity = as_number(record.get("licence_similarity"))
    listed = text(record, "licence_name")
    if listed and similarity is not None:
        listed += f"\n（{similarity:.0f}）"
    return [
        number,
        name_cell(record),
        (
            Span(territory_of(record), "strong"),
            Span("\n" + address_of(record) + plain_text(seat_spans(record))),
        ),
        "\n".join(parts(text(record, "licence_needed"))) or "相应的经营许可证或批准文件",
        "\n".join(
            filter(None, (text(record, "licence_status"), text(record, "licence_until")[:10]))
        ),
        listed,
        "\n".join(
            [
                *(said for said in parts(text(record, "remarks")) if said.startswith(CHECKED)),
                *parts(text(record, OWN_WORDS)),
                checks_cell(record) or "请出示许可证原件，核对名称、代码、有效期和业务范围。",
            ]
        ),
        comma(text(record, "department")),
        *[None] * 5,
        bullets(parts(text(record, "reasons")), most=4, each=80, rest=""),
        text(record, "entity_id"),
    ]
