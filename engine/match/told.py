"""What rules ask of the attributes of records, answered by columns."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.match.columns import alike
from engine.match.compiled import CompiledRules, asking
from engine.match.facts import Facts, truth
from engine.model.arrays import Ints

_AGE = "age_months"
_REMEMBERED = 100_000
_ANSWERS = (None, False, True)


class Told:
    """Numbers the ways in which records answer; rows that answer alike have the same number."""

    def __init__(self, compiled: CompiledRules) -> None:
        asked = {repr(feature): feature for feature in asking(compiled.rules)}
        self._asked = [asked[key] for key in sorted(asked)]
        self._number: dict[tuple[int, ...], int] = {}
        #: feature and day → value of its column → answer
        self._known: dict[tuple[int, str], dict[str, int]] = {}

    def of(self, table: pa.Table, rows: Ints, as_of: str) -> Ints:
        """The number of each of ``rows``; 0 is no number."""
        if not self._asked or not len(rows):
            return np.zeros(len(rows), np.int64)
        answers = [self._answers(at, table, rows, as_of) for at in range(len(self._asked))]
        first, group = alike(answers)
        numbers = [
            self._number.setdefault(answer, len(self._number) + 1)
            for answer in zip(*(column[first].tolist() for column in answers), strict=True)
        ]
        found: Ints = np.array(numbers, np.int64)[group]
        return found

    def _answers(self, number: int, table: pa.Table, rows: Ints, as_of: str) -> Ints:
        """What is true of a feature on each of ``rows``; each value of its column is asked once."""
        feature = self._asked[number]
        name = "est_date" if feature.field == _AGE else feature.field
        if name not in table.column_names:
            column = pa.array([""]).take(pa.array(np.zeros(len(rows), np.int64)))
        else:
            column = pc.fill_null(table.column(name).take(pa.array(rows)), "")
            if isinstance(column, pa.ChunkedArray):
                column = pa.concat_arrays(column.chunks)
        coded = column.dictionary_encode()
        known = self._known.setdefault((number, as_of), {})
        if len(known) > _REMEMBERED:
            known.clear()
        values = coded.dictionary.to_pylist()
        for value in values:
            if value not in known:
                known[value] = _ANSWERS.index(truth(feature, Facts(_always(value), as_of)))
        answers = [known[value] for value in values]
        found: Ints = np.array(answers, np.int64)[coded.indices.to_numpy()]
        return found


def _always(value: str) -> Callable[[str], str]:
    return lambda _: value
