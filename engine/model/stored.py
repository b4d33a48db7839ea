"""A table on disk, in several files, read in an order of its own and never whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from engine.model.columns import whole
from engine.model.runs import Bools, Ints, RunFile

#: Completes rows by their places in the whole.
Finish = Callable[[pa.Table, Ints], pa.Table]
#: Shows other texts, by the texts alone.
Change = Callable[[pa.Array], pa.Array]
BLOCK = 20_000


class _Open:
    """The files at hand. A text that is coded in a file is changed once, not in every row."""

    def __init__(self, files: Sequence[RunFile], changes: Mapping[str, Sequence[Change]]) -> None:
        self.files = files
        self._changes = changes
        self._known: dict[str, tuple[pa.Array, list[int]]] = {}

    def column(self, name: str, parts: Sequence[tuple[int, pa.Array]]) -> pa.ChunkedArray:
        """The cells of a column; ``parts``: number of a file, and cells as they are stored."""
        plain = [cells for _, cells in parts if not pa.types.is_dictionary(cells.type)]
        if not plain:
            return pa.chunked_array([self._decoded(name, parts)])
        made, cells = [], self._changed(name, pa.concat_arrays(plain))
        for part in parts:
            if pa.types.is_dictionary(part[1].type):
                made.append(self._decoded(name, [part]))
            else:
                made.append(cells.slice(0, len(part[1])))
                cells = cells.slice(len(part[1]))
        return pa.chunked_array(made)

    def _decoded(self, name: str, parts: Sequence[tuple[int, pa.Array]]) -> pa.Array:
        texts, begins = self._texts(name)
        codes = [cells.indices.to_numpy() + begins[number] for number, cells in parts]
        return texts.take(pa.array(np.concatenate(codes)))

    def _texts(self, name: str) -> tuple[pa.Array, list[int]]:
        """All texts that are coded, and where those of each file begin."""
        if name not in self._known:
            texts, begins, total = [], [], 0
            for file in self.files:
                begins.append(total)
                if (own := file.texts(name)) is not None:
                    texts.append(own)
                    total += len(own)
            self._known[name] = self._changed(name, pa.concat_arrays(texts)), begins
        return self._known[name]

    def _changed(self, name: str, cells: pa.Array) -> pa.Array:
        return _after(self._changes.get(name, ()), cells)


class Stored:
    """``run`` and ``at``: the file, and the row in it, of each row in order; int arrays.

    ``columns``: of the finished rows. ``finish``: see ``Finish``. ``changed``: column → places,
    ascending, and what stands there instead of what is stored. ``shown``: column → changes made
    one after the other to all its cells that are read.
    """

    def __init__(
        self,
        files: Sequence[Path | pa.Table],
        run: npt.NDArray[np.integer],
        at: npt.NDArray[np.integer],
        columns: Sequence[str],
        finish: Finish | None = None,
        changed: Mapping[str, tuple[Ints, pa.Array]] | None = None,
        shown: Mapping[str, tuple[Change, ...]] | None = None,
    ) -> None:
        self._files, self._run, self._at = tuple(files), run, at
        self.column_names = list(columns)
        self._finish = finish
        self._changed = dict(changed or {})
        self._shown = dict(shown or {})
        self._read: dict[str, tuple[pa.Array, Ints]] = {}

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_read": {}}

    @property
    def num_rows(self) -> int:
        return len(self._run)

    def __len__(self) -> int:
        return len(self._run)

    def shown(self, changes: Mapping[str, Change]) -> Stored:
        """The same with ``changes`` made to the columns of texts that they are for."""
        shown = dict(self._shown)
        for name, change in changes.items():
            shown[name] = (*shown.get(name, ()), change)
        return self._like(self.column_names, shown)

    def select(self, columns: Collection[str] | None) -> Stored:
        """The same with fewer columns; None for all."""
        if columns is None:
            return self
        return self._like([n for n in self.column_names if n in columns], self._shown)

    def _like(self, columns: Sequence[str], shown: Mapping[str, tuple[Change, ...]]) -> Stored:
        files, changed = self._files, self._changed
        return Stored(files, self._run, self._at, columns, self._finish, changed, shown)

    def blocks(self) -> Iterator[pa.Table]:
        """All rows in order, a block at a time."""
        for table, order in self.unsorted():
            yield table.take(order)

    def unsorted(self) -> Iterator[tuple[pa.Table, pa.Array]]:
        """All rows, a block at a time, as they lie in the files, and the order to bring them into:
        who makes one text of each row moves that instead of all its cells."""
        with ExitStack() as stack:
            at_hand = self._open(stack)
            for begin in range(0, len(self), BLOCK):
                yield self._lying(at_hand, np.arange(begin, min(begin + BLOCK, len(self))))

    def take(self, places: Ints) -> pa.Table:
        """The rows at ``places`` of the order."""
        if not len(places):
            return self._empty()
        with ExitStack() as stack:
            table, order = self._lying(self._open(stack), places)
        return table.take(order)

    def _open(self, stack: ExitStack) -> _Open:
        files = [stack.enter_context(RunFile(file, self.column_names)) for file in self._files]
        # What stands instead of a stored text is changed as well, so these columns come later.
        by_text = {name: made for name, made in self._shown.items() if name not in self._changed}
        return _Open(files, by_text)

    def _lying(self, at_hand: _Open, places: Ints) -> tuple[pa.Table, pa.Array]:
        run, at = self._run[places], self._at[places].astype(np.int64)
        as_stored = np.lexsort((at, run))
        run, at = run[as_stored], at[as_stored]
        numbers = np.flatnonzero(np.bincount(run)).tolist()
        parts = {n: at_hand.files[n].stored(at[run == n]) for n in numbers}
        order = np.empty(len(places), np.int64)
        order[as_stored] = np.arange(len(places))
        lying = places[as_stored]
        columns = {}
        for name in next(iter(parts.values())).column_names:
            pieces = [(n, cells) for n, part in parts.items() for cells in part.column(name).chunks]
            columns[name] = at_hand.column(name, pieces)
            if name in self._changed:
                columns[name] = self._as_changed(name, whole(columns[name]), lying)
        table = pa.table(columns)
        if self._finish:
            table = self._finish(table, lying)
        for at_, name in enumerate(table.column_names):
            if name in self._shown and (name in self._changed or name not in columns):
                cells = _after(self._shown[name], whole(table.column(name)))
                table = table.set_column(at_, name, cells)
        return table.select(self.column_names), pa.array(order)

    def _as_changed(self, column: str, cells: pa.Array, places: Ints) -> pa.Array:
        where, values = self._changed[column]
        mine = np.isin(places, where)
        if not mine.any():
            return cells
        new = values.take(pa.array(np.searchsorted(where, places[mine])))
        return pc.replace_with_mask(cells, pa.array(mine), new)

    def whole(self) -> pa.Table:
        """Everything, in memory."""
        return pa.concat_tables([*self.blocks()]) if len(self) else self._empty()

    def texts(self, column: str, places: Ints) -> pa.Array:
        """The cells of one column, as stored, at ``places`` of the order."""
        texts, codes = self._coded(column)
        return texts.take(pa.array(codes[places]))

    def passing(self, column: str, test: Callable[[pa.Array], pa.BooleanArray]) -> Bools:
        """Of which rows the cell of a column, as stored, passes the test."""
        texts, codes = self._coded(column)
        passed: Bools = test(texts).to_numpy(zero_copy_only=False)[codes]
        return passed

    def tally(self, column: str) -> dict[str, int]:
        """How many rows have each value of ``column``."""
        texts, codes = self._coded(column)
        counts: Counter[str] = Counter()
        for text, count in zip(
            texts.to_pylist(), np.bincount(codes, minlength=len(texts)).tolist(), strict=True
        ):
            counts[text] += count
        return dict(+counts)

    def _coded(self, column: str) -> tuple[pa.Array, Ints]:
        """Texts, some perhaps alike, and which of them each row has; read once."""
        if column not in self._read:
            texts: list[pa.Array] = []
            codes: list[Ints] = []
            begin, rows = 0, [0]
            for source in self._files:
                with RunFile(source, [column]) as file:
                    own, of_rows = file.coded(column)
                texts.append(own)
                codes.append(of_rows + begin)
                begin += len(own)
                rows.append(rows[-1] + len(of_rows))
            known = pa.concat_arrays(texts)
            in_order = np.concatenate(codes)[np.array(rows)[self._run] + self._at]
            if column in self._changed:
                cells = known.take(pa.array(in_order))
                known = self._as_changed(column, cells, np.arange(len(self)))
                in_order = np.arange(len(self))
            self._read[column] = known, in_order
        return self._read[column]

    def _empty(self) -> pa.Table:
        return pa.table({name: pa.array([], pa.string()) for name in self.column_names})


def one_after_the_other(files: Sequence[Path]) -> Stored:
    """All rows of the files, of which there is at least one, in order."""
    with RunFile(files[0]) as file:
        names = file.names
    rows = []
    for path in files:
        with RunFile(path, names[:1]) as file:
            rows.append(sum(batch.num_rows for batch in file.batches()))
    run = np.repeat(np.arange(len(files), dtype=np.int32), rows)
    at = np.concatenate([np.arange(some, dtype=np.int32) for some in rows])
    return Stored(files, run, at, names)


def _after(changes: Sequence[Change], cells: pa.Array) -> pa.Array:
    """``cells`` after changes that are for texts only."""
    if pa.types.is_string(cells.type):
        for change in changes:
            cells = change(cells)
    return cells


def ranked(table: pa.Table, places: Ints) -> pa.Table:
    """The columns that are known once all rows are. It stands here, and not with the stages, as
    the process that writes the tables loads what it needs to read them, and no more."""
    none = pa.repeat(pa.scalar("", pa.string()), table.num_rows)
    table = table.append_column("rank", pa.array(places + 1))
    return table.append_column("case_state", pa.chunked_array([none]))
