"""A firm in hand stays on the list with what was known of it: a run over fewer files finds less, and
nobody has been there for that.

Points, score and evidence are of this run's files. The band is the higher of the two, and what the
files do not hold any more is told with the day of the run that did. Nothing is carried that this run
came upon again, or read again in the register, and judged otherwise; nor what the office has
switched off or excepted since.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import pandas as pd

from engine.cases.adverts_kept import carried as adverts_carried
from engine.cases.former import differs
from engine.cases.renamed import REGISTERED
from engine.cases.told import evidence_key, evidence_of, fallen_of
from engine.model.fields import REGISTRATION
from engine.model.terms import CARRIED, EARLIER, Band, Disposition, Element
from engine.model.terms import CARRIED_ADVERTS as ADVERTS
from engine.model.terms import CARRIED_ITEMS as ITEMS
from engine.place import Place, parse_address

#: Whence a reason is; at the door and in a set to hand on it is cut off.
_HEAD = re.compile(r"(?:(?:广告|举报)[^：]{1,99}：)?")
#: The day of a reason that was carried before; without one it is that of the reason before.
_MARK = re.compile(rf"{CARRIED}([\d-]*)：")
#: In the frame of entities: the day of the run whose band a lead has, "" of this one.
BAND_OF = "band_of"
#: In the evidence of a sighting, behind what an item had before it was carried.
_DAY = 8
_BANDS = (Band.HIGH.value, Band.MEDIUM.value, Band.LOW.value, Band.NONE.value)
#: What remains of a reason behind the words that evidence gives for it.
_BEHIND = ("", "（", "：", "，")
#: A case and one item of its evidence → whether that still counts.
Stands: TypeAlias = Callable[[Mapping[str, Any], Sequence[str]], bool]
#: What the ledger knows of a firm, where the files of this run do not say it.
_KNOWN = ("uscc", "address", "territory", "department", "legal_rep", "phone", "scope", "sector")
_CHANGED = [
    *_KNOWN,
    *("disposition", "band", "sectors", "elements", "reasons", "basis", "checks"),
    *("responsible", "responsible_phone", BAND_OF, ITEMS, ADVERTS),
]


def carry(
    entities: pd.DataFrame,
    evidence: pd.DataFrame,
    held: Mapping[str, dict[str, Any]],
    store: str,
    read: Mapping[str, Mapping[str, Any]],
    stands: Stands,
) -> tuple[pd.DataFrame, dict[str, str]]:
    """``held``: identity in ``entities`` → case in hand. The entities with all of which something is
    carried as leads, and of these what is to be remarked. ``read``: rows of the register of those that
    came to nothing; ``store``: its name, where firms that this run has no row of are from."""
    entities[[BAND_OF, ITEMS, ADVERTS]] = ""
    persons = _persons(entities)
    at = {str(identity): number for number, identity in enumerate(entities["entity_id"])}
    at = {identity: at[identity] for identity in held if identity in at}
    seen = keys_of(evidence, at)
    said: dict[str, str] = {}
    new: list[dict[str, Any]] = []
    for identity, case in held.items():
        number = at.get(identity, -1)
        if number < 0:
            row = _unseen(entities, identity, case, store, read.get(identity))
        else:
            row = {str(name): value for name, value in entities.iloc[number].items()}
        missing = left_out(case, row, seen.get(identity, ()))
        missing = [item for item in missing if stands(case, item)]
        if missing and (row["disposition"] == Disposition.LEAD.value or _stands(case, missing)):
            said[identity] = _carry(row, case, missing, persons)
            if number < 0:
                new.append(row)
            else:
                entities.loc[entities.index[number], _CHANGED] = [row[name] for name in _CHANGED]
    if new:
        entities = pd.concat([entities, pd.DataFrame(new, columns=entities.columns)])
    return entities.reset_index(drop=True), said


def left_out(
    case: Mapping[str, Any], row: Mapping[str, Any], seen: Collection[str]
) -> list[list[str]]:
    """The evidence of the last sighting that this run neither came upon (``seen``: its keys) nor looked
    for in the register, nor a run since then; each item with the day it is of. ``row``: the firm in this
    run."""
    gone = {*fallen(case, row, seen), *fallen_of(case["fallen"])}
    return [
        [*item[:_DAY], *[""] * (_DAY - len(item)), *(item[_DAY:] or [case["seen"]])]
        for number, item in enumerate(evidence_of(case["evidence"]))
        if number not in gone and not item[0].startswith("CASE-")
    ]


def fallen(case: Mapping[str, Any], row: Mapping[str, Any], seen: Collection[str]) -> list[int]:
    """Which items of the evidence this run came upon, or looked for in the register. That is for it to
    judge."""
    read = REGISTRATION if any(row.get(name) for name in REGISTERED) else ()
    return [
        number
        for number, item in enumerate(evidence_of(case["evidence"]))
        if evidence_key(item) in seen or item[1] in read
    ]


def keys_of(evidence: pd.DataFrame, identities: Collection[str]) -> dict[str, set[str]]:
    """Identity → what this run came upon, whatever became of it."""
    found: dict[str, set[str]] = {}
    some = evidence[evidence["entity_id"].isin(list(identities))]
    for identity, *item in some[["entity_id", "rule_id", "field", "matched"]].itertuples(
        index=False
    ):
        found.setdefault(str(identity), set()).add(evidence_key([str(part) for part in item]))
    return found


def _stands(case: Mapping[str, Any], missing: list[list[str]]) -> bool:
    """Does a lead rest on what is ``missing``? What only adds to the rest does not hold it up when the
    rest has fallen."""
    return any(map(_by_itself, missing)) or not any(map(_by_itself, evidence_of(case["evidence"])))


def _by_itself(item: Sequence[str]) -> bool:
    return item[6] != Element.CONTEXT.value


def keep_territories(entities: pd.DataFrame, known: Mapping[str, Mapping[str, Any]]) -> None:
    """Leads of a run that was given no territories lie where the ledger has them; whose they are is
    kept with that."""
    leads = entities[entities["disposition"] == Disposition.LEAD.value]
    columns = ["territory", "responsible", "responsible_phone"]
    for at, identity in zip(leads.index, leads["entity_id"], strict=True):
        case = known.get(str(identity))
        if case and not leads.loc[at, "territory"] and _stays(case, leads.loc[at]):
            entities.loc[at, columns] = [case[name] for name in columns]


def _stays(case: Mapping[str, Any], row: Mapping[Any, Any] | pd.Series[Any]) -> bool:
    """Is it where it was? Who has moved may lie in another territory."""
    return not differs("address", str(case["address"]), str(row["address"]))


def _persons(entities: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Territory → who has it in this run, with the telephone."""
    named = entities[(entities["territory"] != "") & (entities["responsible"] != "")]
    columns = (named[name] for name in ("territory", "responsible", "responsible_phone"))
    return {str(t): (str(who), str(phone)) for t, who, phone in zip(*columns, strict=True)}


