"""Tips that were placed with no firm stay on the desk until somebody finds whom they mean.

Who reported and what a tip says are kept nowhere: only the subject, the place, and the words that
were found.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, TypeAlias

import pandas as pd

from engine.cases import tip_rows
from engine.cases.store import CaseStore
from engine.export.where import SHOWN_ROW, headers_of, shown_row, sources_of
from engine.model.screening import Screening
from engine.model.terms import EARLIER, TIP_FILED
from engine.model.terms import TIP_BEFORE as BEFORE
from engine.model.terms import TIP_SINCE as SINCE

#: Of the tips on the desk, those that the files of this run do not hold.
CARRIED_TIPS = "未对应的举报沿用前次"
_LINKED = "已对应到企业"
_who = itemgetter("subject", "where")
#: Of what was found in a tip so much must be found in one of a firm for the two to be one.
_MOST = 0.5
#: Does what a rule found (rule, field, words, quote) of the firm of a name and code still count?
Stands: TypeAlias = Callable[[Mapping[str, Any], Sequence[str]], bool]
#: Number of a tip that counts for a firm → what was found in it, and where in its text.
_Linked: TypeAlias = Mapping[str, Collection[tuple[str, str, int]]]


def follow(run: Screening, store: CaseStore, stands: Stands) -> int:
    """Puts the tips that are open still beside those of ``run``, and takes away those that somebody
    has closed. Changes ``run.loose_tips`` and ``run.messages``; how many are carried."""
    known = {row["key"]: row for row in tip_rows.rows(store)}
    closed = {key: row["closed"] for key, row in known.items() if row["closed"]}
    here = {tip["key"] for tip in run.loose_tips}
    linked = _linked(run.evidence)
    carried = [
        {TIP_FILED: row["since"], **told, SINCE: row["seen"]}
        for key, row in known.items()
        if key not in here and key not in closed
        for told in (tip_rows.told_of(row),)
        if not _is_linked(told, linked) and _counts(told, stands)
    ]
    run.messages += tuple(
        f"线索记录{tip['tip_id']}（{tip['subject'] or '未写明对象'}）没有再列入案头核查："
        f"{EARLIER}{closed[tip['key']]}"
        for tip in run.loose_tips
        if tip["key"] in closed
    )
    mine = [tip for tip in run.loose_tips if tip["key"] not in closed]
    told = (*(tip | _before(tip, known.values()) for tip in mine), *carried)
    run.loose_tips = tuple(tip | _noted(tip, run.noted) for tip in told)
    return len(carried)


def _before(tip: Mapping[str, Any], known: Iterable[sqlite3.Row]) -> dict[str, str]:
    """What the last closed tip came to that says the same, or is about the same one at the same place."""
    found = ""
    for row in known:
        old = tip_rows.told_of(row)
        same = [
            word
            for word, alike in (
                ("内容相同的", tip["content"] == old.get("content")),
                ("同一对象的", tip["subject"] and _who(tip) == _who(old)),
            )
            if alike
        ]
        if same and row["closed"] and row["key"] != tip["key"]:
            day, _, how = row["closed"].partition(" ")
            found = f"以前有{same[0]}反映（{old['tip_id']}），{day}已办结：{how}"
    return {BEFORE: found} if found else {}


def _noted(tip: Mapping[str, Any], noted: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """What somebody did about it who has not found the firm."""
    if tip["key"] not in noted:
        return {}
    day, said = noted[tip["key"]]
    return {BEFORE: "；".join(filter(None, (tip.get(BEFORE), f"{EARLIER}{day} {said}")))}


def keep_tips(run: Screening, store: CaseStore, number: int) -> None:
    """Store the tips of ``run``, the run of that number, that somebody has to look at; those that it has
    placed with a firm are closed."""
    headers = headers_of(sources_of(run.run))
    for tip in run.loose_tips:
        told = {name: value for name, value in tip.items() if name not in (SINCE, BEFORE)}
        where = {SHOWN_ROW: shown_row(headers, tip), TIP_FILED: tip.get(TIP_FILED, store.today)}
        tip_rows.put(store, told | where, number)
    open_ = {tip["key"] for tip in run.loose_tips}
    linked = _linked(run.evidence)
    for row in tip_rows.rows(store):
        gone = row["key"] not in open_ and not row["closed"]
        if gone and _is_linked(tip_rows.told_of(row), linked):
            tip_rows.put_closed(store, row["key"], _LINKED)


def _linked(evidence: pd.DataFrame) -> _Linked:
    of_tips = evidence[evidence["rule_id"].str.startswith("TIP-") & (evidence["ad_id"] != "")]
    of_tips = of_tips[of_tips["entity_id"] != ""]
    columns = (of_tips[name] for name in ("ad_id", "rule_id", "matched", "start"))
    found: dict[str, set[tuple[str, str, int]]] = {}
    for tip, rule, words, start in zip(*columns, strict=True):
        found.setdefault(str(tip), set()).add((str(rule), str(words), int(start)))
    return found


def _is_linked(tip: Mapping[str, Any], linked: _Linked) -> bool:
    """Is it one of those? Another file may number its tips alike, so that the words decide."""
    mine = {(rule, words, start) for rule, words, start in tip["found"]}
    return len(mine.intersection(linked.get(tip["tip_id"], ()))) > _MOST * len(mine)


def _counts(tip: Mapping[str, Any], stands: Stands) -> bool:
    who = {"name": tip["subject"], "uscc": ""}
    return any(stands(who, [rule, "text", words, words]) for rule, words, _ in tip["found"])
