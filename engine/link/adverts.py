"""Which firm published an advert, or is meant by a tip. Several candidates are never one link."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.link.contacts import Contacts
from engine.link.forms import LEGAL
from engine.link.register import Hit, RegisterNames
from engine.link.roles import office, signed
from engine.link.same import PARTS, SLIP
from engine.link.scene import Scene
from engine.link.telling import how
from engine.link.weighing import (
    AHEAD,
    DOUBTFUL,
    ENOUGH,
    FAR,
    LISTED,
    Case,
    Weighed,
    Weighing,
    heaviest,
    weigh,
    weights,
)
from engine.link.written import GENERIC, signatures

_FULL_NAME = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9（）()]{4,30}?(?:有限责任公司|股份有限公司|有限公司|合作社联合社|合作社|联合社|合伙企业)"
)
#: 溪恩康养（原云泉溪恩养老院）
_FORMER = re.compile(
    r"[（(](?:原名?|曾用名|前身|现名|现更名为|更名为)[为是：:\s]*([^（）()]{4,})[）)]"
)
#: What the name of a business ends with; 吊车出租 is none.
_BUSINESS = re.compile(
    r"(?:公司|[合联供][作合销]社|[店厂超行馆坊部院所城园吧厅站场]|超市|中心|学校|药房|市场|农场|俱乐部|家政|民宿|酒楼|酒家|银行|支行|集团)$"
)
_MOST, _NAME, _SHORTEST = 10, 6, 2


@dataclass(frozen=True, slots=True)
class LinkResult:
    """``row`` is the firm's row, or -1; ``candidates`` are rows when more than one fits."""

    row: int
    how: str
    similarity: int
    candidates: tuple[int, ...] = ()


NOBODY = LinkResult(-1, "", 0)


class FirmIndex:
    """Look-ups over the columns of the register (sequences of equal length).

    ``former``: former names, ``webs``: sites, ``addresses``, ``people``: who represents a firm by
    law; each may be left out.
    """

    def __init__(
        self,
        names: Sequence[str],
        usccs: Sequence[str],
        phones: Sequence[str],
        former: Sequence[str] = (),
        webs: Sequence[str] = (),
        addresses: Sequence[str] = (),
        people: Sequence[str] = (),
    ) -> None:
        self._register = RegisterNames(names, former, addresses)
        self._weighing = Weighing(self._register, people, addresses)
        self._contacts = Contacts(phones, webs)
        self._code: dict[str, list[int]] = {}
        for row, code in enumerate(usccs):
            if code:
                self._code.setdefault(code, []).append(row)

    def find(
        self,
        *,
        names: Sequence[str],
        text: str = "",
        uscc: str = "",
        phone: str = "",
        url: str = "",
        place: str = "",
        table: Mapping[str, float] | None = None,
    ) -> LinkResult:
        """The best link: code, full name, name as people write it, phone, site; else what all that
        the text says speaks for. What is found by name only and fits several firms may be decided
        by the rest. ``table``: other weights than the learned ones."""
        if uscc and len(self._code.get(uscc, ())) == 1:
            return LinkResult(self._code[uscc][0], "统一社会信用代码", 100)
        marks = self.marks(names, text)
        by_name = self._full(marks, text) or self._marked(marks)
        if by_name is not None and by_name.row >= 0 and self._told_of(by_name.row, marks, text):
            by_name = LinkResult(-1, by_name.how, by_name.similarity, (by_name.row,))
        if by_name is not None and by_name.row >= 0:
            return by_name
        contact = self._contact(f"{phone} {text}", f"{url} {text}")
        if contact is not None and (by_name is None or contact.row in by_name.candidates):
            return contact
        table = weights() if table is None else table
        weighed = weigh(self.cases(marks, text, place), table)
        if not weighed or weighed[0].score < ENOUGH:
            slips = weigh(self.cases(marks, text, place, slips=True), table)
            weighed = heaviest(weighed, slips)
        found = _heaviest(weighed) if weighed else NOBODY
        unsure = weighed and (self._register.wide or FAR in weighed[0].features)
        if found.row >= 0 and unsure and not weighed[0].here:
            found = LinkResult(-1, found.how, found.similarity, (found.row,))
        if by_name is not None and not (found.row in by_name.candidates and weighed[0].backed):
            return _decided(by_name, weighed)
        return found

    def _told_of(self, row: int, marks: Sequence[str], text: str) -> bool:
        """Does an office, or a firm that signs, tell of the firm, or does one of another county
        sign with its short name?"""
        if not any(self._register.exact(mark) for mark in marks):
            if office(text) or any(LEGAL.search(m) and not self._marked([m]) for m in signed(text)):
                return True
            return self._register.far(row, Scene(text).counties)
        return False

    def cases(
        self, marks: Sequence[str], text: str, place: str = "", slips: bool = False
    ) -> list[Case]:
        """Every firm that may be meant, with what speaks for it and against; ``slips``: those
        whose names are misspelt."""
        stranger = any(self._is_name(mark) for mark in marks) and self._marked(marks) is None
        return self._weighing.cases(marks, text, f"{text} {place}", stranger, slips)

    def marks(self, names: Sequence[str], text: str) -> list[str]:
        """What the sender is called, by himself or by a list."""
        given = (*names, *(old for name in names for old in _FORMER.findall(name)))
        own = (*given, *signatures(text), *signed(text))
        return [m for m in own if m and m not in GENERIC]

    def _contact(self, phones: str, sites: str) -> LinkResult | None:
        if rows := self._contacts.by_phone(phones):
            return _one(rows, "电话一致", 90)
        if rows := self._contacts.by_site(sites):
            return _one(rows, "网址一致", 90)
        return None

    def _full(self, marks: Sequence[str], text: str) -> LinkResult | None:
        """A registered name, written in full."""
        for mark in marks:
            if hits := self._register.exact(mark):
                return _one([h.row for h in hits], _full(hits, "全称一致"), 100)
        for match in _FULL_NAME.finditer(text):
            for begin in range(match.start(), match.end() - _NAME):
                if hits := self._register.exact(text[begin : match.end()], marks):
                    return _one([h.row for h in hits], _full(hits, "文中出现全称"), 100)
        return None

    def _marked(self, marks: Sequence[str]) -> LinkResult | None:
        """A name that an advert gives as its own, as people write it."""
        for mark in marks:
            name = self._register.parser.parse(mark)
            hits = self._register.find(name)
            if not hits:
                continue
            best = hits[0].verdict.likeness
            rivals = self._register.bearing(name) if best <= SLIP else []
            if name.words:  # 宏图驾校 may be 宏图驾驶员培训, of which the computer shop is no rival
                rivals = [r for r in rivals if not self._register.unlike(name, r)]
            if not rivals and not name.words and len(name.brand) == _SHORTEST:
                rivals = self._register.longer(name)
            if not rivals:
                rivals = [h.row for h in hits if h.verdict.likeness == best]
            how = f"曾用名：{hits[0].verdict.why}" if hits[0].former else hits[0].verdict.why
            if not rivals or hits[0].row not in rivals:
                rivals = [*rivals, *(h.row for h in hits if h.verdict.likeness == best)]
            if best < PARTS and not name.places and self._register.wide:  # one of many so called
                return LinkResult(-1, how, best, tuple(sorted(set(rivals))[:_MOST]))
            return _one(rivals, how, best)
        return None

    def _is_name(self, mark: str) -> bool:
        """Is it the name of a business, whether or not the register knows it?"""
        name = self._register.parser.parse(mark)
        return bool(name.brands and (name.words or name.form)) and bool(_BUSINESS.search(mark))


