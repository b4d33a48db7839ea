"""The next run remembers: what is new, changed, still open or settled, and why."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from engine.cases.adverts_kept import adverts_of, with_earlier
from engine.cases.away import given, less_given, not_listed
from engine.cases.carried import BAND_OF, Stands, carry, fallen, keep_territories, keys_of
from engine.cases.former import keep_former, point_out
from engine.cases.renamed import read_of, renamed
from engine.cases.reopened import CONFIRMED, covered, is_done
from engine.cases.standing_in import tell
from engine.cases.store import HANDLING, CaseStore
from engine.cases.tips import CARRIED_TIPS, follow, keep_tips
from engine.cases.told import evidence_key, fallen_of, kept, keys_known, new_among
from engine.model.screening import Screening
from engine.model.terms import AT, CHECKED, EARLIER, SEEN, Band, Disposition, RecordKind
from engine.model.terms import CARRIED_ADVERTS as ADVERTS
from engine.model.terms import CARRIED_ITEMS as ITEMS

NEW, CHANGED, OPEN, SETTLED = "新增", "有变化", "在办", "已办结"
NOT_LISTED = "在办而这次没有列入"
#: Of the leads, those that are on the list, or in their band, for what an earlier run found.
CARRIED_ON = "其中沿用前次"
#: Of those in hand, the ones of which nobody has told anything yet.
UNVISITED = "在办中尚无核查结果"
_ENTITY = (
    "entity_id, name, uscc, address, territory, department, sector, legal_rep, phone, scope,"
    " first_run, last_run"
)
#: Who has a territory goes with it.
_PERSON = ", ".join(
    f"{name} = CASE WHEN excluded.territory = '' THEN {name} ELSE excluded.{name} END"
    for name in ("responsible", "responsible_phone")
)
#: What files of less do not take from a firm.
_UNLESS_EMPTY = ", ".join(
    f"{name} = coalesce(nullif(excluded.{name}, ''), {name})"
    for name in ("uscc", "address", "territory", "department", "legal_rep", "phone", "scope")
)
#: Points a confirmed case adds to a lead that is tied to it.
RAISE = 10
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
    what was known of it. ``index``: raw points → the 0–100 index; ``stands``: what of an earlier run still counts. Returns how
    many leads are in each state.
    Changes ``run.entities``, ``run.evidence`` and ``run.messages``.
    """
    entities, evidence = run.entities.copy(), run.evidence
    known = {case["entity_id"]: case for case in store.cases()}
    known |= {new: known.pop(old) for new, old in renamed(known.values(), entities).items()}
    tell(entities, known, store.path.name)
    held = {identity: case for identity, case in known.items() if is_open(store, case)}
    read = read_of(run, held)
    entities, carried = carry(entities, evidence, held, store.path.name, read, stands)
    point_out(entities, known, store)
    if RecordKind.TERRITORY.value not in given(run):
        keep_territories(entities, known)
    by_entity = {
        str(key): group for key, group in evidence[evidence["status"] == "counted"].groupby("entity_id")
    }  # fmt: skip
    states: dict[str, str] = {}
    extra: list[dict[str, Any]] = []
    dismissed: dict[str, str] = {}
    raised = _raised(entities, known)
    closed = covered(store, known.values())
    for at, row in entities[entities["disposition"] == Disposition.LEAD.value].iterrows():
        identity = str(row["entity_id"])
        items = _items(by_entity.get(identity))
        state, remark, cleared = _state(store, known.get(identity), row, items, closed)
        states[identity] = state
        remark = remark.replace("|", "／")
        done = known[identity][HANDLING] if identity in known else ""
        remarks = [f"{EARLIER if done else ''}{remark}"] if remark else []
        remarks += filter(None, [carried.get(identity)])
        if cleared:
            dismissed[identity] = remark
            entities.loc[at, ["disposition", "band"]] = [
                Disposition.DISMISSED.value,
                Band.NONE.value,
            ]
            entities.loc[at, ["score", "points"]] = [0, 0]
            entities.loc[at, "reasons"] = remark
        elif identity in raised:
            name = raised[identity]
            points = int(row["points"]) + RAISE
            entities.loc[at, ["points", "score"]] = [points, index(points)]
            remarks.append(f"关联企业“{name}”{known_handling(known, name)}，加 {RAISE} 分")
            extra.append(_raise_row(evidence.columns, identity, row, name))
        entities.loc[at, "remarks"] = "|".join(
            [part for part in (str(row["remarks"]), *remarks) if part]
        )
    _tell_checked(entities, store)
    entities["case_state"] = [states.get(str(i), "") for i in entities["entity_id"]]
    run.entities = _ranked(entities)
    run.evidence = _with(evidence, extra, dismissed)
    counts = dict.fromkeys((NEW, CHANGED, OPEN, SETTLED), 0)
    for state in states.values():
        counts[state] += 1
    unvisited = sum(
        state == OPEN and not (known[i][HANDLING] or known[i]["核查日期"])
        for i, state in states.items()
    )
    if unvisited:
        counts[UNVISITED] = unvisited
    if carried:
        counts[CARRIED_ON] = len(carried)
    if tips := follow(run, store, stands):
        counts[CARRIED_TIPS] = tips
    away = ((identity, case) for identity, case in known.items() if identity not in states)
    missing = not_listed(run, (each for each in away if _in_hand(store, each[1])), read)
    if missing:
        counts[NOT_LISTED] = len(missing)
    run.messages = (*run.messages, *less_given(run, store), *missing)
    run.run["cases"] = {"file": store.path.name, **counts}
    _recount(run)
    return counts


