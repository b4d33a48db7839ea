"""The only firm of a register whose name ends as people call a business by its trade: 黄金首饰行 for 某某县黄金首饰行,
农资门市部 for 某某县供销社农资门市部.

Only where nothing else stands before it in the text that could be a name or tell another place: 老凤祥黄金首饰行,
邻县黄金首饰行 and 一家黄金首饰行 are others, or anybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

_HAN = "\u4e00-\u9fff"
#: A run of words that ends as businesses do; 门市 is said for 门市部.
_CALLED = re.compile(
    rf"[{_HAN}]{{2,14}}?(?:门市部?|服务部|经营部|批发部|营业部|服务站|合作社|互助社|工作室|俱乐部|农家乐|幼儿园|养老院|公寓|超市|药房|茶楼|山庄|[中小]学|会所|[店馆行院厂坊社铺场校])"
    r"(?!\d)"
)
#: What leads to whom a tip is about, and words that tell no other place.
_LEADS = re.compile(
    r"^(?:.*(?:反映|举报|投诉|检举|咨询|来电|听说|发现|在|到|去|是|给|跟|和|与|及|向|找|被|让|由|把|说|称)|.*[的里上](?=.{0,2}$))?"
    r"(?:本|我们?|咱们?|俺们?)?(?:[县镇乡村街]上?|县城|城里|街上|村里|镇上)?(?:里|上)?的?(?:那个|那家|这家|这个)?$"
)
_AREA = re.compile(rf"(?:[{_HAN}]{{2,8}}?(?:自治区|省|市|县|区|旗|镇|乡|街道))*")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]$")
_OTHERS = re.compile(r"某|[一几两有各]些?[个家]?$|[邻外别他]")
#: So much of a name tells a firm: all of it but the place, or only its end.
_ALL, _END = 4, 5


class Called(NamedTuple):
    """Where a text calls the firm of ``row`` by the end of its name."""

    row: int
    begin: int
    end: int


class ByTrade:
    """``names``, ``addresses``: of a register."""

    def __init__(self, names: Sequence[str], addresses: Sequence[str]) -> None:
        self._names, self._addresses = names, addresses
        self._ending = lru_cache(maxsize=1000)(self._ends)

    def find(self, text: str) -> Iterator[Called]:
        for clause in re.finditer(r"[^，,。；;、！!？?\s：:（()）“”\"]+", text):
            said = clause.group()
            for start in range(max(0, len(said) - _ALL + 1)):
                run = _CALLED.match(said, start)
                found = self._only(said[start : run.end()]) if run else None
                if run is None or found is None or not self._alone(said[:start], found):
                    continue
                yield Called(found, clause.start() + start, clause.start() + run.end())
                break

    def _only(self, said: str) -> int | None:
        rows = self._ending(f"{said}部" if said.endswith("门市") else said)
        return rows[0] if len(rows) == 1 else None

    def _ends(self, said: str) -> list[int]:
        if len(said) < _ALL:
            return []
        ended = [
            (row, before[: -len(said)])
            for row in self._by_tail.get(said[-_ALL:], ())
            if (before := _plain(self._names[row])).endswith(said)
        ]
        if len(said) >= _END:
            return [row for row, _ in ended]
        whole = [row for row, before in ended if _AREA.fullmatch(before)]
        return whole if len(ended) == 1 else []

    @cached_property
    def _by_tail(self) -> dict[str, list[int]]:
        """The last characters of names that end as businesses do → their rows."""
        found: dict[str, list[int]] = {}
        for row, name in enumerate(self._names):
            if not name.endswith("公司"):
                found.setdefault(_plain(name)[-_ALL:], []).append(row)
        return found

    def _alone(self, before: str, row: int) -> bool:
        """Does what stands before it in its clause lead to it, or tell where that firm is?"""
        if _OTHERS.search(before[-4:]):
            return False
        if _LEADS.match(before):
            return True
        place = re.split(r"反映|举报|投诉|在|到|去|是|给|找|的", before)[-1]
        return bool(place) and (place in self._addresses[row] or place in self._names[row])


def _plain(name: str) -> str:
    """Without what stands in brackets behind it: （个体工商户）."""
    return _BRACKETS.sub("", name) if name.endswith(("）", ")")) else name
