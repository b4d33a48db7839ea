"""Reasons of adverts that read alike, told once: only the figures in what they quote differ.

In a feed of which no two messages are the same nearly all reasons quote a telephone number. To look
for the words that tell took longer than all else that is made of an advert.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple

from engine.model.evidence import RecordEvidence
from engine.ruleset import RuleSet
from engine.score import Score
from engine.text.figured import FIGURE, masked
from engine.triage.quotes import Quote, few, in_marks
from engine.triage.reasons import Told, on_one_line, tell_advert, worth_of

_LINES = re.compile(r"[|\r\n]")


class Wording(NamedTuple):
    """``sentence``: with ``%s`` for each of the ``places`` of a text that stand in it: field, begin and
    end."""

    sentence: str
    places: tuple[tuple[str, int, int], ...] = ()

    def of(self, texts: Mapping[str, Sequence[str]], row: int = 0) -> str:
        """``texts``: columns of these."""
        return self.sentence % tuple([texts[field][row][at:end] for field, at, end in self.places])


def together(wordings: Sequence[Wording]) -> Wording:
    return Wording(
        "|".join([one.sentence for one in wordings]),
        tuple([place for one in wordings for place in one.places]),
    )


class Once(NamedTuple):
    """A reason of all of them."""

    reason: str
    worth: int
    wording: Wording


class Wordings:
    """Of adverts of one look, score and state of hits."""

    def __init__(self, ruleset: RuleSet) -> None:
        self._ruleset = ruleset
        self._known: dict[Hashable, list[Once] | None] = {}

    def of(
        self, kind: Hashable, evidence: RecordEvidence, score: Score, texts: Mapping[str, str]
    ) -> list[Once] | None:
        """The reasons of all adverts of a kind, of which one is given; None if those of some may quote
        fewer words than those of others."""
        if kind not in self._known:
            told = tell_advert(evidence, score, texts, self._ruleset)
            self._known[kind] = (
                [Once(one.reason, worth_of(one), _wording(one)) for one in told]
                if all(_alike(one.quotes) for one in told)
                else None
            )
        return self._known[kind]


def _alike(quotes: Sequence[Quote]) -> bool:
    """Are words at the same places quoted of every text, whatever its figures are?"""
    figured = [quote for quote in quotes if FIGURE.search(quote.words)]
    for quote in figured:
        words = masked(quote.words)
        if not quote.field or any(words in masked(o.words) for o in quotes if o is not quote):
            return False
    return True


def _wording(told: Told) -> Wording:
    places: list[tuple[str, int, int]] = []

    def shown(quote: Quote) -> str:
        if not FIGURE.search(quote.words):
            return _plain(quote.words)
        # Signs that would part reasons are the same in all texts.
        ends = [match.start() for match in _LINES.finditer(quote.words)]
        for begin, end in zip(
            [0, *(at + 1 for at in ends)], [*ends, len(quote.words)], strict=True
        ):
            places.append((quote.field, quote.begin + begin, quote.begin + end))
        return " ".join(["%s"] * (len(ends) + 1))

    words = in_marks([shown(quote) for quote in few(told.quotes)])
    reason = _plain(told.reason)
    return Wording(f"{reason}（{words}）" if words else reason, tuple(places))


def _plain(text: str) -> str:
    return on_one_line(text).replace("%", "%%")
