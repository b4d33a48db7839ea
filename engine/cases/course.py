"""The course of a case, for whoever takes it over: what was told of the firm and when, what each run made
of it, and each visit with what was found and decided."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from engine.cases.heard import TIP
from engine.cases.store import CaseStore
from engine.cases.told import UNKNOWN, plain
from engine.cases.visited import Visit, visits_of
from engine.cases.words import HANDLING, VISITED
from engine.model.terms import CARRIED, NO_SECTOR

#: What stands where a tip has no number or no day.
NO_NUMBER, NO_DAY = "未登记编号", "日期不详"
_FOUND = ("实际业务", "证照情况", "备注")
#: Reasons of a screening that are told, and tips of which the persons and sums are.
_REASONS, _TIPS = 2, 20
#: Before a reason: which run it is of.
_CARRIED = re.compile(rf"{CARRIED}[\d-]*：")
_TIPPED, _LISTED, _WENT = range(3)
Row = dict[str, str]


def reasons_of(told: str) -> list[str]:
    """The reasons of a sighting, without what only says which run they are of: a paper goes to people who know
    of no runs."""
    return [*dict.fromkeys(_CARRIED.sub("", reason) for reason in told.split("|"))]


def course(store: CaseStore, identity: str) -> dict[str, Any]:
    """For a paper: ``course`` (rows with day, what, who, found, decided, grade, by day), ``grades``,
    ``persons`` and ``amount``; none of them is blank."""
    sighted = [*store.sighted(identity)]
    visits = visits_of(store, identity).get(identity, [])
    tips = _tips(store, identity)
    rows = [
        *((tip["day"] or tip["seen"], _TIPPED, _tip_row(tip)) for tip in tips),
        *((then["seen"], _LISTED, row) for then, row in _listed(sighted, visits)),
        *((one.day, _WENT, row) for one, row in _went(visits, sighted)),
    ]
    return {
        "course": [row for *_, row in sorted(rows, key=lambda one: one[:2])],
        "grades": _grades(sighted),
        "persons": _in_all(tips, "persons", "人数"),
        "amount": _in_all(tips, "amount", "金额"),
    }


def _tips(store: CaseStore, identity: str) -> list[Row]:
    rows = store.db.execute(
        "SELECT day, number, persons, amount, substr(r.at, 1, 10) AS seen FROM heard h"
        " JOIN run r ON r.id = h.run_id WHERE entity_id = ? AND told = ?"
        " ORDER BY coalesce(nullif(day, ''), r.at), number",
        (identity, TIP),
    )
    return [plain(row) for row in rows]


def _tip_row(tip: Row) -> Row:
    found = f"涉及人数：{_people(tip['persons']) or '未写明'}；金额：{tip['amount'] or '未写明'}"
    return _row(tip["day"] or NO_DAY, f"收到举报（{_number(tip)}）", found=found)


def _number(tip: Row) -> str:
    return f"编号{UNKNOWN}" if tip["number"] == UNKNOWN else tip["number"] or NO_NUMBER


def _people(told: str) -> str:
    return f"{told}人" if told.isdecimal() else told


def _in_all(tips: Sequence[Row], column: str, what: str) -> str:
    """What the tips tell, one by one: several may tell of the same people and their money."""
    if not tips:
        return "现有材料未载明，待核查"
    told = [tip for tip in tips if tip[column] not in ("", UNKNOWN)]
    if not told:
        unkept = any(tip[column] == UNKNOWN for tip in tips)
        return f"举报 {len(tips)} 件，{what}{UNKNOWN if unkept else '均未写明'}"
    said = (
        f"{_number(t)} {_people(t[column]) if column == 'persons' else t[column]}" for t in told
    )
    more = f"；另有 {len(told) - _TIPS} 件略" if len(told) > _TIPS else ""
    rest = f"；{len(tips) - len(told)} 件未写明" if len(tips) > len(told) else ""
    apart = "（可能重复，没有相加）" if len(told) > 1 else ""
    return f"举报 {len(tips)} 件：{'；'.join([*said][:_TIPS])}{more}{rest}{apart}"


def _listed(
    sighted: Sequence[Mapping[str, Any]], visits: Sequence[Visit]
) -> Iterator[tuple[Mapping[str, Any], Row]]:
    """The first run that listed the firm, and those that made something else of it or came next after a
    visit."""
    for before, then in pairwise([None, *sighted]):
        assert then is not None
        gone = before and any(before["run_id"] <= one.after_run < then["run_id"] for one in visits)
        if before and not gone and _grade(before) == _grade(then):
            continue
        reasons = "；".join(reasons_of(then["reasons"])[:_REASONS])
        found = f"来源：{then['source']}。{reasons}"
        what = "再次列入线索" if before else "首次列入线索"
        yield then, _row(then["seen"], what, found=found, grade=_grade(then))


def _went(
    visits: Sequence[Visit], sighted: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[Visit, Row]]:
    for before, one in pairwise([None, *visits]):
        assert one is not None
        told = one.values
        fresh = [n for n in _FOUND if told[n] and not (before and before.values[n] == told[n])]
        found = "；".join(f"{name}：{told[name]}" for name in fresh)
        same = "同上次" if before and any(told[name] for name in _FOUND) else "未填写"
        known = [then for then in sighted if then["run_id"] <= one.after_run]
        day = one.day if one.who or told[VISITED] else f"{one.day}（导入日，核查日期未填）"
        who = f"{one.who}（命令登记）" if one.who else told["核查人"] or "未填写"
        decided = told[HANDLING] or "未写处置措施"
        grade = _grade(known[-1]) if known else UNKNOWN
        yield (
            one,
            _row(day, "登记处置" if one.who else "上门核查", who, found or same, decided, grade),
        )


def _row(
    day: str, what: str, who: str = "", found: str = "", decided: str = "", grade: str = ""
) -> Row:
    row = {"day": day, "what": what, "who": who, "found": found, "decided": decided, "grade": grade}
    return {name: value or "—" for name, value in row.items()}


def _grade(then: Mapping[str, Any]) -> str:
    sector = f"行业{UNKNOWN}" if then["sector"] == UNKNOWN else then["sector"] or f"行业{NO_SECTOR}"
    return f"{then['band']}（{sector}）"


def _grades(sighted: Sequence[Mapping[str, Any]]) -> str:
    """The band now, and the highest that it was."""
    if not sighted:
        return "未列为线索"
    now = sighted[-1]["band"]
    top = next((t for band in "高中低" for t in sighted if t["band"] == band), sighted[-1])
    return now if top["band"] == now else f"现为{now}，{top['seen']} 筛查时为{top['band']}"
