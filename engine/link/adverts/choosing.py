"""Of several firms that a text may mean the one that it does, or none for certain."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.link.adverts.telling import how
from engine.link.adverts.weighing import AHEAD, DOUBTFUL, ENOUGH, LISTED, Weighed
from engine.link.index.register import RegisterNames
from engine.link.names.written import clean
from engine.link.texts.result import MOST, NOBODY, LinkResult

_HOUSE = frozenset(["door whole", "door shared 1"])
#: The name goes on in another way than the text.
_OTHER = frozenset(["trade other", "tail other", "shop other"])
#: 阳光新能源 for 阳光新能源科技.
_GOES_ON = frozenset(["rest begins", "same with trade"])
_NUMBER, _NUMBERED_BRANCH = re.compile(r"\d+$"), re.compile(r"第?(\d+)(?:号)?分(?:公司|店|部|社)")
_SHORTEST = 2


class Choice:
    """``register``: whose firms are meant."""

    def __init__(self, register: RegisterNames) -> None:
        self._register = register

    def heaviest(self, weighed: Sequence[Weighed], text: str) -> LinkResult:
        """The firm that most speaks for; candidates, where another is as likely or little
        speaks."""
        first = weighed[0]
        if first.score < DOUBTFUL:
            return NOBODY
        least = min(ENOUGH, max(DOUBTFUL, first.score - AHEAD))
        close = [w.row for w in weighed if w.score > least]
        if first.said and first.placed:  # who is only at the place or so called is no rival
            close = [w.row for w in weighed if w.row in close and w.said]
        # Who only shares its part is no rival of a whole name, or of one that goes on with its trade.
        if "rest whole" in first.features or _GOES_ON.issubset(first.features):
            close = [
                w.row
                for w in weighed
                if w.row in close
                and (_OTHER.isdisjoint(w.features) or _GOES_ON.issubset(w.features))
            ]
        if first.said and "sole place" in first.features:  # one name is one firm's, who is there
            far = first.score - 2 * AHEAD
            close = [
                w.row
                for w in weighed
                if w.row in close and not ("lacks place" in w.features and w.score < far)
            ]
        if LISTED in first.features:  # two firms side by side
            close = [w.row for w in weighed if LISTED in w.features]
        if not first.said and _HOUSE.issubset(first.features):  # it alone is in that house
            close = [w.row for w in weighed if w.row in close and _HOUSE.issubset(w.features)]
        close = self._at_branch(close, first, text)
        close = self._of_the_head(close, first, text)
        if len(close) == 1:
            first = next(w for w in weighed if w.row == close[0])
        # Another trade behind its part, and nothing else: 创盈理财 is no 创盈皮具.
        other = "trade other" in first.features and not first.backed
        if first.score >= ENOUGH and close == [first.row] and not (first.vague or other):
            return LinkResult(first.row, how(first), first.likeness)
        return LinkResult(-1, how(first), first.likeness, tuple(sorted(close[:MOST])))

    def decided(self, by_name: LinkResult, weighed: Sequence[Weighed], text: str) -> LinkResult:
        """Of several that bear a name the one that all else speaks for, if it is far ahead."""
        head = self._head(by_name.candidates)
        if head >= 0:
            told = self._branches_told(by_name.candidates, head, text)
            if len(told) < _SHORTEST:
                row = told[0] if told else head
                return LinkResult(row, by_name.how, by_name.similarity)
        mine = [w for w in weighed if w.row in by_name.candidates]
        if len(by_name.candidates) == 1 or len(mine) != len(by_name.candidates):
            return by_name
        first = mine[0]
        if self._at_branch([w.row for w in mine], first, text) == [first.row]:
            return LinkResult(first.row, how(first), first.likeness)
        if first.score < 0 or not first.backed or first.score - mine[1].score < AHEAD:
            return by_name
        return LinkResult(first.row, how(first), first.likeness)

    def longer_part(self, found: LinkResult, marks: Sequence[str], text: str) -> LinkResult:
        """The firm whose longer part the text says each time, where a sender signs with less: 瑞禾, 瑞禾皮毛."""
        parts = self._register.read(self._register.title(found.row)).brands
        part = next((mark for mark in marks if mark in parts), "")
        if not part or part not in text:
            return found
        longer = [brand for brand in self._register.brands.beginning(part) if brand in text]
        rows = {self._register.row(e) for b in longer for e in self._register.entries(b)}
        if len(rows) != 1 or any(part in text.replace(brand, "") for brand in longer):
            return found
        return LinkResult(rows.pop(), found.how, found.similarity)

    def _of_the_head(self, rows: list[int], first: Weighed, text: str) -> list[int]:
        """Of a firm and its branches the firm, where nothing speaks more for a branch."""
        head = self._head(rows)
        known = first.row == head and not self._branches_told(rows, head, text)
        return [first.row] if known else rows

    def _head(self, rows: Sequence[int]) -> int:
        """The firm of which all others are branches; -1 for none."""
        if len(rows) < _SHORTEST:
            return -1
        row = min(rows, key=lambda row: len(self._register.title(row)))
        title = self._register.title(row)
        longer = (self._register.title(r) for r in rows if r != row)
        ends = title.endswith(("公司", "社", "中心"))
        # Another firm of the same name is no branch.
        return row if ends and all(t != title and t.startswith(title) for t in longer) else -1

    def _branches_told(self, rows: Sequence[int], head: int, text: str) -> list[int]:
        """Branches whose place the text says."""
        size = len(self._register.title(head))
        told = ((row, self._register.title(row)[size:]) for row in rows if row != head)
        return [row for row, tail in told if tail[:_SHORTEST] in text]

    def _names_branch(self, row: int, text: str) -> bool:
        """Is the branch told by its place, or as the first or second one of the firm?"""
        branch = self._register.branch(row)
        number = _NUMBER.search(branch)
        said = _NUMBERED_BRANCH.search(clean(text)) if number else None
        if number and said:
            return said.group(1) == number.group()
        return bool(branch) and branch in text

    def _at_branch(self, rows: list[int], first: Weighed, text: str) -> list[int]:
        """Of a firm and its branches the branch whose place or number is told; else all of them."""
        if len(rows) < _SHORTEST or first.row not in rows:
            return rows
        told = [r for r in rows if self._names_branch(r, text)]
        firms = {self._register.title(r).partition("公司")[0] for r in rows}
        numbered = len(told) == 1 and _NUMBERED_BRANCH.search(clean(text)) is not None
        return told if (told == [first.row] and len(firms) == 1) or numbered else rows