def _full(hits: Sequence[Hit], how: str) -> str:
    return "曾用名一致" if all(hit.former for hit in hits) else how


def _heaviest(weighed: Sequence[Weighed]) -> LinkResult:
    """The firm that most speaks for; candidates, where another is as likely or little speaks."""
    first = weighed[0]
    if first.score < DOUBTFUL:
        return NOBODY
    least = min(ENOUGH, max(DOUBTFUL, first.score - AHEAD))
    close = [w.row for w in weighed if w.score > least]
    if first.said and first.placed:  # who is only at the place or so called is no rival
        close = [w.row for w in weighed if w.row in close and w.said]
    if LISTED in first.features:  # two firms side by side
        close = [w.row for w in weighed if LISTED in w.features]
    if first.score >= ENOUGH and len(close) == 1 and not first.vague:
        return LinkResult(first.row, how(first), first.likeness)
    return LinkResult(-1, how(first), first.likeness, tuple(sorted(close[:_MOST])))


def _decided(by_name: LinkResult, weighed: Sequence[Weighed]) -> LinkResult:
    """Of several that bear a name the one that all else speaks for, if it is far ahead."""
    mine = [w for w in weighed if w.row in by_name.candidates]
    if len(by_name.candidates) == 1 or len(mine) != len(by_name.candidates):
        return by_name
    first = mine[0]
    if first.score < 0 or not first.backed or first.score - mine[1].score < AHEAD:
        return by_name
    return LinkResult(first.row, how(first), first.likeness)


def _one(rows: Sequence[int], how: str, similarity: int) -> LinkResult:
    rows = sorted(set(rows))
    if len(rows) == 1:
        return LinkResult(rows[0], how, similarity)
    return LinkResult(-1, how, similarity, tuple(rows[:_MOST]))
