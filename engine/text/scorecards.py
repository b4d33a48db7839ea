"""Several scorecards that read many texts: what stands in these is looked up once for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from engine.text.fold import fold_all
from engine.text.pieces import Form, Pieces, some
from engine.text.scorecard import (
    CUT_NUMBER,
    Reading,
    Scorecard,
    brought_to_one_form,
    most_telling,
    read_by,
    stretches,
)

#: Longer texts are not read many at once.
_LONG = 2_000


class _Spread(NamedTuple):
    """One of some texts: its stretches, and its form with those of the form, the whole first."""

    number: int
    runs: list[tuple[int, int]]
    form: Form


class Scorecards:
    """Each of the ``cards`` reads by columns what it reads one by one (``Scorecard.read``)."""

    def __init__(self, cards: Mapping[str, Scorecard]) -> None:
        self._cards = dict(cards)
        #: the pieces of all cards, and for each the weights and rarities; what
        #: it does not know weighs nothing, and to add nothing changes no sum
        table = dict.fromkeys(piece for card in cards.values() for piece in card.table)
        self._pieces = Pieces(table)
        nothing = (0.0, 0.0)
        self._columns = {
            name: np.array([card.table.get(p, nothing) for p in table]).reshape(-1, 2).T.copy()
            for name, card in cards.items()
        }

    def read_all(self, texts: Sequence[str]) -> dict[str, list[Reading]]:
        """Card → how each of the texts reads."""
        spread, single = _spread(texts)
        found: dict[str, list[Reading]] = {}
        read = self._read(spread, list(self._cards))
        for at, (name, card) in enumerate(self._cards.items()):
            told = {number: card.read(texts[number]) for number in single}
            for one, steps in zip(spread, read, strict=True):
                told[one.number] = read_by(steps[at], [(0, len(texts[one.number])), *one.runs])
            found[name] = [told[number] for number in range(len(texts))]
        return found

    def telling(self, name: str, texts: Sequence[str], most: int) -> list[list[Reading]]:
        """``Scorecard.telling`` of one card for each of the texts."""
        spread, single = _spread(texts)
        told = {number: self._cards[name].telling(texts[number], most) for number in single}
        for one, (steps,) in zip(spread, self._read(spread, [name]), strict=True):
            told[one.number] = most_telling(steps[1:], one.runs, most)
        return [told[number] for number in range(len(texts))]

    def _read(self, spread: Sequence[_Spread], names: Sequence[str]) -> list[list[list[float]]]:
        parts = some([one.form for one in spread])
        return [step for part in parts for step in self._steps(part, names)]

    def _steps(self, forms: Sequence[Form], names: Sequence[str]) -> Iterator[list[list[float]]]:
        """Of each text and each card asked for the log-odds of the stretches."""
        found = self._pieces.within(forms)
        count = sum(len(spans) for _, spans in forms)
        first, columns = found.times > 0, []
        for name in names:
            card, (weights, rarity) = self._cards[name], self._columns[name]
            value = rarity[found.piece] * first
            total = np.bincount(found.stretch, weights[found.piece] * value, count)
            length = np.sqrt(np.bincount(found.stretch, value * value, count))
            known = length > 0
            steps = card.bias + np.where(known, total / np.where(known, length, 1), 0.0)
            columns.append(steps.tolist())
        ends = accumulate(len(spans) for _, spans in forms)
        for end, (_, spans) in zip(ends, forms, strict=True):
            yield [steps[end - len(spans) : end] for steps in columns]


def _spread(texts: Sequence[str]) -> tuple[list[_Spread], list[int]]:
    """The texts to be read many at once, and the numbers of the others."""
    spread: list[_Spread] = []
    single: list[int] = []
    for number, (text, folded) in enumerate(zip(texts, fold_all(texts), strict=True)):
        if len(text) > _LONG or ("\n" in text and CUT_NUMBER.search(folded)):
            single.append(number)
            continue
        runs = stretches(text)
        plain, places = brought_to_one_form(folded, runs)
        spans = [(0, len(plain)), *((places[s], places[e]) for s, e in runs)]
        spread.append(_Spread(number, runs, (plain, spans)))
    return spread, single
