"""Firms that a tip calls by their own part and nothing else: 云链的, 借了众鑫一万, 放在海王星的.

Such a word may be an estate, a star or somebody's goods, so it counts only where the sentence treats it
as one that people deal with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from engine.link.adverts.firm_index import FirmIndex
from engine.link.adverts.mentions import Mention
from engine.link.tips.parts import stands_by, takes_money
from engine.text.dictionary import frequencies

_HAN = r"[\u4e00-\u9fff]"
_COUNT = r"[\d一二两三四五六七八九十几百]"
_LEFT = re.compile(
    r"(?:^|[，。；、！？“”\"「」：:\s]|(?<!住)[在到给和跟与及找向从问被叫是]|[借存放投交到给]了|[买卖搞推]了?|原来的|的)$"
)
#: People deal with it: they pay in, borrow, work there, or name it in a list.
_RIGHT = re.compile(
    rf"的?(?:$|[，。；、！？”\"」\s]|(?:老板|业务员|员工|经理|人(?!民)|公司|合同|店里?|门店|海报|宣传|产品|理财|数字|会员|项目|平台)|{_HAN}{{0,2}}(?:投[了钱]|存[了钱]|交了|借[了钱]?|入股|收[了我钱]|骗|放[贷款]|[那这][里儿]){_COUNT}*|都[说叫让收骗给]|{_COUNT}+(?:万|千|百|块))"
)
#: 甲 乙 丙三家: what is said of all is said of each.
_LISTED = re.compile(r"[、，\s]")
_ALL = re.compile(r"[^。；！？]*?[二两三四五六几][家个](?!月|人|老)")
#: Words that estates and halls end with; people live there.
_ESTATE = re.compile(r"(?:家园|花园|小区|广场|大厦|公寓|新村|名城|国际|中心)$")
_LEAST, _FEW = 3, 3
_JOINS = frozenset("和跟与及、")


class Bare(NamedTuple):
    """``sure``: nobody else can be meant; else one should ask."""

    row: int
    sure: bool


def bare(index: FirmIndex, text: str) -> Iterator[Bare]:
    """Firms that are called so, in the order of the text; none of a register of many provinces."""
    if index.wide:
        return
    read, alone = index.parts_alone(text)
    for start, end, rows in alone:
        stem = read[start:end]
        known = frequencies().get(stem, 0) > 0
        joined = start > 0 and read[start - 1] in _JOINS
        if len(rows) > _FEW or (known and len(stem) < _LEAST and not joined):
            continue
        if not (_LEFT.search(read, max(0, start - 4), start) and _RIGHT.match(read, end)):
            continue
        one = Mention(min(rows), start, end)
        sure = len(rows) == 1 and not _ESTATE.search(stem) and not stands_by(read, one)
        listed = (start and _LISTED.match(read, start - 1)) or _LISTED.match(read, end)
        in_list = bool(listed) and _ALL.match(read, end) is not None
        sure = sure and (not known or in_list or takes_money(read, one))
        yield from (Bare(row, sure) for row in sorted(rows))
