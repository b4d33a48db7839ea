"""Whom a tip means that neither names a firm nor tells a door, by what only one firm of the register (or
as many as it counts) agrees with: 小聂那个电商公司, 太华路上那几家养生馆, 润和俩店, 翡翠湾开发商,
a part written as it sounds.

Asked last, and told with what agreed: each such link is to be checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from engine.link.adverts.firm_index import FirmIndex
from engine.link.adverts.mentions import Mention
from engine.link.texts.roles import BESIDE
from engine.link.tips.by_trade import ByTrade
from engine.link.tips.parts import stands_by
from engine.link.tips.there import There, told_of_what
from engine.text import numerals
from engine.text.fold import fold

_HAN = r"[\u4e00-\u9fff]"
#: What a business is called by its trade.
_BODY = r"(?:公司|企业|合作社|互助社|事务所|门市部?|服务部|经营部|工作室|中心|超市|药房|茶楼|[店馆行院厂坊社铺场校班]|(?<!车)站|(?<![花公家庄陵田])园)"
#: 太华路上那几家养生馆, 老南街养老中心.
_ON_STREET = re.compile(
    rf"({_HAN}{{1,4}}?(?:大道|大街|路|街|巷))(?:上|里|那边|那头)?的?(?:那|这|有)?(?:([一几两俩二三3])[家个])?[家个]?的?({_HAN}{{2,7}}?{_BODY})(?!{_HAN}{{0,2}}(?:里有|门口|旁|隔壁|对面|附近|楼[上下]))"
)
#: A place as it stands before such: what leads to it is no part of it.
_LEADS = re.compile(r"^.*[在到去是的有和跟与及、]")
#: 泾山大厦里有家公司 is of no trade.
_INTO = re.compile(r"^.*(?:里[面头]?|[楼厦场城](?=有))[有那这]?[家个]?的?")
_SOME, _MOST = "几", 3
#: 润和俩店, 天成两家, 两个惠民.
_SO_MANY = r"(?:俩|([两二三2-3])(?:[家个]))(?:店|公司|家)?"
_KIND = re.compile(
    r"合作社|饭店|超市|药房|诊所|幼儿园|茶楼|[\u4e00-\u9fff]{2}(?=[店馆厂])|养老院|驾校"
)
_BEHIND, _BEFORE = re.compile(rf"的?{_SO_MANY}"), re.compile(rf"{_SO_MANY}的?$")
#: What people are to an estate → what such a firm is called.
_OF_ESTATE = (
    (re.compile(r"开发商|售楼[部处]"), re.compile(r"地产|房产|置业|建设开发")),
    (re.compile(r"物业"), re.compile(r"物业")),
)
#: 翡翠苑物业; not of an estate whose fees or gates are told of.
_OWN_MANAGER = re.compile(rf"{_HAN}[苑园府庭城湾郡里居邸轩]物业(?!费)")
#: Where the reporter or a person told of is employed.
_WORKED = re.compile(r"[^，。；]{0,2}(?:上班|打工|工作|当(?:店员|会计|学徒))")
_AND = frozenset("、和与跟及同")
_LEAST, _LONG = 2, 3


class Hint(NamedTuple):
    """Firms that are meant, as none else agrees with it, and by what."""

    rows: tuple[int, ...]
    how: str


class Hints:
    """``names``, ``addresses``: of the register of ``index``; ``there``: of ``addresses``."""

    def __init__(
        self, index: FirmIndex, names: Sequence[str], addresses: Sequence[str], there: There
    ) -> None:
        self._index, self._names, self._there = index, names, there
        self._by_trade = ByTrade(names, addresses)

    def find(self, text: str) -> Hint | None:
        """The first that tells anybody; none in a register of the whole country, nor of whom the text
        only speaks."""
        if self._index.wide:
            return None
        ways = (self._counted, self._of_estate, self._on_streets, self._called)
        return next((hint for way in ways for hint in way(fold(text))), None)

    def _of_trade(self, rows: Sequence[int], trade: str) -> tuple[int, ...]:
        """Whoever the trade tells the most of: 养老中心 is no shop of 老年用品."""
        told = {row: told_of_what(self._index.facts(row, trade)) for row in rows}
        most = max(told.values(), default=0)
        return tuple(row for row, size in told.items() if size and size == most)

    def _on_streets(self, text: str) -> Iterator[Hint]:
        """All of a trade on a street, where they are as few as it says; of two streets both."""
        rows: list[int] = []
        told: list[str] = []
        for match in _ON_STREET.finditer(text):
            street, seated = self._seated(_LEADS.sub("", match[1]))
            trade, count = _INTO.sub("", match[3]), match[2] or "一"
            if len(street) < _LEAST or _aside(text, match.end(1) - len(street), match.end()):
                continue
            there = self._of_trade(seated, trade)
            asked = len(there) if count in _SOME else _number(count)
            if not there or len(there) != asked or asked > _MOST:
                return
            rows += there
            told.append(f"{street}、“{trade}”")
        if rows:
            yield Hint(tuple(sorted(set(rows))), f"所在街道和行业相符（{'；'.join(told)}）")

    def _called(self, text: str) -> Iterator[Hint]:
        """The only one whose name ends as the text calls a business by its trade."""
        for row, begin, end in self._by_trade.find(text):
            told_of = BESIDE.match(text, end) or _WORKED.match(text, end)
            if not (told_of or _aside(text, begin, end)):
                yield Hint((row,), f"登记中只有这一家的名称以“{text[begin:end]}”结尾")

    def _seated(self, street: str) -> tuple[str, list[int]]:
        """The street of the register that a text tells with what leads to it (租了北门街), and whose it is."""
        for at in range(len(street) - 1):
            if rows := self._there.on(street[at:]):
                return street[at:], rows
        return street, []

    def _counted(self, text: str) -> Iterator[Hint]:
        """All that bear a part, where they are as many as the text says."""
        read, spans = self._index.parts_alone(text)
        for start, end, rows in spans:
            said = _BEHIND.match(read, end) or _BEFORE.search(read, max(0, start - 4), start)
            part, count = read[start:end], _number(said[1] or "两") if said else 0
            if not said or _aside(read, start, end):
                continue
            kind = _KIND.match(read, said.end()) if said.start() >= end else None
            if kind:  # 沙葱滩两个合作社: whatever else is called so
                rows = {row for row in rows if kind[0] in self._names[row]}
            if len(rows) > count:
                continue
            if start and read[start - 1] in _AND:  # 甲、乙两家
                continue
            # Nor may others be called so within a longer part.
            called = [
                row
                for row, name in enumerate(self._names)
                if part in name and (not kind or kind[0] in name)
            ]
            if rows == set(called) and len(called) == count:
                called_so = f"，都是{kind[0]}" if kind else ""
                how = f"文中所说的{len(rows)}家都有字号“{part}”{called_so}"
                yield Hint(tuple(called), how)

    def _of_estate(self, text: str) -> Iterator[Hint]:
        """Who built an estate and who manages it, by its name."""
        rows: list[int] = []
        told = [(said.search(text), kind) for said, kind in _OF_ESTATE]
        roles = [kind for said, kind in told if said and not _aside(text, *said.span())]
        if len(roles) < _LEAST and not (told[0][0] or _OWN_MANAGER.search(text)):
            return  # of those that manage one their own name tells
        for kind in roles:
            called = [row for row in self._of_kind[kind] if self._estate(row, text)]
            if len(called) != 1:
                return
            rows += called
        if rows:
            yield Hint(tuple(sorted(set(rows))), "楼盘名与字号相符，身份（开发商、物业）相符")

    @cached_property
    def _of_kind(self) -> dict[re.Pattern[str], list[int]]:
        """Rows by what firms are to an estate."""
        return {
            kind: [row for row, name in enumerate(self._names) if kind.search(name)]
            for _, kind in _OF_ESTATE
        }

    def _estate(self, row: int, text: str) -> bool:
        """Does the text name an estate that the firm is called by, or whose name its own ends with?"""
        parts = [part for part in self._index.own_parts(row) if len(part) >= _LEAST]
        return any(p in text or (len(p) > _LONG + 1 and p[-_LONG:] in text) for p in parts)


def _aside(text: str, begin: int, end: int) -> bool:
    """Does it only stand in the story, whoever it is?"""
    return stands_by(text, Mention(-1, begin, end), True)


def _number(said: str) -> int:
    return 2 if said in "俩两" else int(numerals.parse(said) or 0)
