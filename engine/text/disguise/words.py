"""How ordinary a string of characters is: the best segmentation into dictionary words."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping

from engine.text.dictionary import frequencies
from engine.text.disguise.tables import modern

#: A term of the rules counts as a word of at least this frequency in jieba's 60 million.
TERM = 150
#: No word of the dictionary that matters here is longer.
_LONGEST = 5
#: A term of several words is likelier than those words by chance beside each other.
_LISTED = 4.0
#: The frequency of a character that is no word of the dictionary.
_UNKNOWN = 0.5
#: Logarithm of the words jieba counted.
_TOTAL = math.log(60_000_000)
_NEVER = -1e9
#: Answers kept, so that a large column does not fill the memory.
REMEMBERED = 200_000


class Words:
    """Unigram likelihood; ``load`` is called at the first question only."""

    def __init__(
        self, terms: Iterable[str], load: Callable[[], Mapping[str, int]] = frequencies
    ) -> None:
        self._terms = frozenset(terms)
        self._load = load
        #: do the rules' short terms count as words? → word → see ``logp``
        self._known: dict[bool, dict[str, float]] = {True: {}, False: {}}
        #: the same → text → see ``best``
        self._best: dict[bool, dict[str, float]] = {True: {}, False: {}}
        self._frequencies: Mapping[str, int] | None = None

    def frequency(self, word: str) -> int:
        """In jieba's dictionary; 0 for what is no word of it."""
        if self._frequencies is None:
            self._frequencies = self._load()
        return max(self._frequencies.get(word, 0), modern().get(word, 0))

    def logp(self, word: str, terms: bool = True) -> float:
        """Of one word; minus infinity for longer strings that are none."""
        known = self._known[terms]
        found = known.get(word)
        if found is None:
            if len(known) >= REMEMBERED:
                known.clear()
            found = known[word] = self._logp(word, terms)
        return found

    def _logp(self, word: str, terms: bool) -> float:
        count: float = self.frequency(word)
        if terms and len(word) == 2 and word in self._terms and count < TERM:
            count = TERM
        if not count:
            if len(word) > 1:
                return -math.inf
            count = _UNKNOWN
        return math.log(count) - _TOTAL

    def term(self, term: str) -> float:
        """Of a term of the rules, which may be several words."""
        if len(term) == 2:
            return self.logp(term)
        return max(self.logp(term), self.best(term) + _LISTED)

    def best(self, text: str, terms: bool = True) -> float:
        """Log-likelihood of the best segmentation of ``text``; 0 for nothing.

        ``terms``: do the rules' short terms count as words even where the dictionary has them not?
        """
        remembered = self._best[terms]
        found = remembered.get(text)
        if found is None:
            if len(remembered) >= REMEMBERED:
                remembered.clear()
            found = remembered[text] = self._segmented(text, terms)
        return found

    def _segmented(self, text: str, terms: bool) -> float:
        known, score = self._known[terms], [0.0]
        for end in range(1, len(text) + 1):
            top = score[-1] + self.logp(text[end - 1], terms)
            for begin in range(max(0, end - _LONGEST), end - 1):
                part = text[begin:end]
                word = known[part] if part in known else self.logp(part, terms)
                if word > _NEVER and score[begin] + word > top:
                    top = score[begin] + word
            score.append(top)
        return score[-1]

    def whole(self, before: str, term: str, after: str, terms: bool = True) -> float:
        """Log-likelihood of ``term`` in its context, read as a whole or inside a longer word.

        No word may cross an edge of it without holding all of it.
        """
        apart = self.best(before, terms) + self.term(term) + self.best(after, terms)
        text = before + term + after
        for left, right in self.holding(before, term, after):
            held = self.logp(text[left:right], terms)
            held += self.best(text[:left], terms) + self.best(text[right:], terms)
            apart = max(apart, held)
        return apart

    def holding(self, before: str, term: str, after: str) -> list[tuple[int, int]]:
        """Where in the three together longer words stand that hold all of ``term``."""
        text, start = before + term + after, len(before)
        end = start + len(term)
        return [
            (left, right)
            for left in range(max(0, end - _LONGEST), start + 1)
            for right in range(end, min(len(text), left + _LONGEST) + 1)
            if right - left > end - start and self.logp(text[left:right]) > _NEVER
        ]
