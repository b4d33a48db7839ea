"""Word papers from templates an office may replace (docxtpl).

Every number comes from ``figures``; the ledger lists the rows it was counted from.
"""

from __future__ import annotations

import datetime as dt
import pickle
import re
import signal
import subprocess
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from engine.cases import render_child
from engine.cases.course import course, reasons_of
from engine.cases.figures import COLUMNS, NOBODY, Case, Figures, figures, sentences, visited_on
from engine.cases.former import all_former
from engine.cases.months import cases_of, last_month, runs_until, screened_in, screened_later
from engine.cases.papered import by_source, items_of, said_of
from engine.cases.private import arriving
from engine.cases.render_child import render
from engine.cases.reopened import BEFORE, is_done
from engine.cases.store import CaseStore
from engine.cases.words import HANDLING
from engine.export.text import cleaned
from engine.model.confined import command
from engine.model.errors import SaolouError, UsageError

#: paper → what it is called; the template is ``<paper>.docx``
PAPERS: Mapping[str, str] = {
    "transfer": "涉嫌非法集资线索移交表",
    "talk": "警示约谈通知书",
    "ledger": "风险排查台账",
    "monthly": "排查工作月报",
    "summary": "排查工作总结",
}
_ELEMENTS = ("非法性", "公开性", "利诱性", "社会性")
#: Rules whose findings stay inside the office: tips, resemblances, the office's own knowledge, and
#: what is known of others (its neighbours, its relatives), who may be warned by it.
_INTERNAL = (
    *("TIP-", "AD-WRD", "AD-CUE", "AD-CON", "AD-CORE", "CASE-"),
    *("REG-LNK-003", "REG-LNK-006", "REG-LNK-007"),
)
#: Bytes of a template, seconds it may take on whatever machine.
_LARGEST, _SECONDS = 20 << 20, 60
#: Processor seconds and bytes to fill it in, and for each row of the paper: our own ledger takes a fourth
#: of the one and a third of the other. Whatever the rows, no more bytes than an office computer has.
_CPU, _CPU_ROW = 10, 0.002
_MEMORY, _MEMORY_ROW, _MEMORY_MOST = 1 << 30, 100 << 10, 4 << 30
_ENDLESS = "太费时间或内存（可能有停不下来的循环）"
_UNSCREENED = (
    "本期没有做过筛查，也没有登记核查结果，不能作零报告。已有资料的，请先筛查再出这份材料。"
)
#: Characters of a file's name.
_LONGEST = 80
_UNSAFE = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')


def for_case(store: CaseStore, paper: str, wanted: str, out: Path, templates: Path | None) -> Path:
    """移交表 or 约谈通知书 for one firm; returns the file."""
    case = store.find(wanted)
    sighted = [*store.sighted(case["entity_id"])]
    items = items_of(sighted, whole=is_done(case[HANDLING]))
    former = all_former(store).get(case["entity_id"], ())
    names = dict.fromkeys(value for column, value, _ in former if column == "name")
    # Who is warned must not learn that somebody told of him, nor of mere resemblances.
    open_ = [item for item in items if not item["rule"].startswith(_INTERNAL)]
    context = {
        **case,
        **course(store, case["entity_id"]),
        # As the course tells them: a later run finds a firm by another kind of file.
        "source": "、".join(dict.fromkeys(then["source"] for then in sighted)) or case["source"],
        "items": by_source(items),
        "elements": [
            {
                "name": name,
                "facts": "；".join(dict.fromkeys(said_of(i) for i in items if i["element"] == name))
                or "现有材料未见，待核查",
            }
            for name in _ELEMENTS
        ],
        "reasons": list(dict.fromkeys(map(said_of, open_)))[:10]
        or ["防范非法集资日常排查需要，请说明主要业务、收款方式和对外宣传情况"],
        "laws": list(
            dict.fromkeys(law for item in open_ for law in item["basis"].split("、") if law)
        ),
        "handling": case[HANDLING] or "待定",
        "former": "、".join(names),
        "today": _chinese_day(store.today),
    }
    name = f"{PAPERS[paper]}_{case['name']}"
    alike = [c for c in store.cases() if c["name"] == case["name"]]
    if len(alike) > 1 or len(name) > _LONGEST:  # the paper of another firm is not to be lost
        name = f"{name[: _LONGEST - 30]}_{case['entity_id']}"
    return _render(paper, context, out, name, templates)


