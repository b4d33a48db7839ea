"""The same firm, its credit code right in one row and ruined in another.

Excel makes 9.1E+17 of a code, hands lose a digit, a second list has none at all. Such a row is the
firm that has the right code, if name and address or legal representative say so and no other firm of
the name could be meant as well. Two right codes that differ are always two firms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

#: Names of 个体工商户, whose codes begin with 92, repeat from street to street.
_SOLE, _SOLE_CODE = "个体", "92"
#: Without these an address is a village or a market, in which there are several shops.
_NUMBER = re.compile(r"[0-9号]")
#: What so many rows of one name share tells nothing.
_MANY = 50
#: The last characters of a county's or town's name.
_DIVISION = re.compile(r"([\u4e00-\u9fff]{2})(?:县|旗|(?<![小社园街])区|市(?!场))")
_MASKED = re.compile(r"[*?xX某]|^.$")


class Row(NamedTuple):
    """Folded cells; ``name`` and ``firm`` are numbers: of the name, and of what the row is by itself.
    ``code``: empty unless it is right."""

    name: int
    firm: int
    code: str
    address: str
    person: str
    form: str


def owners(rows: Iterable[Row]) -> dict[int, int]:
    """Firms without a right code → the firm with one that they are. ``rows``: whole groups of a name."""
    right: dict[tuple[int, str], list[Row]] = {}
    ruined: dict[int, list[Row]] = {}
    for row in rows:
        if not row.code:
            ruined.setdefault(row.firm, []).append(row)
            continue
        for told in {row.address, row.person} - {""}:
            right.setdefault((row.name, told), []).append(row)
    found = {}
    for firm, its in ruined.items():
        meant = {
            (one.address == other.address and one.person == other.person, other.firm)
            for one in its
            for told in {one.address, one.person}
            for other in _few(right.get((one.name, told), []))
            if agree(one, other)
        }
        # Who agrees in both is meant before who agrees in one.
        surest = {firm for both, firm in meant if both} or {firm for _, firm in meant}
        if len(surest) == 1:
            (found[firm],) = surest
    return found


def _few(rows: list[Row]) -> list[Row]:
    return rows if len(rows) <= _MANY else []


def agree(ruined: Row, right: Row) -> bool:
    """Do two rows of one name, of which at most ``right`` has a right code, tell of one firm?"""
    placed = ruined.address == right.address != ""
    persons = _told(ruined.person), _told(right.person)
    person = persons[0] == persons[1] != ""
    if right.code.startswith(_SOLE_CODE) or _SOLE in ruined.form or _SOLE in right.form:
        unknown = not all(persons) and _NUMBER.search(right.address) is not None
        return placed and (person or unknown)
    return placed or (person and not apart(ruined.address, right.address))


def apart(one: str, other: str) -> bool:
    """Do the addresses name other counties or towns?"""
    ours, theirs = ({*_DIVISION.findall(address)} for address in (one, other))
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _told(person: str) -> str:
    """A masked name, or a family name alone, is many persons'."""
    return "" if _MASKED.search(person) else person
