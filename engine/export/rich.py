"""Quotations with the matched words marked: spans of text, and how they get into a cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from engine.export.sheet import Value
from engine.export.styles import Styles
from engine.export.text import as_number, as_text, clean, clip, guard
from engine.text.cut import stars_of

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


#: How the rules that read tips are called.
TIP = "TIP-"


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


@dataclass(slots=True)
class _Quote:
    """Part of a field: where it begins in it (-1: nobody knows), how many quotes it is joined of,
    and the places of the hits within it."""

    source: tuple[str, str]
    begin: int
    text: str
    spots: list[tuple[int, int]]
    parts: int = 1

    def take(self, other: _Quote) -> bool:
        """Join ``other`` if it is the same quote, or if the two overlap or touch in one field and
        say the same there. What one of them masks stays masked, but for half a number at its edge
        that the other has whole."""
        if self.source != other.source:
            return False
        if self.text == other.text and self.begin == other.begin:
            self.spots += other.spots
            return True
        if min(self.begin, other.begin) < 0:
            return False
        first, second = (self, other) if self.begin <= other.begin else (other, self)
        at = second.begin - first.begin
        shared = min(len(first.text) - at, len(second.text))
        if shared < 0:
            return False
        both = first.text[at : at + shared]
        if both != second.text[:shared]:
            pairs = list(zip(both, second.text[:shared], strict=True))
            if any(a != b and "*" not in (a, b) for a, b in pairs):
                return False
            cut, begun = first.cut_off(at, shared), second.cut_off(0, shared)
            both = "".join(
                b if lost else a if again else "*" if "*" in (a, b) else a
                for (a, b), lost, again in zip(pairs, cut, begun, strict=True)
            )
        behind = first.text[at + shared :] or second.text[shared:]
        self.spots = [
            (start + quote.begin - first.begin, end + quote.begin - first.begin)
            for quote in (self, other)
            for start, end in quote.spots
        ]
        self.begin, self.text = first.begin, first.text[:at] + both + behind
        self.parts += other.parts
        return True

    def cut_off(self, at: int, size: int) -> list[bool]:
        """Which of ``size`` characters from ``at`` are stars for a number that goes on outside."""
        head, tail = stars_of(self.text), len(self.text) - stars_of(self.text[::-1])
        return [i < head or i >= tail for i in range(at, at + size)]


def quotations(hits: Sequence[Mapping[str, Any]], *, most: int, each: int, rest: str) -> Rich:
    """The quotes of some hits, one a line with its field; those that overlap are one, at most
    ``each`` characters long for each that it is joined of; ``rest``: where the others stand. Behind
    them the words of tips."""
    quotes: list[_Quote] = []
    #: words of each tip, which is quoted no further
    told: dict[str, dict[str, None]] = {}
    for hit in hits:
        if (quote := _quote(hit)) is None:
            continue
        if as_text(hit.get("rule_id")).startswith(TIP):
            if quote.text.strip("*"):  # else they are left out of what is handed on
                told.setdefault(quote.source[0], {})[quote.text] = None
            continue
        joined = next((known for known in quotes if known.take(quote)), None)
        if joined is None:
            quotes.append(quote)
        else:  # what it has grown to may reach others
            quotes = [known for known in quotes if known is joined or not joined.take(known)]
    rich: list[Span] = []
    for quote in quotes[:most]:
        text, moved = _window(quote.text, quote.spots, each * min(quote.parts, most))
        rich.append(_label(rich, FIELD_LABELS.get(quote.source[1], quote.source[1])))
        rich.extend(marked(text, moved))
    if len(quotes) > most:
        rich.append(Span(f"\n（另有 {len(quotes) - most} 处，见 {rest}）"))
    for words in told.values():
        rich.append(_label(rich, "举报"))
        kept = [w for w in words if not any(w in other for other in words if other != w)]
        for at, word in enumerate(kept):
            rich += (Span("、" if at else ""), Span(word, "hit"))
    return tuple(span for span in rich if span.text)


def _label(before: Sequence[Span], label: str) -> Span:
    return Span(("\n" if before else "") + (f"〔{label}〕" if label else ""))


def _quote(hit: Mapping[str, Any]) -> _Quote | None:
    quote, matched = as_text(hit.get("quote")), as_text(hit.get("matched"))
    quote = quote or matched
    if not quote:
        return None
    start, raw = as_number(hit.get("quote_start")), as_number(hit.get("start"))
    begin = int(start) if start is not None else -1
    known = begin >= 0 and quote[begin : begin + len(matched)] == matched
    if not known:
        begin = quote.find(matched)
    spots = [(begin, begin + len(matched))] if matched and begin >= 0 else []
    whence = int(raw) - begin if known and raw is not None else -1
    return _Quote((as_text(hit.get("ad_id")), as_text(hit.get("field"))), whence, quote, spots)


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
