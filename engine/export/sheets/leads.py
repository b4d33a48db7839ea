"""线索清单: the firms to visit, in order; what is not printed stands right of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.export.banding import decided, held_back, moved
from engine.export.firm import (
    Record,
    address_of,
    beside_spans,
    closed_spans,
    is_settled,
    name_cell,
    naming_spans,
    seat_spans,
    territory_of,
    text,
    what_to_check,
)
from engine.export.rich import Rich, Span, quotations
from engine.export.styles import Styles
from engine.export.table import HAND_COLUMNS, Cell, Column, write_table
from engine.export.text import as_number, bullets, comma, parts
from engine.export.view import REPORT, View
from engine.model.terms import NO_SECTOR

NAME = "线索清单"
#: So many reasons are printed; all of them stand beside the print.
_PRINTED = 3
#: In the stead of an address; who is settled stands on no desk.
_NOWHERE = {False: "（没有地址，见“案头核查”）", True: "（没有地址）"}

_COLUMNS = (
    Column("序号", 5, "centre"),
    Column("等级", 5, "band"),
    Column("企业名称\n统一社会信用代码", 22),
    # As wide as makes the cells of a row about equally high.
    Column("责任区与地址、主管部门", 22),
    Column("主要理由（疑似，待核查）", 56),
    Column("原文摘录（命中词\n加粗加下划线）", 30),
    *HAND_COLUMNS,
    # Asked at the door: printed on the route, which goes there.
    Column("上门核查要点", 34, printed=False),
    Column("全部理由", 50, printed=False),
    Column("指数", 6, "centre", printed=False),
    Column("总分", 6, "centre", printed=False),
    Column("等级怎样定的", 34, printed=False),
    Column("行业领域", 12, "centre", printed=False),
    Column("责任区", 16, printed=False),
    Column("主管部门", 16, printed=False),
    Column("法律依据", 40, printed=False),
    Column("四性", 16, printed=False),
    Column("证照核对", 24, printed=False),
    Column("关联企业", 30, printed=False),
    Column("广告编号", 20, printed=False),
    Column("提示备注", 30, printed=False),
    Column("统一社会信用代码", 21, printed=False),
    Column("企业类型", 18, printed=False),
    Column("登记状态", 10, printed=False),
    Column("成立日期", 12, printed=False),
    Column("法定代表人", 11, printed=False),
    Column("联系电话", 15, printed=False),
    Column("责任人", 12, printed=False),
    Column("企业编号", 20, printed=False),
)


def write_leads(sheet: Any, view: View, styles: Styles) -> None:
    rows = [_row(number, lead, view) for number, lead in enumerate(view.leads, 1)]
    write_table(
        sheet,
        NAME,
        _COLUMNS,
        rows,
        styles,
        freeze=3,
        empty="本次未发现需上门核查的线索（零报告）",
    )


def _row(number: int, lead: Record, view: View) -> list[Cell]:
    hits = view.hits_by_entity.get(text(lead, "entity_id"), [])
    reasons = parts(text(lead, "reasons"))
    run, points = view.result.run, int(as_number(lead.get("points")) or 0)
    return [
        as_number(lead.get("rank")) or number,
        text(lead, "band"),
        (
            *name_cell(lead),
            Span("\n" + (text(lead, "sector") or NO_SECTOR)),
            *closed_spans(lead),
            *naming_spans(lead),
        ),
        (
            Span(territory_of(lead), "strong"),
            Span("\n" + (address_of(lead) or _NOWHERE[is_settled(lead)])),
            *seat_spans(lead),
            *beside_spans(lead),
            *_department_spans(lead),
        ),
        reasons_cell(lead, run),
        quotations(hits, most=3, each=44, rest=REPORT),
        *[None] * len(HAND_COLUMNS),
        checks_cell(lead),
        bullets(reasons, most=len(reasons), each=400, rest="") if len(reasons) > _PRINTED else "",
        as_number(lead.get("score")),
        points,
        decided(points, text(lead, "band"), run, text(lead, "reasons")),
        text(lead, "sector"),
        territory_of(lead),
        comma(text(lead, "department")),
        "\n".join(parts(text(lead, "basis"))),
        elements_text(lead),
        licence_text(lead) or _no_list(lead),
        comma(text(lead, "affiliates")),
        comma(text(lead, "adverts")),
        comma(text(lead, "remarks")),
        text(lead, "uscc"),
        text(lead, "ent_type"),
        text(lead, "status"),
        text(lead, "est_date"),
        text(lead, "legal_rep"),
        text(lead, "phone"),
        text(lead, "responsible"),
        text(lead, "entity_id"),
    ]


def _department_spans(lead: Record) -> Rich:
    department = comma(text(lead, "department"))
    return (Span("\n主管：", "strong"), Span(department)) if department else ()


def reasons_cell(record: Record, run: Mapping[str, Any]) -> Rich:
    """The reasons, the law, and in a word what lists and adverts say; what made the band where
    the total alone would give another one."""
    reasons = bullets(parts(text(record, "reasons")), most=_PRINTED, each=80, rest="“全部理由”列")
    spans = [Span(reasons)] if reasons else []
    notes: list[tuple[str, str]] = []
    points, band = int(as_number(record.get("points")) or 0), text(record, "band")
    if held_back(points, band, run) or moved(points, run):
        notes.append(("等级：", decided(points, band, run, text(record, "reasons"))))
    if basis := parts(text(record, "basis")):
        more = f"等 {len(basis)} 项" if len(basis) > 2 else ""
        notes.append(("依据：", cited(basis[:2]) + more))
    if elements := elements_text(record):
        notes.append(("涉及：", elements))
    if licence := licence_text(record):
        notes.append(("证照：", licence))
    if affiliates := parts(text(record, "affiliates")):
        more = f"等 {len(affiliates)} 家" if len(affiliates) > 2 else ""
        notes.append(("关联：", "、".join(affiliates[:2]) + more))
    if adverts := parts(text(record, "adverts")):
        notes.append(("广告：", f"{len(adverts)} 条"))
    for number, (label, note) in enumerate(notes):
        joined = number > 0 and notes[number - 1][0] == "涉及：" and label in ("证照：", "广告：")
        spans.append(Span(("　" if joined else "\n" if spans else "") + label, "strong"))
        spans.append(Span(note))
    return tuple(spans)


def cited(articles: Sequence[str]) -> str:
    """Articles of one law behind one another name it once."""
    said = ""
    for before, article in zip(["", *articles], articles, strict=False):
        law = article[: article.find("》") + 1]
        again = law and before.startswith(law)
        said += ("、" if again else "；" if said else "") + article.removeprefix(
            law if again else ""
        )
    return said


def checks_cell(record: Record) -> str:
    return bullets(what_to_check(record), most=3, each=60, rest=REPORT)


def elements_text(record: Record) -> str:
    return "、".join(item for item in parts(text(record, "elements")) if item != "context")


def _no_list(record: Record) -> str:
    """Most leads do what no list is kept of: which licence there is for it, or that there is none."""
    needed = "、".join(parts(text(record, "licence_needed")))
    return f"没有可对照的名录；许可：{needed}" if needed else "没有可对照的名录"


def licence_text(record: Record) -> str:
    """What the licence lists say; nothing when no list applies."""
    status = text(record, "licence_status")
    if status in ("", "不适用"):
        return ""
    explained = {"名录缺失": "没有这类机构的名录，待核", "未见": "名录中未见，待核"}.get(
        status, status
    )
    name = text(record, "licence_name")
    return f"{explained}（名录：{name}）" if name else explained
