"""Branches of banks, credit co-operatives and insurers, as people call them: 建行平罗支行.

There are few of them, everybody shortens them alike, and the place of the branch tells which one is
meant; so they are read as what they are rather than weighed as names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from engine.link.index.register import RegisterNames
from engine.link.texts.scene import STOPS
from engine.link.texts.speaking import speaks

_HAN = r"[\u4e00-\u9fff]"
_KIND = r"(?:中心支公司|支公司|营销服务部|证券营业部|分公司|分行|支行|分理处|储蓄所|营业部|营业所|分社|信用社)"
_INSTITUTION = r"(?:银行|农商行|信用社|财险|产险|人寿|寿险|证券|保险)"
#: Full name → what people say, the longest first; both names are brought to it.
_SPOKEN = (
    ("邮政储蓄银行", "邮储银行"),
    ("邮政银行", "邮储银行"),
    ("邮储行", "邮储银行"),
    ("农村商业银行", "农商行"),
    ("农商银行", "农商行"),
    ("农村信用合作联社", "信用社"),
    ("农村信用合作社", "信用社"),
    ("农村信用联社", "信用社"),
    ("农村信用社", "信用社"),
    ("信用合作联社", "信用社"),
    ("信用合作社", "信用社"),
    ("农信联社", "信用社"),
    ("信用联社", "信用社"),
    ("农信社", "信用社"),
    ("工行", "工商银行"),
    ("农行", "农业银行"),
    ("中行", "中国银行"),
    ("建行", "建设银行"),
    ("交行", "交通银行"),
    ("招行", "招商银行"),
    ("农发行", "农业发展银行"),
    ("人保财险", "人民财险"),
    ("太保", "太平洋"),
    ("国寿财险", "人寿财险"),
    ("国寿", "人寿"),
    ("财产保险", "财险"),
    ("产险", "财险"),
    ("人寿保险", "人寿"),
    ("寿险", "人寿"),
)
_LEGAL = re.compile(r"股份|有限|责任|集团|(?<![支分])公司")
_ENTRY = re.compile(rf"(.*?{_INSTITUTION})({_HAN}{{0,16}}?)({_KIND})$")
_MENTION = re.compile(rf"({_HAN}{{0,8}}?{_INSTITUTION})({_HAN}{{0,8}}?)({_KIND})")
#: The bank of a county itself.
_HEAD = re.compile(rf"{_HAN}{{2,8}}?(?:农商行|信用社|村镇银行)")
#: 姚伏信用社, 平罗建行: the place before what it is.
_PLACED = re.compile(rf"({_HAN}{{2,3}}?)[镇乡县]?({_HAN}{{0,2}}(?:银行|农商行|信用社))")
_DIVISION = re.compile(r"(?:(?<=..)自治)?(?<=..)(?:[省市县区旗镇乡]|街道)|^驻")
#: What may stand without the place that a whole name begins with; and what says of no one bank.
_LOCAL, _NONE = frozenset(["农商行", "信用社"]), frozenset(["银行", "保险", "证券", "财险"])
_SIGNS = frozenset("行社险寿券")
_ENDS = frozenset("行部社司处所")
_ROADS = frozenset("路街道巷")
_NATIONAL, _BANK_OF_CHINA = "中国", "中国银行"
#: Before the name of who signs.
_BEFORE = " \n【[("


@dataclass(frozen=True, slots=True)
class Branch:
    """``bank`` as people say it, ``place`` without what divisions are called."""

    row: int
    bank: str
    place: str
    kind: str


class Banks:
    """``register``: whose branches are meant."""

    def __init__(self, register: RegisterNames) -> None:
        self._register = register

    @cached_property
    def _branches(self) -> list[Branch]:
        """Read at the first text that speaks of a branch."""
        return [
            branch
            for row, title in enumerate(self._register.titles)
            for branch in _read(row, title)
        ]

    def find(self, text: str) -> list[int]:
        """Rows of the branches that a text may begin with; ``text``: in the form of ``Scene``."""
        text = text.lstrip(_BEFORE)
        clause = text[: next((at for at, char in enumerate(text) if char in STOPS), len(text))]
        if _SIGNS.isdisjoint(clause):
            return []
        clause = _spoken(clause)
        if (match := _MENTION.match(clause)) is not None:
            return self._of(*match.groups()) if speaks(clause, match.end()) else []
        if (match := _HEAD.match(clause)) and speaks(clause, match.end()):
            bank = _place(match.group())
            if rows := [b.row for b in self._branches if not b.kind and b.bank.endswith(bank)]:
                return rows
        if (match := _PLACED.match(clause)) and speaks(clause, match.end()):
            town, bank = match.groups()
            return self._of(bank, town, "")
        return []

    def _of(self, bank: str, town: str, kind: str) -> list[int]:
        """``kind``: "" where nothing says of which the branch is."""
        bank, at = _place(bank), _place(town)
        if bank in _NONE or (bank in _LOCAL and not at) or len(at) == 1:
            return []
        mine = [
            b
            for b in self._branches
            if (not kind or b.kind == _kind(kind))
            and (b.bank == bank or (bank in _LOCAL and b.bank.endswith(bank)))
        ]
        # By its name; by what stands last in it; by the township that it lies in.
        own = self._register.seats.own_places
        for there in (
            [b.row for b in mine if b.place == at],
            [b.row for b in mine if at and b.place.endswith(at)],
            [b.row for b in mine if at and kind and at[-1] not in _ROADS and at in own(b.row)],
        ):
            if there:
                return there
        return []


def _read(row: int, title: str) -> Iterator[Branch]:
    if title[-1:] in _ENDS and not _SIGNS.isdisjoint(title):
        match = _ENTRY.match(_LEGAL.sub("", _spoken(title)))
        if match is not None:
            bank, place, kind = match.groups()
            yield Branch(row, _place(bank), _place(place), _kind(kind))
        elif (head := _HEAD.fullmatch(_LEGAL.sub("", _spoken(title)))) is not None:
            yield Branch(row, _place(head.group()), "", "")


def _spoken(text: str) -> str:
    for full, short in _SPOKEN:
        text = text.replace(full, short)
    return text if text.startswith(_BANK_OF_CHINA) else text.removeprefix(_NATIONAL)


def _place(text: str) -> str:
    """石嘴山市平罗县姚伏镇 as 石嘴山平罗姚伏."""
    return _DIVISION.sub("", text)


def _kind(kind: str) -> str:
    return kind.removeprefix("证券")
