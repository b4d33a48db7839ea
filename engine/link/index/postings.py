"""Key → rows, held in arrays: a register of a million firms has as many keys."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Codes = NDArray[np.signedinteger[Any]]


class Pairs(NamedTuple):
    """(key, row) in the order they were told in; ``codes``: which of ``keys`` each has."""

    keys: list[str]
    codes: Codes
    rows: Codes

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, int]]) -> Pairs:
        """None is kept as it is: a register has millions."""
        known: dict[str, int] = {}
        codes, rows = array("i"), array("i")
        for key, row in pairs:
            codes.append(known.setdefault(key, len(known)))
            rows.append(row)
        return cls(list(known), np.asarray(codes, np.int32), np.asarray(rows, np.int32))


class Postings:
    """``keys[i]`` leads to ``rows[i]``; a key may stand many times."""

    def __init__(self, keys: Sequence[str], rows: Sequence[int]) -> None:
        encoded = pa.array(keys, pa.string()).dictionary_encode()
        distinct: list[str] = encoded.dictionary.to_pylist()
        self._set(
            {key: code for code, key in enumerate(distinct)},
            encoded.indices.to_numpy(zero_copy_only=False),
            np.asarray(rows, dtype=np.int32),
        )

    @classmethod
    def of_pairs(cls, pairs: Iterable[tuple[str, int]]) -> Postings:
        """Of (key, row)."""
        return cls.of_parts([Pairs.of(pairs)])

    @classmethod
    def of_parts(cls, parts: Sequence[Pairs]) -> Postings:
        """The same, of pairs that follow each other."""
        known: dict[str, int] = {}
        codes = []
        for part in parts:
            here = [known.setdefault(key, len(known)) for key in part.keys]
            codes.append(np.array(here, np.int32)[part.codes])
        found = cls.__new__(cls)
        found._set(known, np.concatenate(codes), np.concatenate([part.rows for part in parts]))
        return found

    def _set(self, known: dict[str, int], codes: Codes, rows: Codes) -> None:
        order = np.argsort(codes, kind="stable")
        self.codes = known
        self.keys = list(known)
        self._rows = rows[order]
        self._starts = np.searchsorted(codes[order], np.arange(len(known) + 1))
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

    def count(self, key: str) -> int:
        """How many rows ``key`` has; each as often as it stands."""
        code = self.codes.get(key)
        return 0 if code is None else int(self._starts[code + 1] - self._starts[code])

    def beginning(self, prefix: str) -> Iterator[str]:
        """The keys that are longer than ``prefix`` and begin with it."""
        if len(self._sorted) != len(self.keys):
            self._sorted = sorted(self.keys)
        at = bisect_left(self._sorted, prefix)
        while at < len(self._sorted) and self._sorted[at].startswith(prefix):
            if self._sorted[at] != prefix:
                yield self._sorted[at]
            at += 1
