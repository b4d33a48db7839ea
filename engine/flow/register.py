"""The firms of a run, in memory or on disk, by chunks and by their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

CHUNK = 50_000


class Register(Protocol):
    """Rows of firms in order, each with its number in the column ``register``."""

    @property
    def num_rows(self) -> int: ...

    @property
    def chunks(self) -> int: ...

    def chunk(self, number: int) -> pa.Table: ...

    def take(self, numbers: Sequence[int]) -> pa.Table: ...

    def parts(self, names: Sequence[str]) -> Iterator[pa.Table]:
        """Some columns, chunk by chunk."""
        ...


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

    def chunk(self, number: int) -> pa.Table:
        return self._table.slice(number * self._size, self._size)

    def take(self, numbers: Sequence[int]) -> pa.Table:
        return self._table.take(pa.array(np.asarray(numbers, np.int64)))

    def parts(self, names: Sequence[str]) -> Iterator[pa.Table]:
        known = [name for name in names if name in self._table.column_names]
        for number in range(self.chunks):
            yield self.chunk(number).select(known)


def with_addresses(firms: pa.Table) -> pa.Table:
    """A firm without a registered address is where it does business."""
    at = firms.column_names.index("address")
    known = pc.coalesce(firms.column("address"), firms.column("business_address"))
    return firms.set_column(at, "address", known)


def newest(tables: Iterable[pa.Table]) -> str:
    """The newest date in the inputs: the same inputs give the same ages on another day."""
    found = ""
    for table in tables:
        for column in ("est_date", "publish_time", "received_time"):
            if column in table.column_names and table.num_rows:
                dates = pc.utf8_slice_codeunits(pc.fill_null(table.column(column), ""), 0, 10)
                valid = dates.filter(pc.match_substring_regex(dates, r"^(19|20)\d\d-\d\d-\d\d$"))
                if len(valid):
                    found = max(found, str(pc.max(valid).as_py()))
    return found
