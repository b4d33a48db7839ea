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
#: The end of an address, by which others are looked for that leave out its beginning.
_TAIL = 6
#: The last characters of a county's or town's name.
_DIVISION = re.compile(r"([\u4e00-\u9fff]{2})(?:县|旗|(?<![小社园街])区|市(?!场))")
#: What addresses begin with and half of the clerks leave out.
_ABOVE = re.compile(
    r"(?:[\u4e00-\u9fff]{2,3}省|(?:宁夏|新疆|广西|西藏|内蒙古)(?:回族|维吾尔|壮族)?(?:自治区)?)?(?:[\u4e00-\u9fff]{2,4}市)?(?:[\u4e00-\u9fff]{1,5}[县旗区])?"
)
_DIGITS = "零一二三四五六七八九"
_SAID = re.compile(rf"[{_DIGITS}十]{{1,4}}(?=[号楼层栋幢座室组队社](?![\u4e00-\u9fff]?[路街]))")
_REMARK, _STOREY = re.compile(r"[(（][^()（）0-9]*[)）]"), re.compile(r"楼(?<=\d楼)")
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
    rows = [row._replace(address=plain(row.address)) for row in rows]
    right: dict[tuple[int, str], list[Row]] = {}
    ruined: dict[int, list[Row]] = {}
    for row in rows:
        if not row.code:
            ruined.setdefault(row.firm, []).append(row)
            continue
        for told in {row.address[-_TAIL:], row.person} - {""}:
            right.setdefault((row.name, told), []).append(row)
    found = {}
    for firm, its in ruined.items():
        meant = {
            (_within(one.address, other.address) and one.person == other.person, other.firm)
            for one in its
            for told in {one.address[-_TAIL:], one.person}
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
    ruined, right = (row._replace(address=plain(row.address)) for row in (ruined, right))
    placed = _within(ruined.address, right.address)
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


def _within(one: str, other: str) -> bool:
    """Is it one address, of which one may leave out the divisions?"""
    short, long = sorted((one, other), key=len)
    left = long.removesuffix(short)
    return bool(short) and (not left or (left != long and _ABOVE.fullmatch(left) is not None))


def plain(address: str) -> str:
    """Numbers of doors in digits, one word for floors, no province and no remarks. ``address``: folded."""
    text = _REMARK.sub("", address)
    if _SAID.search(text):
        text = _SAID.sub(lambda said: _value(said.group()), text)
    return _STOREY.sub("层", text).replace("幢", "栋")


def _value(said: str) -> str:
    """五十八 is 58, 二零一 is 201."""
    tens, ten, ones = said.partition("十")
    if not ten:
        return "".join(str(_DIGITS.index(char)) for char in said)
    if len(tens) > 1 or len(ones) > 1:
        return said
    return str(10 * (_DIGITS.index(tens) if tens else 1) + (_DIGITS.index(ones) if ones else 0))


def _told(person: str) -> str:
    """A masked name, or a family name alone, is many persons'."""
    return "" if _MASKED.search(person) else person
