"""A scorecard of wordings: how much a text reads like those that were labelled one way.

Pieces of one to three characters carry weights learned from labelled texts (logistic regression,
see ``engine.study.scorecard``). No piece says much by itself; together they tell what word lists
miss. A piece counts once in a text, however often it stands there, and the more the rarer it is. A
text is read twice, as a whole and by its most telling stretch of whole sentences, and the two
readings meet in the middle: harmless text added before or after takes little away, and one sentence
that quotes a promise does not speak for a page that warns of it.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, compress, pairwise
from operator import add
from typing import NamedTuple

import numpy as np

from engine.model.arrays import Floats
from engine.model.patterns import later
from engine.text.fold import fold, fold_all
from engine.text.pieces import Form, Pieces, some

LONGEST = 3
#: A stretch of sentences is read by itself when it has this many characters.
_LEAST, _MOST = 25, 200
_BEGINNINGS = 400
#: So many pieces are told of what reads like a lexicon.
_TELLING = 4
_SENTENCE = later(r"[^。！!；;\n？?]+[。！!；;\n？?]?")
_NUMBER = later(r"[0-9一二三四五六七八九十百两]+(?:\.[0-9]+)?")
_CHINESE = later(r"[\u4e00-\u9fff]+")
_SPACE = later(r"\s")
#: A number that a line break cuts in two, and that is one where the break is taken out.
CUT_NUMBER = later(r"[0-9一二三四五六七八九十百两.]\s*\n\s*[0-9一二三四五六七八九十百两.]")


class Reading(NamedTuple):
    """``share``: 0 to 1. ``start``:``end`` is the stretch that was read; ``pieces`` are the
    (start, end) of the wordings that spoke most for it."""

    share: float
    start: int = 0
    end: int = 0
    pieces: tuple[tuple[int, int], ...] = ()


def pieces(text: str) -> Counter[str]:
    """Pieces of a text brought to one form: folded, no spaces, every number the same."""
    plain = _plain(fold(text))
    return Counter(
        plain[i : i + size] for size in range(1, LONGEST + 1) for i in range(len(plain) - size + 1)
    )


def _plain(folded: str) -> str:
    return _NUMBER.sub("9", _SPACE.sub("", folded))


def log_odds(share: float) -> float:
    """The step back from a share; shares of 0 and 1 count as very small and very large."""
    share = min(max(share, 1e-9), 1 - 1e-9)
    return math.log(share / (1 - share))


def _share(steps: float) -> float:
    return 1 / (1 + math.exp(-max(-20.0, min(20.0, steps))))


class Scorecard:
    """``table``: piece → (weight, rarity)."""

    def __init__(self, table: Mapping[str, tuple[float, float]], bias: float) -> None:
        self.table, self.bias = dict(table), bias

    @cached_property
    def _number(self) -> dict[str, int]:
        """From 1 on, so that every known piece counts as true."""
        return {piece: number for number, piece in enumerate(self.table, 1)}

    @cached_property
    def _brought(self) -> tuple[list[float], list[float]]:
        """What each piece brings, by number; and its square, a part of that of the length."""
        return (
            [0.0, *(weight * rarity for weight, rarity in self.table.values())],
            [0.0, *(rarity * rarity for _, rarity in self.table.values())],
        )

    @classmethod
    def load(cls, text: str) -> Scorecard:
        """From lines ``piece, weight, rarity`` parted by tabs; the bias stands as piece ``=`` with
        rarity 0."""
        table: dict[str, tuple[float, float]] = {}
        bias = 0.0
        for line in text.split("\n"):
            if not line or line.startswith("#"):
                continue
            piece, weight, rarity = line.split("\t")
            if piece == "=" and not float(rarity):  # texts have such a sign too
                bias = float(weight)
            else:
                table[piece] = (float(weight), float(rarity))
        return cls(table, bias)

    def read(self, text: str) -> Reading:
        """``text`` and its most telling stretch; offsets are those of ``text``."""
        runs = stretches(text)
        if not runs:
            whole = self.share(text)
            return Reading(_share(log_odds(whole)), 0, len(text))
        folded = fold(text)
        if "\n" in text and CUT_NUMBER.search(folded):
            whole, shares = self.share(text), [self.share(text[s:e]) for s, e in runs]
        else:
            whole, shares = self._shares(folded, runs)
        best, found = whole, (0, len(text))
        for run, share in zip(runs, shares, strict=True):
            if share > best:
                best, found = share, run
        return Reading(_share((log_odds(whole) + log_odds(best)) / 2), *found)

    def telling(self, text: str, most: int) -> list[Reading]:
        """The most telling stretches of whole sentences that do not overlap, the first first."""
        runs = stretches(text)
        folded = fold(text)
        shares = (
            [self.share(text[s:e]) for s, e in runs]
            if "\n" in text and CUT_NUMBER.search(folded)
            else self._shares(folded, runs)[1]
        )
        return _apart(shares, runs, most)

    def _shares(self, folded: str, runs: list[tuple[int, int]]) -> tuple[float, list[float]]:
        """``share`` of the text and of stretches of it that no number reaches out of.

        The pieces are looked up once, each stretch counts its own.
        """
        plain, places = brought_to_one_form(folded, runs)
        known: list[tuple[list[int], list[int]]] = []
        grams: list[str] = list(plain)
        for size in range(1, LONGEST + 1):
            if size > 1:
                grams = list(map(add, grams, plain[size - 1 :]))
            found = list(map(self._number.get, grams))
            known.append((list(filter(None, found)), list(compress(range(len(found)), found))))
        memo: dict[str, float] = {}

        def share(start: int, end: int) -> float:
            stretch = plain[start:end]
            told = memo.get(stretch)
            if told is None:
                mine: list[int] = []
                for less, (numbers, where) in enumerate(known):
                    first, last = bisect_left(where, start), bisect_left(where, end - less)
                    mine += numbers[first:last]
                told = memo[stretch] = self._weigh(mine)
            return told

        return share(0, len(plain)), [share(places[s], places[e]) for s, e in runs]

    def _weigh(self, numbers: Iterable[int]) -> float:
        """``share`` of known pieces given by number, in the order in which ``pieces`` has them."""
        total = length = 0.0
        gains, squares = self._brought
        for number in dict.fromkeys(numbers):
            total += gains[number]
            length += squares[number]
        return _share(self.bias + (total / math.sqrt(length) if length else 0.0))

    @cached_property
    def _telling(self) -> dict[str, float]:
        """What the pieces of Chinese characters bring that speak for the lexicon; longer ones tell
        more."""
        gains = {
            piece: weight * rarity * len(piece)
            for piece, (weight, rarity) in self.table.items()
            if len(piece) > 1 and _CHINESE.fullmatch(piece)
        }
        return {piece: gain for piece, gain in gains.items() if gain > 0}

    def explain(self, text: str, reading: Reading) -> Reading:
        """``reading`` with the places of the longest telling pieces, in order."""
        stretch = text[reading.start : reading.end]
        telling, folded = self._telling, fold(stretch)
        grams: list[str] = list(plain := _plain(folded))
        known: set[str] = set()
        for size in range(2, LONGEST + 1):
            grams = list(map(add, grams, plain[size - 1 :]))
            known |= telling.keys() & grams
        spans: list[tuple[int, int]] = []
        for piece in sorted(known, key=lambda piece: (-telling[piece], piece)):
            at = folded.find(piece)
            start, end = reading.start + at, reading.start + at + len(piece)
            if at >= 0 and all(end <= s or e <= start for s, e in spans):
                spans.append((start, end))
            if len(spans) == _TELLING:
                break
        return Reading(reading.share, reading.start, reading.end, tuple(sorted(spans)))

    def share(self, text: str) -> float:
        """How a text reads, taken as a whole."""
        return self._weigh(filter(None, map(self._number.get, pieces(text))))


class ClassCard:
    """Which of several classes a text reads like. ``table``: piece → (inverse document
    frequency, weight for each class)."""

    def __init__(
        self, table: Mapping[str, tuple[float, Mapping[str, float]]], bias: Mapping[str, float]
    ) -> None:
        self._table, self._bias = dict(table), dict(bias)

    @classmethod
    def load(cls, text: str) -> ClassCard:
        """From lines ``piece, idf, class=weight;…`` parted by tabs; ``=`` with idf 0 holds
        the biases."""
        table: dict[str, tuple[float, dict[str, float]]] = {}
        bias: dict[str, float] = {}
        for line in text.split("\n"):
            if not line or line.startswith("#"):
                continue
            piece, idf, listed = line.split("\t")
            weights = {
                c: float(w) for c, _, w in (pair.partition("=") for pair in listed.split(";"))
            }
            if piece == "=" and not float(idf):
                bias = weights
            else:
                table[piece] = (float(idf), weights)
        return cls(table, bias)

    def scores(self, text: str) -> dict[str, float]:
        """Class → log-odds up to a constant; the likeliest has 0, the others less."""
        totals = dict.fromkeys(self._bias, 0.0)
        length = 0.0
        for piece, count in pieces(text).items():
            known = self._table.get(piece)
            if known:
                value = known[0] * (1 + math.log(count))
                length += value * value
                for name, weight in known[1].items():
                    totals[name] += weight * value
        scale = math.sqrt(length) or 1.0
        return self._below_best(totals, scale)

    def make_ready(self) -> None:
        """Have the columns at hand with which many texts are read."""
        _ = self._columns, self._arrays

    def scores_all(self, texts: Sequence[str]) -> list[dict[str, float]]:
        """``scores`` of many texts, in less time."""
        plain = [_plain(folded) for folded in fold_all(texts)]
        forms = [(text, [(0, len(text))]) for text in plain]
        return [one for part in some(forms) for one in self._scores(part)]

    def _scores(self, forms: Sequence[Form]) -> list[dict[str, float]]:
        found, (rarity, weights) = self._columns.within(forms), self._arrays
        value = rarity[found.piece] * found.often()
        length = np.bincount(found.stretch, value * value, len(forms)).tolist()
        totals = [
            np.bincount(found.stretch, column[found.piece] * value, len(forms)).tolist()
            for column in weights
        ]
        return [
            self._below_best(dict(zip(self._bias, mine, strict=True)), math.sqrt(long) or 1.0)
            for long, *mine in zip(length, *totals, strict=True)
        ]

    def _below_best(self, totals: Mapping[str, float], scale: float) -> dict[str, float]:
        found = {name: self._bias[name] + total / scale for name, total in totals.items()}
        best = max(found.values())
        return {name: score - best for name, score in found.items()}

    @cached_property
    def _columns(self) -> Pieces:
        return Pieces(self._table)

    @cached_property
    def _arrays(self) -> tuple[Floats, Floats]:
        """Inverse document frequencies of the pieces, and a row of weights for each class."""
        rarity = np.array([idf for idf, _ in self._table.values()], np.float64)
        weights = [[each.get(name, 0.0) for _, each in self._table.values()] for name in self._bias]
        return rarity, np.array(weights, np.float64).reshape(len(self._bias), -1)


def most_telling(
    steps: Sequence[float], runs: Sequence[tuple[int, int]], most: int
) -> list[Reading]:
    """``Scorecard.telling`` by the log-odds of the stretches."""
    return _apart([_share(step) for step in steps], runs, most)


def _apart(shares: Sequence[float], runs: Sequence[tuple[int, int]], most: int) -> list[Reading]:
    """Stretches that do not overlap, the most telling first."""
    found: list[Reading] = []
    for share, (start, end) in sorted(zip(shares, runs, strict=True), key=lambda r: (-r[0], r[1])):
        if all(end <= known.start or known.end <= start for known in found):
            found.append(Reading(share, start, end))
            if len(found) == most:
                break
    return found


def read_by(steps: list[float], spans: list[tuple[int, int]]) -> Reading:
    """A text by the log-odds of its stretches, the whole of it first."""
    whole, top = _share(steps[0]), max(steps)
    best = _share(top)
    # Of those that tell as much the first; very sure ones tell the same.
    near = min(top, 20.0) - 1
    at = next(i for i, step in enumerate(steps) if step >= near and _share(step) == best)
    return Reading(_share((log_odds(whole) + log_odds(best)) / 2), *spans[at])


def brought_to_one_form(folded: str, runs: list[tuple[int, int]]) -> tuple[str, dict[int, int]]:
    """The text as ``pieces`` takes it, and where in it each end of a stretch is; no number reaches
    out of one."""
    cuts = sorted({0, len(folded), *(at for run in runs for at in run)})
    parts = [_plain(folded[a:b]) for a, b in pairwise(cuts)]
    places = dict(zip(cuts, accumulate(map(len, parts), initial=0), strict=True))
    return "".join(parts), places


def stretches(text: str) -> list[tuple[int, int]]:
    """Runs of whole sentences, neither too short to tell nor the whole text."""
    sentences = [m.span() for m in _SENTENCE.finditer(text)]
    runs = []
    # Of a page with thousands of sentences only so many beginnings are tried.
    for i in range(0, len(sentences), 1 + len(sentences) // _BEGINNINGS):
        start = sentences[i][0]
        for _, end in sentences[i:]:
            if end - start > _MOST:
                break
            if end - start >= _LEAST:
                runs.append((start, end))
    return runs
