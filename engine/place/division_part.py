"""The divisions at the head of an address: province, city, county, township."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from engine.place.head_part import BETWEEN, TOWN, Head, read_head
from engine.place.watched import Watched
from engine.text.divisions import HEAD, County, divisions
from engine.text.fold import fold

_NO_TOWN = re.compile("路(?!街$)|号|村(?!街道?$|$)|开发区|新区|工业区|园区")
#: Without one of these so near there is no township; asking for them is cheaper than the pattern.
TOWN_SIGN, _SIGN_WITHIN = re.compile("[街办镇乡苏场]"), 12
#: Reads a head: folded and raw text, and whether to believe nothing but the table.
HeadReader = Callable[[str, str, bool], Head]


def plain_reader(folded: str, raw: str, known_only: bool) -> Head:
    return read_head(Watched(folded), raw, known_only)


def read_divisions(
    folded: str, raw: str, reader: HeadReader = plain_reader
) -> tuple[Mapping[str, str], str, int]:
    """Province, city and county found (words of the source; filled in where they are certain),
    the township, and where the divisions end."""
    head = reader(folded, raw, False)
    while (more := _again(head, folded, raw, reader)) is not None:
        head = more
    if "town" in head.found:
        return head.found, head.found["town"], head.at
    town, at = read_town(folded, raw, skip(folded, head.at), head.county)
    if not town:
        return head.found, "", at
    head = Head({**head.found, "town": town}, at, head.county)
    while (more := _again(head, folded, raw, reader)) is not None:
        at = more.at
        while folded.startswith(fold(town), at):
            at += len(town)
        head = Head(more.found, at, more.county)
    return head.found, town, head.at


def _again(head: Head, folded: str, raw: str, reader: HeadReader) -> Head | None:
    """Past divisions that are written a second time (云泉县宁夏云泉县清渠镇)."""
    begun = skip(folded, head.at)
    if folded[begun : begun + HEAD] not in divisions().heads or not head.found:
        return None
    second = reader(folded[begun:], raw[begun:], True)
    if not second.found or "town" in second.found:
        return None
    if any(head.found.get(k) and not _alike(head.found[k], v) for k, v in second.found.items()):
        return None
    found = {**second.found, **head.found}
    return Head(found, begun + second.at, head.county or second.county)


def _alike(one: str, other: str) -> bool:
    """宁夏 and 宁夏回族自治区, 杭州 and 杭州市."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short)


def skip(text: str, at: int) -> int:
    """Past signs that part one division from the next."""
    while text.startswith(BETWEEN.words, at):
        at += 1
    return at


def read_town(folded: str, raw: str, at: int, county: County | None = None) -> tuple[str, int]:
    """The township at ``at`` (empty when there is none) and where it ends."""
    length = _town(folded, at, county)
    return raw[at : at + length], at + length


def _town(text: str, at: int, county: County | None) -> int:
    if county is not None and (name := county.towns.longest(text, at)):
        return len(name) + (3 if text.startswith("办事处", at + len(name)) else 0)
    if not TOWN_SIGN.search(text, at, at + _SIGN_WITHIN):
        return 0
    match = TOWN.match(text[at:])
    if match and not _NO_TOWN.search(match.group()[:-1]):
        return match.end()
    return 0
