"""The structure of a business scope: brackets, items, and what a disclaimer takes back.

Wordings and counts are those of domain §3.3 (1,334 distinct bracketed exclusions). The
negators themselves are data: they come from ``rules/exclusions``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from heapq import heappop, heappush
from typing import NamedTuple

OPENING = frozenset("（(【[［〔〈「{｛")
CLOSING = frozenset("）)】]］〕〉」}｝")
SENTENCE_END = frozenset("；;。\n\r")
_SENTENCE_END = re.compile(r"[；;。\n\r]")
ITEM_END = frozenset("；;。\n\r，,、|")
_OBJECT_END = re.compile(r"(?:以外|之外|业务|活动|服务|项目|经营|等|贷款|存款|资金|产品)[”\"]?$")
#: A list with commas goes on until its 等…业务 (不得吸收存款，发放贷款等金融业务).
_OPEN_LIST = re.compile(r"[，,][^；;。（）()]{0,40}等[^；;。，,、]{0,6}(?:业务|活动|服务|项目)")
_CLOSED = re.compile(r"(?:业务|活动|服务|项目|经营|等)[”\"]?$")
#: So many characters these two look at.
_LAST = 3
_GENERIC = re.compile(r"国家|法律|法规|依法|专控|限制|许可|审批|前置|规定")
#: A closed bracket longer than this is not one disclaimer but a scope printed inside a bracket.
_LONG_BRACKET = 240
#: What stands further away belongs to no disclaimer: without an end to its sentence each of thousands
#: would be read to the end of the text.
_FAR = 500
#: Among so many brackets looking at each is quickest.
_FEW = 8


class Exclusion(NamedTuple):
    """Characters ``start``:``end`` are taken back by the wording at ``cue``.

    ``item`` is the span of the item just before the bracket (own item), ``reaches_back`` says
    that everything before is meant (以上…).
    """

    start: int
    end: int
    cue: str
    reaches_back: bool
    item: tuple[int, int] | None


class Negators(NamedTuple):
    """Vocabulary of disclaimers: ``forward`` 不得, 不含; ``back`` 除外; ``reach`` 以上, 上述."""

    forward: re.Pattern[str]
    back: re.Pattern[str]
    reach: re.Pattern[str]
    any: re.Pattern[str]
    #: those that ``any`` looks for
    words: tuple[str, ...]

    @classmethod
    def build(cls, forward: Sequence[str], back: Sequence[str], reach: Sequence[str]) -> Negators:
        def alternatives(words: Sequence[str]) -> str:
            return "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w)))

        words = [w for w in forward if w != "除"]
        some = [*words, *back, "除", "无", "不得", "不准", "不可", "不予"]
        return cls(
            re.compile(alternatives(words) or r"(?!)"),
            re.compile(alternatives(back) or r"(?!)"),
            re.compile(alternatives(reach) or r"(?!)"),
            re.compile(alternatives(some)),
            tuple(dict.fromkeys(some)),
        )


# 除 opens an exclusion only at the head of a bracket or item (拆除, 除尘, 清除 do not).
_EXCEPT = re.compile(
    r"(?:^|(?<=[（(【\[［〔〈「{｛，,；;。、\n：:])|(?<=[均但])|(?<=以上)|(?<=上述)|(?<=项目))除(?![尘湿虫草锈雪冰臭垢霜油磷铁氟味鼠螨])"
)
_BESIDES = frozenset(("以外的", "之外的"))
#: （无金融业务）, but neither 无抵押贷款 nor 无纺布.
_WITHOUT = re.compile(
    r"(?<=[（(【\[［〔〈「{｛《“])(?:均|皆)?无(?!纺|人|线|损|烟|公害|抵押|担保|息|机|菌|尘|障碍|形|水|缝|氟|需|须|偿|限|固定)"
)
#: 理财业务均不得从事, with nothing behind it.
_NOT_TO = re.compile(
    r"(?:[均都皆]|一律)?(?:不得|不准|不可|不予|禁止|严禁)(?:从事|经营|开展|涉及|办理|涉足)?(?=[）)】\]］；;。\n]|$)"
)
_EXCEPT_END = re.compile(r"除外|之外|以外|外")


#: Quotation marks that stand for brackets when a negator follows at once (《不含证券、期货》).
_QUOTES = {"《": "》", "『": "』", "「": "」", "“": "”", "‘": "’", '"': '"', "<": ">", "〖": "〗"}
#: 不涉及证券的投资咨询 takes back what stands before 的; 不含任何形式的金融业务 takes back all.
_RELATIVE = re.compile(r"(?:不涉及|不涉|不含|不包括|不包含|不从事|非)")
_ALL_OF_IT = re.compile(
    r"任何|各种|各类|一切|所有|形式|类型|性质|名义|相关|有关|以外|之外|规定|限制|禁止|需|须|应|许可|审批|批准"
)


#: Marks that may open or close a bracket.
_BRACKET = re.compile(f"[{re.escape(''.join(sorted(OPENING | CLOSING | _QUOTES.keys())))}]")
#: Nothing is taken back by the wordings of ``_NOT_TO`` without one of these.
_FORBIDS = ("不得", "不准", "不可", "不予", "禁止", "严禁")


def brackets(text: str, negator: re.Pattern[str] | None = None) -> list[tuple[int, int, bool]]:
    """Spans (open, end after the closing mark, closed?) with every mark of one class.

    A closing mark closes whatever was opened last; what is never closed runs to the end. A
    quotation mark with ``negator`` right behind it is a bracket too.
    """
    stack: list[int] = []
    spans: list[tuple[int, int, bool]] = []
    quotes: dict[int, int] = {}
    for mark in _BRACKET.finditer(text):
        i, char = mark.start(), mark.group()
        if char in OPENING:
            stack.append(i)
        elif char in CLOSING and stack:
            spans.append((stack.pop(), i + 1, True))
        elif char in _QUOTES and negator is not None and negator.match(text, i + 1):
            close = text.find(_QUOTES[char], i + 1, i + 1 + _FAR)
            if close > 0:
                quotes[i] = close
    spans.extend((start, close + 1, True) for start, close in quotes.items())
    spans.extend((start, len(text), False) for start in stack)
    spans.sort()
    return spans


class _Brackets:
    """Which bracket a place stands in, and the item before a bracket."""

    def __init__(self, text: str, spans: Sequence[tuple[int, int, bool]]) -> None:
        self._text, self._spans = text, spans
        self._items: dict[int, int] = {}

    def around(self, at: int) -> tuple[int, int, bool] | None:
        """The innermost bracket around a place."""
        if len(self._spans) <= _FEW:
            for span in reversed(self._spans):
                if span[0] < at < span[1]:
                    return span
            return None
        places, inner = self._changes
        return inner[bisect_right(places, at) - 1]

    @cached_property
    def _closed(self) -> dict[int, int]:
        """The end of each bracket that is closed → where it opens."""
        return {end: start for start, end, closed in self._spans if closed}

    @cached_property
    def _changes(self) -> tuple[list[int], list[tuple[int, int, bool] | None]]:
        """Where the innermost bracket changes, and which it is from there on."""
        places: list[int] = [0]
        inner: list[tuple[int, int, bool] | None] = [None]
        waiting = [*reversed(self._spans)]
        open_: list[tuple[int, tuple[int, int, bool]]] = []
        for at in sorted({at for start, end, _ in waiting for at in (start + 1, end)}):
            while waiting and waiting[-1][0] < at:
                span = waiting.pop()
                heappush(open_, (-span[0], span))
            while open_ and open_[0][1][1] <= at:
                heappop(open_)
            places.append(at)
            inner.append(open_[0][1] if open_ else None)
        return places, inner

    def item_before(self, at: int) -> tuple[int, int]:
        """Span of the item that ends at ``at``, separators inside earlier brackets not counted."""
        text, ends, known = self._text, self._closed, self._items
        passed = [at]
        i = at
        while i > 0 and i not in known:
            if i in ends:
                i = ends[i]
                passed.append(i)
                continue
            if text[i - 1] in ITEM_END or text[i - 1] in OPENING:
                break
            i -= 1
        start = known.get(i, i)
        known.update(dict.fromkeys(passed, start))
        return max(start, at - _FAR), at


def _sentence_limit(text: str, start: int, limit: int) -> int:
    """End of an unbracketed exclusion that begins at ``start``."""
    depth = 0
    listed = False
    for i in range(start, limit):
        char = text[i]
        if char == "、":
            listed = True
        elif char in OPENING:
            depth += 1
        elif char in CLOSING:
            if depth == 0:
                return i
            depth -= 1
        elif depth == 0:
            if char in SENTENCE_END:
                return i
            if char in "，,":
                if listed:
                    return i
                last = max(start, i - _LAST)
                if _OPEN_LIST.match(text, i) and not _CLOSED.search(text, last, i):
                    continue
                if _OBJECT_END.search(text, last, i):
                    return i
    return limit


def _relative_end(text: str, match: re.Match[str], end: int) -> int:
    """Where the relative clause of the negator ends that describes the business behind it."""
    if not _RELATIVE.fullmatch(match.group()):
        return end
    at = text.find("的", match.end(), end)
    if at < 0 or at + 1 >= end or _ALL_OF_IT.search(text, match.end(), at):
        return end
    return at


def _behind_last(marks: str, text: str, start: int, end: int) -> int:
    """Behind the last of ``marks`` in ``text[start:end]``; 0 if none is there."""
    return max(text.rfind(mark, start, end) for mark in marks) + 1


def exclusions(text: str, negators: Negators) -> list[Exclusion]:
    """Every stretch of ``text`` that a disclaimer takes back, in order of start."""
    if not negators.any.search(text):
        return []
    within = _Brackets(text, brackets(text, negators.any))
    found: list[Exclusion] = []

    def add(start: int, end: int, cue: str, at: int) -> None:
        bracket = within.around(at)
        begin = max(0, at - _FAR)
        left = max(begin, bracket[0] + 1 if bracket else _behind_last("；;。\n", text, begin, at))
        reach = negators.reach.search(text, left, max(at + len(cue) + 6, left)) is not None
        item = within.item_before(bracket[0]) if bracket else None
        found.append(Exclusion(start, end, cue, reach, item))

    def limit_of(at: int) -> tuple[int, bool]:
        bracket = within.around(at)
        if bracket is None:
            return min(len(text), at + _FAR), False
        start, end, closed = bracket
        if closed and end - start <= _LONG_BRACKET:
            return end - 1, True
        return min(end - 1 if closed else end, at + _FAR), False

    for match in negators.forward.finditer(text):
        limit, whole = limit_of(match.start())
        end = limit if whole else _sentence_limit(text, match.end(), limit)
        if not whole:
            end = _relative_end(text, match, end)
        closing = negators.back.search(text, match.end(), end)
        if closing:
            # 国家禁止进出口的商品除外，投资管理: the exclusion is over at 除外.
            end = closing.end()
        add(match.start(), end, match.group(), match.start())
    for match in _WITHOUT.finditer(text) if "无" in text else ():
        add(match.start(), limit_of(match.start())[0], "无", match.start())
    for match in _EXCEPT.finditer(text) if "除" in text else ():
        limit, whole = limit_of(match.start())
        stop = _sentence_limit(text, match.end(), limit)
        closing = _EXCEPT_END.search(text, match.end(), max(stop, match.end()))
        if closing is None and stop < limit:
            # 除金融、证券等国家专项审批项目外 may run over a comma of its own.
            end_of_sentence = _SENTENCE_END.search(text, stop, limit)
            last = end_of_sentence.start() if end_of_sentence else limit
            closing = _EXCEPT_END.search(text, match.end(), last)
        if closing is None and whole and not _EXCEPT.search(text, match.end(), limit):
            # （除金融，证券，期货业务）: nothing but the exception stands in the bracket.
            stop = limit
        add(match.start(), closing.end() if closing else stop, "除", match.start())
    forbids = _NOT_TO.finditer(text) if any(word in text for word in _FORBIDS) else ()
    for match in (*negators.back.finditer(text), *forbids):
        bracket = within.around(match.start())
        floor = max(bracket[0] + 1 if bracket else 0, match.start() - _FAR)
        marks = "；;。\n" if bracket else "；;。\n，,"
        start = max(floor, _behind_last(marks, text, floor, match.start()))
        if match.group() in _BESIDES and "除" in text[start : match.start()]:
            continue
        tail = text.rfind("、", start, match.start())
        if (
            not bracket
            and tail > 0
            and _GENERIC.search(text, tail, match.start())
            and ("等" not in text[tail : match.start()])
        ):
            start = tail + 1
        add(start, match.end(), match.group(), match.start())
    found.sort(key=lambda e: (e.start, e.end))
    return found