def for_period(
    store: CaseStore,
    paper: str,
    month: str,
    by: str,
    out: Path,
    templates: Path | None,
) -> Path:
    """Ledger, monthly or summary report; ``month`` (2026-07) limits it to what was first listed or
    visited in that month (see ``cases_of``), "" means the whole season. ``by``: territory or department.

    Raises UsageError of a month to come."""
    if month > max(store.today[:7], last_month(store)):
        raise UsageError(f"{month} 还没有到，出不了这个月的材料。")
    cases = cases_of(store, month)
    found = figures(cases)
    later = screened_later(store, month) if month else []
    screened = screened_in(store, month)
    # That nothing was found is for those to report who have looked.
    zero = screened and not (cases or later)
    said = [*(sentences(found) if cases or zero else ()), *later]
    context: dict[str, Any] = {
        "period": _period(month),
        "columns": list(COLUMNS),
        "total": found.total,
        "sectors": found.by_sector,
        "territories": found.by_territory,
        "sources": found.by_source,
        "months": found.by_month,
        "handling": found.handling,
        "sentences": said if said or screened else [_UNSCREENED],
        "groups": list(_groups(found, by)),
        "runs": len(runs_until(store, month)),
        "zero": zero,
        "store": store.called,
        "today": _chinese_day(store.today),
    }
    name = f"{PAPERS[paper]}_{month or '全期'}" + (f"_按{_BY[by][0]}" if paper == "ledger" else "")
    return _render(paper, context, out, name, templates)


_BY: Mapping[str, tuple[str, str]] = {
    "territory": ("责任区", "territory"),
    "department": ("条线", "department"),
}


def _groups(found: Figures, by: str) -> Iterator[dict[str, Any]]:
    column = _BY[by][1]
    groups: dict[str, list[Case]] = {}
    for case in found.cases:
        groups.setdefault(case[column].replace("|", "、") or NOBODY, []).append(case)
    for name, cases in sorted(groups.items(), key=lambda kv: (-len(kv[1]), kv[0])):
        yield {"name": name, "count": len(cases), "cases": [_ledger_row(c) for c in cases]}


def _ledger_row(case: Case) -> dict[str, str]:
    reasons = reasons_of(case["reasons"])
    return {
        **{key: str(value) for key, value in case.items()},
        "reasons": "|".join(reasons),
        "why": "；".join(reasons[:2]),
        "handling": case[HANDLING] or case.get(BEFORE, ""),
        "visited": visited_on(case),
        "by": case["核查人"],
        "business": case["实际业务"],
        "note": case["备注"],
    }


def _render(
    paper: str, context: Mapping[str, Any], out: Path, name: str, templates: Path | None
) -> Path:
    if not (find_spec("docxtpl") and find_spec("jinja2")):
        raise UsageError("生成公文需要 docxtpl：请运行 pip install saolou[papers]。")
    own = templates / f"{paper}.docx" if templates else None
    if own is not None and not own.is_file():
        raise UsageError(f"“{templates}”里没有 {paper}.docx。可从程序自带的模板复制后修改。")
    target = out / f"{_UNSAFE.sub('_', name)[:_LONGEST]}.docx"
    said = cleaned(context)
    if own is None:
        shipped = files("engine.cases").joinpath("templates", f"{paper}.docx")
        whole = render(shipped.read_bytes(), said)
    else:
        whole = _render_apart(own, said)
    with arriving(target) as aside:
        aside.write_bytes(whole)
    return target


def _render_apart(own: Path, context: Mapping[str, Any]) -> bytes:
    """In another process, whose time and memory have an end; loops in a template have none."""
    if (size := own.stat().st_size) > _LARGEST:
        raise _useless(own, f"有 {size >> 20} MB，超过 {_LARGEST >> 20} MB")
    rows = sum(group["count"] for group in context.get("groups", ()))
    cpu = _CPU + int(rows * _CPU_ROW)
    limits = str(min(_MEMORY + rows * _MEMORY_ROW, _MEMORY_MOST)), str(cpu)
    child = command(Path(render_child.__file__), *limits)
    asked = pickle.dumps((own.read_bytes(), context))
    try:
        ended = subprocess.run(
            child, input=asked, capture_output=True, timeout=_SECONDS + 5 * (cpu - _CPU)
        )
    except subprocess.TimeoutExpired:
        raise _useless(own, _ENDLESS) from None
    except OSError as cause:
        raise SaolouError(
            f"填写模板 {own} 要另开一个进程，没能启动（{cause.strerror or type(cause).__name__}）。"
            "请关掉一些程序后重试；不加 --templates 则用程序自带的模板，不必另开进程。"
        ) from None
    if -ended.returncode == getattr(signal, "SIGXCPU", None):  # not known to every system
        raise _useless(own, _ENDLESS)
    if ended.returncode:
        raise SaolouError(
            f"填写模板 {own} 的进程意外中断（退出码 {ended.returncode}），不是超时。"
            "请关掉一些程序后重试；仍然中断时不加 --templates，用程序自带的模板。"
        )
    done, told = pickle.loads(ended.stdout)  # written by our own process
    if not done:
        raise _useless(own, told or _ENDLESS)
    whole: bytes = told
    return whole


def _useless(own: Path, why: str) -> UsageError:
    return UsageError(f"模板 {own} 用不了：{why}。请对照程序自带的模板改正。")


def _period(month: str) -> str:
    if not month:
        return "本次专项排查"
    year, number = month.split("-")
    return f"{year} 年 {int(number)} 月"


def _chinese_day(day: str) -> str:
    found = dt.date.fromisoformat(day)
    return f"{found.year} 年 {found.month} 月 {found.day} 日"
