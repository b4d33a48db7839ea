"""A table on disk, in several files, read in an order of its own and never whole."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.ipc

from engine.model.columns import whole

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
        """The rows numbered ``at``, in that order and in as many pieces as they are stored in."""
        if not len(at):
            return self.empty()
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
        table = pa.concat_tables(parts)
        return _decoded(table) if self._file else _plain(table)

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
    ``changed``: column → places, ascending, and what stands there instead of what is stored.
    """

    def __init__(
        self,
        files: Sequence[Path | pa.Table],
        run: npt.NDArray[np.integer],
        at: npt.NDArray[np.integer],
        columns: Sequence[str],
        finish: Sequence[Finish] = (),
        changed: Mapping[str, tuple[Ints, pa.Array]] | None = None,
    ) -> None:
        self._files, self._run, self._at = tuple(files), run, at
        self.column_names = list(columns)
        self._finish = tuple(finish)
        self._changed = dict(changed or {})

    @property
    def num_rows(self) -> int:
        return len(self._run)

    def __len__(self) -> int:
        return len(self._run)

    def shown(self, change: Finish) -> Stored:
        """The same with ``change`` made to all rows that are read."""
        finish = (*self._finish, change)
        return Stored(self._files, self._run, self._at, self.column_names, finish, self._changed)

    def blocks(self) -> Iterator[pa.Table]:
        """All rows in order, a block at a time."""
        for table, order in self.unsorted():
            yield table.combine_chunks().take(order)

    def unsorted(self) -> Iterator[tuple[pa.Table, pa.Array]]:
        """All rows, a block at a time, as they lie in the files, and the order to bring them into:
        who makes one text of each row moves that instead of all its cells."""
        with ExitStack() as stack:
            files = [stack.enter_context(RunFile(file)) for file in self._files]
            for begin in range(0, len(self), BLOCK):
                yield self._lying(files, np.arange(begin, min(begin + BLOCK, len(self))))

    def take(self, places: Ints) -> pa.Table:
        """The rows at ``places`` of the order."""
        with ExitStack() as stack:
            files = [stack.enter_context(RunFile(file)) for file in self._files]
            table, order = self._lying(files, places)
        return table.combine_chunks().take(order)

    def _lying(self, files: Sequence[RunFile], places: Ints) -> tuple[pa.Table, pa.Array]:
        run, at = self._run[places], self._at[places].astype(np.int64)
        as_stored = np.lexsort((at, run))
        parts = []
        for number in np.unique(run).tolist():
            parts.append(files[number].rows(at[as_stored][run[as_stored] == number]))
        if not parts:
            return self._empty(), pa.array([], pa.int64())
        order = np.empty(len(places), np.int64)
        order[as_stored] = np.arange(len(places))
        lying = places[as_stored]
        table = pa.concat_tables(parts)
        for name in self._changed:
            if name in table.column_names:
                cells = self._as_changed(name, table.column(name), lying)
                table = table.set_column(table.column_names.index(name), name, cells)
        for finish in self._finish:
            table = finish(table, lying)
        return table.select(self.column_names), pa.array(order)

    def _as_changed(self, column: str, cells: pa.ChunkedArray, places: Ints) -> pa.ChunkedArray:
        where, values = self._changed[column]
        mine = np.isin(places, where)
        if not mine.any():
            return cells
        new = values.take(pa.array(np.searchsorted(where, places[mine])))
        return pc.replace_with_mask(pa.chunked_array([whole(cells)]), pa.array(mine), new)

    def whole(self) -> pa.Table:
        """Everything, in memory."""
        return pa.concat_tables([*self.blocks()]) if len(self) else self._empty()

    def columns(self, names: Sequence[str]) -> pa.Table:
        """Some columns, as stored, of all rows in order."""
        parts, begins, total = [], [], 0
        for number, path in enumerate(self._files):
            with RunFile(path, names) as file:
                parts.append(file.whole())
            begins.append(total)
            total += parts[number].num_rows
        if not parts:
            return self._empty().select(list(names))
        table = pa.concat_tables(parts).combine_chunks()
        table = table.take(pa.array(np.array(begins, np.int64)[self._run] + self._at))
        places = np.arange(len(self))
        cells = {
            name: self._as_changed(name, table.column(name), places)
            if name in self._changed
            else table.column(name)
            for name in names
        }
        return pa.table(cells)

    def where(self, column: str, values: Collection[str], most: int | None = None) -> pa.Table:
        """The rows whose ``column``, as stored, is one of ``values``; the first ``most``."""
        wanted = pa.array(sorted(values), pa.string())
        if not len(wanted):
            return self._empty()
        return self._kept(column, lambda cells: pc.is_in(cells, value_set=wanted), most)

    def filled(self, column: str) -> pa.Table:
        """The rows that have something in ``column``."""
        return self._kept(column, lambda cells: pc.not_equal(cells, ""))

    def tally(self, column: str) -> dict[str, int]:
        """How many rows have each value of ``column``."""
        counts: dict[str, int] = {}
        for cells, place in self._placed(column):
            for entry in pc.value_counts(cells.filter(pa.array(place >= 0))).to_pylist():
                key = str(entry["values"])
                counts[key] = counts.get(key, 0) + int(entry["counts"])
        return counts

    def _kept(
        self,
        column: str,
        test: Callable[[pa.ChunkedArray], pa.ChunkedArray],
        most: int | None = None,
    ) -> pa.Table:
        places = [
            place[pc.fill_null(test(cells), False).to_numpy() & (place >= 0)]
            for cells, place in self._placed(column)
        ]
        return self.take(np.sort(np.concatenate([*places, np.zeros(0, np.int64)]))[:most])

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
            if column in self._changed:
                cells = self._as_changed(column, cells, place)
            yield cells, place

    def _empty(self) -> pa.Table:
        return pa.table({name: pa.array([], pa.string()) for name in self.column_names})


def ranked(table: pa.Table, places: Ints) -> pa.Table:
    """The columns that are known once all rows are. It stands here, and not with the stages, as
    the process that writes the tables loads what it needs to read them, and no more."""
    none = pa.repeat(pa.scalar("", pa.string()), table.num_rows)
    table = table.append_column("rank", pa.array(places + 1))
    return table.append_column("case_state", pa.chunked_array([none]))


def _decoded(table: pa.Table) -> pa.Table:
    """``_plain`` for batches of one file, which share their dictionaries."""
    for at, name in enumerate(table.column_names):
        column = table.column(at)
        if pa.types.is_dictionary(column.type):
            codes = pa.concat_arrays([chunk.indices for chunk in column.chunks])
            texts = column.chunk(0).dictionary.take(codes)
            table = table.set_column(at, name, pa.chunked_array([texts]))
    return table


def _plain(table: pa.Table) -> pa.Table:
    for at, name in enumerate(table.column_names):
        column = table.column(at)
        if pa.types.is_dictionary(column.type):
            table = table.set_column(at, name, column.cast(column.type.value_type))
    return table
