"""Is the reading likelier than what stands there? Two segmentations are weighed."""

from __future__ import annotations

import math
from functools import cached_property

from engine.text.disguise.trie import is_cjk
from engine.text.disguise.walk import Reading
from engine.text.disguise.words import REMEMBERED, Words

#: Characters of context to either side; jieba's longest common words have four.
_REACH = 6
#: What a thing that is no Chinese character costs in ordinary text (natural logarithm): brand
#: names and abbreviations stand in every second advert, digits and pictures in nearly all.
_LATIN, _DIGITS, _PICTURE = -6.0, -6.0, -8.0
#: Each letter of a latin run halves and halves again how many brands are so spelt.
_SPELT = -1.5
#: A character all by itself between two marks is rare outside lists.
_LONE = -3.0
#: Sums in another order may differ by less.
_ROUNDED = 1e-6


class Weighed:
    """``margin``: log-likelihood of the reading over the writing."""

    def __init__(self, stretch: str, start: int, end: int, term: str, words: Words) -> None:
        self._parts, self._words = (stretch[:start], term, stretch[end:]), words
        self.margin = words.whole(*self._parts) - _written(stretch, words)

    @cached_property
    def cut(self) -> float:
        """Log-likelihood of the uncut reading over the cut one; few are asked for it."""
        whole = self._words.whole(*self._parts, terms=False)
        return self._words.best("".join(self._parts), terms=False) - whole


class Judge:
    """Remembers what it weighed: adverts say the same again, and so do their senders."""

    def __init__(self, words: Words) -> None:
        self._words = words
        #: stretch, reading in it → what was found
        self._known: dict[tuple[str, int, int, str], Weighed] = {}

    def weigh(self, text: str, reading: Reading, least: float = -math.inf) -> Weighed | None:
        """``text`` is folded; see the module. None where the margin is found with little work to be
        less than ``least``; of most readings it is."""
        left = reading.start
        while left > 0 and reading.start - left < _REACH and is_cjk(text[left - 1]):
            left -= 1
        right = reading.end
        while right < len(text) and right - reading.end < _REACH and is_cjk(text[right]):
            right += 1
        key = (text[left:right], reading.start - left, reading.end - left, reading.term)
        known = self._known.get(key)
        if known is None:
            words = self._words
            before, after = text[left : reading.start], text[reading.end : right]
            # What stands there is no less likely than its parts, whatever words lie across their edges.
            if not words.holding(before, reading.term, after):
                written = _written(text[reading.start : reading.end], words)
                if words.term(reading.term) - written < least - _ROUNDED:
                    return None
            known = Weighed(*key, words)
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[key] = known
        return known


def _written(stretch: str, words: Words) -> float:
    """The likelihood of what stands there."""
    score, at = 0.0, 0
    while at < len(stretch):
        end = at + 1
        kind = _kind(stretch[at])
        while end < len(stretch) and _kind(stretch[end]) == kind and kind != "picture":
            end += 1
        piece = stretch[at:end]
        if kind == "cjk":
            score += words.best(piece)
            inner = at > 0 and end < len(stretch)
            if inner and len(piece) == 1:
                score += _LONE
        elif kind == "latin":
            score += _LATIN + _SPELT * (end - at)
        elif kind == "digits":
            score += _DIGITS
        elif kind == "picture":
            score += _PICTURE
        at = end
    return score


def _kind(char: str) -> str:
    if is_cjk(char):
        return "cjk"
    if char.isascii() and char.isalpha():
        return "latin"
    if char.isdigit():
        return "digits"
    return "picture" if ord(char) > 0xFFFF or "\u2600" <= char <= "\u27bf" else "mark"
