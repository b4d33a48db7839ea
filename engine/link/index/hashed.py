"""Key → rows in two arrays of numbers, where some rows too many do no harm.

Of a key only a checksum is kept: a tenth of the room of the words, and nothing to take apart when
the whole goes to another process. Who asks must look at the rows themselves.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from zlib import crc32


class HashedRows:
    """``pairs``: (key, row); a key may stand many times."""

    def __init__(self, pairs: Iterable[tuple[str, int]]) -> None:
        ordered = sorted((crc32(key.encode()), row) for key, row in pairs)
        self._keys = array("I", (key for key, _ in ordered))
        self._rows = array("I", (row for _, row in ordered))

    def rows(self, keys: Iterable[str]) -> set[int]:
        """Every row of these keys, and seldom one of another."""
        return {row for key in keys for row in self._of(crc32(key.encode()))}

    def _of(self, number: int) -> Iterator[int]:
        at = bisect_left(self._keys, number)
        while at < len(self._keys) and self._keys[at] == number:
            yield self._rows[at]
            at += 1
