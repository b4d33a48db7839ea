"""Put the plain words back where an advert disguised them, keeping the way to the raw text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from engine.text.compact import INVISIBLE
from engine.text.disguise import Disguised

#: Four Chinese characters or more, each parted from the next by the same mark. RE2 knows no
#: back reference; texts are short and the pattern cannot backtrack far.
_PARTED = re.compile(r"[\u3400-\u9fff](?=([^\w\n，,。；;]{1,3}))(?:\1[\u3400-\u9fff0-9%％]){3,}")
_MARK = re.compile(r"[^\u3400-\u9fff0-9%％]")
_UNSEEN = re.compile(f"[{''.join(sorted(INVISIBLE))}]")

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
    dropped = _dropped(raw)
    if not chosen and not dropped:
        return Restored(raw, range(len(raw)), range(1, len(raw) + 1))
    pieces: list[str] = []
    begin: list[int] = []
    end: list[int] = []
    at = 0

    def keep(first: int, last: int) -> None:
        kept = [i for i in range(first, last) if i not in dropped]
        pieces.append("".join(raw[i] for i in kept))
        begin.extend(kept)
        end.extend(i + 1 for i in kept)

    for one in chosen:
        keep(at, one.start)
        pieces.append(one.term)
        begin.extend([one.start] * len(one.term))
        end.extend([one.end] * len(one.term))
        at = one.end
    keep(at, len(raw))
    # 1 for 一 is a way to write and no disguise to tell of.
    told = tuple(d for d in chosen if raw[d.start : d.end].translate(_NUMERALS) != d.term)
    return Restored("".join(pieces), begin, end, told)


def _dropped(raw: str) -> frozenset[int]:
    """Marks that nobody sees, and those that part character from character (年/化/十/八)."""
    found: set[int] = {match.start() for match in _UNSEEN.finditer(raw)}
    for match in _PARTED.finditer(raw):
        found.update(match.start() + m.start() for m in _MARK.finditer(match.group()))
    return frozenset(found)
