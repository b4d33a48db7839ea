"""How the texts of a record read on scorecards: worked out when something hangs on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.text.scorecard import Reading, Scorecard


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
