"""The firms of a run, in memory or on disk, by chunks and by their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
import pyarrow as pa

from engine.ingest import Tally

CHUNK = 50_000


class Register(Protocol):
    """Rows of firms in order, each with its number in the column ``register``."""

    @property
    def num_rows(self) -> int: ...

    @property
    def chunks(self) -> int: ...

    def rows(self, number: int) -> int:
        """Rows of a chunk."""
        ...

    def chunk(self, number: int) -> pa.Table: ...

    def take(self, numbers: Sequence[int]) -> pa.Table: ...

    def parts(self, names: Sequence[str]) -> Iterator[pa.Table]:
        """Some columns, chunk by chunk."""
        ...

    def tally(self) -> Tally: ...


def merged_message(merged: int) -> list[str]:
    """``merged``: rows that were another row's firm."""
    if not merged:
        return []
    return [
        f"有 {merged} 行与别的行是同一户，已合并，只筛查一次（见下面“重复合并”各行）；"
        "同名、住所或法定代表人相同，信用代码一行对、一行错或缺的，以代码对的一行为准。"
    ]


class TableRegister:
    """A register in memory."""

    def __init__(self, table: pa.Table, size: int = CHUNK) -> None:
        self._table, self._size = table, size

    @property
    def num_rows(self) -> int:
        return int(self._table.num_rows)

    @property
    def chunks(self) -> int:
        return max(1, -(-self.num_rows // self._size))

    def rows(self, number: int) -> int:
        return min(self._size, self.num_rows - number * self._size)

    def chunk(self, number: int) -> pa.Table:
        return self._table.slice(number * self._size, self._size)

    def take(self, numbers: Sequence[int]) -> pa.Table:
        return self._table.take(pa.array(np.asarray(numbers, np.int64)))

    def parts(self, names: Sequence[str]) -> Iterator[pa.Table]:
        known = [name for name in names if name in self._table.column_names]
        for number in range(self.chunks):
            yield self.chunk(number).select(known)

    def tally(self) -> Tally:
        return Tally.of(self._table)