def _tell_checked(entities: pd.DataFrame, store: CaseStore) -> None:
    """What an officer found of the licence, on the list for the next one."""
    known = {case["entity_id"]: case for case in store.checked()}
    again = entities["entity_id"].isin(known) & (
        entities["disposition"] == Disposition.LICENSED.value
    )
    for at, row in entities[again].iterrows():
        case = known[str(row["entity_id"])]
        said = "，".join(filter(None, (case["证照情况"], case[HANDLING], case["备注"])))
        day, said = case["核查日期"] or "日期未填", said.replace("|", "／") or "未写结果"
        remark = f"{CHECKED}（{day}）：{said}"
        entities.loc[at, "remarks"] = "|".join(filter(None, (str(row["remarks"]), remark)))


def _with(
    evidence: pd.DataFrame, extra: list[dict[str, Any]], dismissed: dict[str, str]
) -> pd.DataFrame:
    """The evidence of settled leads is dismissed by the decision; raised ones get their row."""
    settled = evidence["entity_id"].isin(dismissed.keys()) & (evidence["status"] != "dismissed")
    if settled.any():
        evidence = evidence.copy()
        evidence.loc[settled, "reason"] = evidence.loc[settled, "entity_id"].map(dismissed)
        evidence.loc[settled, "status"] = "dismissed"
    if extra:
        evidence = pd.concat([evidence, pd.DataFrame(extra, columns=evidence.columns)])
    return evidence.reset_index(drop=True)


def known_handling(known: dict[str, dict[str, Any]], name: str) -> str:
    """What was done about the firm called ``name``."""
    done = next((c[HANDLING] for c in known.values() if c["name"] == name), "")
    return _done(done) if done else ""


def _done(handling: str) -> str:
    """已约谈, but not 已已注销失联."""
    return handling if handling.startswith("已") else f"已{handling}"


