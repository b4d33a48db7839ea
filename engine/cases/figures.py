"""The numbers of every paper, counted once from the case store, so that they agree everywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from engine.cases.reopened import BEFORE, SENT, SENT_BEFORE
from engine.cases.store import CLEARED, HANDLING

Case = dict[str, Any]
BANDS = ("高", "中", "低")
#: Columns of the tables that higher offices ask for (domain §6.1, table 5), and which handling
#: counts in each.
HANDLED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("约谈", ("警示约谈", "提示提醒")),
    ("整改", ("责令整改规范", "变更名称或经营范围", "清退资金")),
    ("关注", ("列入重点关注", "持续监测", "联合检查", "暂停登记业务")),
    ("移送公安", ("移送公安", "组织认定")),
    ("移交部门", ("移交行业主管部门", "移交市场监管")),
    ("关停注销", ("关停取缔或吊销", "已注销失联")),
    ("排除", (CLEARED,)),
)
COLUMNS = ("线索", *BANDS, "已核查", *(name for name, _ in HANDLED))
_SOURCES = ("排查", "广告监测", "举报反映")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table; ``counts`` in the order of COLUMNS; ``bar`` as long as ``线索``."""

    label: str
    counts: tuple[int, ...]
    bar: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """``cases`` are the rows all numbers are counted from."""

    cases: tuple[Case, ...]
    total: Line
    by_sector: tuple[Line, ...]
    by_territory: tuple[Line, ...]
    by_source: tuple[Line, ...]
    by_month: tuple[Line, ...]
    handling: tuple[tuple[str, int, str], ...]


def figures(cases: Sequence[Case]) -> Figures:
    """Count ``cases`` (as CaseStore.cases gives them)."""
    handled = Counter(filter(None, (case[HANDLING] or _sent(case) for case in cases)))
    most = max(handled.values(), default=1)
    return Figures(
        tuple(cases),
        Line("合计", _counts(cases)),
        _table(cases, lambda c: c["sector"] or "未定"),
        _table(cases, lambda c: c["territory"] or "未划定"),
        _table(cases, lambda c: c["source"], _SOURCES),
        _table(cases, lambda c: c["核查日期"][:7] or "尚未核查", order_by_label=True),
        tuple((name, n, _bar(n, most)) for name, n in handled.most_common()),
    )


def _table(
    cases: Sequence[Case],
    key: Callable[[Case], str],
    always: Sequence[str] = (),
    *,
    order_by_label: bool = False,
) -> tuple[Line, ...]:
    groups: dict[str, list[Case]] = {label: [] for label in always}
    for case in cases:
        groups.setdefault(key(case), []).append(case)
    most = max((len(group) for group in groups.values()), default=1) or 1
    lines = [Line(label, _counts(g), _bar(len(g), most)) for label, g in groups.items()]
    if order_by_label:
        return tuple(sorted(lines, key=lambda line: line.label))
    return tuple(sorted(lines, key=lambda line: (-line.counts[0], line.label)))


def _counts(cases: Sequence[Case]) -> tuple[int, ...]:
    bands = Counter(case["band"] for case in cases)
    visited = sum(1 for case in cases if case[HANDLING] or case["核查日期"])
    groups = (
        sum(1 for case in cases if any(word in _done(case, word) for word in words))
        for _, words in HANDLED
    )
    return (len(cases), *(bands.get(band, 0) for band in BANDS), visited, *groups)


def _sent(case: Case) -> str:
    """To whom a case was sent that is open again."""
    sent: str = case.get(SENT_BEFORE, "")
    return sent


def _done(case: Case, word: str) -> str:
    """What was done about a case, as far as a measure (``word``) counts. What was sent has been sent;
    anything else has to be done once more where the case is open again."""
    handling: str = case[HANDLING]
    return handling or (_sent(case) if word in SENT else "")


def _bar(count: int, most: int) -> str:
    """A bar of at most 20 blocks; something is never nothing."""
    return "█" * max(1, round(20 * count / most)) if count else ""


def registered(case: Case) -> bool:
    """Of an advertiser that stands in no register, only a register's columns know nothing: a firm
    that stands there may have lost its code to Excel."""
    return bool(case["uscc"] or case["scope"] or case["legal_rep"])


def sentences(found: Figures) -> list[str]:
    """Causes and weak points as far as the numbers show them, each with its count."""
    total = found.total.counts[0]
    if not total:
        return ["本期没有排查出线索（零报告）。"]
    said = []
    top = found.by_sector[0]
    said.append(
        f"线索最多的行业是{top.label}，{top.counts[0]} 户，占 {top.counts[0] / total:.0%}。"
    )
    place = found.by_territory[0]
    said.append(f"线索最多的责任区是{place.label}，{place.counts[0]} 户。")
    for line in found.by_source:
        if line.counts[0] and line.label != "排查":
            said.append(
                f"{line.label}发现的有 {line.counts[0]} 户，占 {line.counts[0] / total:.0%}。"
            )
    old = [c for c in found.cases if "老" in c["reasons"] or c["sector"] == "养老服务"]
    if old:
        said.append(f"涉及老年人或养老服务的有 {len(old)} 户，宣传须进社区、进老年活动场所。")
    unregistered = [c for c in found.cases if not registered(c)]
    if unregistered:
        said.append(f"资料里查不到登记的有 {len(unregistered)} 户，仅靠登记信息发现不了。")
    open_ = [c for c in found.cases if not c[HANDLING]]
    if open_:
        high = sum(1 for c in open_ if c["band"] == "高")
        said.append(f"尚未登记处置措施的有 {len(open_)} 户，其中等级为高的 {high} 户，须尽快上门。")
    if again := sum(1 for c in found.cases if BEFORE in c):
        said.append(f"其中办结以后又有新的证据、须重新核查的有 {again} 户。")
    if sent := sum(1 for c in found.cases if _sent(c)):
        said.append(
            f"移送公安、移交部门的户数里，有 {sent} 户移送、移交以后又有新的证据，已重新列为在办，移送、移交仍然计入。"
        )
    nobody = [c for c in found.cases if not c["territory"]]
    if nobody:
        said.append(f"没有划定责任区的有 {len(nobody)} 户，须补充责任区划分。")
    return said
