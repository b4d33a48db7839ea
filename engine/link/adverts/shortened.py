"""Senders that cut a registered name where no trade ends (星野露营 of 星野露营地管理), and branches that are called
shops of their place (茗藏茶业同心店 of 茗藏茶业…同心分公司).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from engine.link.index.register import RegisterNames
from engine.link.texts.result import NOBODY, LinkResult
from engine.text.dictionary import frequencies

_HAN = r"[\u4e00-\u9fff]"
_CUT = re.compile(rf"{_HAN}{{4,8}}")
#: Told apart by its end first: 河滩门 of 河滩门店 is no place.
_SHOP = re.compile(rf"({_HAN}{{6,}}?)(?:分店|门店|直营店|店)")
_LEAST, _BODY, _PLACES = 2, 4, (2, 3)
_CUT_LIKENESS, _SHOP_LIKENESS = 85, 88


class Shortened:
    """``register``: whose firms are meant; none in one of many provinces."""

    def __init__(self, register: RegisterNames) -> None:
        self._register = register

    def find(self, marks: Sequence[str]) -> LinkResult:
        """The only firm that one of the names is cut from; nobody where two may be."""
        for mark in marks if not self._register.wide else ():
            for rows, how, likeness in (
                (set(self._branches(mark)), "简称与分支机构所在地相符", _SHOP_LIKENESS),
                (set(self._cut(mark)), "名称的开头一致，登记中只有这一家", _CUT_LIKENESS),
            ):
                if len(rows) == 1:
                    return LinkResult(rows.pop(), how, likeness)
        return NOBODY

    def _branches(self, mark: str) -> Iterator[int]:
        shop = _SHOP.fullmatch(mark)
        if shop is None:
            return
        for size in _PLACES:
            said, place = shop[1][:-size], shop[1][-size:]
            for row in self._called(said) if len(said) >= _BODY else ():
                if said in self._register.title(row) and self._register.branch(row) == place:
                    yield row

    def _cut(self, mark: str) -> Iterator[int]:
        if not _CUT.fullmatch(mark) or frequencies().get(mark):
            return
        yield from (row for row in self._called(mark) if mark in self._register.title(row))

    def _called(self, said: str) -> Iterator[int]:
        """Firms whose part begins as ``said`` does, or goes on with it."""
        names = self._register
        keys = [said[:size] for size in range(_LEAST, len(said) + 1)]
        for brand in (*keys, *names.brands.beginning(said)):
            yield from (names.row(entry) for entry in names.entries(brand))
