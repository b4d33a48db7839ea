"""The clause in which some characters of a text stand: what is told of them, so that a reader sees why."""

from __future__ import annotations

import re

from engine.text.cut import long_number

#: What says something by itself.
SPOKEN = re.compile(r"[A-Za-z\u3400-\u9fff]")
_BREAK = re.compile(r"[，,。；;！!？?：:、\n\s]")
#: A clause that says less than this takes the one before it along.
_LEAST, _MOST = 4, 28
_NUMBER = re.compile(r"[0-9０-９*@A-Za-z.\-—_]{2,}")
_PHONE = re.compile(r"[0-9０-９*xX\-—]{7,}")
#: As far beyond the clause a number is looked for that reaches into it.
_RUN = 40
#: Nor is the end of a clause looked for any farther: of so much no more is told than the middle.
_FAR = 400


def around(raw: str, start: int, end: int) -> tuple[int, int]:
    """Where the clause begins and ends in which ``raw[start:end]`` stands, with the one before where
    it is short."""
    begin, stop = _left(raw, start), _right(raw, end)
    # A telephone says what it is with the word before it (电话…); what else was said is no part of it.
    least = 1 if _PHONE.fullmatch(raw, start, end) else _LEAST
    if len(SPOKEN.findall(raw, begin, stop)) < least and begin > 0:
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
    # White space may part it as well. Texts that differ in figures are cut at the same places.
    if cut := long_number(raw, begin):
        begin = cut[0] if start < cut[1] else cut[1]
    if cut := long_number(raw, stop):
        stop = cut[1]
    said = raw[begin:stop].lstrip()
    begin = stop - len(said)
    return begin, begin + len(said.rstrip())


def _left(raw: str, at: int) -> int:
    found = [m.end() for m in _BREAK.finditer(raw, max(0, at - _FAR), at)]
    return found[-1] if found else max(0, at - _FAR)


def _right(raw: str, at: int) -> int:
    found = _BREAK.search(raw, at, at + _FAR)
    return found.start() if found else min(len(raw), at + _FAR)
