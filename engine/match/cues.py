"""Which warnings may speak in texts, told of many at once: most of them hold too few words of any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import ahocorasick_rs
import numpy as np

from engine.match.fits import Fits
from engine.ruleset import schema
from engine.text.fold import fold

#: Ends each text where they stand one behind the other; no cue holds it.
_END = "\n"


class Cues:
    """The words and patterns of some warnings."""

    def __init__(self, warnings: Sequence[schema.Warning_]) -> None:
        words: dict[str, list[int]] = {}
        self._patterns: dict[str, list[int]] = {}
        for number, warning in enumerate(warnings):
            for term in warning.terms:
                words.setdefault(fold(term), []).append(number)
            for pattern in warning.patterns:
                self._patterns.setdefault(pattern, []).append(number)
        self._of_word = list(words.values())
        #: so many different cues each warning asks for
        self._least = [warning.min_hits for warning in warnings]
        self._words = ahocorasick_rs.AhoCorasick(list(words)) if words else None
        self._fits = Fits(self._patterns)

    def make_ready(self) -> None:
        """Compile what many texts need."""
        self._fits.make_ready()

    def of(self, texts: Sequence[str]) -> list[set[int]]:
        """Of each text the numbers of the warnings of which as many different cues as they ask for may
        stand there. ``texts``: compacted."""
        found: list[set[int]] = [set() for _ in texts]
        for owner, words in enumerate(self._words_of(texts)):
            told = Counter(number for word in words for number in self._of_word[word])
            found[owner].update(n for n, times in told.items() if times >= self._least[n])
        fitted = self._fits.of(texts)
        for pattern, numbers in self._patterns.items():
            for row in fitted.where(pattern).tolist():
                found[row].update(numbers)  # it may stand there more than once
        return found

    def _words_of(self, texts: Sequence[str]) -> list[set[int]]:
        found: list[set[int]] = [set() for _ in texts]
        if self._words is not None:
            joined = _END.join(texts)
            ends = np.cumsum([len(text) + 1 for text in texts])
            hits = self._words.find_matches_as_indexes(joined, overlapping=True)
            owners = np.searchsorted(ends, [start for _, start, _ in hits], side="right")
            for owner, (word, _, _) in zip(owners.tolist(), hits, strict=True):
                found[owner].add(word)
        return found
