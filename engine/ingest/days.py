"""Columns of days, most of which registers write as they are kept."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from engine.ingest.bounds import first_bytes
from engine.ingest.values import iso_time
from engine.model.columns import pieces, whole

_LENGTH, _DIGITS, _LINES = 10, (0, 1, 2, 3, 5, 6, 8, 9), (4, 7)


def all_plain(cells: pa.StringArray) -> bool:
    """Whether every cell that says something has the form 2026-06-01."""
    codes = first_bytes(cells, _LENGTH)
    if codes.size != len(pieces(cells)[1]):
        return False
    columns = np.ascontiguousarray(codes.T)
    digits = columns[list(_DIGITS)] - np.uint8(ord("0"))
    return bool((digits < 10).all() and (columns[list(_LINES)] == ord("-")).all())


def as_iso(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Rows name few different days, so these are read and not rows."""
    cells = whole(column)
    if all_plain(cells):
        return column
    coded = cells.dictionary_encode()
    days = coded.dictionary.to_pylist()
    read = [iso_time(day) for day in days]
    if read == days:
        return column
    return pa.chunked_array([pa.array(read, pa.string()).take(coded.indices)])
