"""The numbers of every paper, counted once from the case store, so that they agree everywhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from engine.cases.reopened import BEFORE, DAY_BEFORE, SENT, SENT_BEFORE
from engine.cases.words import CLEARED, HANDLING, VISITED
from engine.model.terms import NO_SECTOR

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
#: The label of what no territory is known of.
NOBODY = "未划定"
#: What the columns of a case that was visited mean, for whoever reads one.
MEANING = (
    "“已核查”是登记过核查日期或处置措施的户数，办结以后重新列为在办的也算在内；“按核查月份”按最后一次核查的日期分。"
    "处置措施按最后一次登记的计；重新列为在办的，移送、移交照旧计入，其余措施等重新登记以后再计。"
)
#: So many that have equally many are named.
_NAMED = 3
_SOURCES = ("排查", "广告监测", "举报反映")
#: A sector, and what titles of rules say.
_ELDERLY = ("养老服务", "养老", "老年人")
#: What a reason says itself, between where it is from and what it quotes or names.
_TITLE = re.compile(r"^(?:(?:广告|举报)[^：]{1,99}：)?(?:沿用[\d-]*：)?([^（：“]*).*", re.DOTALL)


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
    handled = Counter(done for case in cases for done in _handled(case))
    most = max(handled.values(), default=1)
    return Figures(
        tuple(cases),
        Line("合计", _counts(cases)),
        _table(cases, lambda c: c["sector"] or NO_SECTOR),
        _table(cases, lambda c: c["territory"] or NOBODY),
        _table(cases, lambda c: c["source"], _SOURCES),
        _table(cases, _month, order_by_label=True),
        tuple(
            (name, n, _bar(n, most))
            for name, n in sorted(handled.items(), key=lambda one: (-one[1], one[0]))
        ),
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
    visited = sum(map(_visited, cases))
    groups = (
        sum(1 for case in cases if any(_is_done(case, word) for word in words))
        for _, words in HANDLED
    )
    return (len(cases), *(bands.get(band, 0) for band in BANDS), visited, *groups)


def visited_on(case: Case) -> str:
    """The day of the last visit, also of a case that is open again; "" where nobody wrote one."""
    day: str = case[VISITED] or case.get(DAY_BEFORE, "")
    return day


def _visited(case: Case) -> bool:
    """Was somebody there, or has something been done about it? New evidence does not undo that, or a firm
    would have been sent to the police without anybody having looked at it."""
    return bool(_handled(case) or visited_on(case) or BEFORE in case)


def _month(case: Case) -> str:
    return visited_on(case)[:7] or ("核查日期未填" if _visited(case) else "尚未核查")


def _sent(case: Case) -> str:
    """To whom a case was sent before, that is open again or was visited again."""
    sent: str = case.get(SENT_BEFORE, "")
    return sent


def _handled(case: Case) -> list[str]:
    """What was done, and to whom it was sent before."""
    handling: str = case[HANDLING]
    sent = (way for way in SENT if way in _sent(case) and way not in handling)
    return [one for one in (handling, *sent) if one]


def _is_done(case: Case, word: str) -> bool:
    """Does a measure count? What was sent has been sent; anything else has to be done once more where the
    case is open again, and is what the last visit came to."""
    return word in case[HANDLING] or (word in SENT and word in _sent(case))


def _bar(count: int, most: int) -> str:
    """A bar of at most 20 blocks; something is never nothing."""
    return "█" * max(1, round(20 * count / most)) if count else ""


def registered(case: Case) -> bool:
    """Of an advertiser that stands in no register, only a register's columns know nothing: a firm
    that stands there may have lost its code to Excel."""
    return bool(case["uscc"] or case["scope"] or case["legal_rep"])


def _most(kind: str, lines: Sequence[Line], total: int) -> str:
    """Which of the lines, the largest first, has most; all that have equally many are the most."""
    most = lines[0].counts[0]
    labels = [line.label for line in lines if line.counts[0] == most]
    more = f"等 {len(labels)} 个" if len(labels) > _NAMED else ""
    each = "各 " if len(labels) > 1 else ""
    share = f"，{'各' if each else ''}占 {most / total:.0%}"
    return f"线索最多的{kind}是{'、'.join(labels[:_NAMED])}{more}，{each}{most} 户{share}。"


def _of_the_old(case: Case) -> bool:
    """Is it about elderly people? What a reason says itself tells, not the words that it quotes (老板, 老客户)
    nor the neighbours that it names."""
    titles = (_TITLE.sub(r"\1", reason) for reason in case["reasons"].split("|"))
    return case["sector"] == _ELDERLY[0] or any(w in t for t in titles for w in _ELDERLY[1:])


def sentences(found: Figures) -> list[str]:
    """Causes and weak points as far as the numbers show them, each with its count."""
    total = found.total.counts[0]
    if not total:
        return ["本期没有排查出线索（零报告）。"]
    said = []
    said.append(_most("行业", found.by_sector, total))
    # Where nobody has the territory is no territory; that is told at the end.
    if areas := [line for line in found.by_territory if line.label != NOBODY]:
        said.append(_most("责任区", areas, total))
    for line in found.by_source:
        if line.counts[0] and line.label != "排查":
            said.append(
                f"{line.label}发现的有 {line.counts[0]} 户，占 {line.counts[0] / total:.0%}。"
            )
    old = [case for case in found.cases if _of_the_old(case)]
    if old:
        said.append(f"涉及老年人或养老服务的有 {len(old)} 户，宣传须进社区、进老年活动场所。")
    unregistered = [c for c in found.cases if not registered(c)]
    if unregistered:
        said.append(f"资料里查不到登记的有 {len(unregistered)} 户，仅靠登记信息发现不了。")
    open_ = [c for c in found.cases if not _handled(c)]
    if open_:
        high = sum(1 for c in open_ if c["band"] == "高")
        said.append(f"尚未登记处置措施的有 {len(open_)} 户，其中等级为高的 {high} 户，须尽快上门。")
    if again := sum(1 for c in found.cases if BEFORE in c):
        said.append(f"办结以后又有新的证据、须重新核查的有 {again} 户。")
    sent = [c for c in found.cases if _sent(c)]
    for count, why in (
        (sum(BEFORE in c for c in sent), "以后又有新的证据，已重新列为在办"),
        (sum(BEFORE not in c for c in sent), "以后又核查过，登记了以后的处置"),
    ):
        if count:
            said.append(
                f"移送公安、移交部门的户数里，有 {count} 户移送、移交{why}，移送、移交仍然计入。"
            )
    if any(map(_visited, found.cases)):
        said.append(MEANING)
    nobody = [c for c in found.cases if not c["territory"]]
    if nobody:
        said.append(f"没有划定责任区的有 {len(nobody)} 户，须补充责任区划分。")
    return said
