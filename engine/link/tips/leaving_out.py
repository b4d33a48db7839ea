"""A tip without those whom it clears: what is told of them speaks for nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from engine.link.adverts.firm_index import FirmIndex
from engine.link.adverts.mentions import Mention
from engine.link.tips.clearing import cleared, may_clear
from engine.link.tips.taking import TAKES
from engine.text.dictionary import frequencies

_GAP = "，"
#: A name so long is clear where its rival is gone.
_CLEAR = 4
_LEAST, _SIZES, _NEAR = 2, (4, 3, 2), 3
#: Where a name of two characters begins, which may as well be parts of two words.
_LED = re.compile(
    r"(?:^|[，。；、：（(]|[的是叫由跟和与被给把向找]|老板|经理|兄弟|[哥弟姐妹]|法人|[社院园校]长|老师|会计)$"
)


class LeftOut(NamedTuple):
    """``text``: without ``rows``; ``named``: others whom it names clearly."""

    text: str
    rows: frozenset[int]
    named: frozenset[int]


def without_cleared(index: FirmIndex, firms_of: Mapping[str, Sequence[int]], text: str) -> LeftOut:
    """The text with names and clauses of those whom it clears blanked out, and with who runs them;
    ``firms_of``: people."""
    nobody = LeftOut(text, frozenset(), frozenset())
    if index.wide or not may_clear(text):
        return nobody
    read, mentions = index.likeliest(text)
    clear = {m.row for m in mentions if m.end - m.begin >= _CLEAR}
    mentions = [*mentions, *_people(read, mentions, firms_of)]
    mentions += _of_several(index.parts_alone(text)[1], read, mentions)
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
    rows = frozenset(row for row in found.rows if row >= 0)
    return LeftOut(text, rows, frozenset(clear - rows))


def _of_several(
    alone: Sequence[tuple[int, int, set[int]]], text: str, mentions: Sequence[Mention]
) -> list[Mention]:
    """Where somebody is called by nothing but a part that is no word: whichever of several it is (rows
    below 0), another takes the money than whom the text clears (恒达投资没参与，霖沃收钱)."""
    parts = dict.fromkeys(text[begin:end] for begin, end, _ in alone)
    whose = {part: -1 - at for at, part in enumerate(parts) if not frequencies().get(part)}
    return [
        Mention(min(rows) if len(rows) == 1 else whose[part], begin, end)
        for begin, end, rows in alone
        if (part := text[begin:end]) in whose
        and not any(m.begin < end and begin < m.end for m in mentions)
    ]


def _people(
    text: str, mentions: Sequence[Mention], firms_of: Mapping[str, Sequence[int]]
) -> Iterator[Mention]:
    """Where those stand who run one firm each, as another name for it: whoever is called by a whole
    name that is no word, or runs a firm that is named."""
    rows = {m.row for m in mentions}
    for begin in range(len(text)):
        for size in _SIZES:
            person, end = text[begin : begin + size], begin + size
            firms = firms_of.get(person, ())
            if len(firms) != 1 or any(m.begin < end and begin < m.end for m in mentions):
                continue
            whole = size > _LEAST or _LED.search(text, max(0, begin - _NEAR), begin)
            if firms[0] in rows or (whole and not frequencies().get(person)):
                yield Mention(firms[0], begin, end)
                break


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
