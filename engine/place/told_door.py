"""The one door that a text tells its readers to come to: 沿河路66号, 青禾大厦15楼."""

from __future__ import annotations

import re
from collections.abc import Iterable

from engine.model.patterns import later
from engine.text.fold import fold

_HAN = r"[\u4e00-\u9fff]"
_COUNT = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_AREAS = rf"(?:{_HAN}{{1,4}}?(?:省|市|县|区|镇|乡|街道|社区|村)){{0,4}}?"
#: Longer names are words that stand before a street without a break: what they are nobody can tell.
_STREET = rf"{_HAN}{{1,4}}?(?:大道|大街|路|街|巷|弄)(?:[东南西北中]段)?"
_HOUSE = r"\d{1,5}(?:-\d{1,4})?号(?!线|车|公交)"
_BUILDING = (
    rf"{_HAN}{{2,4}}?(?:大厦|商务楼|写字楼|大楼|广场|国际|中心|商厦|商城|大酒店|酒店|宾馆|会所)"
)
_BLOCK = rf"(?:[A-Za-z](?:座|栋|幢)|{_COUNT}(?:座|栋|幢|号楼))"
_INSIDE = rf"{_COUNT}[楼层](?:[A-Za-z]?\d{{3,4}}(?:室|房|号)?)?|[A-Za-z]?\d{{3,4}}(?:室|房|号)?"
_DOOR = later(
    rf"{_AREAS}(?:{_STREET}{_HOUSE}(?:{_BUILDING})?{_BLOCK}?(?:{_INSIDE})?"
    rf"|{_BUILDING}(?:{_BLOCK}(?:{_INSIDE})?|{_INSIDE}))(?![\d元万千百%平米.])"
)
_CLAUSE = later(r"[^，。；！？、,;!?\s:：|【】()（）《》“”\"'~～·…]+")
#: What somebody does who calls an office; what he calls about stands behind.
_REPORTS = r"听说|反映|举报|检举|控告|投诉|咨询|询问|发现|表扬|感谢|建议|求助|来电|要求|请求|希望"
#: Behind these an address begins, wherever they stand.
LEADS = later(
    rf"地址|地点|店址|位置|位于|坐落于?|来到|请[来到]|[欢快速前]来|{_REPORTS}|[在到去是为]"
)
_BESIDE = later(r"[的那]?(?:旁|斜?对面|隔壁|附近|楼下|路口|往)")


def one_door(texts: Iterable[str]) -> str:
    """The door that the texts name, the longest way it is said; "" where it is none or several."""
    found = sorted({door for text in texts for door in _doors(text)}, key=lambda d: (-len(d), d))
    longest = found[0] if found else ""
    return longest if all(_same(door, longest) for door in found) else ""


def _doors(text: str) -> Iterable[str]:
    folded = fold(text)
    text = text if len(text) == len(folded) else folded
    for clause in _CLAUSE.finditer(folded):
        said, at = clause.group(), clause.start()
        ends: dict[int, int] = {}
        for start in (0, *(lead.end() for lead in LEADS.finditer(said))):
            if found := _DOOR.match(said, start):
                ends[found.end()] = start  # the last: what stands before it leads to it
        for end, start in ends.items():
            if not _BESIDE.match(said, end):
                yield text[at + start : at + end]


def _same(door: str, longest: str) -> bool:
    """Is it a shorter way to say the other?"""
    rest = longest.partition(door)
    return bool(rest[1]) and re.match(r"\d", rest[2]) is None
