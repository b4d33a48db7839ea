"""The public face: terms in, disguised occurrences out."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import ahocorasick_rs

from engine.text import dictionary
from engine.text.compact import compact
from engine.text.disguise.accept import (
    Accepted,
    apart,
    bare,
    bold,
    classes,
    covered,
    judge,
    judge_bold,
    least,
    possible,
    together,
    worded,
)
from engine.text.disguise.gate import Gate
from engine.text.disguise.gloss import glossed
from engine.text.disguise.judge import Judge
from engine.text.disguise.money import Money
from engine.text.disguise.result import Disguised
from engine.text.disguise.trie import grow, is_cjk
from engine.text.disguise.walk import FARTHEST, Figures, Reading, Walker, shifted
from engine.text.disguise.words import Words
from engine.text.fold import fold

_SHORTEST, _LONGEST = 2, 8
#: No plain occurrence is longer, marks between its characters counted.
_SPAN = 40
#: In longer texts it is worth remembering what was read where the same stands.
_LONG = 2000
Span = tuple[int, int]


class DisguiseFinder:
    """Built once from the words that matter; holds no state that a call changes.

    ``terms``: plain words; those of 2–8 characters with a Chinese one in them are looked for.
    ``frequencies`` gives word → frequency (jieba's by default) and is called once, at the first
    text that holds a candidate; share it where a dictionary is loaded already.
    ``wording`` tells how much a text reads like those that would hide such words (log-odds); it is
    asked only where a doubtful reading hangs on it.
    """

    def __init__(
        self,
        terms: Iterable[str],
        frequencies: Callable[[], Mapping[str, int]] = dictionary.frequencies,
        wording: Callable[[str], float] | None = None,
    ) -> None:
        folded = {fold(term): term for term in sorted(set(terms), reverse=True)}  # 零 before 0
        self._named = {
            term: name
            for term, name in sorted(folded.items(), reverse=True)
            if _SHORTEST <= len(term) <= _LONGEST and any(map(is_cjk, term))
        }
        self._walker = Walker(grow(self._named))
        self._words = Words(self._named, frequencies)
        self._judge = Judge(self._words)
        self._gate = Gate(list(self._named), self._words.frequency)
        self._wording = wording
        self._plain = ahocorasick_rs.AhoCorasick(list(self._named)) if self._named else None

    def find(self, raw: str, plain_hits: Iterable[Span] | None = None) -> list[Disguised]:
        """Disguised occurrences in ``raw``, by start and end; see ``find_many``."""
        hits = None if plain_hits is None else {0: plain_hits}
        return self.find_many([raw], hits).get(0, [])

    def find_many(
        self,
        texts: Sequence[str],
        plain_hits: Mapping[int, Iterable[Span]] | None = None,
        figures: dict[int, Figures] | None = None,
    ) -> dict[int, list[Disguised]]:
        """Number of the text → its disguised occurrences, for the texts that have any.

        ``plain_hits``: for each text the stretches of it (raw offsets) where terms stand plainly,
        when the caller knows them; otherwise they are looked for in the texts with candidates.
        ``figures`` is filled with the places where ASCII figures may be read, and which: a text
        with others, of which none is among these, has the same disguised occurrences.
        """
        found: dict[int, list[Disguised]] = {}
        if not self._named:
            return found
        for number, (text, starts) in self._gate.places(texts, figures).items():
            read: Figures = {}
            readings = self._readings(text, starts, read)
            if figures is not None and read:
                mine = figures.setdefault(number, {})
                for at, every in read.items():
                    mine.setdefault(at, set()).update(every)
            if not readings:
                continue
            known = plain_hits.get(number) if plain_hits is not None else None
            plain = list(known) if known is not None else self._plain_spans(text)
            hits = self._judged(text, readings, plain)
            if hits:
                found[number] = hits
        return found

    def _readings(self, text: str, starts: list[int], figures: Figures) -> list[Reading]:
        """Possible readings, the surest one of each stretch and term."""
        found: list[Reading] = []
        known: dict[str, tuple[int, list[Reading], Figures]] = {}
        for start in dict.fromkeys(starts):
            if len(text) <= _LONG:
                found += self._readings_at(text, start, figures)
                continue
            # A long text mostly says the same again.
            around = text[max(0, start - 1) : start + FARTHEST]
            if (told := known.get(around)) is None:
                mine: Figures = {}
                told = start, self._readings_at(text, start, mine), mine
                if self._walker.bounded(around):
                    known[around] = told
            by = start - told[0]
            found += [shifted(reading, by) for reading in told[1]] if by else told[1]
            for at, every in told[2].items():
                figures.setdefault(at + by, set()).update(every)
        return [
            reading
            for reading in found
            if compact(text[reading.start : reading.end])[0] not in self._named
        ]

    def _readings_at(self, text: str, start: int, figures: Figures) -> list[Reading]:
        best: dict[tuple[int, str], tuple[float, Reading]] = {}
        for reading in self._walker.readings_at(text, start, figures):
            key = (reading.end, reading.term)
            sure = 1.0
            for _, weight, _ in reading.steps:
                sure *= weight
            if (key not in best or best[key][0] < sure) and (
                possible(text, reading) or bold(text, reading) or bare(text, reading)
            ):
                best[key] = (sure, reading)
        return [reading for _, reading in best.values()]

    def _plain_spans(self, text: str) -> list[Span]:
        short, kept = compact(text)
        assert self._plain is not None
        found = self._plain.find_matches_as_indexes(short, overlapping=True)
        return [(kept[start], kept[end - 1] + 1) for _, start, end in found]

    def _judged(self, text: str, readings: list[Reading], plain: list[Span]) -> list[Disguised]:
        accepted: list[Accepted] = []
        doubtful: list[tuple[Reading, float, int]] = []
        money = Money(text)
        plain = sorted(plain)
        for reading in readings:
            if _vetoed(reading, plain) or glossed(text, reading):
                continue
            supports = money.supports(reading)
            weighed = self._judge.weigh(text, reading, least(text, reading, supports))
            if weighed is None:
                continue
            verdict = judge(reading, weighed, supports) if possible(text, reading) else None
            if verdict is None and bold(text, reading):
                verdict = judge_bold(reading, weighed, supports)
            if verdict is not None:
                accepted.append(verdict)
            if verdict is None or verdict.needs_company:
                doubtful.append((reading, weighed.margin, supports))
        sure = _settled([hit for hit in accepted if not hit.needs_company])
        if self._wording and doubtful:
            told = worded(text, doubtful, sure, self._wording)
            sure = _settled(sure + told) if told else sure
        taken = covered(sure)
        more = [hit for hit in accepted if hit.needs_company and apart(hit.reading, taken)]
        found = together(sure, _settled(more) if more else [])
        return [
            Disguised(
                hit.reading.start,
                hit.reading.end,
                self._named[hit.reading.term],
                classes(hit.reading),
                hit.confidence,
            )
            for hit in found
        ]


def _vetoed(reading: Reading, plain: list[Span]) -> bool:
    """What the reading would change, or bridge, is part of a term as long or nearly so.

    ``plain`` is sorted.
    """
    changed = [at for name, _, at in reading.steps if name]
    for i in range(bisect_left(plain, (reading.start - _SPAN, 0)), len(plain)):
        start, end = plain[i]
        if start >= reading.end:
            break
        if end - start < len(reading.term) - 1:
            continue
        if any(start <= at < end for at in changed):
            return True
        if not changed and start < reading.end and reading.start < end:
            return True
    return False


def _settled(accepted: list[Accepted]) -> list[Accepted]:
    """Of readings that contradict each other the best; parts of a longer one stay with it."""
    order = sorted(
        accepted,
        key=lambda a: (-a.margin - 0.2 * len(a.reading.term), -a.confidence, a.reading.start),
    )
    kept: list[Accepted] = []
    at: dict[int, list[Reading]] = defaultdict(list)
    for hit in order:
        mine = hit.reading
        clash = outer = False
        beside = {id(r): r for i in range(mine.start, mine.end) for r in at[i]}
        for theirs in beside.values():
            if not _agree(mine, theirs):
                clash = True
            elif theirs.start <= mine.start and mine.end <= theirs.end:
                outer = True
        if not clash and (outer or not hit.cut):
            kept.append(hit)
            for i in range(mine.start, mine.end):
                at[i].append(mine)
    return sorted(kept, key=lambda a: (a.reading.start, a.reading.end, a.reading.term))


def _agree(one: Reading, other: Reading) -> bool:
    """Do two overlapping readings read what they share as the same characters?"""
    if len(one.steps) != len(one.term) or len(other.steps) != len(other.term):
        return one.term in other.term or other.term in one.term
    mine = {step[2]: char for step, char in zip(one.steps, one.term, strict=True)}
    theirs = {step[2]: char for step, char in zip(other.steps, other.term, strict=True)}
    shared = mine.keys() & theirs.keys()
    return bool(shared) and all(mine[at] == theirs[at] for at in shared)
