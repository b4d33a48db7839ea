"""The firms of a run, in memory or on disk, by chunks and by their numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

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


def rows_called(
    register: Register, names: Collection[str], codes: Collection[str]
) -> list[dict[str, Any]]:
    """The firms that have one of these names or codes."""
    called, coded = (pa.array(sorted(some), pa.string()) for some in (names, codes))
    numbers: list[int] = []
    before = 0
    for name, code in names_and_codes(register):
        found = pc.or_(pc.is_in(name, value_set=called), pc.is_in(code, value_set=coded))
        numbers += (np.flatnonzero(found) + before).tolist()
        before += len(name)
    return list(register.take(numbers).to_pylist()) if numbers else []


def names_and_codes(register: Register) -> Iterator[tuple[pa.Array, pa.Array]]:
    """Chunk by chunk, "" where there is none."""
    for part in register.parts(["name", "uscc"]):
        yield pc.fill_null(part.column("name"), ""), pc.fill_null(part.column("uscc"), "")


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
