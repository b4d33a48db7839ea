"""Quotations with the matched words marked: spans of text, and how they get into a cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from engine.export.sheet import Value
from engine.export.styles import Styles
from engine.export.text import as_number, as_text, clean, clip, guard

#: What people call the fields of a record.
FIELD_LABELS = {
    "name": "企业名称",
    "used_name": "曾用名",
    "scope": "经营范围",
    "address": "地址",
    "business_address": "经营地址",
    "industry": "行业",
    "ent_type": "企业类型",
    "branches": "分支机构",
    "shareholders": "股东",
    "title": "标题",
    "text": "正文",
    "advertiser": "广告主",
    "result": "检查结果",
    "licence_no": "证照号",
    "web": "网址",
    "status": "登记状态",
    "abnormal": "异常名录",
    "contact": "联系方式",
    "url": "网址",
}


class Span(NamedTuple):
    text: str
    style: str = ""  # "" plain, "hit" a matched word, "strong" merely bold


Rich = tuple[Span, ...]


def plain_text(rich: Rich) -> str:
    return "".join(span.text for span in rich)


def marked(text: str, hits: Iterable[tuple[int, int]]) -> Rich:
    """``text`` cut at the given places; overlapping and touching places become one."""
    spans: list[Span] = []
    at = 0
    for start, end in _merge(hits, len(text)):
        spans.append(Span(text[at:start]))
        spans.append(Span(text[start:end], "hit"))
        at = end
    spans.append(Span(text[at:]))
    return tuple(span for span in spans if span.text)


def clipped(rich: Rich, begin: int, end: int) -> Rich:
    """The spans of characters ``begin`` to ``end`` of the text."""
    spans: list[Span] = []
    at = 0
    for span in rich:
        piece = span.text[max(0, begin - at) : max(0, end - at)]
        at += len(span.text)
        if piece:
            spans.append(Span(piece, span.style))
    return tuple(spans)


def _merge(hits: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(hits):
        if not 0 <= start < end <= length:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def quotations(hits: Sequence[Mapping[str, Any]], *, most: int, each: int) -> Rich:
    """The quotes of some hits, one a line with its field; hits in the same quote share it."""
    places: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for hit in hits:
        quote, matched = as_text(hit.get("quote")), as_text(hit.get("matched"))
        quote = quote or matched
        if not quote:
            continue
        spots = places.setdefault((as_text(hit.get("field")), quote), [])
        start = as_number(hit.get("quote_start"))
        begin = int(start) if start is not None else -1
        if begin < 0 or quote[begin : begin + len(matched)] != matched:
            begin = quote.find(matched)
        if matched and begin >= 0:
            spots.append((begin, begin + len(matched)))
    rich: list[Span] = []
    for (field, quote), spots in list(places.items())[:most]:
        text, moved = _window(quote, spots, each)
        label = FIELD_LABELS.get(field, field)
        rich.append(Span(("\n" if rich else "") + (f"〔{label}〕" if label else "")))
        rich.extend(marked(text, moved))
    if len(places) > most:
        rich.append(Span(f"\n（另有 {len(places) - most} 处，见 evidence.csv）"))
    return tuple(span for span in rich if span.text)


def _window(
    quote: str, spots: list[tuple[int, int]], each: int
) -> tuple[str, list[tuple[int, int]]]:
    """At most ``each`` characters of the quote, around its first hit."""
    if len(quote) <= each:
        return quote, spots
    first = min((start for start, _ in spots), default=0)
    begin = max(0, min(first - each // 3, len(quote) - each))
    end = begin + each
    head, tail = ("…" if begin else ""), ("…" if end < len(quote) else "")
    shift = len(head) - begin
    kept = [
        (max(start, begin) + shift, min(stop, end) + shift)
        for start, stop in spots
        if stop > begin and start < end
    ]
    return head + quote[begin:end] + tail, kept


def runs_of(rich: Rich, styles: Styles, cell: Any) -> tuple[Value, Any]:
    """What a sheet writes for the spans, and the format of the cell: of one span that is its own."""
    spans = _tidy(rich)
    if not spans:
        return None, cell
    if len(spans) == 1:
        whole = {"hit": styles.hit_cell, "strong": styles.strong_cell}.get(spans[0].style, cell)
        return spans[0].text, whole
    runs = {"hit": styles.hit, "strong": styles.strong, "": styles.run}
    return [(runs[span.style], span.text) for span in spans], cell


def _tidy(rich: Rich) -> list[Span]:
    """Cleaned, never empty, neighbours of one style joined, no start of a formula, not too long."""
    spans: list[Span] = []
    left = 8000
    for span in rich:
        text = clip(clean(span.text), left) if left > 1 else ""
        left -= len(text)
        if not text:
            continue
        if spans and spans[-1].style == span.style:
            spans[-1] = Span(spans[-1].text + text, span.style)
        else:
            spans.append(Span(text, span.style))
    if spans and guard(plain_text(tuple(spans))).startswith("'"):
        spans[0] = Span("'" + spans[0].text.removeprefix("'"), spans[0].style)
    return spans
