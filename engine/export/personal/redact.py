"""What of a result may stand where: masked for every file but the workbook, redacted to hand on.

``masked`` is what the csv files and the page hold. ``redacted`` is the whole result for somebody
outside: masked everywhere, without the rows set aside, without what tips say of whom, without the
names of staff and of personal accounts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.export.personal.accounts import Personal
from engine.export.personal.called import mask_called, mask_whole
from engine.export.personal.mask import (
    MASKS,
    Both,
    Exactly,
    Mask,
    Words,
    mask_number,
    mask_part,
    mask_person,
    mask_text,
    mask_texts,
)
from engine.export.personal.neutral import Neutral
from engine.export.personal.reported import left_out, without_words
from engine.export.personal.representatives import Representatives
from engine.ingest.headers.names import exact
from engine.model.ingested import RejectedRow
from engine.model.patterns import later
from engine.model.screening import Part, Screening
from engine.model.terms import (
    AWAY,
    BESIDE,
    CARRIED_ADVERTS,
    CARRIED_ITEMS,
    HAPPENED,
    OWN_WORDS,
    PLACED_BY,
    WITHHELD,
)
from engine.place import ALIKE, UNREAD_HOUSES, UNREAD_WORDS, WITHOUT_FIRMS
from engine.text.digits import narrowed

_CAUSES = ("reasons", "reason", "remarks")
_STAFF = ("responsible",)
#: In the stead of the file of an office's memory.
_STORE = "办案库"
#: Whoever has an account may stand for the advertiser as well.
_ACCOUNTS = ("media_name", "advertiser", "entity_name")
_NAMES = ("name", *_ACCOUNTS)
_FIGURES = later("[0-9]{3,}")
#: Characters that neither a person nor a number has less than.
_LEAST = 2
_PEOPLE, _NUMBERS = ("legal_rep", "shareholders", "collector", "responsible"), ("phone", "contact")


def masked(result: Screening) -> Screening:
    """The result as the csv files and the page show it. ``matched`` stays: it is the raw text."""
    names = Neutral.masked(result)
    file: dict[str, Mask] = {}
    if any(name != shown for name, shown in {**names.files, **names.sheets}.items()):
        file = {"source_file": Exactly(names.files), "merged_rows": names.words()}
    own = {"entities": file, "adverts": {k: m for k, m in file.items() if k == "source_file"}}
    entities, adverts, evidence = (
        mask_part(result.part(name), {**masks, **own.get(name, {})}, usual=not own.get(name))
        for name, masks in MASKS.items()
    )
    shown = _with(
        result,
        entities,
        adverts,
        evidence,
        tuple(_mask_row(row, names) for row in result.rejected),
        tuple(mask_text(names.text(message)) for message in result.messages),
        result.referrals,
    )
    shown.run["inputs"] = names.inputs(result.run.get("inputs", ()))
    if options := result.run.get("options"):
        given = [{**file, "file": mask_text(file["file"])} for file in options["exceptions"]]
        shown.run["options"] = {**options, "exceptions": given}
    return shown


def masked_records(part: str, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Records of a part as ``masked`` has them."""
    shown = [dict(record) for record in records]
    for name, mask in MASKS[part].items():
        some = [record for record in shown if isinstance(record.get(name), str)]
        texts = mask_texts([record[name] for record in some], mask)
        for record, text in zip(some, texts, strict=True):
            record[name] = text
    return shown


def redacted(result: Screening) -> Screening:
    """The result that can be handed on."""
    hidden = _without_representatives(masked(result), Representatives.of(result))
    neutral = Neutral.of(hidden)
    staff, words = _approvers(result.run), neutral.words()
    said: dict[str, Mask] = dict.fromkeys(_CAUSES, Both(staff, words))
    store = {str(cases["file"]): _STORE} if (cases := result.run.get("cases")) else {}
    files = Exactly({**store, **neutral.files})
    file: dict[str, Mask] = {"source_file": files, "merged_rows": words}
    people = Personal.of(hidden)
    accounts = Exactly(people.names)

    def theirs(part: str, column: str, then: Mask) -> Mask:
        own = Both(Exactly(people.cells(hidden, part, column)), then)
        return Both(own, mask_whole if column in _NAMES else mask_called)

    entities = mask_part(
        hidden.part("entities"),
        {
            "reasons": Both(without_words, theirs("entities", "reasons", said["reasons"])),
            "remarks": Both(_without_tips, theirs("entities", "remarks", said["remarks"])),
            **file,
            **dict.fromkeys(_STAFF, mask_person),
            "name": theirs("entities", "name", accounts),
            "affiliates": theirs("entities", "affiliates", str),
            # Nobody can tell who is named in quotes of before, and in what officers wrote.
            **dict.fromkeys((CARRIED_ITEMS, CARRIED_ADVERTS, OWN_WORDS), _nothing),
        },
    )
    adverts = mask_part(
        hidden.part("adverts"),
        {
            **{
                column: theirs("adverts", column, said[column]) for column in ("reasons", "remarks")
            },
            **file,
            **{column: theirs("adverts", column, accounts) for column in _ACCOUNTS},
            **{column: theirs("adverts", column, str) for column in ("title", "text")},
        },
    )
    tips: dict[str, Mask] = {"ad_id": Exactly(neutral.tips)}
    told = Exactly(left_out(hidden))
    evidence = mask_part(
        hidden.part("evidence"),
        {
            "matched": Both(told, theirs("evidence", "matched", mask_matched)),
            "quote": Both(told, theirs("evidence", "quote", str)),
            **tips,
            "reason": theirs("evidence", "reason", said["reason"]),
        },
    )
    rejected = tuple(
        replace(
            row,
            raw="{}",
            source_file=neutral.files.get(row.source_file, ""),
            source_sheet=neutral.sheets.get(row.source_sheet, ""),
            cause=neutral.text(row.cause),
        )
        for row in hidden.rejected
    )
    own = (
        *("举报", "线索记录"),
        AWAY,
        WITHOUT_FIRMS,
        UNREAD_HOUSES,
        UNREAD_WORDS,
        ALIKE,
    )  # words of the office that stand in no table
    messages = tuple(neutral.text(m) for m in hidden.messages if not m.startswith(own))
    messages += tuple(withheld(result))
    result_ = _with(result, entities, adverts, evidence, rejected, messages, ())
    granted = [
        {
            **waiver,
            "approver": _approver(str(waiver["approver"])),
            "reason": mask_text(str(waiver["reason"])),
        }
        for waiver in result.run.get("exceptions", ())
    ]
    result_.run = {**hidden.run, "redacted": True}
    result_.run["inputs"] = [
        {**source, "unmapped": [f"未用的列{n}" for n, _ in enumerate(source["unmapped"], 1)]}
        for source in neutral.inputs(hidden.run.get("inputs", ()))
    ]
    if options := hidden.run.get("options"):
        given = [{**e, "file": f"例外{n}"} for n, e in enumerate(options["exceptions"], 1)]
        result_.run["options"] = {**options, "exceptions": given}
    if cases := hidden.run.get("cases"):
        result_.run["cases"] = {**cases, "file": _STORE}
    if granted:
        result_.run["exceptions"] = granted
    result_.run.pop("who", None)
    return result_


