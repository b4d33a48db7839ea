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

from engine.link.names.slips import SURNAMES
from engine.link.texts.adverts import FirmIndex
from engine.link.texts.there import Inside, There, told_of_what
from engine.text import numerals
from engine.text.dictionary import frequencies
from engine.text.fold import fold

_HAN = r"[\u4e00-\u9fff]"
#: What a business is called by its trade.
_BODY = r"(?:公司|企业|合作社|互助社|事务所|门市部?|服务部|经营部|工作室|中心|超市|药房|茶楼|[店馆行院厂坊社铺场校班])"
#: 小聂那个电商公司, 聂总开的养生馆.
_HIS = re.compile(
    rf"(?:[老小阿]({_HAN})|姓({_HAN})的?|({_HAN})(?:总|老板|姐|哥|经理|师傅))(?:家|他们?|[他她]们?)?(?:那|这|开|办|搞|弄)(?:[个家]|的)?(?:那|这)?[个家]?的?({_HAN}{{2,8}}?{_BODY})"
)
#: 太华路上那几家养生馆, 老南街养老中心.
_ON_STREET = re.compile(
    rf"({_HAN}{{1,4}}?(?:大道|大街|路|街|巷))(?:上|里|那边|那头)?的?(?:那|这|有)?(?:([一几两俩二三3])[家个])?[家个]?的?({_HAN}{{2,7}}?{_BODY})(?!{_HAN}{{0,2}}(?:里有|门口|旁|隔壁|对面|附近|楼[上下]))"
)
#: A place as it stands before such: what leads to it is no part of it.
_LEADS = re.compile(r"^.*[在到去是的有和跟与及、]")
#: … nor is the town it is in, of which the name may be cut (关镇解放路).
_IN_TOWN = re.compile(r"^.*[镇乡县区市](?=..)")
_SOME, _MOST = "几", 3
#: 润和俩店, 天成两家, 两个惠民.
_SO_MANY = r"(?:俩|([两二三2-3])(?:[家个]))(?:店|公司|家)?"
_BEHIND, _BEFORE = re.compile(rf"的?{_SO_MANY}"), re.compile(rf"{_SO_MANY}的?$")
#: What people are to an estate → what such a firm is called.
_OF_ESTATE = (
    (re.compile(r"开发商|售楼[部处]"), re.compile(r"地产|房产|置业|建设开发")),
    (re.compile(r"物业"), re.compile(r"物业")),
)
_HOUSE = re.compile(r"(?:大厦|大楼|写字楼|商务楼|广场)")
#: Where a name begins and what it goes on with, if nothing tells its trade.
_NAME_BEGINS = re.compile(r"(?:^|[，。；！？、,;!?\s“”\"]|[在到给去找跟和叫]|那个?|这个?)$")
_NAME_ENDS = re.compile(
    r"(?:的|公司|老板|业务员|经理|那[个家里边]|这[个家]|店里?|[收骗让叫说拉]|$|[，。；、])"
)
_LEAST, _LONG = 2, 3
_FAMILIES = 300
#: What a text says that tells of one firm by the way and accuses another.
_OTHERS = re.compile(r"另[外]?一?[家个]|别[家处]|其他的?公司|(?:骗人|收钱)的是|都?很好|没问题")
#: A person's name of three characters, and what he does.
_PERSON = re.compile(rf"[{''.join(sorted(SURNAMES))}]{_HAN}{{2}}(?=[骗收让叫说拉])")


class Hint(NamedTuple):
    """Firms that may be meant and by what; ``sure``: none else agrees with it."""

    rows: tuple[int, ...]
    how: str
    sure: bool = True


