"""Where words of each class stand in a text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from importlib.resources import files


@cache
def _by_first() -> dict[str, tuple[tuple[str, str], ...]]:
    text = files("engine.text").joinpath("data/rate-words.tsv").read_text(encoding="utf-8")
    found: dict[str, list[tuple[str, str]]] = {}
    for line in text.split("\n"):
        if not line or line.startswith("#"):
            continue
        name, _, words = line.partition("\t")
        for word in words.split(" "):
            found.setdefault(word[0], []).append((word, name))
    return {
        first: tuple(sorted(pairs, key=lambda pair: -len(pair[0])))
        for first, pairs in found.items()
    }


class Cues:
    """The classes of a text's words, by the place where each word begins."""

    def __init__(self, folded: str) -> None:
        known = _by_first()
        self._starts: list[int] = []
        self._names: list[str] = []
        for at, char in enumerate(folded):
            if char in known:
                seen = ""
                for word, name in known[char]:
                    # A longer word of the class hides a shorter one: 返还 is no 返.
                    if name != seen and (len(word) == 1 or folded.startswith(word, at)):
                        self._starts.append(at)
                        self._names.append(name)
                        seen = name

    def between(self, low: int, high: int) -> Iterable[str]:
        """The classes of the words that begin in ``low``:``high``, each once."""
        if high <= low:
            return ()
        first, last = bisect_left(self._starts, low), bisect_left(self._starts, high)
        return dict.fromkeys(self._names[first:last])