def _without_representatives(result: Screening, people: Representatives) -> Screening:
    entities, adverts, evidence = (
        mask_part(result.part(name), people.masks(result, name)) for name in MASKS
    )
    return _with(
        result, entities, adverts, evidence, result.rejected, result.messages, result.referrals
    )


def _nothing(_: str) -> str:
    return ""


def _without_tips(remarks: str) -> str:
    """Where something was told to have happened may tell who lives there, and whom it names besides
    who was told of both; so may by what words a tip was placed."""
    told = (BESIDE, HAPPENED, PLACED_BY)
    return "|".join(one for one in remarks.split("|") if not one.startswith(told))


def mask_matched(text: str) -> str:
    """Figures alone may be the middle of a number that is masked everywhere else."""
    return "*" * len(text) if _FIGURES.fullmatch(narrowed(text)) else mask_text(text)


def withheld(result: Screening) -> list[str]:
    """What of the workbook is not handed on, as it tells who reported or whom another line deals with."""
    said = []
    if tips := len(result.loose_tips):
        said.append(
            f"{WITHHELD} {tips} 条未对应到企业的举报（原在“案头核查”，写明地点的也在“扫楼路线”），"
            "以免认出举报人。需要时向制表单位了解"
        )
    if others := len(result.referrals):
        said.append(f"{WITHHELD} {others} 条应转其他部门的举报。由制表单位另行转办")
    return said


def _approvers(run: Mapping[str, Any]) -> Words:
    """Who approved an exception is named in the cause of every hit that it dismissed."""
    names = {str(waiver["approver"]) for waiver in run.get("exceptions", ())}
    # The name alone might be part of another word.
    shown = {f"批准：{mask_text(name)}": f"批准：{_approver(name)}" for name in sorted(names)}
    return Words(shown)


def _approver(name: str) -> str:
    return mask_person(mask_text(name))


def _with(
    result: Screening,
    entities: Part,
    adverts: Part,
    evidence: Part,
    rejected: tuple[RejectedRow, ...],
    messages: tuple[str, ...],
    referrals: tuple[dict[str, Any], ...],
) -> Screening:
    return Screening(entities, adverts, evidence, rejected, dict(result.run), messages, referrals)


def _mask_row(row: RejectedRow, names: Neutral) -> RejectedRow:
    return replace(
        row,
        raw=_mask_raw(row),
        source_file=names.files.get(row.source_file, row.source_file),
        source_sheet=names.sheets.get(row.source_sheet, row.source_sheet),
        cause=mask_text(names.text(row.cause)),
    )


def _mask_raw(row: RejectedRow) -> str:
    """The cells of a row set aside, by what their headers say they hold."""
    try:
        cells = json.loads(row.raw)
    except ValueError:
        return mask_text(row.raw)
    if not isinstance(cells, dict):
        return mask_text(row.raw)
    # In a row of the wrong width a name may have slipped under any header.
    slipped = "列数" in row.cause or "引号" in row.cause
    return json.dumps(
        {header: _mask_cell(header, str(cell), row, slipped) for header, cell in cells.items()},
        ensure_ascii=False,
    )


def _mask_cell(header: str, cell: str, row: RejectedRow, slipped: bool) -> str:
    if len(cell) < _LEAST:
        return cell
    known = exact(header, row.kind)
    column = known[0] if known else ""
    if column in _PEOPLE or (slipped and _like_a_person(cell)):
        return mask_person(cell)
    return mask_number(cell) if column in _NUMBERS else mask_text(cell)


def _like_a_person(cell: str) -> bool:
    return 2 <= len(cell) <= 4 and all("\u4e00" <= char <= "\u9fff" for char in cell)