class Hints:
    """``names``, ``people``, ``addresses``: of the register of ``index``; ``there``: of ``addresses``."""

    def __init__(
        self,
        index: FirmIndex,
        names: Sequence[str],
        people: Sequence[str],
        addresses: Sequence[str],
        there: There,
    ) -> None:
        self._index, self._names, self._there = index, names, there
        self._people, self._addresses = people, addresses

    def find(self, text: str) -> Hint | None:
        """The first that tells anybody; none in a register of the whole country, nor where the text
        says that it means others."""
        if self._index.wide or _OTHERS.search(text):
            return None
        ways = (self._counted, self._of_estate, self._his, self._on_streets, self._in_house)
        found = [hint for way in (*ways, self._misheard) for hint in way(fold(text))]
        return next((hint for hint in found if hint.sure), next(iter(found), None))

    def _of_trade(self, rows: Sequence[int], trade: str) -> tuple[int, ...]:
        return tuple(row for row in rows if told_of_what(self._index.facts(row, trade)))

    @cached_property
    def _families(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for row, person in enumerate(self._people):
            if person:
                found.setdefault(person[0], []).append(row)
        return found

    def _his(self, text: str) -> Iterator[Hint]:
        """The one business of that trade whose representative has the family name."""
        for match in _HIS.finditer(text):
            family = next(name for name in match.groups()[:3] if name)
            kin = self._families.get(family, [])
            if not kin or len(kin) > _FAMILIES:
                continue
            if rows := self._of_trade(kin, match[4]):
                how = f"法定代表人姓氏“{family}”，行业“{match[4]}”相符"
                yield Hint(rows[:_MOST], how, len(rows) == 1)

    def _on_streets(self, text: str) -> Iterator[Hint]:
        """All of a trade on a street, where they are as few as it says; of two streets both."""
        rows: list[int] = []
        told: list[str] = []
        for match in _ON_STREET.finditer(text):
            street, count, trade = _LEADS.sub("", match[1]), match[2] or "一", match[3]
            if len(street) < _LEAST:
                continue
            seated = (self._there.on(street[at:]) for at in range(len(street) - 1))
            there = self._of_trade(next(filter(None, seated), []), trade)
            asked = len(there) if count in _SOME else _number(count)
            if not there or len(there) != asked or asked > _MOST:
                return
            rows += there
            told.append(f"{_IN_TOWN.sub('', street)}、“{trade}”")
        if rows:
            yield Hint(tuple(sorted(set(rows))), f"所在街道和行业相符（{'；'.join(told)}）")

    def _counted(self, text: str) -> Iterator[Hint]:
        """All that bear a part, where they are as many as the text says."""
        read, spans = self._index.parts_alone(text)
        for start, end, rows in spans:
            said = _BEHIND.match(read, end) or _BEFORE.search(read, max(0, start - 4), start)
            part, count = read[start:end], _number(said[1] or "两") if said else 0
            if not said or len(rows) > count:
                continue
            # Nor may others be called so within a longer part.
            called = [row for row, name in enumerate(self._names) if part in name]
            if rows == set(called) and len(called) == count:
                how = f"文中所说的{len(rows)}家都有字号“{part}”"
                yield Hint(tuple(called), how)

    def _of_estate(self, text: str) -> Iterator[Hint]:
        """Who built an estate and who manages it, by its name."""
        rows: list[int] = []
        roles = [kind for said, kind in _OF_ESTATE if said.search(text)]
        if len(roles) < _LEAST and not _OF_ESTATE[0][0].search(text):
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

    def _in_house(self, text: str) -> Iterator[Hint]:
        """Whose part the house is called by, if it is on the floor told."""
        read, spans = self._index.parts_alone(text)
        for start, end, rows in spans:
            house = _HOUSE.match(read, end)
            floors = Inside.of(read[house.end() : house.end() + 6]).floors if house else frozenset()
            here = tuple(
                row for row in sorted(rows) if floors & Inside.of(fold(self._addresses[row])).floors
            )
            if here:
                how = f"楼名与字号“{read[start:end]}”相同，楼层相符"
                yield Hint(here, how, len(here) == 1)

    def _misheard(self, text: str) -> Iterator[Hint]:
        """Who is called by a part that sounds as it is written; of two characters only with its trade."""
        for begin in range(len(text)):
            if not _NAME_BEGINS.search(text, max(0, begin - 2), begin):
                continue
            for size in (4, 3, 2):
                part, end = text[begin : begin + size], begin + size
                if len(part) < size or frequencies().get(part) or _PERSON.match(text, begin):
                    continue
                rows = [] if self._index.is_part(part) else self._index.sounding(part)
                if not rows or len(rows) > _MOST:
                    continue
                trade = self._of_trade(rows, text[end : end + 8])
                if len(trade) == 1 or (size >= _LONG and _NAME_ENDS.match(text, end)):
                    how = f"字号与文中“{part}”读音相同"
                    yield Hint(trade or tuple(rows), how, len(trade or rows) == 1)


def _number(said: str) -> int:
    return 2 if said in "俩两" else int(numerals.parse(said) or 0)
