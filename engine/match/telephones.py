"""Telephone numbers of texts, which are read as one: each sender has another, and none says more.

Whole columns are read with the same number for all, so that messages which differ in nothing else
are one text. What is shown of a text is shown in its own words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from engine.model.evidence import RecordEvidence
from engine.text.figured import FIGURE

_ANY = r"\b1[3-9][0-9]{9}\b"
#: Behind a number these make a sum of it.
_SUM = "[元圆块万亿]"
#: What a telephone number may go on with, whatever its first figure is.
_FIGURES = "7894653"


class Telephones:
    """``numbers``: what rules look for that is nothing but figures. A text where some of it stands
    keeps its telephone numbers. ``named``: words with other figures."""

    def __init__(self, numbers: Iterable[str], named: Iterable[str]) -> None:
        told = set("".join(named))
        free = [figure for figure in _FIGURES if figure not in told]
        self._one = "1" + free[0] * 10 if free else ""
        self._kept = "|".join([*sorted(set(numbers)), self._one + _SUM])

    def as_one(self, texts: pa.Array) -> pa.Array:
        """The texts with one number for all; their lengths stay. ``texts``: large strings."""
        if not self._one:
            return texts
        plain = pc.replace_substring_regex(texts, _ANY, self._one)
        kept = pc.or_(
            pc.match_substring_regex(texts, self._kept), pc.match_substring_regex(plain, self._kept)
        )
        return pc.if_else(kept, texts, plain)


def own_words(evidence: RecordEvidence, record: Mapping[str, str]) -> RecordEvidence:
    """The same with the figures of the text itself."""
    for hit in evidence.hits:
        if FIGURE.search(hit.matched):
            hit.matched = record[hit.field][hit.start : hit.end]
    return evidence
