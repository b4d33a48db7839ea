"""Columns of texts: with one figure for all, numbered, and the groups of rows that are alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from engine.model.arrays import Ints


@dataclass(frozen=True, slots=True)
class Rows:
    """The columns of a table that are looked at, row by row."""

    columns: Mapping[str, pa.Array]
    names: Sequence[str]
    days: Sequence[str]
    era: Ints

    def records(self, rows: Sequence[int]) -> tuple[list[dict[str, str]], list[str]]:
        where = pa.array(rows, pa.int64())
        values = [self.columns[name].take(where).to_pylist() for name in self.names]
        records = [dict(zip(self.names, row, strict=True)) for row in zip(*values, strict=True)]
        return records, [self.days[int(self.era[row])] for row in rows]


def masked(column: pa.Array) -> pa.Array:
    """With one figure for all; ``column``: large strings without nulls."""
    if not len(column):
        return column
    offsets = np.frombuffer(column.buffers()[1], np.int64)[
        column.offset : column.offset + len(column) + 1
    ]
    first, last = int(offsets[0]), int(offsets[-1])
    if first == last:
        return column
    data = np.frombuffer(column.buffers()[2], np.uint8)[first:last].copy()
    data[(data >= ord("0")) & (data <= ord("9"))] = ord("0")
    return pa.Array.from_buffers(
        pa.large_string(),
        len(column),
        [None, pa.py_buffer((offsets - first).tobytes()), pa.py_buffer(data.tobytes())],
    )


def codes_of(column: pa.Array) -> Ints:
    codes: Ints = column.dictionary_encode().indices.to_numpy().astype(np.int64)
    return codes


def alike(columns: Sequence[Ints]) -> tuple[Ints, Ints]:
    """First row of each group of rows that are alike in all columns, ascending; group of each row, by
    number in order of these."""
    group = codes_of(pa.array(columns[0]))
    for column in columns[1:]:
        if (size := int(column.max(initial=0)) + 1) > 1:
            # Numbered anew each time, so that the product stays small.
            group = codes_of(pa.array(group * size + column))
    return firsts(group), group


def firsts(codes: npt.NDArray[np.integer]) -> Ints:
    """Where each number stands first; ``codes``: numbered in the order in which they appear."""
    # Each new number is the highest so far.
    return np.flatnonzero(np.diff(np.maximum.accumulate(codes), prepend=-1))


def ranked(values: Ints) -> tuple[Ints, Ints]:
    """Each of some numbers once, in order, and which of these each is. Numbers that are nearly in order
    take a fraction of the time that they take without this in mind (``numpy.unique``)."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    new = np.append(True, ordered[1:] != ordered[:-1])[: len(values)]
    number = np.empty(len(values), np.int64)
    number[order] = np.cumsum(new) - 1
    return ordered[new], number
