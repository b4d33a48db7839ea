"""A table on disk, in several files, read in an order of its own and never whole."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.ipc

Ints = npt.NDArray[np.int64]
#: Completes rows by their places in the whole, or changes what they show.
Finish = Callable[[pa.Table, Ints], pa.Table]
#: Rows of a batch in a file: what is read for one row.
BATCH = 1024
BLOCK = 20_000


def write_run(table: pa.Table, path: Path) -> None:
    """``table`` as one file of a ``Stored``. Columns with few different texts are kept coded."""
    columns = {}
    for name in table.column_names:
        column = table.column(name).combine_chunks()
        if pa.types.is_string(column.type) and len(column) > BATCH:
            coded = column.dictionary_encode()
            if len(coded.dictionary) * 4 < len(column):
                column = coded
        columns[name] = column
    coded_table = pa.table(columns)
    with (
        pa.OSFile(str(path), "wb") as sink,
        pa.ipc.new_file(sink, coded_table.schema) as writer,
    ):
        writer.write_table(coded_table, max_chunksize=BATCH)


class RunFile:
    """Rows of one file, or of a table in memory, by their numbers."""

    def __init__(self, source: Path | pa.Table, columns: Sequence[str] | None = None) -> None:
        self._file: pa.OSFile | None = None
        self._last: tuple[int, Any] = (-1, None)
        if isinstance(source, pa.Table):
            names = source.column_names
            self._table = source
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
        return _plain(pa.schema([schema.field(name) for name in self.names]).empty_table())

    def whole(self) -> pa.Table:
        return pa.concat_tables([*self.batches()]) if self.count else self.empty()

    def batches(self) -> Iterator[pa.Table]:
        for number in range(self.count):
            yield _plain(self._batch(number))

    def rows(self, at: Ints) -> pa.Table:
        """The rows numbered ``at``, in that order."""
        if not len(at):
            return self.empty()
        numbers, places = np.unique(at // BATCH, return_inverse=True)
        table = pa.concat_tables([self._batch(int(number)) for number in numbers])
        return _plain(table.combine_chunks().take(pa.array(places * BATCH + at % BATCH)))

    def _batch(self, number: int) -> pa.Table:
        """A batch as it is stored; the last one asked for is at hand: orders go through files."""
        if self._last[0] != number:
            if self._file:
                batch = pa.Table.from_batches([self._reader.get_batch(number)])
            else:
                batch = self._table.slice(number * BATCH, BATCH)
            self._last = number, batch
        return self._last[1]


class Stored:
    """``run`` and ``at``: the file, and the row in it, of each row in order; int arrays.

    ``columns``: of the finished rows. ``finish``: see ``Finish``; applied last to first.
    """

    def __init__(
        self,
        files: Sequence[Path | pa.Table],
        run: npt.NDArray[np.integer],
        at: npt.NDArray[np.integer],
        columns: Sequence[str],
        finish: Sequence[Finish] = (),
    ) -> None:
        self._files, self._run, self._at = tuple(files), run, at
        self.column_names = list(columns)
        self._finish = tuple(finish)

    @property
    def num_rows(self) -> int:
        return len(self._run)

    def __len__(self) -> int:
        return len(self._run)

    def shown(self, change: Finish) -> Stored:
        """The same with ``change`` made to all rows that are read."""
        return Stored(self._files, self._run, self._at, self.column_names, (*self._finish, change))

    def blocks(self) -> Iterator[pa.Table]:
        """All rows in order, a block at a time."""
        with ExitStack() as stack:
            files = [stack.enter_context(RunFile(file)) for file in self._files]
            for begin in range(0, len(self), BLOCK):
                yield self._rows(files, np.arange(begin, min(begin + BLOCK, len(self))))

    def take(self, places: Ints) -> pa.Table:
        """The rows at ``places`` of the order."""
        with ExitStack() as stack:
            return self._rows([stack.enter_context(RunFile(file)) for file in self._files], places)

    def _rows(self, files: Sequence[RunFile], places: Ints) -> pa.Table:
        run, at = self._run[places], self._at[places].astype(np.int64)
        parts, sources = [], []
        for number in np.unique(run).tolist():
            chosen = np.flatnonzero(run == number)
            parts.append(files[number].rows(at[chosen]))
            sources.append(chosen)
        if not parts:
            return self._empty()
        back = np.empty(len(places), np.int64)
        back[np.concatenate(sources)] = np.arange(len(places))
        table = pa.concat_tables(parts).combine_chunks().take(pa.array(back))
        for finish in self._finish:
            table = finish(table, places)
        return table.select(self.column_names)

    def whole(self) -> pa.Table:
        """Everything, in memory."""
        return pa.concat_tables([*self.blocks()]) if len(self) else self._empty()

    def where(self, column: str, values: Collection[str]) -> pa.Table:
        """The rows whose ``column``, as stored, is one of ``values``."""
        wanted = pa.array(sorted(values), pa.string())
        return self._kept(column, lambda cells: pc.is_in(cells, value_set=wanted))

    def filled(self, column: str) -> pa.Table:
        """The rows that have something in ``column``."""
        return self._kept(column, lambda cells: pc.not_equal(cells, ""))

    def tally(self, column: str) -> dict[str, int]:
        """How many rows have each value of ``column``."""
        counts: dict[str, int] = {}
        for cells, mine in self._column(column):
            for entry in pc.value_counts(cells.filter(pa.array(mine))).to_pylist():
                key = str(entry["values"])
                counts[key] = counts.get(key, 0) + int(entry["counts"])
        return counts

    def _kept(self, column: str, test: Callable[[pa.ChunkedArray], pa.ChunkedArray]) -> pa.Table:
        places = [
            place[pc.fill_null(test(cells), False).to_numpy() & (place >= 0)]
            for cells, place in self._placed(column)
        ]
        return self.take(np.sort(np.concatenate([*places, np.zeros(0, np.int64)])))

    def _column(self, column: str) -> Iterator[tuple[pa.ChunkedArray, npt.NDArray[np.bool_]]]:
        for cells, place in self._placed(column):
            yield cells, place >= 0

    def _placed(self, column: str) -> Iterator[tuple[pa.ChunkedArray, Ints]]:
        """One column file by file, with the place of each row in the order (−1: in none)."""
        order = np.argsort(self._run, kind="stable")
        ends = np.searchsorted(self._run[order], np.arange(len(self._files) + 1))
        for number, path in enumerate(self._files):
            with RunFile(path, [column]) as file:
                if column not in file.names:
                    continue
                cells = file.whole().column(column)
            mine = order[ends[number] : ends[number + 1]]
            place = np.full(len(cells), -1, np.int64)
            place[self._at[mine]] = mine
            yield cells, place

    def _empty(self) -> pa.Table:
        return pa.table({name: pa.array([], pa.string()) for name in self.column_names})


def _plain(table: pa.Table) -> pa.Table:
    for at, name in enumerate(table.column_names):
        column = table.column(at)
        if pa.types.is_dictionary(column.type):
            table = table.set_column(at, name, column.cast(column.type.value_type))
    return table
