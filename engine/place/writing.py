"""Addresses brought to one way of writing, so that their parts can be compared.

八十八号, 88 号 and ８８号 are one number; 88号（A座）, 88号A座 and 88号A-1101 name one block. What a
record shows stays as its source writes it.
"""

from __future__ import annotations

import re

from engine.place.address import LONGEST, parse_address
from engine.text.fold import fold
from engine.text.numerals import parse

_DASHES = "-‐‑‒–—―−－﹣﹘~～"
_DIGITS = "零一二三四五六七八九十百〇壹贰叁肆伍陆柒捌玖拾佰"
_MONEY = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰〇", "一二三四五六七八九十百零")
_BLANK = re.compile(r"\s+")
_NUMERAL = re.compile(rf"[{_DIGITS}]+(?=号|幢|栋|座|区|单元|组|队|社|#|\s*[{_DASHES}]+\s*[0-9])")
_DASH = re.compile(rf"(?<=[0-9A-Za-z])[{_DASHES}]+(?=[0-9A-Za-z])")
#: Two houses that one firm has: 88、90号.
_BOTH = re.compile(r"(?<=[0-9])[、,，/](?=[0-9]+号)")
_SHARP = re.compile(r"(?<=[0-9])#(?=$|[^0-9A-Za-z])")
#: A block in brackets, with the room in it if that is told.
_IN_BRACKETS = re.compile(
    r"[(（\[【]((?:[A-Za-z甲乙丙丁]|[0-9]{1,3})(?:号楼|座|幢|栋|楼(?!层))[^)）\]】]{0,20})[)）\]】]"
)
#: A room of a market is a stall, whatever letter stands before it.
_STALL = re.compile(r"(?<=市场|商场|商城|广场|超市)([A-Za-z])-?([0-9]{2,4})(?:室|号)?$")
#: A block and a room in one: A-1101, A1101; A229 is a room.
_SEAT = re.compile(
    r"(?<=[号院厦楼寓心园苑际府])(?<![0-9A-Za-z]楼)([A-Za-z])(?:-([0-9]{3,4})|([0-9]{4}))(?:室|号|房)?$"
)
#: What none of these stands in is written plainly already.
_SIGNS = re.compile(
    rf"\s|[{_DASHES[1:]}#]|{_NUMERAL.pattern}|[（(【\[][0-9A-Za-z甲乙丙丁]{{1,3}}[号座幢栋楼]"
    r"|[0-9][、,，/][0-9]|[A-Za-z]-?[0-9]{2,4}[室号房]?$"
)


def plain(text: str) -> str:
    """Numerals, dashes, brackets and seats of an address, or of a part of one, in one form."""
    if not _SIGNS.search(text):
        return text
    text = _BLANK.sub("", _NUMERAL.sub(_arabic, fold(text[:LONGEST])))
    text = _BOTH.sub("-", _DASH.sub("-", text))
    text = _IN_BRACKETS.sub(r"\1", _SHARP.sub("号", text))
    text = _STALL.sub(r"\1\2号摊位", text)
    return _SEAT.sub(lambda found: f"{found[1].upper()}座{found[2] or found[3]}室", text)


def parts(address: str, told: tuple[str, str, str]) -> tuple[str, str, str]:
    """Village, road and building of an address written plainly; ``told``: as they were read of it as
    it stands, which count where they were read of something else."""
    rewritten = plain(address)
    if rewritten == address:
        return told
    first = parse_address(address)
    if (first.village, first.road, first.building) != told:
        return told
    again = parse_address(rewritten)
    return again.village, again.road, again.building


def _arabic(found: re.Match[str]) -> str:
    value = parse(found.group().translate(_MONEY))
    return found.group() if value is None else str(int(value))
