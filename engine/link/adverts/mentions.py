"""Where a text that tells of firms names which of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from engine.link.adverts.weighing import (
    AHEAD,
    ENOUGH,
    FAR,
    LISTED,
    OTHERS,
    Weighing,
    best,
    weights,
)

#: How much more is meant who is called as people call the firm, with its trade.
_CALLED = 0.5
#: The same of who is called so right beside another.
_SIDE = 0.75
#: A text that names more, or one more often, is no report of what somebody did.
_MOST = 60
#: So little may speak for the likeliest.
_LIKELY = -2.0


class Mention(NamedTuple):
    """``begin``, ``end``: of the name of ``row`` in the text."""

    row: int
    begin: int
    end: int


def mentions(weighing: Weighing, text: str, wide: bool) -> tuple[str, list[Mention]]:
    """The text in the form that names are looked for in, and every place of it that names one firm
    for sure; ``wide``: in a register of the whole country a name alone is not sure."""
    read = weighing.reading(text, text, True)
    taken: list[tuple[float, Mention]] = []
    named = _named(weighing, text, wide)
    if len(named) > _MOST:
        return read, []
    for score, said, row in sorted(named, key=lambda one: -one[0]):
        begin = read.find(said)
        while begin >= 0 and len(taken) < _MOST:
            one = Mention(row, begin, begin + len(said))
            if not any(_rivals(one, m) and s - score >= AHEAD for s, m in taken):
                taken.append((score, one))
            begin = read.find(said, one.end)
    sure = [
        one
        for score, one in taken
        if score >= ENOUGH and not any(_rivals(one, other) for _, other in taken)
    ]
    return read, list(dict.fromkeys(sure))


def likeliest(
    weighing: Weighing, text: str, title: Callable[[int], str]
) -> tuple[str, list[Mention]]:
    """The same of every place that may name a firm, wherever it lies, with the likeliest: whose
    ``title`` goes on as the text does the longest."""
    read = weighing.reading(text, text, True)
    named = [
        (score, begin, begin + len(said), row)
        for score, said, row in _named(weighing, text, wide=False, sure=False)
        for begin in (m.start() for m in re.finditer(re.escape(said), read))
    ]
    parts = weighing.parts_alone(read)
    named += [(_LIKELY, begin, end, row) for begin, end, rows in parts for row in rows]
    found = []
    for score, begin, end, row in named[: _MOST * 4]:
        one = called(row, read, begin, end, title(row))
        more = one.end - end
        if more > 1 or (score >= _LIKELY and (more or score > _LIKELY)):
            own = _in_order(read[begin : one.end], title(row))
            found.append((-own, begin - one.end, -score, one))
    taken: list[Mention] = []
    for *_, one in sorted(found):
        if not any(one.begin < m.end and m.begin < one.end for m in taken):
            taken.append(one)
    return read, taken


def _named(
    weighing: Weighing, text: str, wide: bool, sure: bool = True
) -> list[tuple[float, str, int]]:
    """(score, name as the text has it, row); ``sure``: not of who lies elsewhere, nor of words that
    may be no name."""
    found = []
    for slips in (False, True):
        for row, sightings, told in weighing.cases((), text, text, False, slips, True):
            # Who is named beside others is no less named.
            alone = [f for f in told if f not in (OTHERS, LISTED)]
            if not sure:
                alone = [f for f in alone if f != FAR]
            for sighting in sightings if FAR not in alone else ():
                one = best(row, [sighting], alone, weights())
                if not sure or (not one.vague and (one.placed or not wide)):
                    called = _CALLED * ("same with trade" in sighting.features)
                    called += _SIDE * (LISTED in told and "same alone" in sighting.features)
                    found.append((one.score + called, sighting.said, row))
    return found


def _in_order(said: str, name: str) -> int:
    """How many characters of what is said stand in the name, in this order."""
    at = count = 0
    for char in said:
        found = name.find(char, at)
        if found >= 0:
            at, count = found + 1, count + 1
    return count


def called(row: int, read: str, begin: int, end: int, name: str) -> Mention:
    """The mention of a firm by its part, with as much of the rest of its ``name`` as the text goes on
    with."""
    stop = end
    while stop < len(read) and read[end : stop + 1] in name:
        stop += 1
    return Mention(row, begin, stop)


def _rivals(one: Mention, other: Mention) -> bool:
    """Do two firms claim one place?"""
    return one.row != other.row and one.begin < other.end and other.begin < one.end
