"""By what a tip was placed with a firm, in the words of the office: a wrong link is seen at once by it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from engine.link.adverts.firm_index import FirmIndex
from engine.link.texts.result import LinkResult
from engine.link.tips.there import There

#: Nobody need doubt a link by these.
CERTAIN = frozenset(
    ["全称一致", "曾用名一致", "统一社会信用代码", "文中出现全称", "文中出现统一社会信用代码"]
)
_LEAST = 2
_AT = ("地点相符", "楼号、楼层相符", "地址一致", "地址一致")
_PLACE = re.compile("地[点址]|楼层")
_TOLD = (
    ("given", "名字相符"),
    ("family", "姓氏相符"),
    ("topic", "行业相符"),
    ("echo", "行业相符"),
    ("fits best", "行业相符"),
)
_ELSE = "文中的其他叙述相符"


class Grounds:
    """``index``: of the register that ``people`` and ``there`` are of."""

    def __init__(self, index: FirmIndex, people: Sequence[str], there: There) -> None:
        self._index, self._people, self._there = index, people, there

    def of(self, row: int, link: LinkResult, subject: str, text: str) -> str:
        """What speaks for the firm of ``row``; ``link``: what the index found, whoever that is."""
        if link.row == row and link.how:
            return link.how
        return "，".join(dict.fromkeys(self._all(row, subject, text))) or _ELSE

    def supported(self, row: int, how: str, besides: str, place: str) -> str:
        """``how``, with what else speaks for the firm: ``besides``, and that the place told beside the
        text is its own. A name alone reads like a guess where the house was given as well."""
        level = self._there.find(place).get(row) if place else None
        at = (
            ""
            if level is None or any(_PLACE.search(said) for said in (how, besides))
            else _AT[level]
        )
        return "，".join(dict.fromkeys(filter(None, (how, besides, at))))

    def _all(self, row: int, subject: str, text: str) -> Iterator[str]:
        parts = [part for part in self._index.own_parts(row) if len(part) >= _LEAST]
        if (part := next((p for p in parts if p in subject), "")) != "":
            yield f"对象与字号“{part}”相符"
        elif (part := next((p for p in parts if p in text), "")) != "":
            yield f"文中出现字号“{part}”"
        person = self._people[row]
        if len(person) >= _LEAST and person in subject + text:
            yield "法定代表人姓名一致"
        level = self._there.find(text).get(row) if text else None
        if level is not None:
            yield _AT[level]
        told = self._index.facts(row, f"{subject}，{text}")
        yield from (words for start, words in _TOLD if any(one.startswith(start) for one in told))
