"""A tip without those whom it clears: what is told of them speaks for nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from engine.link.texts.adverts import FirmIndex
from engine.link.texts.clearing import cleared, may_clear
from engine.link.texts.mentions import Mention
from engine.link.texts.taking import TAKES

_GAP = "，"
#: A name so long is clear where its rival is gone.
_CLEAR = 4


class LeftOut(NamedTuple):
    """``text``: without ``rows``; ``named``: others whom it names clearly."""

    text: str
    rows: frozenset[int]
    named: frozenset[int]


def without_cleared(index: FirmIndex, people: Sequence[str], text: str) -> LeftOut:
    """The text with names and clauses of those whom it clears blanked out, and with who runs them;
    ``people``: of the firms."""
    nobody = LeftOut(text, frozenset(), frozenset())
    if index.wide or not may_clear(text):
        return nobody
    read, mentions = index.likeliest(text)
    clear = {m.row for m in mentions if m.end - m.begin >= _CLEAR}
    mentions = [*mentions, *_people(read, mentions, people)]
    found = cleared(read, mentions)
    if not found.rows:
        return nobody
    names = {read[m.begin : m.end] for m in mentions if m.row in found.rows}
    others = {read[m.begin : m.end] for m in mentions if m.row not in found.rows}
    for begin, end in found.clauses:
        here = [m for m in mentions if begin <= m.begin < end and m.row not in found.rows]
        # 福泽堂跟福泽康养没关系 clears, once the one is gone, the other.
        if not (here and TAKES.search(read[begin:end])):
            kept = _GAP.join([read[m.begin : m.end] for m in here])
            text = text.replace(read[begin:end], kept or _GAP)
    for name in sorted(names, key=len, reverse=True):
        text = _without(text, name, [other for other in others if name in other])
    return LeftOut(text, found.rows, frozenset(clear - found.rows))


def _people(text: str, mentions: Sequence[Mention], people: Sequence[str]) -> Iterator[Mention]:
    """Where those stand who run firms that are named, as another name for them."""
    for row in {m.row for m in mentions}:
        person = people[row]
        begin = text.find(person) if len(person) > 1 and people.count(person) == 1 else -1
        end = begin + len(person)
        if begin >= 0 and not any(m.begin < end and begin < m.end for m in mentions):
            yield Mention(row, begin, end)


def _without(text: str, name: str, longer: Sequence[str]) -> str:
    """``longer``: names of others that hold it."""
    kept = [*_places(text, longer)]
    begin = text.find(name)
    while begin >= 0:
        end = begin + len(name)
        inside = next((stop for start, stop in kept if start <= begin and end <= stop), 0)
        if not inside:
            text = text[:begin] + _GAP * len(name) + text[end:]
        begin = text.find(name, end)
    return text


def _places(text: str, names: Sequence[str]) -> list[tuple[int, int]]:
    return [
        (at, at + len(name))
        for name in names
        for at in range(len(text))
        if text.startswith(name, at)
    ]
