"""Whether words of the language run across the ends of a span of a text."""

from __future__ import annotations

from engine.link.texts.scene import STOPS
from engine.text.dictionary import frequencies

_CUT = 100


def runs_into(text: str, start: int, end: int) -> bool:
    """Does a word of the language run into the span?"""
    known = frequencies()
    return any(
        known.get(text[begin : start + size], 0) > _CUT
        for begin in range(max(0, start - 2), start)
        if STOPS.isdisjoint(text[begin:start]) and text[begin : start + 1] in known
        for size in range(1, min(2, end - start) + 1)
    )


def runs_out(text: str, start: int, end: int) -> bool:
    """Does one run out of it?"""
    known = frequencies()
    return any(
        known.get(text[begin : end + size], 0) > _CUT
        for begin in range(max(start, end - 3), end)
        if text[begin : end + 1] in known  # as the beginning of a word
        for size in range(1, min(2, len(text) - end) + 1)
        if STOPS.isdisjoint(text[end : end + size])
    )


def within(text: str, start: int, end: int) -> bool:
    """Is the span a part of a longer word (安居乐 of 安居乐业)?"""
    known = frequencies()
    return end - start > 1 and any(
        known.get(text[begin:stop])
        for begin in range(max(0, start - 2), start + 1)
        if text[begin:end] in known  # as the beginning of a word
        for stop in range(end, min(len(text), end + 2) + 1)
        if stop - begin > end - start
    )
