"""Key → rows, held in arrays: a register of a million firms has as many keys."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa


class Postings:
    """``keys[i]`` leads to ``rows[i]``; a key may stand many times."""

    def __init__(self, keys: Sequence[str], rows: Sequence[int]) -> None:
        encoded = pa.array(keys, pa.string()).dictionary_encode()
        codes = encoded.indices.to_numpy(zero_copy_only=False)
        order = np.argsort(codes, kind="stable")
        self._rows = np.asarray(rows, dtype=np.int32)[order]
        self.keys: list[str] = encoded.dictionary.to_pylist()
        self._starts = np.searchsorted(codes[order], np.arange(len(self.keys) + 1))
        self.codes = {key: code for code, key in enumerate(self.keys)}
        self._sorted: list[str] = []

    def __contains__(self, key: str) -> bool:
        return key in self.codes

    def rows(self, key: str) -> list[int]:
        """Rows of ``key``, in order, each once."""
        code = self.codes.get(key)
        if code is None:
            return []
        found: list[int] = self._rows[self._starts[code] : self._starts[code + 1]].tolist()
        return list(dict.fromkeys(found))

    def beginning(self, prefix: str) -> Iterator[str]:
        """The keys that are longer than ``prefix`` and begin with it."""
        if len(self._sorted) != len(self.keys):
            self._sorted = sorted(self.keys)
        at = bisect_left(self._sorted, prefix)
        while at < len(self._sorted) and self._sorted[at].startswith(prefix):
            if self._sorted[at] != prefix:
                yield self._sorted[at]
            at += 1
