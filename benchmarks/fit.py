"""How time grows: the exponent b of t = a·nᵇ, by least squares on logarithms."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def exponent(sizes: Sequence[float], seconds: Sequence[float], start: float = 0.0) -> float:
    """1 is linear, 0 constant. ``start``: what even the smallest input takes, taken off first.

    Points that are not above ``start`` tell nothing; with fewer than two left the answer is nan.
    """
    pairs = [(n, t - start) for n, t in zip(sizes, seconds, strict=True) if n > 0 and t > start]
    if len({n for n, _ in pairs}) < 2:
        return float("nan")
    slope, _ = np.polyfit(np.log([n for n, _ in pairs]), np.log([t for _, t in pairs]), 1)
    return float(slope)
