"""Firms whose name or address is another than in an earlier run: pointed out, and found by the old one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from engine.cases.store import CaseStore
from engine.model.terms import MOVED, RENAMED
from engine.place import Door, Place, parse_address, plain, stops
from engine.text.fold import fold
from engine.text.numerals import parse

#: Column → how the remark on it begins.
_SAID: Mapping[str, str] = {"name": RENAMED, "address": MOVED}
_INSIDE = ("floor", "room")


def point_out(
    entities: pd.DataFrame, known: Mapping[str, Mapping[str, Any]], store: CaseStore
) -> None:
    """Remarks on the firms of a run that had another name or address. ``known``: identity → case."""
    formers = all_former(store)
    for at, row in entities[entities["entity_id"].isin(list(known))].iterrows():
        case = known[str(row["entity_id"])]
        told = [
            f"{_SAID[column]}{value.replace('|', '／')}（{day}筛查时）"
            for column, value, day in [
                *formers.get(str(case["entity_id"]), []),
                *((column, str(case[column]), str(case["seen"])) for column in _SAID),
            ]
            if differs(column, value, str(row[column]))
        ]
        if told:
            remarks = dict.fromkeys(filter(None, [*str(row["remarks"]).split("|"), *told]))
            entities.loc[at, "remarks"] = "|".join(remarks)


def keep_former(store: CaseStore, row: Mapping[str, Any]) -> None:
    """What the store has of the firm and ``row`` says otherwise, before the row is stored."""
    old = store.db.execute(
        "SELECT e.name, e.address, substr(r.at, 1, 10) AS day FROM entity e"
        " JOIN run r ON r.id = e.last_run WHERE entity_id = ?",
        (row["entity_id"],),
    ).fetchone()
    for column in _SAID if old else ():
        if differs(column, old[column], str(row[column])):
            store.db.execute(
                "INSERT OR REPLACE INTO former VALUES (?, ?, ?, ?)",
                (row["entity_id"], column, old[column], old["day"]),
            )


def all_former(store: CaseStore) -> dict[str, list[tuple[str, str, str]]]:
    """Identity → column, what stood in it, and the day of the last run that had it."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row in store.db.execute("SELECT * FROM former ORDER BY entity_id, until, field, value"):
        found.setdefault(row["entity_id"], []).append((row["field"], row["value"], row["until"]))
    return found


def differs(column: str, old: str, new: str) -> bool:
    """Are both told, and do they tell of two, not of one in two ways of writing?"""
    if not (old and new) or _flat(old) == _flat(new):
        return False
    return column == "name" or _moved(parse_address(old), parse_address(new), old, new)


def _moved(before: Place, now: Place, old: str, new: str) -> bool:
    doors = [
        Door("", p.city, p.county, p.town, p.village, p.road, p.building, address)
        for p, address in ((before, old), (now, new))
    ]
    house = len(stops(doors)) == 1
    return any(
        _level(one) != _level(other)
        for part, one, other in zip(Place._fields, before, now, strict=True)
        if one and other and (part in _INSIDE or not house)
    )


def _level(text: str) -> str:
    """三层, 3楼 and 3层 are one."""
    bare = _flat(text).removeprefix("第").rstrip("层楼室号房")
    number = parse(bare)
    return bare if number is None else f"{number:g}"


def _flat(text: str) -> str:
    return "".join(fold(plain(text)).split())
