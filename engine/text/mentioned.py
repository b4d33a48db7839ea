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

#: What somebody is to get for his money, or got: before a sum (每年给六千, 返2400元) and behind it (六千利息).
#: What was not given back (不返, 返还本金) had been paid.
_GAIN: Final = "(?:利息|分红|红利|返利|返现|收益|回报|利润)"
_PROMISED: Final = re.compile(
    r"(?:(?:每个?[年月周天日季期]|每(?:季度|星期)|[按一头]年|按[月季])[^0-9,。;、]{0,3}?(?:给|返|付|分|领|拿|得|发|赚|挣)"
    r"(?:[我你咱您人]们?|老人|会员)?|(?<![不没未法])返|"
    + _GAIN
    + r"(?:[是为有共约给达到]|一共)?)\s?$"
)
_GAINED: Final = re.compile(rf"的?{_GAIN}")
#: So far before a sum it is looked for.
_NEAR: Final = 14


def people_in(text: str) -> list[str]:
    """20多人, 三十余户: as they are written, in folded characters."""
    found = (m.group() for m in _PEOPLE.finditer(fold(text)) if not _ONE.fullmatch(m[1]))
    return [*dict.fromkeys(found)][:_MOST]


def sums_in(text: str) -> list[str]:
    """8万, 3000元: with a unit or scale, as they are written, in folded characters; what was paid, not what
    was promised for it."""
    folded = fold(text)
    people = [m.span() for m in _PEOPLE.finditer(folded)]
    found = (
        folded[start:end].strip()
        for start, end, _, told in money(folded)
        if told
        and not any(first <= start < last for first, last in people)
        and not _PROMISED.search(folded[max(0, start - _NEAR) : start])
        and not _GAINED.match(folded, end)
    )
    return [*dict.fromkeys(found)][:_MOST]
