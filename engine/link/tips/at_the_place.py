"""Whom a tip means that names nobody: who lies where it says, and of one person's firms whose trade it tells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from engine.link.adverts.firm_index import FirmIndex
from engine.link.texts.result import MOST, NOBODY, LinkResult
from engine.link.tips.meant import Meant
from engine.link.tips.subjects import IN_TEXT
from engine.link.tips.taking import TAKES
from engine.link.tips.there import There, told_of_trade, told_of_what
from engine.link.tips.told_trade import contrary
from engine.link.tips.townships import elsewhere

_LEAST = 2
_MONEY = re.compile("[钱款]")
#: How a link is told that nothing but a place speaks for.
PLACES = frozenset(["地址一致", "村址一致", "地点相符"])
#: Who tips off knows no more than that it is one of several in a house.
_WHICH = re.compile(
    r"好?几[家个](?:公司|店)?|很多家?(?:公司|店)|公司(?:太|很|特别|这么|那么)多|(?:哪[一]?[家个]|叫?[啥什][么]?|哪[一]?层|几楼|名字)[^，。；]{0,8}(?:说不|不(?:知道|清楚|晓得|记得)|没记|记不|搞不|忘)"
)
#: 种植那个没听说收钱: what is denied is told of nobody.
_DENIED = re.compile(
    r"没(?:听说|收|参与|关系|沾|掺|搅|插手|有?份|事|问题|有关)|不是|不归|不收|无关"
)
_CLAUSE = re.compile(r"[^，。；！？]+[，。；！？]?")
#: With what a clause goes on about whom the one before it named.
_GOES_ON = tuple("跟和与同也都没不从")
_SELLS = re.compile(r"(?<!倒)卖[^，。；房楼铺]{1,5}?的")
_TRADER = re.compile(r"[商经工]贸|贸易|商行|百货|经营部|批发部|超市|商店")
#: And what else may speak for a firm whose name is not told.
_NAMELESS = PLACES | {"", "行业相符", "姓氏相符", "名字相符", "法定代表人姓名一致"}
#: So much told of a trade or person makes a firm at a place, or with a floor or room that agrees.
_MUCH = 2


class AtThePlace:
    """Columns of the register as in ``TipLinks``; ``firms_of``: person → rows."""

    def __init__(
        self,
        index: FirmIndex,
        names: Sequence[str],
        addresses: Sequence[str],
        people: Sequence[str],
        there: There,
        firms_of: Mapping[str, Sequence[int]],
    ) -> None:
        self._index, self._names, self._people = index, names, people
        self._addresses, self._there, self._firms_of = addresses, there, firms_of
        self._looked: tuple[str | None, LinkResult] = (None, NOBODY)

    def find(self, found: Meant, text: str) -> Meant:
        """Of a text that names nobody the one firm at its place that it speaks of."""
        found = self._of_the_township(self._not_the_house(found, text), text)
        if found.candidates:
            return self._by_trade(found, text)
        if found.rows:
            (row,) = found.rows
            placed = self._by_place(text)
            vague = placed and self._there.loosely(row, text)
            little = vague and told_of_trade(self._index.facts(row, text)) < _MUCH
            return Meant((), found.rows) if little or (placed and self._other(row, text)) else found
        # Streets of one name lie in many counties.
        here = {} if self._index.wide else self._there.find(text)
        # Of several in one house nobody is meant, nor where nobody takes money.
        if _WHICH.search(text) or not (TAKES.search(text) or _MONEY.search(text)):
            here = {row: level for row, level in here.items() if level}
        here = {row: level for row, level in here.items() if not self.elsewhere(row, text)}
        weighed = sorted(
            (
                (told_of_trade(self._index.facts(row, text)), level, row)
                for row, level in here.items()
            ),
            key=lambda one: (-one[0] - one[1], one[2]),
        )
        if not weighed or not _sure(*weighed[0][:2]):
            return found
        if weighed[0][0] < _MUCH and self._other(weighed[0][2], text):
            return Meant((), (weighed[0][2],))
        rival = weighed[1] if len(weighed) > 1 else (0, 0, -1)
        ahead = sum(weighed[0][:2]) > sum(rival[:2])
        return Meant((weighed[0][2],)) if ahead else found

    def _other(self, row: int, text: str) -> bool:
        """Does the text tell of a trade that is not the firm's?"""
        part = max(self._index.own_parts(row), key=len, default="")
        return contrary(text, self._names[row], part)

    def _not_the_house(self, found: Meant, text: str) -> Meant:
        """Without who is named by nothing but the name of a house: 鸿运商务 by 鸿运商务楼603."""
        if not found.rows:
            return found
        read, mentions = self._index.mentions(text)
        mine = [m for m in mentions if m.row in found.rows]
        only = mine and all(self._there.house(m.row, read, m.begin, m.end) for m in mine)
        return Meant() if only else found

    def _of_the_township(self, found: Meant, text: str) -> Meant:
        """Without those that no name speaks for and that lie in another township or county than the text
        tells of; who bears the name of a person it tells of may still be asked about."""
        if not any(found) or not _NAMELESS.issuperset(self._look(text).how.split("，")):
            return found
        rows, may_be = (
            [r for r in some if self._may_lie(r, text)] for some in (found.rows, found.candidates)
        )
        called = [row for row in found.rows if row not in rows and self._people[row] in text]
        return Meant(tuple(rows), tuple(dict.fromkeys([*may_be, *called])) if not rows else ())

    def _may_lie(self, row: int, text: str) -> bool:
        """Does the firm lie where the text says, or another one of the same person, whom it names?"""
        person = self._people[row]
        mine = self._firms_of[person] if len(person) >= _LEAST and person in text else [row]
        return not all(self.elsewhere(one, text) for one in mine)

    def _look(self, text: str) -> LinkResult:
        """What the index says of a text whose subject is not told; it is asked for more than once."""
        if self._looked[0] != text:
            self._looked = text, self._index.find(names=[""], text=text, about=True)
        return self._looked[1]

    def elsewhere(self, row: int, text: str) -> bool:
        return elsewhere(text, self._addresses[row])

    def _by_trade(self, found: Meant, text: str) -> Meant:
        """Of several firms of one person, none of them named, the one whose trade the text tells."""
        if self._look(text).how.startswith(IN_TEXT):
            return found
        said = _undenied(text)
        for row in found.candidates:  # a part is no trade
            for part in self._index.own_parts(row):
                said = said.replace(part, "，")
        told = sorted(
            ((told_of_what(self._index.facts(row, said)), row) for row in found.candidates),
            key=lambda one: (-one[0], one[1]),
        )
        if not 1 < len(told) < MOST:
            return found
        if told[0][0] > told[1][0]:
            return Meant((told[0][1],))
        if (left := self._not_cleared(found.candidates, text)) >= 0:
            return Meant((left,))
        # Who sells whatever is told of is the one of them that trades.
        sells = _SELLS.search(said) if not told[0][0] else None
        traders = [row for _, row in told if _TRADER.search(self._names[row])]
        return Meant((traders[0],)) if sells and len(traders) == 1 else found

    def _not_cleared(self, rows: Sequence[int], text: str) -> int:
        """The only one of them whose trade is not told to have no part in it: 收物业费的没掺和; else -1."""
        denied = "，".join(c for c in _CLAUSE.findall(text) if _DENIED.search(c))
        free = {row for row in rows if told_of_what(self._index.facts(row, denied))}
        left = [row for row in rows if row not in free]
        return left[0] if free and len(left) == 1 and TAKES.search(_undenied(text)) else -1

    def _by_place(self, text: str) -> bool:
        """Is who the text means told by nothing but a place?"""
        return self._look(text).how in PLACES


def _sure(trade: int, level: int) -> bool:
    """Is a firm meant that lies where a text says; ``level``: how exactly (``There.find``)?"""
    return level > _MUCH or trade >= _MUCH or (trade > 0 and level > 0)


def _undenied(text: str) -> str:
    """Without the clauses that deny something, and those that name of whom."""
    kept: list[str] = []
    for clause in _CLAUSE.findall(text):
        denied = _DENIED.search(clause) is not None
        if denied and clause.startswith(_GOES_ON) and kept and kept[-1].endswith("，"):
            kept.pop()
        kept.append("，" if denied else clause)
    return "".join(kept)
