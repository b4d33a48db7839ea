"""Files of rows, read a batch at a time, in which columns with few different texts are coded."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.ipc

from engine.model.columns import different, whole

#: Rows of a batch in a file: what is read for one row.
BATCH = 4096
#: Where a file says of how many rows its batches are.
_BATCH = b"batch"
#: Columns of no more rows are not coded.
_FEW = 1024
#: Bytes that are written at once: Arrow writes each of the many small pieces of a batch by itself.
_AT_ONCE = 1 << 20


def write_run(table: pa.Table, path: Path) -> pa.Table:
    """``table`` as one file of a ``Stored``. Columns with few different texts are kept coded; gives the
    table as it is kept."""
    coded = pa.table([_coded(whole(column)) for column in table.columns], table.column_names)
    write_batches(coded, path, BATCH)
    return coded


def write_batches(table: pa.Table, path: Path, batch: int) -> None:
    """``table`` as one file of batches of so many rows."""
    _write(table.replace_schema_metadata({_BATCH: str(batch)}), path, batch)


def batch_of(schema: pa.Schema) -> int:
    """Of how many rows the batches of a file are."""
    return int(schema.metadata[_BATCH])


def _coded(column: pa.Array) -> pa.Array:
    if not pa.types.is_string(column.type) or len(column) <= _FEW or column.null_count:
        return column
    if different(column):
        return column
    coded = column.dictionary_encode()
    return coded if len(coded.dictionary) * 4 < len(column) else column


def write_rows(table: pa.Table, path: Path) -> None:
    """``table`` as one file of one piece: what is read of it are whole columns."""
    _write(table.combine_chunks(), path, None)


def _write(table: pa.Table, path: Path, batch: int | None) -> None:
    with (
        pa.OSFile(str(path), "wb") as file,
        pa.BufferedOutputStream(file, _AT_ONCE) as sink,
        pa.ipc.new_file(sink, table.schema) as writer,
    ):
        writer.write_table(table, batch)


def read_rows(path: Path, columns: Collection[str] | None = None) -> pa.Table:
    """What is in a file; of ``columns`` those that are there. These lie in the file still, mapped into
    memory: to read some columns of a batch Arrow makes room for all of them."""
    if columns is None:
        with pa.OSFile(str(path)) as source:
            return pa.ipc.open_file(source).read_all()
    here = pa.ipc.IpcReadOptions(use_threads=False)  # nothing is copied: others would be slower
    with pa.memory_map(str(path)) as source:
        return _some(pa.ipc.open_file(source, options=here).read_all(), columns)


def _some(table: pa.Table, columns: Collection[str]) -> pa.Table:
    return table.select([name for name in table.column_names if name in columns])


def read_coded(source: Path | pa.Table, columns: Collection[str] | None = None) -> pa.Table:
    """``read_rows`` of a file or of a table in its stead, as coded as it is stored."""
    if isinstance(source, Path):
        return read_rows(source, columns)
    return source if columns is None else _some(source, columns)


def schema_of(source: Path | pa.Table) -> pa.Schema:
    """The columns of a file, or of a table in its stead, with their types as they are stored."""
    if isinstance(source, pa.Table):
        return source.schema
    with pa.OSFile(str(source)) as file:
        return pa.ipc.open_file(file).schema


def some_rows(
    source: Path | pa.Table, columns: Collection[str], at: npt.NDArray[np.integer]
) -> pa.Table:
    """The few rows numbered ``at``, ascending, of a file. It is mapped into memory, which counts as memory
    until nothing holds what was read, so they are copied at once."""
    if isinstance(source, pa.Table):
        return plain(_some(source, columns).take(pa.array(at)))
    with pa.memory_map(str(source)) as file:
        reader = pa.ipc.open_file(file)
        size = batch_of(reader.schema)
        names = [name for name in reader.schema.names if name in columns]
        parts = [
            reader.get_batch(int(some[0]) // size).select(names).take(pa.array(some % size))
            for some in _by_batch(at, size)
        ]
        return plain(pa.Table.from_batches(parts))


def _by_batch(at: npt.NDArray[np.integer], size: int) -> Iterable[npt.NDArray[np.integer]]:
    return np.split(at, np.flatnonzero(np.diff(at // size)) + 1)


class RunFile:
    """Rows of one file, or of a table in memory, by their numbers, from one end to the other; the file is
    open while it is read, as there may be more of them than a process may have open."""

    def __init__(self, source: Path | pa.Table, columns: Collection[str]) -> None:
        self._last: tuple[int, Any] = (-1, None)
        self._columns, self._source = columns, source
        self._size = 0 if isinstance(source, pa.Table) else batch_of(schema_of(source))

    def rows(self, at: npt.NDArray[np.integer]) -> pa.Table:
        """The rows numbered ``at``, ascending, in as many pieces as they are stored in."""
        if isinstance(self._source, pa.Table):
            return plain(_some(self._source, self._columns).take(pa.array(at)))
        parts = []
        for some in _by_batch(at, self._size):
            number, first = divmod(int(some[0]), self._size)
            batch = self._batch(number)
            if some[-1] - some[0] == len(some) - 1:
                parts.append(batch.slice(first, len(some)))  # copies nothing
            else:
                parts.append(batch.take(pa.array(some % self._size)))
        return plain(pa.concat_tables(parts))

    def _batch(self, number: int) -> pa.Table:
        """A batch as it is stored; the last one asked for is at hand: orders go through files."""
        if self._last[0] != number:
            with pa.OSFile(str(self._source)) as file:
                batch = pa.Table.from_batches([pa.ipc.open_file(file).get_batch(number)])
            self._last = number, _some(batch, self._columns)
        return self._last[1]


def plain(table: pa.Table) -> pa.Table:
    """``table`` with no column coded."""
    for at, name in enumerate(table.column_names):
        column = table.column(at)
        if pa.types.is_dictionary(column.type):
            table = table.set_column(at, name, column.cast(column.type.value_type))
    return table
