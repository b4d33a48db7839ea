"""Days as most registers write them, told from their bytes."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from engine.ingest.bounds import first_bytes
from engine.model.columns import pieces

_LENGTH, _DIGITS, _LINES = 10, (0, 1, 2, 3, 5, 6, 8, 9), (4, 7)


def all_plain(cells: pa.StringArray) -> bool:
    """Whether every cell that says something has the form 2026-06-01."""
    codes = first_bytes(cells, _LENGTH)
    if codes.size != len(pieces(cells)[1]):
        return False
    columns = np.ascontiguousarray(codes.T)
    digits = columns[list(_DIGITS)] - np.uint8(ord("0"))
    return bool((digits < 10).all() and (columns[list(_LINES)] == ord("-")).all())
