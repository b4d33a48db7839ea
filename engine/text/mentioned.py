"""How many people a text tells of, and which sums: what a tip says of both where no column does."""

from __future__ import annotations

import re
from typing import Final

from engine.text.fold import fold
from engine.text.rates.sums import money

#: So many of each are told.
_MOST: Final = 5
_COUNT: Final = r"(?:[0-9]{1,6}|[零一二三四五六七八九十百千万两几数]{1,6})[多余几来]?"
_WHO: Final = (
    r"(?:老年|受害|投资|被骗|参与|外地|本地|退休)?"
    r"(?:人(?![民均次员口力工])|老人|老太太|老头|大爷|大妈|群众|村民|居民|邻居|亲戚|朋友|同事|工友|员工|职工|业主|会员|社员|学生|家长)"
)
_PEOPLE: Final = re.compile(
    rf"(?<![第每几数零一二三四五六七八九十百千万两0-9.])({_COUNT})(?:[个名位]{_WHO}|{_WHO}|户)"
)
#: Whoever tells of one, tells of himself.
_ONE: Final = re.compile("[1一]")


def people_in(text: str) -> list[str]:
    """20多人, 三十余户: as they are written, in folded characters."""
    found = (m.group() for m in _PEOPLE.finditer(fold(text)) if not _ONE.fullmatch(m[1]))
    return [*dict.fromkeys(found)][:_MOST]


def sums_in(text: str) -> list[str]:
    """8万, 3000元: with a unit or scale, as they are written, in folded characters."""
    folded = fold(text)
    people = [m.span() for m in _PEOPLE.finditer(folded)]
    found = (
        folded[start:end].strip()
        for start, end, _, told in money(folded)
        if told and not any(first <= start < last for first, last in people)
    )
    return [*dict.fromkeys(found)][:_MOST]
