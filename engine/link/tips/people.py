"""Whom a tip tells by people as neighbours call them: 是她哥一鸣, 满囤有个哥, 倪家大的那个, 搞影视城的，姓尚.

A first name counts where few of the register bear it; a family name where few do and the trade is told right
beside it. Of brothers the one is meant whom the text leads to, not the one by whom it tells who he is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from engine.link.tips.taking import TAKES
from engine.text.dictionary import frequencies

_HAN = r"[\u4e00-\u9fff]"
_KIN = r"(?:亲|堂|表|大|二|小)?(?:[哥姐弟妹](?![哥姐弟妹])|哥哥|姐姐|弟弟|妹妹|兄弟|妹子|弟兄)"
#: 满囤有个哥, 建军是兄弟: whoever is told so tells who another is.
_HAS = re.compile(rf"(?:家?(?:还?有[一个]*|的)|(?:只?是)[他她]?的?){_KIN}")
_KIN_BEFORE = re.compile(rf"{_KIN}(?:叫|是)?$")
#: What leads to a first name, and how a text goes on behind one.
_LED = re.compile(rf"(?:^|[，。；、：\s的是叫找跟和与被让给问]|[老店社院厂园]长|老板|{_KIN})$")
_ON = re.compile(
    rf"(?:$|[，。；、\s的也都又还是有在说收让叫开搞办跟和与]|[哥姐弟妹叔婶]|兄弟|{_HAN}{{2}}[弟兄姐妹])"
)
#: 倪家大的那个, 马家老二.
_ELDER = re.compile(rf"({_HAN})(?:家|姓)?[的里]?(?:老)?([大小])的(?:那个)?|({_HAN})家老([大小])")
#: Titles that follow a family name, and no others: 老年, 小时 are words.
_FAMILY = re.compile(
    rf"姓({_HAN})(?!{_HAN}?[氏名])|({_HAN})(?:总(?![价共计是])|老板|经理|院长|园长|校长|社长|厂长|师傅)|(?<!{_HAN})[老小]({_HAN})"
)
#: What is told of somebody who has no part in it.
_FREE = re.compile(
    r"没(?:事|听说|[沾掺份错]|参与|关系|收|拿)|不(?:沾|掺|知情|参与)|无关|无辜|冤枉|(?:就|只)是(?:帮忙|打工)"
)
_DENIED = re.compile(r"[^，。；]*(?:不是|并非|无关|没)[^，。；]*")
#: 汽修隔壁的强师傅 has another trade.
_NEXT_TO = re.compile(r"[^，。；]*(?:隔壁|斜?对[面门过]|旁边?|附近)")
_SENTENCE = re.compile(r"[。；！？]")
_NEAR = 14
_TWO, _THREE, _FEW, _RARE = 2, 3, 2, 3
#: How much a first name says, with the family name beside it, and how much a brother or the trade.
GIVEN, WITH_FAMILY, KIN = 1.5, 2.0, 1.5


class Kin(NamedTuple):
    """``told``: row → how much; ``aside``: rows of those by whom only another is told."""

    told: dict[int, float]
    aside: frozenset[int]


class People:
    """``people``: a column of the register; ``does``: whether a text tells of what the firm of a row is;
    ``usual``: family names that tell nobody."""

    def __init__(
        self, people: Sequence[str], does: Callable[[int, str], bool], usual: frozenset[str]
    ) -> None:
        self._people, self._does, self._usual = people, does, usual

    def find(self, text: str) -> Kin:
        told: dict[int, float] = {}
        aside: set[int] = set()
        for row, weight, other in (*self._given(text), *self._elder(text), *self._by_trade(text)):
            if other:
                aside.add(row)
            told[row] = max(weight, told.get(row, 0.0))
        return Kin(
            {row: weight for row, weight in told.items() if row not in aside}, frozenset(aside)
        )

    def _given(self, text: str) -> Iterator[tuple[int, float, bool]]:
        """By first names of two characters."""
        for begin in range(len(text) - 1):
            rows = self._firsts.get(text[begin : begin + _TWO], ())
            end = begin + _TWO
            if len(rows) > _FEW:
                continue
            kin = _HAS.match(text, end)
            led = text[begin - _TWO : begin] in self._firsts  # 占川占海弟兄俩
            led = led or _LED.search(text, max(0, begin - _THREE), begin) is not None
            on = _ON.match(text, end)
            family = {row for row in rows if self._family_told(row, text)}
            everyday = frequencies().get(text[begin:end])
            if not (led and on) or (everyday and not (family or kin)):
                continue
            for row in family or rows:
                aside = kin is not None or _free(text, end)
                yield row, WITH_FAMILY if family else GIVEN, aside
                if kin is not None:
                    yield from ((one, KIN, False) for one in self._siblings(row))

    def _siblings(self, row: int) -> Iterator[int]:
        """Those of the same family name who share a character of the first name."""
        person = self._people[row]
        for one in self.families[person[0]]:
            other = self._people[one]
            if other != person and len(other) == _THREE and {*person[1:]} & {*other[1:]}:
                yield one

    def _elder(self, text: str) -> Iterator[tuple[int, float, bool]]:
        """By 大 and 小, where one of a family has it in his first name."""
        for match in _ELDER.finditer(text):
            family, size = (match[1], match[2]) if match[1] else (match[3], match[4])
            kin = self.families.get(family, ())
            rows = [row for row in kin if size in self._people[row][1:]]
            if len(rows) == 1 and len(kin) > 1:
                yield rows[0], WITH_FAMILY, False

    def _by_trade(self, text: str) -> Iterator[tuple[int, float, bool]]:
        """By a rare family name right beside the trade."""
        for match in _FAMILY.finditer(text):
            family = next(char for char in match.groups() if char)
            kin = self.families.get(family, ())
            if family in self._usual or len(kin) > _RARE:
                continue
            if match[3] and frequencies().get(match.group()):
                continue
            before = _SENTENCE.split(text[max(0, match.start() - _NEAR) : match.start()])[-1]
            behind = _SENTENCE.split(text[match.end() : match.end() + _NEAR])[0]
            before = _NEXT_TO.sub("", before)
            near = [*before.split("，")[-_TWO:], *behind.split("，")[:_TWO]]
            beside = _DENIED.sub("", "，".join(near))
            yield from ((row, KIN, False) for row in kin if self._does(row, beside))

    def _family_told(self, row: int, text: str) -> bool:
        family = re.escape(self._people[row][0])
        return re.search(f"[老小姓]{family}|{family}(?:家|姓|总|老板)", text) is not None

    @cached_property
    def _firsts(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for row, person in enumerate(self._people):
            if len(person) == _THREE:
                found.setdefault(person[1:], []).append(row)
        return found

    @cached_property
    def families(self) -> dict[str, list[int]]:
        return families(self._people)


def families(people: Sequence[str]) -> dict[str, list[int]]:
    """Family name → rows."""
    found: dict[str, list[int]] = {}
    for row, person in enumerate(people):
        if person:
            found.setdefault(person[0], []).append(row)
    return found


def _free(text: str, end: int) -> bool:
    """Does the sentence go on with who has no part in it, before it tells of money?"""
    rest = _SENTENCE.split(text[end:])[0]
    free = _FREE.search(rest)
    return free is not None and TAKES.search(rest[: free.start()]) is None
