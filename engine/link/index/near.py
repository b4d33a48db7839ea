"""Which of many words may be one of a register's with one slip: by checksums, of all at once.

Two words with one character written otherwise are the same when it is covered. Who asks must look
at the words themselves: some too many do no harm.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.link.names.slips import LONG
from engine.model.arrays import Flags

Sums = npt.NDArray[np.uint64]
#: Odd, so that no factor of a sum is lost.
_BASE = 0x9E3779B97F4A7C15


class Near:
    """``words``: of the register; none of those that are asked for is longer than ``longest``."""

    def __init__(self, words: Sequence[str], longest: int) -> None:
        some = [word for word in words if 1 < len(word) <= longest + 1]
        found = [np.zeros(0, np.uint64)]
        for _, chars in _by_size(some):
            found += [_sum(chars), *_covered(chars)]
            if chars.shape[1] > LONG:
                found += _without(chars)
        self._sums = np.unique(np.concatenate(found))

    def may(self, words: Sequence[str]) -> Flags:
        """Of each: may one of the register be it with a character written otherwise, left out,
        written besides or exchanged with the next?"""
        found = np.zeros(len(words), np.bool_)
        for rows, chars in _by_size(words):
            ways = [_sum(chars), *_covered(chars), *_without(chars), *_exchanged(chars)]
            known = self._known(np.concatenate(ways))
            found[rows] = known.reshape(len(ways), len(rows)).any(axis=0)
        return found

    def _known(self, sums: Sums) -> Flags:
        at = np.searchsorted(self._sums, sums)
        known: Flags = np.append(self._sums, 0)[at] == sums
        return known


def _by_size(words: Sequence[str]) -> Iterator[tuple[npt.NDArray[Any], Sums]]:
    """Which words have the same length, and a row of characters for each."""
    sizes = np.fromiter(map(len, words), np.int64, len(words))
    points = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), np.uint32)
    begins = np.cumsum(sizes) - sizes
    for size in np.unique(sizes[sizes > 0]).tolist():
        rows = np.flatnonzero(sizes == size)
        yield rows, points[begins[rows, None] + np.arange(size)].astype(np.uint64)


def _weights(size: int) -> Sums:
    return np.cumprod(np.full(size, _BASE, np.uint64), dtype=np.uint64)


def _sum(chars: Sums) -> Sums:
    summed: Sums = (chars * _weights(chars.shape[1])).sum(axis=1, dtype=np.uint64)
    return summed


def _covered(chars: Sums) -> Iterator[Sums]:
    whole, weights = _sum(chars), _weights(chars.shape[1])
    yield from (whole - chars[:, at] * weight for at, weight in enumerate(weights))


def _without(chars: Sums) -> Iterator[Sums]:
    """Without one of the middle."""
    yield from (_sum(np.delete(chars, at, axis=1)) for at in range(1, chars.shape[1] - 1))


def _exchanged(chars: Sums) -> Iterator[Sums]:
    """One of the middle with the next."""
    for at in range(1, chars.shape[1] - 1):
        order = np.arange(chars.shape[1])
        order[[at, at + 1]] = at + 1, at
        yield _sum(chars[:, order])
