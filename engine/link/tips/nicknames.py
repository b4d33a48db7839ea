"""Businesses that people call by somebody's nickname: 老刘信息部, 小张理财店, 刘姐养生馆.

Whether the register knows them by that name nobody can tell: another firm one slip away is another
person's, and one that shares the trade may be this person's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from engine.link.texts.result import MOST
from engine.model.surnames import SURNAMES
from engine.text.fold import fold

_ONE = f"[{''.join(sorted(SURNAMES))}]"
_NICK = rf"[老小阿]{_ONE}|{_ONE}(?:姐|哥|总|婶|叔|姨|嫂|爷|老板|老师|经理)"
#: With what the business is called; 小张 alone is a person.
_CALLED = re.compile(
    rf"(?:.{{1,8}}?[县镇乡村区街路号])?({_NICK})(?:家|家的|的)?"
    r"([\u4e00-\u9fff]{0,6}(?:[部店社铺室馆行所站]|公司|中心|财富|理财|投资|咨询))"
)
_ANY = re.compile(_NICK)
#: Words that tell no trade.
_PLAIN = re.compile(r"有限|公司|中心|服务|商务|咨询|经营|工作|[店部室铺社]")
#: Who handles money is called and registered by any of these.
_MONEY = re.compile(r"理财|财富|投资|资产|资本|基金|金融|借贷|贷款|信贷|放贷")
_LEAST = 2


def nickname(subject: str) -> tuple[str, str]:
    """Nickname and what follows it (老刘, 信息部), if the subject is a business so called; else empty."""
    found = _CALLED.fullmatch(fold(subject))
    return (found[1], found[2]) if found else ("", "")


def nicknames(text: str) -> list[str]:
    """All that stand in a text, or may."""
    return _ANY.findall(fold(text))


class Nicknames:
    """``names`` and ``people`` of a register (of equal length), read when somebody is first asked for."""

    def __init__(self, names: Sequence[str], people: Sequence[str]) -> None:
        self._names, self._people = names, people

    def may_be(self, nick: str, rest: str) -> list[int]:
        """Rows that bear the nickname, before those of a person of its family name and its trade; none
        where there are too many to look at."""
        called = self._called.get(nick, [])
        family = next(char for char in nick if char in SURNAMES)
        kin = [row for row in self._of.get(family, []) if row not in called]
        kin = [row for row in kin if _one_trade(rest, self._names[row])]
        return [*called[:MOST], *(kin if len(called) + len(kin) <= MOST else [])]

    @cached_property
    def _called(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for row, name in enumerate(self._names):
            for nick in dict.fromkeys(_ANY.findall(name)):
                found.setdefault(nick, []).append(row)
        return found

    @cached_property
    def _of(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for row, person in enumerate(self._people):
            if len(person) >= _LEAST:
                found.setdefault(person[0], []).append(row)
        return found


def _one_trade(rest: str, name: str) -> bool:
    """Do both say the same of the trade, or both handle money?"""
    if _MONEY.search(rest) and _MONEY.search(name):
        return True
    return any(
        (word := rest[at : at + _LEAST]) in name and not _PLAIN.search(word)
        for at in range(len(rest) - _LEAST + 1)
    )