def _items(
    hits: pd.DataFrame | None, sources: Mapping[str, str] = MappingProxyType({})
) -> list[list[str]]:
    """Evidence as the store keeps it: rule, field, words, quote, reason, basis, element, and the
    first advert that says so. ``sources``: number of an advert → how it is told."""
    if hits is None:
        return []
    columns = ["rule_id", "field", "matched", "quote", "reason", "basis", "element"]
    found: dict[tuple[str, ...], str] = {}
    for ad_id, *row in hits[["ad_id", *columns]].itertuples(index=False):
        # The number of a tip stands in the same column, and stays inside the office.
        source = sources.get(str(ad_id), "") if str(row[0]).startswith("AD-") else ""
        found.setdefault(tuple(map(str, row)), source)
    return [[*row, source] for row, source in found.items()]


def _sources(run: Screening, leads: pd.DataFrame) -> dict[str, str]:
    """Number of each advert of the leads → its number, day and place."""
    places: dict[str, str] = {}
    for remarks in leads["remarks"]:
        for remark in str(remarks).split("|"):
            if remark.startswith(SEEN) and AT in remark:
                ads, _, place = remark.removeprefix(SEEN).partition(AT)
                places |= dict.fromkeys(ads.split("、"), place)
    wanted = {ad_id for ads in leads["adverts"] for ad_id in str(ads).split("|")} - {""}
    rows = np.flatnonzero(run.among("adverts", "ad_id", wanted))
    told = {}
    for advert in run.records("adverts", rows, ("ad_id", "publish_time")):
        ad_id, day = str(advert["ad_id"]), str(advert["publish_time"])[:10]
        seen = "，".join(filter(None, (day, AT + places[ad_id] if ad_id in places else "")))
        told[ad_id] = f"{SEEN}{ad_id}（{seen}）" if seen else f"{SEEN}{ad_id}"
    return told


def _state(
    store: CaseStore,
    case: dict[str, Any] | None,
    row: pd.Series,
    items: list[list[str]],
    closed: Mapping[str, set[str]],
) -> tuple[str, str, bool]:
    """(state, remark, whether an earlier decision dismisses the lead again). ``closed``: of cases that
    were closed the keys of what was known by then."""
    if case is None:
        return NEW, "", False
    before = closed.get(case["entity_id"]) or keys_known(case["evidence"], case["besides"])
    handling = case[HANDLING]
    clearance = store.db.execute(
        "SELECT * FROM clearance WHERE entity_id = ?", (case["entity_id"],)
    ).fetchone()
    if clearance:
        covered = set(map(str, kept(clearance["signature"], list)))
        said = f"{clearance['decided']} 核查后排除（{clearance['reason'] or '未写原因'}）"
        if store.today > clearance["until"]:
            return CHANGED, f"{said}，该决定已于 {clearance['until']} 到期，须重新核查", False
        if not new_among(items, covered):
            return SETTLED, f"{said}，到 {clearance['until']} 为止同样的证据不再列入", True
        return CHANGED, f"曾于{said}；现有新的证据：{_fresh(new_among(items, covered))}", False
    new = new_among(items, before)
    if is_done(handling):
        if new:
            return CHANGED, f"{_done(handling)}；又有新的证据：{_fresh(new)}", False
        return SETTLED, _done(handling), False
    if new or str(row["band"]) != case["band"]:
        said = f"，新的证据：{_fresh(new)}" if new else ""
        said = f"，{_done(handling)}{said}" if handling else said
        moved = f"，等级由{case['band']}变为{row['band']}" if row["band"] != case["band"] else ""
        return CHANGED, f"上次已列入{said}{moved}", False
    return OPEN, f"上次已列入，{_done(handling) if handling else '尚未登记核查结果'}", False


def _fresh(new: list[Sequence[str]]) -> str:
    """The words of ``new`` evidence; of what has none (关联企业) the reasons."""
    words = sorted({item[2] for item in new} - {""})[:6]
    reasons = dict.fromkeys(item[4] for item in new if not item[2])
    return "、".join(words or [*reasons][:3]) or "新的规则命中"


