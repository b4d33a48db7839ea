"""What the next run is to remember: this run, its leads and what stands against each, as they are stored."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from engine.cases.adverts_kept import adverts_of, with_earlier
from engine.cases.away import given
from engine.cases.carried import BAND_OF, fallen, keys_of
from engine.cases.former import keep_former
from engine.cases.heard import keep_heard, said_of
from engine.cases.renamed import read_of, renamed
from engine.cases.reopened import to_do
from engine.cases.store import CaseStore
from engine.cases.tips import keep_tips
from engine.cases.told import evidence_key, fallen_of
from engine.export.made import inputs_digest
from engine.model.screening import Screening
from engine.model.terms import AT, SEEN, Disposition
from engine.model.terms import CARRIED_ADVERTS as ADVERTS
from engine.model.terms import CARRIED_ITEMS as ITEMS

#: What is known of a firm that is a lead.
_SAID = (
    *("entity_id", "name", "uscc", "address", "territory", "department", "sector"),
    *("legal_rep", "phone", "scope"),
)
_ENTITY = f"{', '.join(_SAID)}, first_run, last_run, status"
#: Who has a territory goes with it.
_PERSON = ", ".join(
    f"{name} = CASE WHEN excluded.territory = '' THEN {name} ELSE excluded.{name} END"
    for name in ("responsible", "responsible_phone")
)
#: What files of less do not take from a firm.
_UNLESS_EMPTY = ", ".join(
    f"{name} = coalesce(nullif(excluded.{name}, ''), {name})"
    for name in (
        "uscc",
        "address",
        "territory",
        "department",
        "legal_rep",
        "phone",
        "scope",
        "status",
    )
)


def keep(run: Screening, store: CaseStore, write: Callable[[], None] = lambda: None) -> None:
    """Store the run and its leads. ``write`` writes the results, once the store has taken it all:
    what one of the two cannot do the other does not."""
    entities = run.entities
    leads = entities[entities["disposition"] == Disposition.LEAD.value]
    known = store.cases()
    again = renamed(known, entities, store.identities())
    said = said_of(run, {*leads["entity_id"], *again, *(case["entity_id"] for case in known)})
    with store.batch():
        for new, old in again.items():
            store.rename(old, new)
        number = _keep_run(run, store)
        for row, sighting in zip(leads.itertuples(), _sightings(run, leads), strict=True):
            _keep_firm(row, store, number)
            columns = ", ".join(sighting)
            store.db.execute(
                f"INSERT INTO sighting (run_id, {columns}) VALUES (?{', ?' * len(sighting)})",
                (number, *sighting.values()),
            )
        _keep_licensed(entities, store, number)
        _keep_fallen(run, store, set(leads["entity_id"]))
        keep_heard(store, said, number)
        keep_tips(run, store, number)
        write()


def _keep_run(run: Screening, store: CaseStore) -> int:
    """Its number."""
    counts = run.run["counts"] | {"given": given(run)}
    done = store.db.execute(
        "INSERT INTO run (at, who, as_of, rules_sha256, inputs_sha256, counts, hears)"
        " VALUES (?, ?, ?, ?, ?, ?, 1)",
        (
            store.now,
            store.who,
            str(run.run["as_of"]),
            str(run.run["rules"]["sha256"]),
            inputs_digest(run.run),
            json.dumps(counts, ensure_ascii=False),
        ),
    )
    return int(done.lastrowid or 0)


def _keep_firm(row: Any, store: CaseStore, number: int) -> None:
    """What the register says of a lead, and whose territory it lies in."""
    said = {name: str(getattr(row, name)) for name in _SAID}
    keep_former(store, {name: said[name] for name in ("entity_id", "name", "address")})
    persons = str(row.status), str(row.responsible), str(row.responsible_phone)
    store.db.execute(
        f"INSERT INTO entity ({_ENTITY}, responsible, responsible_phone)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (entity_id)"
        f" DO UPDATE SET name = excluded.name, sector = excluded.sector, {_UNLESS_EMPTY}, {_PERSON},"
        " last_run = excluded.last_run",
        (*said.values(), number, number, *persons),
    )


def _sightings(run: Screening, leads: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """What the run made of each lead, by columns of the store."""
    evidence = run.evidence[run.evidence["entity_id"].isin(leads["entity_id"])]
    counted, superseded = (
        evidence[evidence["status"] == status].groupby("entity_id")
        for status in ("counted", "superseded")
    )
    by_entity = {str(key): group for key, group in counted}
    besides = {
        str(key): sorted({evidence_key(item) for item in items_of(group)})
        for key, group in superseded
    }
    sources, adverts = _sources(run, leads), adverts_of(run, set(leads["entity_id"]))
    for row in leads.itertuples():
        identity = str(row.entity_id)
        items = items_of(by_entity.get(identity), sources)
        items += json.loads(str(getattr(row, ITEMS, "")) or "[]")
        yield {
            "entity_id": identity,
            "band": str(row.band),
            "points": int(str(row.points)),
            "source": _source(items),
            "elements": str(row.elements),
            "reasons": str(row.reasons),
            "evidence": json.dumps(items, ensure_ascii=False),
            "besides": json.dumps(besides.get(identity, []), ensure_ascii=False),
            "carried": str(getattr(row, BAND_OF, "")),
            "checks": str(row.checks),
            "sector": str(row.sector),
            "score": str(row.score),
            "adverts": with_earlier(adverts.get(identity, []), str(getattr(row, ADVERTS, ""))),
        }


def _keep_fallen(run: Screening, store: CaseStore, leads: set[str]) -> None:
    """Of cases in hand that are no leads of ``run``: what it judged otherwise, so that a later run over
    less does not bring that back."""
    cases = store.cases()
    open_ = to_do(store, cases)
    away = {
        case["entity_id"]: case
        for case in cases
        if case["entity_id"] in open_ and case["entity_id"] not in leads
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
        f"INSERT INTO entity ({_ENTITY}) VALUES (?, ?, ?, ?, ?, ?, ?, '', '', '', ?, ?, ?)"
        " ON CONFLICT (entity_id)"
        " DO UPDATE SET name = excluded.name, uscc = excluded.uscc, address = excluded.address,"
        " territory = excluded.territory, department = excluded.department, status = excluded.status,"
        " last_run = excluded.last_run",
        [
            (*row, number, number, status)
            for row, status in zip(rows, licensed["status"], strict=True)
        ],
    )


def items_of(
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


def _source(items: Iterable[Sequence[str]]) -> str:
    """Where the lead came from, the weightiest first."""
    rules = {item[0] for item in items}
    if any(rule.startswith("TIP-") for rule in rules):
        return "举报反映"
    return "广告监测" if any(rule.startswith("AD-") for rule in rules) else "排查"
