"""Neighbouring columns with few different cells, as one column of pieces of lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.model.runs import Ints
from engine.model.stored import Codes, Stored

#: A piece is made for at least so many rows, and there are at most so many of them.
_ROWS, _MOST = 8, 50_000
#: Pairs that may be counted by a table of all that are possible.
_TABLE = 1 << 22


class Piece(NamedTuple):
    """``texts``: cells of several columns with commas between; ``codes``: which each row has."""

    texts: pa.Array
    codes: Codes

    def of(self, places: Ints) -> pa.Array:
        return self.texts.take(pa.array(self.codes[places]))


def together(
    part: Stored, columns: Sequence[str], texts_of: Callable[[pa.Array], pa.Array]
) -> list[Piece | str]:
    """What lines consist of: pieces, and names of columns that are no part of any.

    ``texts_of``: makes texts of different cells.
    """
    if not len(part):
        return [*columns]
    most = min(len(part) // _ROWS, _MOST)
    made: list[Piece | str] = []
    group: list[Piece] = []
    codes = np.zeros(0, np.int32)
    distinct, where = part.distinct(columns, most)

    def close() -> None:
        if group:
            made.append(Piece(_joined(group, codes), codes[where]))
            group.clear()

    for name in columns:
        if name not in distinct:
            close()
            made.append(name)
            continue
        cells, own = distinct.pop(name)
        one = Piece(texts_of(cells), own)
        both = _pairs(codes, one, most) if group else None
        if both is None:
            close()
            both = one.codes
        codes = both
        group.append(one)
    close()
    return made


def _pairs(codes: Codes, other: Piece, most: int) -> Codes | None:
    """Numbers for the different pairs of the codes of both; None if there are more than ``most``."""
    if len(other.texts) == 1:
        return codes
    count = len(other.texts)
    pairs = codes.astype(np.int64) * count + other.codes
    space = (int(codes.max()) + 1) * count
    if space > _TABLE:
        coded = pa.array(pairs).dictionary_encode()
        return coded.indices.to_numpy() if len(coded.dictionary) <= most else None
    there = np.zeros(space, bool)
    there[pairs] = True
    numbers = np.cumsum(there, dtype=np.int32) - 1
    return numbers[pairs] if numbers[-1] < most else None


def _joined(group: Sequence[Piece], codes: Codes) -> pa.Array:
    """The different rows of a group; ``codes``: which of them each row has."""
    some = np.zeros(codes.max() + 1, np.int64)
    some[codes] = np.arange(len(codes))
    return pc.binary_join_element_wise(*(one.of(some) for one in group), ",")
