"""Firms that the store knows by another identity: their code was missing or destroyed, or is now.

Who has moved, or is told of by another name of a person, may be the firm of a case without anything that
shows it: then both stand, and each names the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import pandas as pd

from engine.cases.respelt import Respelt, called, two_codes
from engine.cases.words import HANDLING
from engine.ingest.ruined import Row, agree, apart
from engine.model.screening import Screening
from engine.model.terms import MAY_BE
from engine.text.codes import credit_code
from engine.triage import entity_id

#: What only a register tells.
REGISTERED = ("uscc", "legal_rep", "scope", "status")
#: A name that so many bear tells nothing.
_MANY = 50
#: So many are named.
_NAMED = 3
#: A row of entities or of the register, or a case.
_Firm: TypeAlias = Mapping[Any, Any]


def renamed(
    cases: Iterable[dict[str, Any]], entities: pd.DataFrame, stored: Collection[str]
) -> dict[str, str]:
    """Identity in this run → the one in the store, of firms whose code only one of the two has, and of
    advertisers of a run that had no more of them than the name. ``stored``: all identities of the store.

    They have one name, and the code, the address or the legal representative in common, and there is no
    other that it could be; who has both in common is meant before who has one. Who has address and legal
    representative in common may have its name in another spelling.
    """
    current = set(entities["entity_id"])
    by_name: dict[str, list[dict[str, Any]]] = defaultdict(list)
    away = {case["entity_id"]: case for case in cases if case["entity_id"] not in current}
    for case in away.values():
        by_name[called(case["name"])].append(case)
    respelt = Respelt(away.items())
    names = entities["name"].map(called)
    seats = entities["address"].isin(respelt.addresses)
    new = entities[(names.isin(by_name.keys()) | seats) & ~entities["entity_id"].isin(list(stored))]
    meant: dict[str, set[str]] = {}
    means: dict[str, set[str]] = defaultdict(set)
    for row in new.to_dict("records"):
        known = [*by_name.get(called(row["name"]), ()), *(away[i] for i in respelt.of(row))]
        hits = {c["entity_id"]: _agreeing(row, c) for c in known if len(known) <= _MANY}
        most = max(hits.values(), default=0)
        meant[row["entity_id"]] = {one for one, common in hits.items() if common == most > 0}
        for identity in meant[row["entity_id"]]:
            means[identity].add(row["entity_id"])
    return {
        row: identity
        for row, found in meant.items()
        if len(found) == 1
        for identity in found
        if means[identity] == {row}
    }


def may_be(entities: pd.DataFrame, known: Mapping[str, dict[str, Any]], leads: list[bool]) -> None:
    """Remarks on ``leads`` (which rows) that may be the firm of a case which stands beside them, and on those
    cases. ``known``: identity in ``entities`` → case."""
    firms: dict[str, _Firm] = dict(known)
    rows = entities[leads].to_dict("records")
    firms |= {
        row["entity_id"]: {HANDLING: "", **known.get(row["entity_id"], {}), **row} for row in rows
    }
    at = dict(zip(entities["entity_id"][leads], entities.index[leads], strict=True))
    for one, others in possibly(firms, known).items():
        if one in at:
            before = str(entities.loc[at[one], "remarks"])
            entities.loc[at[one], "remarks"] = "|".join(filter(None, (before, others)))


def possibly(firms: Mapping[str, _Firm], known: Collection[str]) -> dict[str, str]:
    """Of ``firms`` (by identity) those that bear one name though nothing shows whether they are one, of
    which the store has one (``known``) → the remark that names the others. Names in two spellings are one
    at one address, with one person."""
    respelt = Respelt(firms.items())
    by_name: dict[str, list[str]] = defaultdict(list)
    for identity, firm in firms.items():
        by_name[called(firm["name"])].append(identity)
    found = {}
    for namesakes in by_name.values():
        for one in namesakes:
            alike = [*(namesakes if len(namesakes) <= _MANY else ()), *respelt.of(firms[one])]
            others = [
                f"“{firms[other]['name']}”（{_told(other, firms[other])}）"
                for other in sorted(alike)
                if other != one and (one in known or other in known)
                if _perhaps(firms[one], firms[other])
            ]
            if others:
                more = "等" if len(others) > _NAMED else ""
                found[one] = f"{MAY_BE}{'、'.join(others[:_NAMED])}{more}，请核对".replace(
                    "|", "／"
                )
    return found


def _told(identity: str, firm: _Firm) -> str:
    return "，".join(filter(None, (f"编号{identity}", firm["address"], firm[HANDLING])))


def read_of(run: Screening, cases: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Identity → the row of the register of this run, of cases that came to nothing in it."""
    here = set(run.entities["entity_id"])
    away = {identity: case for identity, case in cases.items() if identity not in here}
    if not away:
        return {}
    rows = run.registered(
        {case["name"] for case in away.values()},
        {case["uscc"] for case in away.values()} - {""},
    )
    by_code = {row["uscc"]: row for row in rows if row["uscc"]}
    by_name: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        told = {name: value or "" for name, value in row.items()}
        # What came to something is a firm of its own, of which the case may be another.
        if entity_id(told["uscc"], told["name"], told["address"]) not in here:
            by_name[called(told["name"])].append(told)
    found: dict[str, dict[str, Any]] = {}
    for identity, case in away.items():
        same = by_name[called(case["name"])]
        if case["uscc"] in by_code:
            found[identity] = by_code[case["uscc"]]
        elif len(same) == 1 and _agreeing(same[0], case):
            found[identity] = same[0]
    return found


def _agreeing(row: _Firm, case: _Firm) -> int:
    """How much shows that a firm of this run is the case of its name; 0 if nothing does."""
    if row["uscc"] and case["uscc"]:
        if row["uscc"] == case["uscc"]:
            return 3
        if two_codes(row["uscc"], case["uscc"]):
            return 0
    if _bare(row) and not row["name"].startswith("（"):
        return 1
    one, other = sorted((_compared(row), _compared(case)), key=lambda firm: firm.code != "")
    if not agree(one, other):
        return 0
    return sum(a == b != "" for a, b in ((one.address, other.address), (one.person, other.person)))


def _perhaps(one: _Firm, other: _Firm) -> bool:
    """May the two of one name be one? Of shops that share names from street to street that is said only
    if something besides speaks for it."""
    if one["uscc"] and other["uscc"] and two_codes(one["uscc"], other["uscc"]):
        return False
    this, that = _compared(one), _compared(other)
    if apart(this.address, that.address):
        return False
    sole = any("个体" in row.form or row.code.startswith("92") for row in (this, that))
    return not sole or this.address == that.address or this.person == that.person != ""


def _bare(row: _Firm) -> bool:
    """Is no more known of it than what an advert says?"""
    return not any(row.get(name) for name in REGISTERED)


def _compared(firm: _Firm) -> Row:
    code = firm["uscc"] if credit_code(firm["uscc"]) else ""
    cells: Sequence[str] = [
        called(str(firm.get(c) or "")) for c in ("address", "legal_rep", "ent_type")
    ]
    return Row(0, 0, code, *cells)
