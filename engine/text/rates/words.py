"""Where words of each class stand in a text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import ahocorasick_rs


@cache
def _known() -> tuple[ahocorasick_rs.AhoCorasick, list[str]]:
    """Words, those of one character first, and the class of each."""
    text = files("engine.text.rates").joinpath("data/rate-words.tsv").read_text(encoding="utf-8")
    lines = (line.partition("\t") for line in text.split("\n") if line and line[0] != "#")
    words = [(word, name) for name, _, told in lines for word in told.split(" ")]
    words.sort(key=lambda one: len(one[0]) > 1)
    return ahocorasick_rs.AhoCorasick([word for word, _ in words]), [name for _, name in words]


class Cues:
    """The classes of a text's words, by the place where each word begins."""

    def __init__(self, folded: str) -> None:
        scan, names = _known()
        hits = scan.find_matches_as_indexes(folded, overlapping=True)
        found = sorted([(start, word) for word, start, _ in hits])
        self._starts = [start for start, _ in found]
        self._names = [names[word] for _, word in found]

    def between(self, low: int, high: int) -> Iterable[str]:
        """The classes of the words that begin in ``low``:``high``, each once."""
        if high <= low:
            return ()
        first, last = bisect_left(self._starts, low), bisect_left(self._starts, high)
        return dict.fromkeys(self._names[first:last])
