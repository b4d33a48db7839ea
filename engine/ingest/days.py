"""Days as most registers write them, told from their bytes."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from engine.ingest.bounds import Bounds
from engine.model.columns import pieces

_LENGTH, _DIGITS, _LINES = 10, (0, 1, 2, 3, 5, 6, 8, 9), (4, 7)


def all_plain(cells: pa.StringArray) -> bool:
    """Whether every cell that says something has the form 2026-06-01."""
    lengths = Bounds(cells).lengths
    if not np.isin(lengths, (0, _LENGTH)).all():
        return False
    # Cells that say nothing have no bytes, so that the others follow one another.
    codes = pieces(cells)[1].reshape(-1, _LENGTH)
    digits = codes[:, _DIGITS] - np.uint8(ord("0"))
    return bool((digits < 10).all() and (codes[:, _LINES] == ord("-")).all())
