"""Small tables that meet by key: each partition gives every bucket the rows whose key falls there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

Hashes = npt.NDArray[np.uint64]


def hashes(keys: pa.Array | pa.ChunkedArray) -> Hashes:
    """The same number for the same text on every machine."""
    texts = np.asarray(pc.fill_null(keys, "").to_pylist(), dtype=object)
    return pd.util.hash_array(texts, categorize=False)


def split(table: pa.Table, at: npt.NDArray[np.integer], count: int) -> list[pa.Table]:
    """The rows of each of ``count`` buckets, in order; ``at``: the bucket of each row."""
    order = np.argsort(at, kind="stable")
    edges = np.searchsorted(at[order], np.arange(count + 1))
    sorted_table = table.take(pa.array(order))
    return [
        sorted_table.slice(edges[b], edges[b + 1] - edges[b]).combine_chunks() for b in range(count)
    ]


def pick(parts: Sequence[pa.Table], number: int) -> pa.Table:
    return parts[number]


def itself(thing: Any) -> Any:
    """For something of the caller that workers need as one of theirs."""
    return thing


def whole(parts: Sequence[pa.Table]) -> pa.Table:
    return pa.concat_tables(parts)


def of_part(table: pa.Table, part: int) -> pa.Table:
    return table.filter(pc.equal(table.column("part"), part))


def by_part(table: pa.Table) -> dict[int, int]:
    """How many rows concern each partition."""
    counts = pc.value_counts(table.column("part")).to_pylist()
    return {int(entry["values"]): int(entry["counts"]) for entry in counts}


def repeated(values: npt.NDArray[np.generic]) -> npt.NDArray[np.bool_]:
    """Which values stand more than once."""
    if not len(values):
        return np.zeros(0, dtype=bool)
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    found: npt.NDArray[np.bool_] = counts[inverse] > 1
    return found


class Bounds:
    """Which numbers of the register each partition holds."""

    def __init__(self, rows: Sequence[int]) -> None:
        self.begins = np.concatenate([[0], np.cumsum(np.array(rows, np.int64))]).astype(np.int64)

    @property
    def total(self) -> int:
        return int(self.begins[-1])

    def first(self, part: int) -> int:
        return int(self.begins[part])

    def parts(self, numbers: npt.ArrayLike) -> npt.NDArray[np.int64]:
        """The partition of each number."""
        found = np.searchsorted(self.begins, np.asarray(numbers, np.int64), side="right") - 1
        return found.astype(np.int64)
