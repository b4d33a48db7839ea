"""The next run remembers: what is new, changed, still open or settled, and why."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from engine.cases import own_words
from engine.cases.away import given, less_given, not_listed
from engine.cases.back import come_back
from engine.cases.carried import Stands, carry, keep_territories
from engine.cases.dealt import dealt_with
from engine.cases.former import point_out
from engine.cases.heard import Said, advert_called, said_of, told_in_short, unheard
from engine.cases.named import tell_naming
from engine.cases.notes import noted
from engine.cases.renamed import may_be, read_of, renamed
from engine.cases.reopened import CONFIRMED, covered, in_hand, is_done, to_do
from engine.cases.reviewed import apply_reviews
from engine.cases.standing_in import tell
from engine.cases.store import CaseStore
from engine.cases.storing import items_of
from engine.cases.tips import CARRIED_TIPS, follow
from engine.cases.told import kept, keys_known, new_among
from engine.cases.words import HANDLING
from engine.export.table import LICENCE_SHOWN
from engine.model.screening import Screening
from engine.model.terms import CARRIED_ITEMS as ITEMS
from engine.model.terms import (
    CHECKED,
    CLOSED_QUIET,
    EARLIER,
    HANDED_ON,
    SETTLED,
    UNREGISTERED,
    Band,
    Disposition,
    RecordKind,
    gone,
)

NEW, CHANGED, OPEN = "新增", "有变化", "在办"
NOT_LISTED = "在办而这次没有列入"
#: Of the leads, those that are on the list, or in their band, for what an earlier run found.
CARRIED_ON = "其中沿用前次"
#: Of those in hand, the ones of which nobody has told anything yet.
UNVISITED = "在办中尚无核查结果"
#: Points a confirmed case adds to a lead that is tied to it.
RAISE = 10
#: How the rules that read tips are called, and how near a whole text comes to others.
_TIP, _NEAR = "TIP-", re.compile("（相近程度.*?）")
#: A telephone, or what else is but digits.
_NUMBER = re.compile(r"[\d\s+*-]{6,}")
RULE, RULE_TITLE = "CASE-AFFILIATE", "关联企业已被认定、移送或关停"


def remember(
    run: Screening,
    store: CaseStore,
    index: Callable[[int], int],
    stands: Stands = lambda case, item: True,
) -> dict[str, int]:
    """Mark the leads of ``run`` by what the office knows; ``keep`` afterwards stores the run.

    A lead found harmless is dismissed again while that decision holds and nothing new stands
    against it. What is in hand stays a lead, in its band, when the files of this run only do not hold
    what was known of it. ``index``: raw points → the 0–100 index; ``stands``: what of an earlier run
    still counts. Returns how many leads are in each state; of those settled, how many there are at all.
    Changes all of ``run`` but the adverts.
    """
    entities, evidence = run.entities.copy(), run.evidence
    own_words.begin(entities)
    known = {case["entity_id"]: case for case in store.cases()}
    again = renamed(known.values(), entities, store.identities())
    known |= {new: known.pop(old) for new, old in again.items()}
    apply_reviews(entities, evidence, store, again)
    tell(entities, known, store.called)
    kept_open = to_do(store, known.values())
    held = {i: case for i, case in known.items() if case["entity_id"] in kept_open}
    said = said_of(run, known.keys())
    said = unheard(store, {known[identity]["entity_id"]: some for identity, some in said.items()})
    read = read_of(run, held)
    closed = covered(store, known.values())
    back = come_back(store, known, entities, evidence, closed, said)
    entities, carried = carry(entities, evidence, held | back, store.called, read, stands)
    _count_added(run, [str(identity) for identity in entities["entity_id"]], read)
    point_out(entities, known, store)
    if RecordKind.TERRITORY.value not in given(run):
        keep_territories(entities, known)
    marked = _mark(entities, evidence, store, known, closed, said, carried, index)
    states = marked.states
    may_be(entities, known, [str(identity) in states for identity in entities["entity_id"]])
    _tell_checked(entities, store)
    unheard_of = tell_naming(run, entities, known)
    entities["case_state"] = [states.get(str(i), "") for i in entities["entity_id"]]
    run.entities = _ranked(entities)
    run.evidence = _with(evidence, marked)
    run.noted = noted(store)
    fresh = {identity for identity, state in states.items() if state == CHANGED}
    dealt = dealt_with(store, known, fresh | held.keys())
    away = ((identity, case) for identity, case in known.items() if identity not in states)
    counts = _counts(states, known, dealt) | _unless_none(
        {CARRIED_ON: len(carried), CARRIED_TIPS: follow(run, store, stands)}
    )
    missing = not_listed(
        run, (each for each in away if each[0] in held or in_hand(store, each[1])), read
    )
    counts |= _unless_none({NOT_LISTED: len(missing)})
    run.messages = (*run.messages, *less_given(run, store), *missing, *unheard_of)
    run.run["cases"] = {"file": store.called, **counts, **dealt}
    _recount(run)
    return counts


@dataclass(slots=True)
class _Marked:
    """What became of the leads of a run: ``states`` of all; ``dismissed``: those found harmless, with the
    decision; ``raised``: evidence of those tied to a confirmed case."""

    states: dict[str, str] = field(default_factory=dict)
    dismissed: dict[str, str] = field(default_factory=dict)
    raised: list[dict[str, Any]] = field(default_factory=list)


def _mark(
    entities: pd.DataFrame,
    evidence: pd.DataFrame,
    store: CaseStore,
    known: dict[str, dict[str, Any]],
    closed: Mapping[str, set[str]],
    said: Mapping[str, list[Said]],
    carried: Mapping[str, str],
    index: Callable[[int], int],
) -> _Marked:
    """Changes ``entities``. ``said``: by identity of the case, what was said since it was closed;
    ``carried``: by identity, what is to be remarked of what was carried."""
    counted = evidence[evidence["status"] == "counted"]
    by_entity = {str(key): group for key, group in counted.groupby("entity_id")}
    sources = {str(ad): advert_called(str(ad)) for ad in evidence["ad_id"].unique()}
    tied = _tied(entities, known)
    clearances = {row["entity_id"]: row for row in store.db.execute("SELECT * FROM clearance")}
    marked = _Marked()
    for at, row in entities[entities["disposition"] == Disposition.LEAD.value].iterrows():
        identity = str(row["entity_id"])
        items = [*items_of(by_entity.get(identity), sources), *json.loads(str(row[ITEMS]) or "[]")]
        case = known.get(identity)
        clearance = clearances.get(case["entity_id"]) if case else None
        state, remark, cleared = _state(store.today, case, clearance, row, items, closed, said)
        marked.states[identity] = state
        remark = remark.replace("|", "／")
        done = case[HANDLING] if case else ""
        own_words.add(entities, at, own_words.of_case(case, clearance, done))
        remarks = [
            f"{EARLIER if done else ''}{remark}" if remark else "",
            carried.get(identity, ""),
        ]
        if cleared:
            marked.dismissed[identity] = remark
            none = [Disposition.DISMISSED.value, Band.NONE.value, remark]
            entities.loc[at, ["disposition", "band", "reasons"]] = none
            entities.loc[at, ["score", "points"]] = [0, 0]
        elif identity in tied:
            name = tied[identity]
            points = int(row["points"]) + RAISE
            entities.loc[at, ["points", "score"]] = [points, index(points)]
            remarks.append(f"关联企业“{name}”{known_handling(known, name)}，加 {RAISE} 分")
            marked.raised.append(_raise_row(evidence.columns, identity, row, name))
        entities.loc[at, "remarks"] = "|".join(filter(None, (str(row["remarks"]), *remarks)))
    return marked


def _counts(
    states: Mapping[str, str], known: Mapping[str, Mapping[str, Any]], dealt: Mapping[str, int]
) -> dict[str, int]:
    """How many leads are in each state; of those settled, how many there are at all (``dealt``)."""
    counts = dict.fromkeys((NEW, CHANGED, OPEN, SETTLED), 0)
    for state in states.values():
        counts[state] += 1
    counts[SETTLED] = dealt[CLOSED_QUIET] + dealt[HANDED_ON]
    unvisited = sum(
        state == OPEN and not (known[i][HANDLING] or known[i]["核查日期"])
        for i, state in states.items()
    )
    return counts | _unless_none({UNVISITED: unvisited})


def _unless_none(counts: Mapping[str, int]) -> dict[str, int]:
    return {what: count for what, count in counts.items() if count}


def _tell_checked(entities: pd.DataFrame, store: CaseStore) -> None:
    """What an officer found of the licence, for the next one on the list."""
    known = {case["entity_id"]: case for case in store.checked()}
    again = entities["entity_id"].isin(known) & (
        entities["disposition"] == Disposition.LICENSED.value
    )
    for at, row in entities[again].iterrows():
        case = known[str(row["entity_id"])]
        shown = case["证照情况"]
        own = {"证照情况": "" if shown in LICENCE_SHOWN else shown, "备注": case["备注"]}
        own_words.add(entities, at, own)
        told = (case[HANDLING],) if own["证照情况"] else (shown, case[HANDLING])
        written = "另有文字说明" if any(own.values()) else "未写结果"
        day, said = case["核查日期"] or "日期未填", "，".join(filter(None, told)) or written
        remark = f"{CHECKED}（{day}）：{said}"
        entities.loc[at, "remarks"] = "|".join(filter(None, (str(row["remarks"]), remark)))


def _with(evidence: pd.DataFrame, marked: _Marked) -> pd.DataFrame:
    """The evidence of settled leads is dismissed by the decision; raised ones get their row."""
    settled = evidence["entity_id"].isin(marked.dismissed.keys()) & (
        evidence["status"] != "dismissed"
    )
    if settled.any():
        evidence = evidence.copy()
        decisions = evidence.loc[settled, "entity_id"].map(marked.dismissed)
        evidence.loc[settled, "reason"] = decisions
        evidence.loc[settled, "status"] = "dismissed"
    if marked.raised:
        evidence = pd.concat([evidence, pd.DataFrame(marked.raised, columns=evidence.columns)])
    return evidence.reset_index(drop=True)


def known_handling(known: dict[str, dict[str, Any]], name: str) -> str:
    """What was done about the firm called ``name``."""
    done = next((c[HANDLING] for c in known.values() if c["name"] == name), "")
    return _done(done) if done else ""


def _done(handling: str) -> str:
    """已约谈, but neither 已已注销失联 nor 已未发现异常."""
    return handling if handling.startswith(("已", "未")) else f"已{handling}"


def _state(
    today: str,
    case: dict[str, Any] | None,
    clearance: Mapping[str, Any] | None,
    row: pd.Series,
    items: list[list[str]],
    closed: Mapping[str, set[str]],
    since: Mapping[str, list[Said]],
) -> tuple[str, str, bool]:
    """(state, remark, whether an earlier decision dismisses the lead again). ``closed``: of cases that
    were closed the keys of what was known by then; ``since``: what was said since then."""
    if case is None:
        return NEW, "", False
    before = closed.get(case["entity_id"]) or keys_known(case["evidence"], case["besides"])
    handling, more = case[HANDLING], since.get(case["entity_id"], [])
    if clearance:
        signed = set(map(str, kept(clearance["signature"], list)))
        said = f"{clearance['decided']} 核查后排除{'' if clearance['reason'] else '（未写原因）'}"
        if today > clearance["until"]:
            return CHANGED, f"{said}，该决定已于 {clearance['until']} 到期，须重新核查", False
        new = new_among(items, signed)
        if not (new or more):
            return SETTLED, f"{said}，到 {clearance['until']} 为止同样的证据不再列入", True
        return CHANGED, f"曾于{said}；现有新的证据：{_fresh(new, more)}", False
    new = new_among(items, before)
    done = f"{_done(handling)}{_on(case)}" if handling else ""
    if is_done(handling):
        if new or more:
            return CHANGED, f"{done}；又有新的证据：{_fresh(new, more)}", False
        return SETTLED, done, False
    if new or more or str(row["band"]) != case["band"]:
        told = f"，新的证据：{_fresh(new, more)}" if new or more else ""
        moved = f"，等级由{case['band']}变为{row['band']}" if row["band"] != case["band"] else ""
        return CHANGED, f"{done or _seen(case)}{told}{moved}", False
    return OPEN, done or _seen(case, "，尚未登记核查结果"), False


def _on(case: Mapping[str, Any]) -> str:
    return f"（{case['核查日期']}核查）" if case["核查日期"] else ""


def _seen(case: Mapping[str, Any], unvisited: str = "") -> str:
    """What is known of a firm for which nothing is decided; ``unvisited``: where nobody was there."""
    if not case["核查日期"]:
        told = any(case[field] for field in ("实际业务", "备注"))
        return f"上次已列入{'，有人填过情况，未写核查日期和处置措施（见 saolou cases show）' if told else unvisited}"
    return (
        f"{case['核查日期']} 已核查{'' if case['实际业务'] else '（未写实际业务）'}，未写处置措施"
    )


def _fresh(new: list[Sequence[str]], said: Sequence[Said] = ()) -> str:
    """The words of ``new`` evidence, of what has none (关联企业) the reasons, and who ``said`` more. Tips
    without their words: whoever goes to the door carries this. How near a whole text comes to others, in
    per cent, is no news where the tip itself is."""
    registered = [item for item in new if not item[0].startswith(_TIP)]
    words = _longest({_words(item) for item in registered} - {""})[:6]
    reasons = dict.fromkeys(item[4] for item in registered if not item[2])
    heard = dict.fromkeys(
        _NEAR.sub("", item[4])
        for item in new
        if item[0].startswith(_TIP) and not (said and _NEAR.search(item[4]))
    )
    told = "、".join([*(words or [*reasons][:3]), *[*heard][:2]])
    told = told or ("新的规则命中" if new and not said else "")
    return "，".join(filter(None, (told, told_in_short(said))))


def _longest(words: Collection[str]) -> list[str]:
    """Without those that another one holds."""
    return sorted(word for word in words if not any(word in other != word for other in words))


def _words(item: Sequence[str]) -> str:
    """The words of evidence; of a bare number, which nobody knows the meaning of, where it stands."""
    if not _NUMBER.fullmatch(item[2]):
        return item[2]
    source = item[7].partition("（")[0] if len(item) > 7 else ""
    return f"{source or '材料'}里的联系号码"


def _tied(entities: pd.DataFrame, known: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Leads tied to a confirmed case: entity → name of the case."""
    confirmed = {c["name"] for c in known.values() if any(x in c[HANDLING] for x in CONFIRMED)}
    found: dict[str, str] = {}
    for row in entities[entities["affiliates"] != ""].itertuples():
        for tie in str(row.affiliates).split("|"):
            # Names have brackets as well: 聚鑫（宁夏）投资管理有限公司（同一地址）.
            name = tie.removesuffix("）").rpartition("（")[0]
            if name in confirmed:
                found.setdefault(str(row.entity_id), name)
    return found


