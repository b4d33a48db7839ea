"""A table on disk, in several files, read in an order of its own and never whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from engine.model.columns import whole
from engine.model.lines import Lines
from engine.model.runs import Bools, Ints, RunFile, read_coded, schema_of

#: Completes rows by their places in the whole.
Finish = Callable[[pa.Table, Ints], pa.Table]
#: Shows other texts, by the texts alone.
Change = Callable[[pa.Array], pa.Array]
Codes = npt.NDArray[np.int32]
BLOCK = 20_000


class Stored:
    """``run`` and ``at``: the file, and the row in it, of each row in order; int arrays.

    ``columns``: of the finished rows. ``finish``: see ``Finish``. ``changed``: column → places,
    ascending, and what stands there instead of what is stored. ``shown``: column → changes made
    one after the other to all its cells that are read. ``lines``: the same rows as lines of a csv
    file, where these are made already.
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
        lines: Lines | None = None,
    ) -> None:
        self._files, self._run, self._at = tuple(files), run, at
        self.column_names = list(columns)
        self._finish = finish
        self._changed = dict(changed or {})
        self._shown = dict(shown or {})
        self.lines = lines
        self._read: dict[str, tuple[pa.Array, Codes]] = {}

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_read": {}}

    @property
    def num_rows(self) -> int:
        return len(self._run)

    def __len__(self) -> int:
        return len(self._run)

    def shown(self, changes: Mapping[str, Change], lines: Lines | None = None) -> Stored:
        """The same with ``changes`` made to the columns of texts that they are for; ``lines``: of
        the rows after them."""
        shown = dict(self._shown)
        for name, change in changes.items():
            shown[name] = (*shown.get(name, ()), change)
        return self._like(self.column_names, shown, lines)

    def select(self, columns: Collection[str] | None) -> Stored:
        """The same with fewer columns; None for all."""
        if columns is None:
            return self
        return self._like([n for n in self.column_names if n in columns], self._shown)

    def _like(
        self,
        columns: Sequence[str],
        shown: Mapping[str, tuple[Change, ...]],
        lines: Lines | None = None,
    ) -> Stored:
        files, changed = self._files, self._changed
        return Stored(files, self._run, self._at, columns, self._finish, changed, shown, lines)

    def blocks(self) -> Iterator[pa.Table]:
        """All rows in order, a block at a time."""
        files = [RunFile(file, self.column_names) for file in self._files]
        for begin in range(0, len(self), BLOCK):
            places = np.arange(begin, min(begin + BLOCK, len(self)))
            lying = self._as_stored(places)
            rows = self._lying(lambda file, at: files[file].rows(at), places[lying])
            yield rows.take(in_order(lying))

    def take(self, places: Ints) -> pa.Table:
        """The rows at ``places`` of the order."""
        if not len(places):
            return self._empty()
        lying = self._as_stored(places)
        return self._lying(self._opened, places[lying]).take(in_order(lying))

    def _opened(self, file: int, at: npt.NDArray[np.integer]) -> pa.Table:
        """Rows of a file that nothing else is read of."""
        return RunFile(self._files[file], self.column_names, mapped=True).rows(at)

    def _as_stored(self, places: Ints) -> Ints:
        return np.lexsort((self._at[places], self._run[places]))

    def _lying(
        self, rows: Callable[[int, npt.NDArray[np.integer]], pa.Table], places: Ints
    ) -> pa.Table:
        """The rows at ``places``, which are in the order of the files; ``rows``: number of a file
        and of rows in it → these."""
        run, at = self._run[places], self._at[places]
        ends = [*np.flatnonzero(np.diff(run)) + 1, len(run)]
        parts = [
            rows(run[begin], at[begin:end]) for begin, end in zip([0, *ends], ends, strict=False)
        ]
        stored = pa.concat_tables(parts)
        names = stored.column_names
        columns = {name: whole(stored.column(name)) for name in names}
        for name in self._changed.keys() & columns.keys():
            columns[name] = self._as_changed(name, columns[name], places)
        table = pa.table(columns)
        if self._finish:
            table = self._finish(table, places)
        made = [_after(self._shown.get(n, ()), whole(table.column(n))) for n in self.column_names]
        return pa.table(made, self.column_names)

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
        texts, codes = self._told(column)
        return texts.take(pa.array(codes[places]))

    def passing(self, column: str, test: Callable[[pa.Array], pa.BooleanArray]) -> Bools:
        """Of which rows the cell of a column, as stored, passes the test."""
        texts, codes = self._told(column)
        passed: Bools = test(texts).to_numpy(zero_copy_only=False)[codes]
        return passed

    def tally(self, column: str) -> dict[str, int]:
        """How many rows have each value of ``column``."""
        texts, codes = self._told(column)
        counts: Counter[str] = Counter()
        for text, count in zip(
            texts.to_pylist(), np.bincount(codes, minlength=len(texts)).tolist(), strict=True
        ):
            counts[text] += count
        return dict(+counts)

    def _told(self, column: str) -> tuple[pa.Array, Codes]:
        """Cells, some perhaps alike, and which of them each row has; read once."""
        if column not in self._read:
            parts = self._columns([column])[column]
            texts, codes = _behind([_each(part) for part in parts])
            codes = codes[self._where(parts)]
            if column in self._changed:
                texts = self._as_changed(column, texts.take(pa.array(codes)), np.arange(len(self)))
                codes = np.arange(len(self), dtype=np.int32)
            self._read[column] = texts, codes
        return self._read[column]

    def _columns(self, names: Collection[str]) -> dict[str, list[pa.Array]]:
        """Whole columns of every file, as they are stored."""
        tables = [read_coded(file, names) for file in self._files]
        stored = tables[0].column_names if tables else []
        return {name: [whole(table.column(name)) for table in tables] for name in stored}

    def _where(self, parts: Sequence[pa.Array]) -> Ints:
        """Where each row lies when the ``parts`` of all files lie one behind the other."""
        begins = np.cumsum([0, *map(len, parts)])
        where: Ints = begins[self._run] + self._at
        return where

    def _empty(self) -> pa.Table:
        return pa.table({name: pa.array([], pa.string()) for name in self.column_names})


