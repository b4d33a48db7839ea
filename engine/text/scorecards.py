"""Several scorecards that read many texts: what stands in these is looked up once for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

import numpy as np

from engine.text.fold import fold_all
from engine.text.pieces import Form, Pieces, some
from engine.text.scorecard import (
    CUT_NUMBER,
    Reading,
    Scorecard,
    brought_to_one_form,
    read_by,
    stretches,
)

#: Longer texts are not read many at once.
_LONG = 2_000


class Scorecards:
    """Each of the ``cards`` reads by columns what it reads one by one (``Scorecard.read``)."""

    def __init__(self, cards: Mapping[str, Scorecard]) -> None:
        self._cards = dict(cards)
        #: the pieces of all cards, and for each the weights and rarities; what
        #: it does not know weighs nothing, and to add nothing changes no sum
        table = dict.fromkeys(piece for card in cards.values() for piece in card.table)
        self._pieces = Pieces(table)
        nothing = (0.0, 0.0)
        self._columns = [
            np.array([card.table.get(piece, nothing) for piece in table]).reshape(-1, 2).T.copy()
            for card in cards.values()
        ]

    def read_all(self, texts: Sequence[str]) -> dict[str, list[Reading]]:
        """Card → how each of the texts reads."""
        forms: list[Form] = []
        numbers: list[int] = []
        spans: list[list[tuple[int, int]]] = []
        single: list[int] = []
        for number, (text, folded) in enumerate(zip(texts, fold_all(texts), strict=True)):
            if len(text) > _LONG or ("\n" in text and CUT_NUMBER.search(folded)):
                single.append(number)
                continue
            runs = stretches(text)
            plain, places = brought_to_one_form(folded, runs)
            forms.append((plain, [(0, len(plain)), *((places[s], places[e]) for s, e in runs)]))
            numbers.append(number)
            spans.append([(0, len(text)), *runs])
        found: dict[str, list[Reading]] = {}
        read = [step for part in some(forms) for step in self._steps(part)]
        for at, (name, card) in enumerate(self._cards.items()):
            told = {number: card.read(texts[number]) for number in single}
            for number, steps, where in zip(numbers, read, spans, strict=True):
                told[number] = read_by(steps[at], where)
            found[name] = [told[number] for number in range(len(texts))]
        return found

    def _steps(self, forms: Sequence[Form]) -> Iterator[list[list[float]]]:
        """Of each text and each card the log-odds of the stretches."""
        found = self._pieces.within(forms)
        count = sum(len(spans) for _, spans in forms)
        first, columns = found.times > 0, []
        for card, (weights, rarity) in zip(self._cards.values(), self._columns, strict=True):
            value = rarity[found.piece] * first
            total = np.bincount(found.stretch, weights[found.piece] * value, count)
            length = np.sqrt(np.bincount(found.stretch, value * value, count))
            known = length > 0
            steps = card.bias + np.where(known, total / np.where(known, length, 1), 0.0)
            columns.append(steps.tolist())
        ends = accumulate(len(spans) for _, spans in forms)
        for end, (_, spans) in zip(ends, forms, strict=True):
            yield [steps[end - len(spans) : end] for steps in columns]
