"""A text with what its words mean there, as rules ask for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from engine.match.verdicts import Verdict


class View(Protocol):
    """``text``: as it is searched; ``unmatched``: patterns known to match nowhere in it."""

    text: str
    unmatched: frozenset[str]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the raw text of ``text[start:end]``."""
        ...

    def reading(self, start: int, end: int) -> str:
        """What the disguised words within raw offsets are read as; "" for none."""
        ...

    def disguised(self, start: int, end: int) -> bool:
        """Did somebody take pains to hide what stands within raw offsets?"""
        ...

    def verdicts(self, hits: list[tuple[str, int, int]]) -> list[Verdict | None]:
        """Why each of some words (term, start, end in ``text``) does not count; None: it does."""
        ...

    def verdict_of_match(self, start: int, end: int) -> Verdict | None:
        """The same for what a pattern matched."""
        ...


def of_slips(
    view: View,
    terms: Sequence[str],
    words: Sequence[tuple[int, int, int]],
    slips: Sequence[tuple[int, int, int]],
) -> list[Verdict | None]:
    """What terms written with a slip mean beside the ``words`` of their text (number of the term,
    start, end). Words as they are never hang on what is only like one."""
    every = [(terms[term], start, end) for term, start, end in (*words, *slips)]
    return view.verdicts(every)[len(words) :]
