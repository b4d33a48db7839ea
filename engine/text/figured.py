"""Words with figures in them: where in a text they stand, or would with other figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import ahocorasick_rs

FIGURE = re.compile("[0-9]")
_OTHERS = "123456789"


def masked(text: str) -> str:
    """With one figure for all."""
    for figure in _OTHERS:  # a third of the time that a pattern takes
        text = text.replace(figure, "0")
    return text


class Figured:
    """Of the words those that hold a figure."""

    def __init__(self, words: Iterable[str]) -> None:
        #: masked word → place in it → the figures that the words have there
        known: dict[str, dict[int, set[str]]] = {}
        for word in words:
            for match in FIGURE.finditer(word):
                places = known.setdefault(masked(word), {})
                places.setdefault(match.start(), set()).add(match.group())
        self._places = [sorted(places.items()) for places in known.values()]
        self._scan = ahocorasick_rs.AhoCorasick(list(known))

    def places(self, text: str) -> Iterator[tuple[int, set[str]]]:
        """Places of figures, and which figures there would make a word.

        A text with another figure in such a place, neither being among these, has the same words.
        """
        found = self._scan.find_matches_as_indexes(masked(text), overlapping=True)
        for number, start, _ in found:
            for at, figures in self._places[number]:
                yield start + at, figures
