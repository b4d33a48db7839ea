"""What the office has in hand and this run does not list, and what the last run had been given.

A run over fewer files than the last one finds less: a firm in hand then leaves the list, or loses
its grade, without anybody having been there. So it is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from engine.cases.former import differs
from engine.cases.store import CaseStore
from engine.cases.told import kept
from engine.model.screening import Screening
from engine.model.terms import AWAY, LESS, RecordKind

_NAMES = {
    RecordKind.REGISTRATION: "企业登记",
    RecordKind.ADVERT: "广告",
    RecordKind.TIP: "线索记录",
    RecordKind.LICENCE: "持牌机构名录",
    RecordKind.TERRITORY: "责任区",
}


def given(run: Screening) -> list[str]:
    """Kinds of records that ``run`` had rows of."""
    return [kind.value for kind in _NAMES if run.run["rows"].get(kind.value, {}).get("in")]


def not_listed(
    run: Screening,
    missing: Iterable[tuple[str, dict[str, Any]]],
    read: Mapping[str, Mapping[str, Any]],
) -> list[str]:
    """A line for each case, with its identity in ``run``, that is no lead of it: what it is now, and what
    it is called in the register now. ``read``: rows of that."""
    entities = run.entities
    now = dict(zip(entities["entity_id"], entities["disposition"], strict=True))
    return [
        f"{AWAY}“{case['name']}”（上次等级{case['band']}）这次没有列入线索："
        + (f"现为{now[identity]}" if identity in now else "这次的材料里没有命中")
        + _changed(case, read.get(identity, {}))
        + "。办案库里仍为在办。"
        for identity, case in missing
    ]


def _changed(case: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    """Who is called otherwise, or has moved, may go on with the same under another name."""
    said = (("name", "名称"), ("address", "住所"))
    return "".join(
        f"，登记的{what}已改为“{row[column]}”"
        for column, what in said
        if differs(column, str(case[column]), str(row.get(column) or ""))
    )


def less_given(run: Screening, store: CaseStore) -> list[str]:
    """A line when the last remembered run had kinds of records that this one has not."""
    last = store.db.execute("SELECT counts FROM run ORDER BY id DESC LIMIT 1").fetchone()
    before = kept(last["counts"], dict).get("given", []) if last else []
    gone = [name for kind, name in _NAMES.items() if kind in before and kind not in given(run)]
    if not gone:
        return []
    return [f"{LESS}，这次没有给{'、'.join(gone)}：企业的等级、理由和属地可能因此变化。"]
