"""Put the plain words back where an advert disguised them, keeping the way to the raw text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from engine.text.disguise import Disguised

_NUMERALS = str.maketrans("0123456789", "零一二三四五六七八九")


@dataclass(frozen=True, slots=True)
class Restored:
    """``text`` is ``raw`` with disguised words written plainly.

    Character ``i`` of ``text`` stands for ``raw[begin[i]:end[i]]``; every character of a restored
    word stands for the whole disguised stretch.
    """

    text: str
    begin: Sequence[int]
    end: Sequence[int]
    readings: tuple[Disguised, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the raw text of ``text[start:end]``."""
        return self.begin[start], self.end[end - 1]

    def reading(self, start: int, end: int) -> str:
        """The plain words of the disguised stretches within raw offsets ``start``:``end``."""
        # Readings stand in order and never overlap: a text full of them is not searched through.
        at = bisect_right(self.readings, start, key=lambda r: r.end)
        words: dict[str, None] = {}
        while at < len(self.readings) and self.readings[at].start < end:
            words[self.readings[at].term] = None
            at += 1
        return "、".join(words)


def restore(raw: str, found: Sequence[Disguised]) -> Restored:
    """Where findings overlap the surer one holds, then the longer, then the earlier."""
    chosen: list[Disguised] = []
    taken = bytearray(len(raw))
    for one in sorted(found, key=lambda d: (-d.confidence, d.start - d.end, d.start, d.term)):
        if not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            chosen.append(one)
    chosen.sort(key=lambda d: d.start)
    if not chosen:
        return Restored(raw, range(len(raw)), range(1, len(raw) + 1))
    pieces: list[str] = []
    begin: list[int] = []
    end: list[int] = []
    at = 0
    for one in chosen:
        pieces.append(raw[at : one.start])
        begin.extend(range(at, one.start))
        end.extend(range(at + 1, one.start + 1))
        pieces.append(one.term)
        begin.extend([one.start] * len(one.term))
        end.extend([one.end] * len(one.term))
        at = one.end
    pieces.append(raw[at:])
    begin.extend(range(at, len(raw)))
    end.extend(range(at + 1, len(raw) + 1))
    # 1 for 一 is a way to write and no disguise to tell of.
    told = tuple(d for d in chosen if raw[d.start : d.end].translate(_NUMERALS) != d.term)
    return Restored("".join(pieces), begin, end, told)