def _in_hand(store: CaseStore, case: dict[str, Any]) -> bool:
    """Is somebody still to go there?"""
    if is_done(case[HANDLING]):
        return False
    cleared = store.db.execute(
        "SELECT until FROM clearance WHERE entity_id = ?", (case["entity_id"],)
    ).fetchone()
    return not cleared or store.today > cleared["until"]


def is_open(store: CaseStore, case: dict[str, Any]) -> bool:
    """In hand, and never found harmless: what was, comes back with new evidence only."""
    cleared = store.db.execute(
        "SELECT 1 FROM clearance WHERE entity_id = ?", (case["entity_id"],)
    ).fetchone()
    return not cleared and _in_hand(store, case)


def _raised(entities: pd.DataFrame, known: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Leads tied to a confirmed case: entity → name of the case."""
    confirmed = {c["name"] for c in known.values() if any(x in c[HANDLING] for x in CONFIRMED)}
    found: dict[str, str] = {}
    for row in entities[entities["affiliates"] != ""].itertuples():
        for tie in str(row.affiliates).split("|"):
            name = tie.partition("（")[0]
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
    """Leads by band and points again, dismissed ones behind them; the rest in the old order."""
    kinds = {d.value: i for i, d in enumerate(Disposition)}
    bands = {Band.HIGH.value: 0, Band.MEDIUM.value: 1, Band.LOW.value: 2}
    settled = (entities["case_state"] == SETTLED).astype(int)
    keys = pd.DataFrame(
        {
            "kind": entities["disposition"].map(kinds),
            "settled": settled,
            "band": entities["band"].map(bands).fillna(3),
            "points": -pd.to_numeric(entities["points"]),
            "rank": pd.to_numeric(entities["rank"]),
        }
    )
    ordered = entities.loc[keys.sort_values(list(keys.columns), kind="stable").index]
    ordered = ordered.reset_index(drop=True)
    ordered["rank"] = range(1, len(ordered) + 1)
    return ordered


def keep(run: Screening, store: CaseStore, write: Callable[[], None] = lambda: None) -> None:
    """Store the run and its leads. ``write`` writes the results, once the store has taken it all:
    what one of the two cannot do the other does not."""
    entities, evidence = run.entities, run.evidence
    counted = evidence[evidence["status"] == "counted"]
    by_entity = {str(key): group for key, group in counted.groupby("entity_id")}
    besides = {
        str(key): sorted({evidence_key(item) for item in _items(group)})
        for key, group in evidence[evidence["status"] == "superseded"].groupby("entity_id")
    }
    inputs = "|".join(str(source["sha256"]) for source in run.run["inputs"])
    rules, as_of = str(run.run["rules"]["sha256"]), str(run.run["as_of"])
    digest = hashlib.sha256(inputs.encode()).hexdigest()
    again = renamed(store.cases(), entities)
    leads = entities[entities["disposition"] == Disposition.LEAD.value]
    sources = _sources(run, leads)
    adverts = adverts_of(run, set(leads["entity_id"]))
    with store.batch():
        for new, old in again.items():
            store.rename(old, new)
        number = store.db.execute(
            "INSERT INTO run (at, who, as_of, rules_sha256, inputs_sha256, counts)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (store.now, store.who, as_of, rules, digest, json.dumps(run.run["counts"] | {"given": given(run)}, ensure_ascii=False)),
        ).lastrowid  # fmt: skip
        for row in leads.itertuples():
            identity = str(row.entity_id)
            values = [
                str(getattr(row, column))
                for column in ("name", "uscc", "address", "territory", "department", "sector", "legal_rep", "phone", "scope")
            ]  # fmt: skip
            told = {"entity_id": identity, "name": values[0], "address": values[2]}
            keep_former(store, told)
            store.db.execute(
                f"INSERT INTO entity ({_ENTITY}, responsible, responsible_phone)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (entity_id)"
                f" DO UPDATE SET name = excluded.name, sector = excluded.sector, {_UNLESS_EMPTY}, {_PERSON},"
                " last_run = excluded.last_run",
                (
                    identity,
                    *values,
                    number,
                    number,
                    str(row.responsible),
                    str(row.responsible_phone),
                ),
            )
            items = _items(by_entity.get(identity), sources)
            items += json.loads(str(getattr(row, ITEMS, "")) or "[]")
            store.db.execute(
                "INSERT INTO sighting (run_id, entity_id, band, points, source, elements, reasons,"
                " evidence, besides, carried, checks, adverts)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    number, identity, str(row.band), int(str(row.points)), _source(items),
                    str(row.elements), str(row.reasons), json.dumps(items, ensure_ascii=False),
                    json.dumps(besides.get(identity, []), ensure_ascii=False),
                    str(getattr(row, BAND_OF, "")), str(row.checks),
                    with_earlier(adverts.get(identity, []), str(getattr(row, ADVERTS, ""))),
                ),
            )  # fmt: skip
        _keep_licensed(entities, store, int(number or 0))
        _keep_fallen(run, store, set(leads["entity_id"]))
        keep_tips(run, store, int(number or 0))
        write()


def _keep_fallen(run: Screening, store: CaseStore, leads: set[str]) -> None:
    """Of cases in hand that are no leads of ``run``: what it judged otherwise, so that a later run over
    less does not bring that back."""
    away = {
        case["entity_id"]: case
        for case in store.cases()
        if case["entity_id"] not in leads and is_open(store, case)
    }
    read: dict[str, Mapping[Any, Any]] = {**read_of(run, away)}
    here = run.entities[run.entities["entity_id"].isin(list(away))]
    read |= {str(row["entity_id"]): row for row in here.to_dict("records")}
    seen = keys_of(run.evidence, away)
    for identity, case in away.items():
        known = fallen_of(case["fallen"])
        now = known.union(fallen(case, read.get(identity, {}), seen.get(identity, ())))
        if now != known:
            store.db.execute(
                "UPDATE sighting SET fallen = ? WHERE entity_id = ? AND run_id = ?",
                (json.dumps(sorted(now)), identity, case["run_id"]),
            )


def _keep_licensed(entities: pd.DataFrame, store: CaseStore, number: int) -> None:
    """Firms of 持牌核对, so that what an officer finds there has where to go; no persons, no sighting:
    they are no leads, and the figures count leads."""
    licensed = entities[entities["disposition"] == Disposition.LICENSED.value]
    columns = ("entity_id", "name", "uscc", "address", "territory", "department", "sector")
    rows = [*zip(*(licensed[column].astype(str) for column in columns), strict=True)]
    for row in rows:
        keep_former(store, dict(zip(columns, row, strict=True)))
    store.db.executemany(
        f"INSERT INTO entity ({_ENTITY}) VALUES (?, ?, ?, ?, ?, ?, ?, '', '', '', ?, ?)"
        " ON CONFLICT (entity_id)"
        " DO UPDATE SET name = excluded.name, uscc = excluded.uscc, address = excluded.address,"
        " territory = excluded.territory, department = excluded.department",
        [(*row, number, number) for row in rows],
    )


def _source(items: Iterable[Sequence[str]]) -> str:
    """Where the lead came from, the weightiest first."""
    rules = {item[0] for item in items}
    if any(rule.startswith("TIP-") for rule in rules):
        return "举报反映"
    return "广告监测" if any(rule.startswith("AD-") for rule in rules) else "排查"


def _recount(run: Screening) -> None:
    leads = run.entities[run.entities["disposition"] == Disposition.LEAD.value]
    counts = run.run["counts"]
    for key, frame, column in (
        ("by_disposition", run.entities, "disposition"),
        ("leads_by_band", leads, "band"),
        ("leads_by_sector", leads, "sector"),
    ):
        counts[key] = {str(k): int(v) for k, v in frame[column].value_counts().items()}
