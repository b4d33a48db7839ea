"""Rows of numbers that are remembered by what they were read from."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import numpy as np

from engine.model.arrays import Ints


class Memory:
    """At most ``most`` rows of ``width`` small numbers."""

    def __init__(self, most: int, width: int) -> None:
        self._most = most
        self._at: dict[Hashable, int] = {}
        self._rows = np.zeros((0, width), np.int32)

    def rows(self, keys: Sequence[Hashable], read: Callable[[Ints], Ints]) -> Ints:
        """The rows of distinct ``keys``; ``read`` gives those of the keys at such places."""
        get = self._at.get
        at = np.fromiter([get(key, -1) for key in keys], np.int64, len(keys))
        new = np.flatnonzero(at < 0)
        if not len(new):
            return self._rows[at].astype(np.int64)
        rows = np.empty((len(keys), self._rows.shape[1]), np.int64)
        rows[at >= 0] = self._rows[at[at >= 0]]
        rows[new] = read(new)
        self._keep([keys[i] for i in new[: self._most].tolist()], rows[new[: self._most]])
        return rows

    def clear(self) -> None:
        self._at.clear()
        self._rows = self._rows[:0]

    def _keep(self, keys: Sequence[Hashable], rows: Ints) -> None:
        if len(self._at) + len(keys) > self._most:
            self.clear()
        self._at.update(zip(keys, range(len(self._at), len(self._at) + len(keys)), strict=True))
        self._rows = np.concatenate([self._rows, rows.astype(np.int32)])
