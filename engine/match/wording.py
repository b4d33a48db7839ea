"""How the texts of a record read on scorecards: worked out when something hangs on it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from engine.match.compiled import CompiledRules
from engine.match.restore import Restored
from engine.ruleset import schema
from engine.text.scorecard import Reading, Scorecard, log_odds
from engine.text.scorecards import Scorecards

#: Lexicon and field → how that text reads.
Wording = Mapping[tuple[str, str], Reading]


class Shares(Mapping[str, float]):
    """Lexicon → the highest share of any of the ``texts``. ``known``: lexicon → field → how its
    text reads, of those lexicons of which that is known; more is added as it becomes known."""

    def __init__(
        self,
        cards: Mapping[str, Scorecard],
        texts: Mapping[str, str],
        known: dict[str, dict[str, Reading]],
    ) -> None:
        self._cards, self._texts, self._read = cards, texts, known
        #: What is offered in them beside notes of risk.
        self.offers: list[str] = []

    def readings(self, lexicon: str) -> dict[str, Reading]:
        """Field → how its text reads."""
        known = self._read.get(lexicon)
        if known is None:
            card = self._cards[lexicon]
            known = self._read[lexicon] = {name: card.read(t) for name, t in self._texts.items()}
        return known

    def of(self, lexicon: str, text: str) -> float:
        """How any other text reads."""
        return self._cards[lexicon].share(text)

    def __getitem__(self, lexicon: str) -> float:
        if not self._texts:
            raise KeyError(lexicon)
        return max(0.0, *(reading.share for reading in self.readings(lexicon).values()))

    def __iter__(self) -> Iterator[str]:
        return iter(self._cards if self._texts else ())

    def __len__(self) -> int:
        return len(self._cards) if self._texts else 0


class WordingReader:
    """Compiled once for the rules of a kind of text."""

    def __init__(self, compiled: CompiledRules) -> None:
        self._compiled = compiled
        #: lexicon → no rule asks for less of it
        self._least: dict[str, float] = {}
        for rule in compiled.weighed:
            for wanted in rule.features.values():
                if isinstance(wanted, schema.Keyword) and wanted.at_least is not None:
                    least = self._least.get(wanted.lexicon, 1.0)
                    self._least[wanted.lexicon] = min(least, wanted.at_least)

    def make_ready(self) -> None:
        _ = self._cards

    @cached_property
    def _cards(self) -> Scorecards:
        return Scorecards(self._compiled.all_cards)

    def read_all(self, texts: Sequence[str]) -> Mapping[str, Sequence[Reading]]:
        """Lexicon → how each of many texts reads."""
        return self._cards.read_all(texts) if self._compiled.all_cards else {}

    def telling(
        self, lexicon: str, texts: Sequence[str], most: int, at_once: bool
    ) -> list[list[Reading]]:
        """The stretches of each text that read most like a lexicon (``Scorecard.telling``). Many texts
        take less time ``at_once``."""
        if at_once:
            return self._cards.telling(lexicon, texts, most)
        return [self._compiled.all_cards[lexicon].telling(text, most) for text in texts]

    def reads_like(self, text: str) -> float:
        """Log-odds of the scorecard that the text speaks for most."""
        cards = self._compiled.cards.values()
        return max((log_odds(card.read(text).share) for card in cards), default=-math.inf)

    def wanted(self, shares: Shares) -> dict[tuple[str, str], Reading]:
        """Of each lexicon the field that reads most like it, if rules ask for that much."""
        found: dict[tuple[str, str], Reading] = {}
        for lexicon, least in self._least.items():
            readings = shares.readings(lexicon)
            where = max(readings, key=lambda name: readings[name].share, default="")
            if where and readings[where].share >= least:
                found[lexicon, where] = readings[where]
        return found

    def explained(self, wording: Wording, restored: Mapping[str, Restored]) -> Wording:
        """The same with what speaks most for it, at its places in the raw text. ``restored``: field →
        its text as it was meant."""
        found = {}
        for (lexicon, name), told in wording.items():
            meant = restored[name]
            best = self._compiled.cards[lexicon].explain(meant.text, told)
            pieces = tuple(meant.span(*piece) for piece in best.pieces)
            start, end = meant.span(best.start, best.end)
            found[lexicon, name] = Reading(best.share, start, end, pieces)
        return found


def highest_share(wording: Wording, lexicon: str) -> float:
    """How any field of a text reads by a lexicon that rules ask for."""
    return max((r.share for (known, _), r in wording.items() if known == lexicon), default=0.0)