def _carry(
    row: dict[str, Any],
    case: Mapping[str, Any],
    missing: list[list[str]],
    persons: Mapping[str, tuple[str, str]],
) -> str:
    """Makes a lead of ``row``; what is to be remarked."""
    band = str(row["band"])
    day = case["carried"] or case["seen"]
    lines = list(_lines(case, missing))
    if _BANDS.index(case["band"]) < _BANDS.index(band):
        now = (
            f"这次的材料只到{band}"
            if row["disposition"] == Disposition.LEAD.value
            else "这次的材料里没有"
        )
        remark = (
            f"{EARLIER}{day}筛查等级为{case['band']}，{now}，等级{CARRIED}前次；指数只算这次的材料"
        )
        row["band"], row[BAND_OF] = case["band"], day
        reasons = [*lines, row["reasons"]]
        checks = [case["checks"], row["checks"]]
    else:
        remark = ""
        reasons = [row["reasons"], *lines]
        checks = [row["checks"], case["checks"]]
    row["disposition"], row[ITEMS] = Disposition.LEAD.value, json.dumps(missing, ensure_ascii=False)
    row["reasons"] = "|".join(filter(None, reasons))
    stays = _stays(case, row)
    for name in _KNOWN:
        if stays or name != "territory":
            row[name] = row[name] or case[name]
    row["sectors"] = row["sectors"] or row["sector"]
    asked = dict.fromkeys(check for some in checks for check in str(some).split("|") if check)
    row["checks"] = "|".join(asked) or f"对照{day}筛查的线索，逐条核实"
    row[ADVERTS] = adverts_carried(case, missing)
    if not row["responsible"]:
        kept = case["responsible"], case["responsible_phone"]
        own = row["territory"] == case["territory"] != ""
        nobody = kept if own else ("", "")
        row["responsible"], row["responsible_phone"] = persons.get(row["territory"], nobody)
    for name, of_item in (("elements", 6), ("basis", 5)):
        told = [
            p for item in missing for p in item[of_item].split("|") if p != Element.CONTEXT.value
        ]
        row[name] = "|".join(dict.fromkeys(filter(None, [*str(row[name]).split("|"), *told])))
    return remark


def _lines(case: Mapping[str, Any], missing: list[list[str]]) -> Iterator[str]:
    """The reasons of the last sighting that rest on what is ``missing``, with their day; where all are
    of one day, the first of them tells it."""
    told: list[tuple[str, str, str]] = []
    day = ""
    for line in case["reasons"].split("|"):
        head = _HEAD.match(line)
        end = head.end() if head else 0
        mark = _MARK.match(line, end)
        said = line[mark.end() :] if mark else line[end:]
        if mark:
            day = mark.group(1) or day
        item = next((item for item in missing if _rests_on(said, item[4])), None)
        if item:
            told.append((line[:end], day if mark else item[_DAY], said))
    one = len({day for _, day, _ in told}) == 1
    for number, (source, day, reason) in enumerate(told):
        yield f"{source}{CARRIED}{'' if one and number else day}：{reason}"


def _rests_on(line: str, reason: str) -> bool:
    """Is ``line`` what is told of evidence with this ``reason``, and not one that goes on otherwise?"""
    return bool(reason) and line.startswith(reason) and line[len(reason) :][:1] in _BEHIND


def _unseen(
    entities: pd.DataFrame,
    identity: str,
    case: Mapping[str, Any],
    store: str,
    read: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """A row for a firm that this run has none of: as the register has it, else as the ledger."""
    row: dict[str, Any] = {
        **dict.fromkeys(entities.columns, ""),
        "entity_id": identity,
        "source_file": store,
        **dict.fromkeys(("source_row", "score", "points"), 0),
        "name": case["name"],
        "band": Band.NONE.value,
        "rank": len(entities) + 1,
    }
    if read:
        row |= {name: value or "" for name, value in read.items() if name in row}
    else:
        row["remarks"] = "这次的材料里没有这家企业的登记，名称、地址等为办案库所记"
    where = parse_address(row["address"] or case["address"])
    return {**row, **dict(zip(Place._fields, where, strict=True))}
