"""What the sheets and the page say of one firm, from its record."""

from __future__ import annotations

from typing import Any

from engine.export.rich import Rich, Span, plain_text
from engine.export.text import as_text, parts
from engine.model.terms import (
    AT,
    BESIDE,
    BUSINESS,
    EARLIER,
    ELSEWHERE,
    FROM_TEXT,
    HAPPENED,
    MAY_BE,
    MOVED,
    NAMING,
    OWN_WORDS,
    PLACED_BY,
    RENAMED,
    SEEN,
    SETTLED,
    gone,
)

UNASSIGNED = "未划定责任区"

Record = dict[str, Any]
_NAMED_AT_THE_DOOR = f"{NAMING.removesuffix('：')}，内容见原件"


def text(record: Record, key: str) -> str:
    value = record.get(key)
    return value if value.__class__ is str else as_text(value)


def walkable(record: Record) -> bool:
    """Does the record say where to go, at least in which town?"""
    return any(text(record, part) for part in ("town", "village", "road", "building"))


def is_settled(record: Record) -> bool:
    """Has the office dealt with the firm, and nothing is new? Whoever is with the police must not be
    visited once more."""
    return text(record, "case_state") == SETTLED


def name_cell(record: Record) -> Rich:
    """The name, with the credit code below it."""
    code = text(record, "uscc") or "（无统一代码）"
    return (Span(text(record, "name") or "（无名称）", "strong"), Span("\n" + code))


def address_of(record: Record) -> str:
    """The address as given, otherwise put together from its parts."""
    if whole := text(record, "address"):
        return whole
    keys = ("province", "city", "county", "town", "village", "road", "building", "floor", "room")
    return "".join(text(record, key) for key in keys)


def seat_spans(record: Record) -> Rich:
    """Says of a firm what it was called and where it was before, and which case it may be; of one that
    does business elsewhere where it is registered, and where else its adverts were seen or tips say
    that it happened; of one in no register, that only an advert says where."""
    said = (
        one
        for one in parts(text(record, "remarks"))
        if one.startswith((RENAMED, MOVED, MAY_BE, ELSEWHERE, FROM_TEXT, HAPPENED))
        or (one.startswith(SEEN) and AT in one)
    )
    return tuple(Span("\n" + one) for one in said)


def beside_spans(record: Record) -> Rich:
    """By what its tips were placed with it, and whom they name, too: for the desk, as at the door it
    would tell what was reported."""
    said = (one for one in parts(text(record, "remarks")) if one.startswith((PLACED_BY, BESIDE)))
    return tuple(Span("\n" + one) for one in said)


def closed_spans(record: Record, *, door: bool = False) -> Rich:
    """What must be known before somebody knocks: the register holds the firm for closed, or the
    office has dealt with it before; what officers wrote of that in words of their own, at the ``door``
    only of its business: the rest may name who told them."""
    status = text(record, "status")
    closed = [f"\n【登记已{status}】门口核实是否仍在经营"] if gone(status) else []
    before = [
        f"\n【{said}】" for said in parts(text(record, "remarks")) if said.startswith(EARLIER)
    ]
    own = [
        f"\n【{said}】"
        for said in parts(text(record, OWN_WORDS))
        if not door or said.startswith(BUSINESS)
    ]
    return tuple(Span(said, "strong") for said in (*closed, *before, *own))


def naming_spans(record: Record, *, door: bool = False) -> Rich:
    """That tips name the firm in which no rule found anything; at the ``door`` without their numbers."""
    named = [one for one in parts(text(record, "remarks")) if one.startswith(NAMING)]
    if door:
        named = [_NAMED_AT_THE_DOOR] * bool(named)
    return tuple(Span(f"\n{one}", "strong") for one in named)


def naming_beside(record: Record) -> list[str]:
    """The same of a firm where nobody goes."""
    return [plain_text(naming_spans(record, door=True)).strip()] if naming_spans(record) else []


def what_to_check(record: Record) -> list[str]:
    """The questions for the door; of a closed firm first whether it is."""
    checks = parts(text(record, "checks"))
    if gone(text(record, "status")):
        return ["门口核实是否仍在经营、换了什么名义", *checks]
    return checks


def reach_of(record: Record) -> str:
    """Telephone and person, as far as the result shows them."""
    phone, person = text(record, "phone"), text(record, "legal_rep")
    # Sources write web addresses and accounts into the column, too.
    label = "电话" if sum(char.isdigit() or char == "*" for char in phone) >= 7 else "联系"
    told = (f"{label}：{phone}" if phone else "", f"负责人：{person}" if person else "")
    return "\n".join(filter(None, told))


def territory_of(record: Record) -> str:
    return text(record, "territory") or UNASSIGNED
