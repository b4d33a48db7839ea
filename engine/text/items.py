"""The item a word stands in: what governs it, what it qualifies, what the list ends with."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CLAUSE = frozenset("；;。\n\r，,：:|（(【[［〔「{｛）)】]］〕」}｝")
_ITEM = _CLAUSE | frozenset("、 \u3000\t/·")
_OPEN = frozenset("（(【[［〔「{｛")
_CLOSE = frozenset("）)】]］〕」}｝")
_AND = re.compile(r"以及|[及和与或]")
#: Branches of business that stand bare in a list and share its head (金融、保险业软件开发).
_BRANCH = re.compile(
    r"(?:非?银行|金融|证券|保险|期货|基金|信托|理财|投资|支付|税务|财税|财政|财务|邮政|邮电|电信|通信|电力|交通|"
    r"石油|石化|医疗|医院|教育|公安|政府|铁路|民航|烟草|商业|工商|企业|学校|能源|公用|军工|航空|科研)"
)
_COLLECTIVE = re.compile(
    r"等|各类|(?:行业|领域|系统|机构|企业|单位|部门|公司|客户|业)(?=专用|相关|有关|的|提供|客户|$)"
)
_SHORT = 3
#: No clause is longer; without an end a list of a whole page would be walked for each of its words.
_FAR = 500
#: What is done to every thing of a list, whatever stands in it (金融、贵重物资、危险物品押运).
_HANDLED = re.compile(r"押运|守护|护卫|保卫|用纸|印刷品?$")
_FORM = re.compile(r"有限|股份|责任|公司|集团|合伙|[（(]")
_NAME_TAIL = re.compile(
    r"(?:分公司|支公司|子公司|总公司|分店|分部|办事处|代表处|分所|营业部|营业处|业务部|经营部|服务部|门店)$"
)


@dataclass(frozen=True, slots=True)
class Item:
    """``own_left``/``rest``: the hit's item to its left and right; ``before``/``after``: its
    clause; ``head``: ``rest``, or what the list ends with when the word stands bare in it;
    ``bracket``: inside of the bracket right behind the item."""

    own_left: str
    rest: str
    before: str
    after: str
    head: str
    bracket: str


def item_of(text: str, start: int, end: int, field: str) -> Item:
    """The item around ``text[start:end]`` in a scope, or the parts of a name around it."""
    if field == "name":
        return _of_name(text, start, end)
    left = _back(text, start, _ITEM)
    right = _forth(text, end, _ITEM)
    first, last = _back(text, start, _CLAUSE), _forth(text, end, _CLAUSE)
    after = text[end:last]
    if last < len(text) and text[last] in _OPEN:
        after += _beyond(text, last)
    rest = text[end:right]
    joined = _AND.search(rest)
    own = rest[: joined.start()] if joined else rest
    head = own
    if not own:
        head = _shared_head(text[end:last]) if start == left or text[left:start] in _VERBS else ""
    bracket = ""
    if last < len(text) and text[last] in _OPEN:
        close = last + 1
        while close < min(len(text), last + _FAR) and text[close] not in _CLOSE:
            close += 1
        bracket = text[last + 1 : close]
    return Item(text[left:start], own, text[first:start], after, head, bracket)


_VERBS = frozenset(
    ("", "经营", "销售", "从事", "提供", "承接", "为", "向", "对", "面向", "研发", "开发", "生产")
)


def _shared_head(after: str) -> str:
    """What a list of bare branches ends with; empty when the list is no such list."""
    parts = [p for p in re.split(r"[、/]|以及|[及和与或]", after) if p]
    if parts and _HANDLED.search(parts[-1]):
        return parts[-1]
    for i, part in enumerate(parts):
        if _COLLECTIVE.search(part) or (_BRANCH.match(part) and len(part) > _SHORT):
            return part
        if len(part) > _SHORT or i == len(parts) - 1:
            return ""
    return ""


def _beyond(text: str, at: int) -> str:
    """The clause behind the bracket that opens at ``at``; empty when it is never closed."""
    depth = 0
    for i in range(at, min(len(text), at + _FAR)):
        depth += (text[i] in _OPEN) - (text[i] in _CLOSE)
        if depth == 0:
            return text[i + 1 : _forth(text, i + 1, _CLAUSE)]
    return ""


def _of_name(text: str, start: int, end: int) -> Item:
    form = _FORM.search(text, end)
    rest = text[end : form.start()] if form else text[end:]
    at = text.rfind("公司")
    tail = text[at + 2 :] if at >= end else ""
    if tail and _NAME_TAIL.search(tail):
        tail = ""
    return Item(text[:start], rest, text[:start], text[end:], rest + "\n" + tail, "")


def _back(text: str, at: int, stops: frozenset[str]) -> int:
    least = max(0, at - _FAR)
    while at > least and text[at - 1] not in stops:
        at -= 1
    return at


def _forth(text: str, at: int, stops: frozenset[str]) -> int:
    most = min(len(text), at + _FAR)
    while at < most and text[at] not in stops:
        at += 1
    return at
