"""Files of rows, read a batch at a time, in which columns with few different texts are coded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.ipc

from engine.model.columns import whole

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
#: Rows of a batch in a file: what is read for one row.
BATCH = 1024


def write_run(table: pa.Table, path: Path) -> None:
    """``table`` as one file of a ``Stored``. Columns with few different texts are kept coded."""
    columns = {}
    for name in table.column_names:
        column = table.column(name).combine_chunks()
        if pa.types.is_string(column.type) and len(column) > BATCH and not column.null_count:
            # Some rows tell most columns of which coding would come to nothing.
            some = column.slice(0, BATCH)
            if len(some.dictionary_encode().dictionary) * 2 < BATCH:
                coded = column.dictionary_encode()
                column = coded if len(coded.dictionary) * 4 < len(column) else column
        columns[name] = column
    coded_table = pa.table(columns)
    with (
        pa.OSFile(str(path), "wb") as sink,
        pa.ipc.new_file(sink, coded_table.schema) as writer,
    ):
        writer.write_table(coded_table, max_chunksize=BATCH)


def write_rows(table: pa.Table, path: Path) -> None:
    """``table`` as one file of one piece: what is read of it are whole columns."""
    with (
        pa.OSFile(str(path), "wb") as sink,
        pa.ipc.new_file(sink, table.schema) as writer,
    ):
        writer.write_table(table.combine_chunks())


def read_rows(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """What ``write_rows`` wrote; of ``columns`` those that are there."""
    with pa.OSFile(str(path)) as source:
        chosen = None
        if columns is not None:
            names = pa.ipc.open_file(source).schema.names
            chosen = [names.index(name) for name in columns if name in names]
        options = pa.ipc.IpcReadOptions(included_fields=chosen)
        return pa.ipc.open_file(source, options=options).read_all()


class RunFile:
    """Rows of one file, or of a table in memory, by their numbers."""

    def __init__(self, source: Path | pa.Table, columns: Sequence[str] | None = None) -> None:
        self._file: pa.OSFile | None = None
        self._last: tuple[int, Any] = (-1, None)
        if isinstance(source, pa.Table):
            names = source.column_names
        else:
            self._file = pa.OSFile(str(source))
            names = pa.ipc.open_file(self._file).schema.names
        self.names = names if columns is None else [n for n in names if n in set(columns)]
        if isinstance(source, pa.Table):
            self._table = source.select(self.names)
            self.count = -(-source.num_rows // BATCH)
        else:
            chosen = [names.index(name) for name in self.names]
            options = pa.ipc.IpcReadOptions(included_fields=chosen)
            self._reader = pa.ipc.open_file(self._file, options=options)
            self.count = int(self._reader.num_record_batches)

    def __enter__(self) -> RunFile:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file:
            self._file.close()

    def empty(self) -> pa.Table:
        schema = self._reader.schema if self._file else self._table.schema
        return plain(pa.schema([schema.field(name) for name in self.names]).empty_table())

    def whole(self) -> pa.Table:
        return pa.concat_tables([*self.batches()]) if self.count else self.empty()

    def batches(self) -> Iterator[pa.Table]:
        for number in range(self.count):
            yield plain(self._batch(number))

    def texts(self, name: str) -> pa.Array | None:
        """The texts of a column if it is coded: the same ones for the whole file."""
        column = self._batch(0).column(name) if self.count else None
        if column is None or not pa.types.is_dictionary(column.type):
            return None
        return column.chunk(0).dictionary

    def coded(self, name: str) -> tuple[pa.Array, Ints]:
        """A column as distinct cells and codes; if it is not stored so, each cell has its own."""
        cells = [self._batch(number).column(name) for number in range(self.count)]
        if not cells:
            return pa.array([], pa.string()), np.zeros(0, np.int64)
        if (texts := self.texts(name)) is not None:
            codes = [chunk.indices.to_numpy() for column in cells for chunk in column.chunks]
            return texts, np.concatenate(codes).astype(np.int64)
        texts = pa.concat_arrays([chunk for column in cells for chunk in column.chunks])
        if pa.types.is_string(texts.type):
            texts = pc.fill_null(texts, "")
        return texts, np.arange(len(texts))

    def rows(self, at: Ints) -> pa.Table:
        """The rows numbered ``at``, in that order and in as many pieces as they are stored in."""
        if not len(at):
            return self.empty()
        table = self.stored(at)
        return _decoded(table) if self._file else plain(table)

    def stored(self, at: Ints) -> pa.Table:
        """``rows``, at least one of them, with their columns as coded as they are stored."""
        batches = at // BATCH
        parts = []
        for some in np.split(at, np.flatnonzero(np.diff(batches)) + 1):
            number, first = divmod(int(some[0]), BATCH)
            batch = self._batch(number)
            if (np.diff(some) == 1).all():
                part = batch.slice(first, len(some))  # copies nothing
            else:
                part = batch.take(pa.array(some % BATCH))
            parts.append(part)
        return pa.concat_tables(parts)

    def _batch(self, number: int) -> pa.Table:
        """A batch as it is stored; the last one asked for is at hand: orders go through files."""
        if self._last[0] != number:
            if self._file:
                batch = pa.Table.from_batches([self._reader.get_batch(number)])
            else:
                batch = self._table.slice(number * BATCH, BATCH)
            if self.count == 1:
                batch = _coded(batch)
            self._last = number, batch
        return self._last[1]


def _coded(table: pa.Table) -> pa.Table:
    """All texts as codes, without looking for those that are alike: what is done once for each
    text of a large file need not be done again and again for the few of a small one."""
    for at, name in enumerate(table.column_names):
        column = table.column(at)
        if pa.types.is_string(column.type) and not column.null_count:
            codes = pa.array(np.arange(len(column), dtype=np.int32))
            coded = pa.DictionaryArray.from_arrays(codes, whole(column))
            table = table.set_column(at, name, coded)
    return table


def _decoded(table: pa.Table) -> pa.Table:
    """``plain`` for batches of one file, which share their dictionaries."""
    for at, name in enumerate(table.column_names):
        column = table.column(at)
        if pa.types.is_dictionary(column.type):
            codes = pa.concat_arrays([chunk.indices for chunk in column.chunks])
            texts = column.chunk(0).dictionary.take(codes)
            table = table.set_column(at, name, pa.chunked_array([texts]))
    return table


def plain(table: pa.Table) -> pa.Table:
    """``table`` with no column coded."""
    for at, name in enumerate(table.column_names):
        column = table.column(at)
        if pa.types.is_dictionary(column.type):
            table = table.set_column(at, name, column.cast(column.type.value_type))
    return table
