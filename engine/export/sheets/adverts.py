"""广告线索: advertisements that somebody must look at, with the words that caused it."""

from __future__ import annotations

from typing import Any

from engine.export.below import below_sentence
from engine.export.firm import Record, text
from engine.export.noted import ADVERT_KEY, advert_key, with_note
from engine.export.rich import Rich, Span, marked, quotations
from engine.export.sheets.leads import elements_text
from engine.export.styles import Styles
from engine.export.table import Cell, Column, write_table
from engine.export.text import as_number, as_text, bullets, comma, parts
from engine.export.view import View, numbers_of
from engine.export.where import Headers, headers_of, shown_row, sources_of
from engine.text.percent import rounded

NAME = "广告线索"

_WHOLE = 260  # characters of an advert shown whole; longer ones only around the hits
_COLUMNS = (
    Column("序号", 5, "centre"),
    Column("等级", 5, "band"),
    Column("指数", 5, "centre"),
    Column("广告编号", 10, "centre"),
    Column("渠道\n发布时间", 12, "centre"),
    Column("广告主", 18),
    Column("广告内容（命中词加粗加下划线）", 36),
    Column("承诺\n年化%", 8, "centre"),
    Column("主要理由（疑似，待核查）", 50),
    Column("对应企业与对应方式", 20),
    Column("核查人", 7, "hand"),
    Column("核查日期", 8, "date"),
    Column("处置措施", 10, "handling"),
    Column("备注", 10, "hand"),
    Column("行业领域", 12, printed=False),
    Column("法律依据", 40, printed=False),
    Column("四性", 16, printed=False),
    Column("提示备注", 30, printed=False),
    Column("来源文件", 24, printed=False),
    Column("来源行号", 9, printed=False),
    Column(ADVERT_KEY, 16, printed=False),
)


def write_adverts(sheet: Any, view: View, styles: Styles) -> None:
    headers = headers_of(sources_of(view.result.run))
    rows = [_row(number, advert, view, headers) for number, advert in enumerate(view.adverts, 1)]
    if below := below_sentence(view.result.run):
        at = next(n for n, column in enumerate(_COLUMNS) if column.title.startswith("广告内容"))
        rows.append([*[None] * at, f"{below}。"])
    write_table(
        sheet, "广告线索", _COLUMNS, rows, styles, freeze=4, empty="本次未发现广告线索（零报告）"
    )


def _row(number: int, advert: Record, view: View, headers: Headers) -> list[Cell]:
    hits = view.hits_by_advert.get(text(advert, "ad_id"), [])
    return [
        number,
        text(advert, "band"),
        as_number(advert.get("score")),
        numbers_of(advert),
        "\n".join(filter(None, (text(advert, "channel"), text(advert, "publish_time")))),
        text(advert, "advertiser"),
        content(advert, hits),
        _rate(advert),
        bullets(parts(text(advert, "reasons")), most=4, each=80, rest="adverts.csv"),
        _linked(advert),
        *[None] * 4,
        text(advert, "sector"),
        "\n".join(parts(text(advert, "basis"))),
        elements_text(advert),
        comma(with_note(view, advert)),
        text(advert, "source_file"),
        shown_row(headers, advert),
        advert_key(advert),
    ]


def content(advert: Record, hits: list[Record]) -> Rich:
    """Title and text with the hits marked; a long text only around them."""
    if len(text(advert, "text")) > _WHOLE and hits:
        return quotations(hits, most=4, each=110, rest="evidence.csv")
    return whole(advert, hits)


def whole(advert: Record, hits: list[Record]) -> Rich:
    """All of title and text, with the hits marked."""
    spans: list[Span] = []
    for field in ("title", "text"):
        raw = as_text(advert.get(field))
        if not raw:
            continue
        if spans:
            spans.append(Span("\n"))
        label = "【标题】" if field == "title" else ""
        spans.append(Span(label))
        spans.extend(marked(raw, _places(raw, field, hits)))
    return tuple(span for span in spans if span.text)


def _rate(advert: Record) -> float | int | None:
    rate = as_number(advert.get("annual_rate_pct"))
    return None if rate is None else rounded(rate)


def _places(raw: str, field: str, hits: list[Record]) -> list[tuple[int, int]]:
    """Where the hits of this field are; a hit whose offsets do not fit is not marked."""
    places: list[tuple[int, int]] = []
    for hit in hits:
        start, end = as_number(hit.get("start")), as_number(hit.get("end"))
        if text(hit, "field") != field or start is None or end is None:
            continue
        place = int(start), int(end)
        if raw[place[0] : place[1]] == as_text(hit.get("matched")):
            places.append(place)
    return places


def _linked(advert: Record) -> Rich:
    name, how = text(advert, "entity_name"), text(advert, "link_how")
    similarity = as_number(advert.get("link_similarity"))
    spans: list[Span] = []
    if name:
        spans.append(Span(name, "strong"))
        likeness = f"，相似度 {similarity:.0f}" if similarity is not None else ""
        if how or likeness:
            spans.append(Span(f"\n（{how or '对应'}{likeness}）"))
    else:
        spans.append(Span("未对应到登记企业，待查广告主"))
    if candidates := parts(text(advert, "candidates")):
        spans.append(Span("\n可能：" + "、".join(candidates[:3])))
    return tuple(spans)