def _raise_row(columns: Any, identity: str, row: pd.Series, name: str) -> dict[str, Any]:
    record: dict[str, Any] = dict.fromkeys(columns, "")
    record.update(
        entity_id=identity, rule_id=RULE, sector=row["sector"], element="context", start=0, end=0,
        points=RAISE, status="counted", reason=f"{RULE_TITLE}：{name}", title=RULE_TITLE,
        family="case", quote_start=0, basis="《防范和处置非法集资条例》第八条",
    )  # fmt: skip
    return record


def _ranked(entities: pd.DataFrame) -> pd.DataFrame:
    """Leads by band again, those gone last in theirs, and points; dismissed ones behind them; the rest in
    the old order."""
    kinds = {d.value: i for i, d in enumerate(Disposition)}
    bands = {Band.HIGH.value: 0, Band.MEDIUM.value: 1, Band.LOW.value: 2}
    settled = (entities["case_state"] == SETTLED).astype(int)
    keys = pd.DataFrame(
        {
            "kind": entities["disposition"].map(kinds),
            "settled": settled,
            "band": entities["band"].map(bands).fillna(3),
            "gone": entities["status"].astype(str).map(gone).astype(int),
            "points": -pd.to_numeric(entities["points"]),
            "rank": pd.to_numeric(entities["rank"]),
        }
    )
    ordered = entities.loc[keys.sort_values(list(keys.columns), kind="stable").index]
    ordered = ordered.reset_index(drop=True)
    ordered["rank"] = range(1, len(ordered) + 1)
    return ordered


def _count_added(run: Screening, listed: Sequence[str], read: Collection[str]) -> None:
    """Of the firms that the run had no row of: whose registration hits nothing has one now, and is none of
    those without; whom this register does not know (``read``) is no firm of it either."""
    counts = run.run["counts"]
    added = {*listed} - {*map(str, run.entities["entity_id"])}
    counts["entities"] = len(listed)
    if "without_hits" in counts:
        counts["without_hits"] -= sum(identity in read for identity in added)
    counts |= _unless_none({UNREGISTERED: sum(identity not in read for identity in added)})


def _recount(run: Screening) -> None:
    leads = run.entities[run.entities["disposition"] == Disposition.LEAD.value]
    counts = run.run["counts"]
    for key, frame, column in (
        ("by_disposition", run.entities, "disposition"),
        ("leads_by_band", leads, "band"),
        ("leads_by_sector", leads, "sector"),
        ("evidence_by_status", run.evidence, "status"),
    ):
        counts[key] = {str(k): int(v) for k, v in frame[column].value_counts().items()}
    counts["evidence"] = len(run.evidence)
