"""The words quoted for a reason: such that a reader sees why, without looking the advert up.

A number says nothing without the words around it, and of a wording that reads like known adverts
the clauses are told in which the telling pieces stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from engine.model.evidence import Hit
from engine.ruleset import schema

#: Characters shown on either side of a hit.
QUOTE = 24
_SPOKEN = re.compile(r"[A-Za-z\u3400-\u9fff]")
_BREAK = re.compile(r"[，,。；;！!？?：:、\n\s]")
#: A clause that says less than this takes the one before it along.
_LEAST, _MOST = 4, 28
_FEW = 4
_NUMBER = re.compile(r"[0-9０-９*@A-Za-z.\-—_]{2,}")
_PHONE = re.compile(r"[0-9０-９*xX\-—]{7,}")
#: At the ends of what stands around a match: not so much that it could reach into that.
_FIRST = re.compile(rf"^\d{{1,{QUOTE}}}")
_LAST = re.compile(rf"\d{{1,{QUOTE}}}\Z")
#: As far beyond the clause a number is looked for that reaches into it.
_RUN = 40
#: Nor is the end of a clause looked for any farther: of so much no more is told than the middle.
_FAR = 400


def weighs_wording(rule: schema.Rule | None) -> bool:
    """Is the rule about the wording as a whole?"""
    return (
        rule is not None
        and rule.confidence == "low"
        and any(
            isinstance(f, schema.Keyword) and f.at_least is not None for f in rule.features.values()
        )
    )


def quoted(
    hits: Iterable[Hit], texts: Mapping[str, str], rule: schema.Rule | None, most: int = _FEW
) -> str:
    """The words of some hits in Chinese quotation marks; "" where none tells anything.

    ``texts``: field → raw text, as far as it may be told; without it words that say nothing by
    themselves are left out.
    """
    # Where no word tells much by itself, the clauses are what convinces.
    wording = rule is not None and rule.confidence == "low"
    telling: dict[str, None] = {}
    bare: dict[str, None] = {}
    for hit in hits:
        if not hit.matched:
            continue
        alone = not _SPOKEN.search(hit.matched)
        raw = texts.get(hit.field, "")
        if not (alone or wording):
            telling[hit.matched] = None
        elif raw[hit.start : hit.end] == hit.matched:
            words = around(raw, hit.start, hit.end)
            if _SPOKEN.search(words):
                (bare if alone else telling)[words] = None
        elif wording and not weighs_wording(rule):
            telling[hit.matched] = None
    said = list(islice(_without_parts([*telling, *bare]), most))
    return f"“{'”“'.join(said)}”" if said else ""


def part(text: str, first: int, last: int) -> str:
    """``text[first:last]``, with stars for what is left of a number that goes on outside: half a
    telephone number would not be known for one, and not be masked."""
    said = text[first:last]
    if first and said[:1].isdecimal() and text[first - 1].isdecimal():
        said = _FIRST.sub(_stars, said)
    if text[last : last + 1].isdecimal() and said[-1:].isdecimal():
        said = _LAST.sub(_stars, said)
    return said


def _stars(digits: re.Match[str]) -> str:
    return "*" * len(digits.group())


def around(raw: str, start: int, end: int) -> str:
    """The clause in which ``raw[start:end]`` stands, with the one before where it is short."""
    begin, stop = _left(raw, start), _right(raw, end)
    # A telephone says what it is with the word before it (电话…); what else was said is no part of it.
    least = 1 if _PHONE.fullmatch(raw, start, end) else _LEAST
    if len(_SPOKEN.findall(raw[begin:stop])) < least and begin > 0:
        begin = _left(raw, max(0, begin - 1))
    if stop - begin > _MOST:
        begin = max(begin, min(start, end - _MOST))
        stop = min(stop, max(end, begin + _MOST))
        # Half a telephone number would not be known for one, and not be masked.
        for run in _NUMBER.finditer(raw, max(0, begin - _RUN), stop + _RUN):
            if run.start() < begin < run.end():
                begin = run.start() if start < run.end() else run.end()
            if run.start() < stop < run.end():
                stop = run.end() if run.start() < end else run.start()
    return raw[begin:stop].strip()


def _left(raw: str, at: int) -> int:
    found = [m.end() for m in _BREAK.finditer(raw, max(0, at - _FAR), at)]
    return found[-1] if found else max(0, at - _FAR)


def _right(raw: str, at: int) -> int:
    found = _BREAK.search(raw, at, at + _FAR)
    return found.start() if found else min(len(raw), at + _FAR)


def _without_parts(words: list[str]) -> Iterator[str]:
    """Without those that stand in another one."""
    together = "\0".join(dict.fromkeys(words))
    return (word for word in words if together.count(word) == 1)
