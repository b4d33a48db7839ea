"""Which warnings may speak in texts, told of many at once: most of them hold no word of any."""

from __future__ import annotations

from collections.abc import Sequence

import ahocorasick_rs
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.match.needs import Needs
from engine.match.scan import flags
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
        self._words = ahocorasick_rs.AhoCorasick(list(words)) if words else None
        self._needs = Needs(self._patterns)

    def of(self, texts: Sequence[str]) -> list[set[int]]:
        """Of each text the numbers of the warnings of which a cue stands there. ``texts``: compacted."""
        found: list[set[int]] = [set() for _ in texts]
        if self._words is not None:
            joined = _END.join(texts)
            ends = np.cumsum([len(text) + 1 for text in texts])
            hits = self._words.find_matches_as_indexes(joined, overlapping=True)
            owners = np.searchsorted(ends, [start for _, start, _ in hits], side="right")
            for owner, (word, _, _) in zip(owners.tolist(), hits, strict=True):
                found[owner].update(self._of_word[word])
        column, standing = pa.array(texts, pa.large_string()), self._needs.of(texts)
        for pattern, numbers in self._patterns.items():
            rows = np.flatnonzero(standing.may_match(pattern))
            if len(rows):
                fits = flags(pc.match_substring_regex(column.take(pa.array(rows)), pattern))
                for row in rows[fits].tolist():
                    found[row].update(numbers)
        return found
