"""The divisions at the head of an address: province, city, county, township."""

from __future__ import annotations

import re
from collections.abc import Mapping

from engine.place.head_part import TOWN, Head, is_road, past, read_head, read_known, skip
from engine.text.divisions import HEAD, County, divisions
from engine.text.fold import fold

_NO_TOWN = re.compile("路(?!街$)|号|村(?!街道?$|$)|开发区|新区|工业区|园区")
#: Without one of these so near there is no township; asking for them is cheaper than the pattern.
SIGN_WITHIN = 12


def read_divisions(folded: str, raw: str) -> tuple[Mapping[str, str], str, int]:
    """Province, city and county found (words of the source; filled in where they are certain),
    the township, and where the divisions end."""
    head = read_head(folded, raw)
    # They may be written a second time (云泉县宁夏云泉县清渠镇), also behind the township.
    while head.found and may_begin(folded, begun := skip(folded, head.at)):
        more = goes_on(head, folded, raw, begun)
        if more is None:
            break
        head = more
    if "town" in head.found:
        return head.found, head.found["town"], head.at
    town, at = read_town(folded, raw, skip(folded, head.at), head.county)
    if not town:
        return head.found, "", at
    while may_begin(folded, begun := skip(folded, at)):
        found = {**head.found, "town": town}
        more = goes_on(head._replace(found=found), folded, raw, begun)
        if more is None:
            break
        head, at = more, past(folded, more.at, fold(town))
    return head.found, town, at


def may_begin(text: str, at: int) -> bool:
    """Could the table know a head at ``at``? Mostly a road has its name there (北京路), which is
    told without reading on."""
    table = divisions()
    if text[at : at + HEAD] not in table.heads:
        return False
    for names in table.lengths:
        for size in names.at(text, at):
            name = text[at : at + size]
            end = at + len(name)
            if name in names.names and (
                name in table.cities
                or name in table.counties
                or not is_road(text, end)
                or text[end : end + HEAD] in table.heads
            ):
                return True
    return False


def goes_on(head: Head, folded: str, raw: str, at: int) -> Head | None:
    """The head with what the table knows of it at ``at``; None for nothing that fits."""
    second = read_known(folded, raw, at)
    if not second.found or "town" in second.found:
        return None
    if any(head.found.get(k) and not _alike(head.found[k], v) for k, v in second.found.items()):
        return None
    return Head({**second.found, **head.found}, second.at, head.county or second.county)


def _alike(one: str, other: str) -> bool:
    """宁夏 and 宁夏回族自治区, 杭州 and 杭州市."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short)


def read_town(folded: str, raw: str, at: int, county: County | None = None) -> tuple[str, int]:
    """The township at ``at`` (empty when there is none) and where it ends."""
    end = at
    if county is not None and (name := county.towns.longest(folded, at)):
        end += len(name) + (3 if folded.startswith("办事处", at + len(name)) else 0)
    elif town_sign(folded[at : at + SIGN_WITHIN]):
        match = TOWN.match(folded[at:])
        if match and not _NO_TOWN.search(match.group()[:-1]):
            end += match.end()
    return raw[at:end], end


def town_sign(text: str) -> bool:
    """Does a character stand there that no township is without?"""
    return (
        "镇" in text
        or "乡" in text
        or "街道" in text
        or "办" in text
        or "场" in text
        or "苏木" in text
    )
