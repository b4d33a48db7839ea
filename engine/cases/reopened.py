"""Cases that were closed and are not any more: something new stands against the firm, or was said of it,
since."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from engine.cases.database import Database
from engine.cases.heard import Closed, unheard
from engine.cases.told import evidence_of, kept, keys_known, new_among
from engine.cases.words import CLEARED, HANDLING, VISITED

#: Handling that says the suspicion was confirmed, or handed on as such.
CONFIRMED = ("组织认定", "移送公安", "清退资金", "关停取缔或吊销")
#: Handling after which nobody has to go there again.
DONE = (
    *CONFIRMED,
    "已注销失联",
    "变更名称或经营范围",
    "移交行业主管部门",
    "移交市场监管",
    "未发现异常",
)
#: Of a firm, by whoever was there: nothing that anybody did.
HARMLESS = (CLEARED, "未发现异常")
#: What is somebody else's from then on: it has happened, and is counted, also where the case is open again.
SENT = ("移送公安", "组织认定", "移交行业主管部门", "移交市场监管")
#: In a case that is open again, what had been done and the day of that visit; in any, to whom it had been
#: sent before.
BEFORE, DAY_BEFORE, SENT_BEFORE = "以前的处置", "以前的核查日期", "以前的移送"
_NOW: Mapping[str, Closed] = MappingProxyType({})


def is_done(handling: str) -> bool:
    """Has nobody to go there again after this?"""
    return any(done in handling for done in DONE)


def in_hand(store: Database, case: dict[str, Any]) -> bool:
    """Is somebody still to go there?"""
    if is_done(case[HANDLING]):
        return False
    cleared = store.db.execute(
        "SELECT until FROM clearance WHERE entity_id = ?", (case["entity_id"],)
    ).fetchone()
    return not cleared or store.today > cleared["until"]


def is_open(store: Database, case: dict[str, Any]) -> bool:
    """In hand, and never found harmless: what was, comes back with new evidence only."""
    cleared = store.db.execute(
        "SELECT 1 FROM clearance WHERE entity_id = ?", (case["entity_id"],)
    ).fetchone()
    return not cleared and in_hand(store, case)


def to_do(store: Database, cases: Iterable[dict[str, Any]]) -> set[str]:
    """Those of ``cases`` in hand that stay on the list until somebody writes down what was done: the
    open ones, and those that are open again."""
    some = list(cases)
    return reopened(store, some) | {c["entity_id"] for c in some if is_open(store, c)}


def covered(
    store: Database, cases: Iterable[Mapping[str, Any]], then: Mapping[str, Closed] = _NOW
) -> dict[str, set[str]]:
    """Identity of each case that was closed → the keys of the evidence that was known by then.

    Of one found harmless that is what the decision covers; of any other what the runs had found before
    somebody last wrote down what was done, or the day of the visit. ``then``: see ``unheard``.
    """
    closed = {
        str(case["entity_id"]): set[str]()
        for case in cases
        if any(done in case[HANDLING] for done in (*DONE, CLEARED))
    }
    handled = {
        row["entity_id"]: row["after_run"]
        for row in store.db.execute(
            "SELECT entity_id, max(CAST(after_run AS INTEGER)) AS after_run FROM finding WHERE field IN (?, ?)"
            " GROUP BY entity_id",
            (HANDLING, VISITED),
        )
    }
    for row in store.db.execute("SELECT entity_id, signature FROM clearance"):
        if row["entity_id"] in closed and row["entity_id"] not in then:
            closed[row["entity_id"]].update(map(str, kept(row["signature"], list)))
            handled.pop(row["entity_id"], None)
    handled |= {identity: one.after_run for identity, one in then.items()}
    for row in store.db.execute("SELECT entity_id, evidence, besides, run_id FROM sighting"):
        identity = row["entity_id"]
        if identity in closed and row["run_id"] <= handled.get(identity, 0):
            closed[identity] |= keys_known(row["evidence"], row["besides"])
    return closed


def reopened(
    store: Database,
    cases: Iterable[Mapping[str, Any]],
    runs: Collection[int] | None = None,
    then: Mapping[str, Closed] = _NOW,
) -> set[str]:
    """Those of ``cases`` that were closed, and of which the last run found more, or found it after
    the decision had ended, or any run since then heard more; by ``runs`` alone, if they are given.
    ``then``: see ``unheard``."""
    some = list(cases)
    known = covered(store, some, then)
    said = unheard(store, runs=runs, then=then)
    ends = dict(store.db.execute("SELECT entity_id, until FROM clearance").fetchall())
    ends = {identity: until for identity, until in ends.items() if identity not in then}
    return {
        case["entity_id"]
        for case in some
        if case["entity_id"] in known
        and (
            case["entity_id"] in said
            or new_among(evidence_of(case["evidence"]), known[case["entity_id"]])
            or case["seen"] > ends.get(case["entity_id"], case["seen"])
        )
    }


def as_open(case: Mapping[str, Any]) -> dict[str, Any]:
    """A case that is open again, for the tables: whoever has to go there once more has not been there."""
    done = case[HANDLING]
    sent = "、".join(w for w in SENT if w in done or w in case.get(SENT_BEFORE, ""))
    before = f"原{done}，又有新的证据，须重新核查"
    told = {BEFORE: before, DAY_BEFORE: case[VISITED], SENT_BEFORE: sent}
    return {**case, HANDLING: "", VISITED: "", **told}
