"""The divisions at the head of an address: province, city, county, township."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from engine.place.head_part import BETWEEN, TOWN, Head, read_head, read_known, skip
from engine.place.watched import Watched
from engine.text.divisions import HEAD, County, divisions
from engine.text.fold import fold

_NO_TOWN = re.compile("路(?!街$)|号|村(?!街道?$|$)|开发区|新区|工业区|园区")
#: Without one of these so near there is no township; asking for them is cheaper than the pattern.
TOWN_SIGN, _SIGN_WITHIN = re.compile("[街办镇乡苏场]"), 12
#: Reads a head: folded and raw text.
HeadReader = Callable[[str, str], Head]


def read_beginning(watched: Watched, raw: str) -> Head:
    """Province, city and county at the beginning of a text, also where they are written a second
    time (云泉县宁夏云泉县清渠镇)."""
    head = read_head(watched, raw)
    while head.found and watched.begins(divisions().heads, begun := skip(watched, head.at)):
        more = _together(head, read_known(watched, raw, begun))
        if more is None:
            break
        head = more
    return head


def plain_first(folded: str, raw: str) -> Head:
    return read_beginning(Watched(folded), raw)


def plain_second(folded: str, raw: str) -> Head:
    return read_known(Watched(folded), raw)


def read_divisions(
    folded: str, raw: str, first: HeadReader = plain_first, second: HeadReader = plain_second
) -> tuple[Mapping[str, str], str, int]:
    """Province, city and county found (words of the source; filled in where they are certain),
    the township, and where the divisions end.

    ``first`` reads like ``read_beginning``, ``second`` like ``read_known`` from the start."""
    head = first(folded, raw)
    if "town" in head.found:
        return head.found, head.found["town"], head.at
    town, at = read_town(folded, raw, _skip(folded, head.at), head.county)
    if not town:
        return head.found, "", at
    # Divisions may be written once more behind the township.
    while folded[(begun := _skip(folded, at)) : begun + HEAD] in divisions().heads:
        again = second(folded[begun:], raw[begun:])
        found = {**head.found, "town": town}
        more = _together(head._replace(found=found), again._replace(at=begun + again.at))
        if more is None:
            break
        at = more.at
        while folded.startswith(fold(town), at):
            at += len(town)
        head = more
    return head.found, town, at


def _together(head: Head, second: Head) -> Head | None:
    """One head of two that stand one behind the other; None where they do not fit."""
    if not second.found or "town" in second.found:
        return None
    if any(head.found.get(k) and not _alike(head.found[k], v) for k, v in second.found.items()):
        return None
    return Head({**second.found, **head.found}, second.at, head.county or second.county)


def _alike(one: str, other: str) -> bool:
    """宁夏 and 宁夏回族自治区, 杭州 and 杭州市."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short)


def _skip(text: str, at: int) -> int:
    while text.startswith(BETWEEN.words, at):
        at += 1
    return at


def read_town(folded: str, raw: str, at: int, county: County | None = None) -> tuple[str, int]:
    """The township at ``at`` (empty when there is none) and where it ends."""
    end = at
    if county is not None and (name := county.towns.longest(folded, at)):
        end += len(name) + (3 if folded.startswith("办事处", at + len(name)) else 0)
    elif TOWN_SIGN.search(folded, at, at + _SIGN_WITHIN):
        match = TOWN.match(folded[at:])
        if match and not _NO_TOWN.search(match.group()[:-1]):
            end += match.end()
    return raw[at:end], end
