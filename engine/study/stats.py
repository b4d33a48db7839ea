"""The few statistics the bench needs, without a statistics library."""

from __future__ import annotations

from math import comb, sqrt

_Z95 = 1.959963984540054


def wilson(right: int, total: int) -> tuple[float, float]:
    """Wilson score interval of a share (95 %); (0, 1) when nothing was seen.

    Wilson 1927; unlike right/total ± z·se it stays within 0 and 1 and is honest for few cases.
    """
    if total == 0:
        return 0.0, 1.0
    share, z = right / total, _Z95
    middle = share + z * z / (2 * total)
    spread = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    low = 0.0 if right == 0 else (middle - spread) / scale
    high = 1.0 if right == total else (middle + spread) / scale
    return max(0.0, low), min(1.0, high)


def mcnemar(lost: int, gained: int) -> float:
    """Two-sided exact McNemar test: how likely so uneven a split of the cases on which two
    versions disagree would be if both were equally good (binomial with one half).

    ``lost``: only the old version was right; ``gained``: only the new one.
    """
    total = lost + gained
    if total == 0:
        return 1.0
    tail = sum(comb(total, k) for k in range(min(lost, gained) + 1))
    return float(min(1.0, 2 * tail / 2**total))