def one_after_the_other(
    files: Sequence[Path], lines: Sequence[Path], pieces: Sequence[str]
) -> Stored:
    """All rows of the files, of which there is at least one, in order; ``lines``: the files of theirs,
    which consist of ``pieces``."""
    names = schema_of(files[0]).names
    rows = [read_coded(path, names[:1]).num_rows for path in files]
    run = np.repeat(np.arange(len(files), dtype=np.int32), rows)
    at = np.concatenate([np.arange(some, dtype=np.int32) for some in rows])
    return Stored(files, run, at, names, lines=Lines(lines, run, at, pieces))


def in_order(places: Ints) -> pa.Array:
    """What brings rows that lie at ``places`` into the order of these."""
    return pa.array(np.argsort(places, kind="stable"))


def _each(cells: pa.Array) -> tuple[pa.Array, Codes]:
    """Cells of a column, each once if it is coded, and which of them each row has."""
    if pa.types.is_dictionary(cells.type):
        return cells.dictionary, cells.indices.to_numpy()
    if pa.types.is_string(cells.type):
        cells = pc.fill_null(cells, "")
    return cells, np.arange(len(cells), dtype=np.int32)


def _behind(parts: Sequence[tuple[pa.Array, Codes]]) -> tuple[pa.Array, Codes]:
    """Of every file the cells of a column, and which of them each of its rows has → the same of all
    files."""
    cells = pa.concat_arrays([cells for cells, _ in parts])
    first = np.cumsum([0, *(len(cells) for cells, _ in parts)], dtype=np.int32)
    codes = [codes + at for (_, codes), at in zip(parts, first, strict=False)]
    return cells, np.concatenate(codes)


def _after(changes: Sequence[Change], cells: pa.Array) -> pa.Array:
    """``cells`` after changes that are for texts only."""
    if pa.types.is_string(cells.type):
        for change in changes:
            cells = change(cells)
    return cells


def ranked(table: pa.Table, places: Ints) -> pa.Table:
    """The columns that are known once all rows are. It stands here, and not with the stages, as
    the process that writes the tables loads what it needs to read them, and no more."""
    none = pa.repeat(pa.scalar("", pa.string()), len(places))
    table = table.append_column("rank", pa.array(places + 1))
    return table.append_column("case_state", pa.chunked_array([none]))
