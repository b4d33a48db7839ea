"""Where words of each class stand in a text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

Names = tuple[str, ...]


@cache
def _known() -> tuple[dict[str, Names], dict[str, tuple[tuple[str, str], ...]]]:
    """Classes of words of one character, and longer words with their class by their first two."""
    text = files("engine.text").joinpath("data/rate-words.tsv").read_text(encoding="utf-8")
    single: dict[str, Names] = {}
    longer: dict[str, tuple[tuple[str, str], ...]] = {}
    for line in text.split("\n"):
        if not line or line.startswith("#"):
            continue
        name, _, words = line.partition("\t")
        for word in words.split(" "):
            if len(word) == 1:
                single[word] = (*single.get(word, ()), name)
            else:
                longer[word[:2]] = (*longer.get(word[:2], ()), (word, name))
    return single, longer


class Cues:
    """The classes of a text's words, by the place where each word begins."""

    def __init__(self, folded: str) -> None:
        single, longer = _known()
        self._starts: list[int] = []
        self._names: list[str] = []
        for at, char in enumerate(folded):
            if char in single:
                for name in single[char]:
                    self._starts.append(at)
                    self._names.append(name)
            if (two := folded[at : at + 2]) in longer:
                for word, name in longer[two]:
                    if len(word) == 2 or folded.startswith(word, at):
                        self._starts.append(at)
                        self._names.append(name)

    def between(self, low: int, high: int) -> Iterable[str]:
        """The classes of the words that begin in ``low``:``high``, each once."""
        if high <= low:
            return ()
        first, last = bisect_left(self._starts, low), bisect_left(self._starts, high)
        return dict.fromkeys(self._names[first:last])
