"""Firms and branches of groups that everybody knows by a short name: 中石油甘肃庆阳销售分公司.

Such names have no distinctive part beside the group's. Which firm is meant is told by the place and
what it does there, and what lies between (甘肃省电力公司) is often left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from engine.link.names import places
from engine.link.names.places import Spot

_LEGAL = re.compile(
    r"(?:\(?集团\)?)?(?:股份有限公司|有限责任公司|有限公司|股份公司|集团公司|总公司|支公司|分公司|公司)|集团"
)
#: What people leave out beside a number: 第八工程局 is 八局.
_UNSAID = re.compile(r"第(?=\d)|(?<=\d)(?:工程|建筑|建设)|(?:工程|建筑|建设)$")
#: Of the offices that build: 中建八局, 中铁15局五公司.
_OFFICE = re.compile(r"[一二三四五六七八九](?=局|公司|公局|航局|处)")
_DIGITS = str.maketrans("一二三四五六七八九", "123456789")
_NUMBER = re.compile(r"\d+")
_BRANCHES = ("分公司", "支公司")
_LONGEST = 9


class Member(NamedTuple):
    """``spots``: every place; ``at``: the last; ``does``: what it is there, ``above``: what the firms
    that it belongs to are; ``branch``: of a firm rather than a firm, None if the name does not say."""

    group: str
    spots: tuple[Spot, ...]
    at: str
    does: str
    above: tuple[str, ...]
    branch: bool | None
    numbers: tuple[str, ...] = ()


@cache
def _groups() -> Mapping[str, str]:
    text = files("engine.link.names").joinpath("data/groups.txt").read_text(encoding="utf-8")
    lines = (line.split() for line in text.split("\n") if line and not line.startswith("#"))
    return {name: line[0] for line in lines for name in line}


@cache
def _begun() -> frozenset[str]:
    return frozenset(name[:2] for name in _groups())


@lru_cache(maxsize=10_000)
def member(text: str) -> Member | None:
    """What a clean name says of a firm of a group; None for any other and for the group itself."""
    if text[:2] not in _begun():
        return None
    size = next((s for s in range(_LONGEST, 1, -1) if text[:s] in _groups()), 0)
    if not size:
        return None
    left = _OFFICE.sub(lambda one: one.group().translate(_DIGITS), text[size:])
    ends = [match.group() for match in _LEGAL.finditer(left)]
    last = ends[-1] if ends and left.endswith(ends[-1]) else ""
    spots: list[Spot] = []
    does: list[str] = []
    for part in filter(None, _LEGAL.split(left)):
        found, edges = places.head(part, places.atlas())
        spots += found
        if rest := part[edges[-1] :]:
            does.append(_UNSAID.sub("", rest) if any(map(str.isdigit, rest)) else rest)
        elif found:
            does.append("")
    if not does:
        return None
    branch = last.endswith(_BRANCHES) if last and last not in ("公司", "集团") else None
    at = spots[-1].stem if spots else ""
    numbers = tuple(_NUMBER.findall("".join(does)))
    if numbers and not spots:  # 15局五公司, 15局 and 第五工程
        does = ["".join(does)]
    return Member(
        _groups()[text[:size]], tuple(spots), at, does[-1], tuple(does[:-1]), branch, numbers
    )


def key(text: str) -> str:
    """What every name of one firm of a group has in common; "" for any other name."""
    found = member(text)
    return f"{found.group}|{found.at}|{found.does}" if found is not None else ""


def same(one: str, other: str) -> bool:
    """Do two clean names name one firm or branch of one group?"""
    if (mine := member(one)) is None or (theirs := member(other)) is None:
        return False
    if mine.group != theirs.group:
        return False
    if mine.numbers != theirs.numbers or (mine.at, mine.does) != (theirs.at, theirs.does):
        return False
    if not (mine.at or mine.does) or places.contradict(mine.spots, theirs.spots):
        return False
    above = {does for does in mine.above if does}, {does for does in theirs.above if does}
    agree = above[0] <= above[1] or above[1] <= above[0]
    return agree and (mine.branch == theirs.branch or None in (mine.branch, theirs.branch))
