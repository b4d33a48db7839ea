"""A table on disk, in several files, read in an order of its own and never whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Sized
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from engine.model.arrays import Flags, Ints
from engine.model.columns import whole
from engine.model.lines import Lines
from engine.model.runs import RunFile, read_coded, schema_of, some_rows

#: Completes rows by their places in the whole.
Finish = Callable[[pa.Table, Ints], pa.Table]
#: Shows other texts, by the texts alone.
Change = Callable[[pa.Array], pa.Array]
Codes = npt.NDArray[np.unsignedinteger]
BLOCK = 20_000
#: So many different texts are few, however few rows there are.
_FEW = 10_000
#: What the office's memory says of a firm. A run with one is not kept on disk, so that nothing is said.
_REMEMBERED = "case_state"


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
        self._read: dict[str, tuple[pa.Array, Codes] | None] = {}

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

        def rows(file: int, at: npt.NDArray[np.integer]) -> pa.Table:
            return some_rows(self._files[file], self.column_names, at)

        return self._lying(rows, places[lying]).take(in_order(lying))

    def _as_stored(self, places: Ints) -> Ints:
        return np.lexsort((self._at[places], self._run[places]))

    def _lying(
        self, rows: Callable[[int, npt.NDArray[np.integer]], pa.Table], places: Ints
    ) -> pa.Table:
        """The rows at ``places``, which are in the order of the files; ``rows``: number of a file
        and of rows in it → these."""
        run, at = self._run[places], self._at[places]
        stored = pa.concat_tables(
            [rows(run[begin], at[begin:end]) for begin, end in _files_of(run)]
        )
        names = stored.column_names
        table = pa.table(
            [self._as_changed(n, whole(stored.column(n)), places) for n in names], names
        )
        if self._finish:
            table = self._finish(table, places)
        made = [_after(self._shown.get(n, ()), whole(table.column(n))) for n in self.column_names]
        return pa.table(made, self.column_names)

    def _as_changed(self, column: str, cells: pa.Array, places: Ints) -> pa.Array:
        if column not in self._changed:
            return cells
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
        """The cells of one column at ``places`` of the order, with the changes made to them."""
        if not len(places):
            return pa.array([], pa.string())
        # Who puts something else for a whole cell has to ask for it as it was left by the changes before.
        return _after(self._shown.get(column, ()), self._texts(column, places))

    def _texts(self, column: str, places: Ints) -> pa.Array:
        if told := self._told(column):
            texts, codes = told
            return texts.take(pa.array(codes[places]))
        lying = self._as_stored(places)
        run, at = self._run[places[lying]], self._at[places[lying]]
        stored = pa.concat_arrays(
            [
                _plain(self._stored(run[begin], column).take(pa.array(at[begin:end])))
                for begin, end in _files_of(run)
            ]
        )
        return self._as_changed(column, stored.take(in_order(lying)), places)

    def passing(self, column: str, test: Callable[[pa.Array], pa.BooleanArray]) -> Flags:
        """Of which rows the cell of a column, as stored, passes the test."""
        if told := self._told(column):
            texts, codes = told
            return _bools(test(texts))[codes]
        # File by file: the texts of all rows would be the most that is in memory.
        parts = [_bools(test(_plain(self._stored(at, column)))) for at in range(len(self._files))]
        passed: Flags = np.concatenate([np.zeros(0, np.bool_), *parts])[self._where(parts)]
        if column in self._changed:
            where, values = self._changed[column]
            passed[where] = _bools(test(values))
        return passed

    def tally(self, column: str) -> dict[str, int]:
        """How many rows have each value of ``column``."""
        if told := self._told(column):
            texts, codes = told
            counts = np.bincount(codes, minlength=len(texts)).tolist()
            return dict(+Counter(dict(zip(texts.to_pylist(), counts, strict=True))))
        return dict(Counter(self._texts(column, np.arange(len(self))).to_pylist()))

    def _told(self, column: str) -> tuple[pa.Array, Codes] | None:
        """The different texts of a column that has few, and which of them each row has; read once."""
        if column == _REMEMBERED:
            return pa.array([""]), np.zeros(len(self), np.uint8)
        if column not in self._read:
            self._read[column] = self._coded(column) if column not in self._changed else None
        return self._read[column]

    def _coded(self, column: str) -> tuple[pa.Array, Codes] | None:
        parts = [self._stored(file, column) for file in range(len(self._files))]
        if not parts or not all(map(_of_texts, parts)):
            return None
        texts = [part.dictionary if _is_coded(part) else part for part in parts]
        begins = np.cumsum([0, *map(len, texts)])
        if begins[-1] > max(_FEW, len(self) // 4):
            return None
        known = pa.concat_arrays(texts).dictionary_encode()
        small = known.indices.to_numpy().astype(np.min_scalar_type(len(known.dictionary)))
        codes = [
            small[begin:end][part.indices.to_numpy()] if _is_coded(part) else small[begin:end]
            for part, (begin, end) in zip(parts, pairwise(begins), strict=True)
        ]
        return known.dictionary, np.concatenate(codes)[self._where(parts)]

    def _stored(self, file: int, column: str) -> pa.Array:
        """A column of a file, coded if it is stored so, mapped into memory."""
        cells = whole(read_coded(self._files[file], [column]).column(column))
        return pc.fill_null(cells, "") if pa.types.is_string(cells.type) else cells

    def _where(self, parts: Sequence[Sized]) -> Ints:
        """Where each row lies when what the ``parts`` say of all files lies one behind the other."""
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


def _files_of(run: npt.NDArray[np.integer]) -> Iterable[tuple[int, int]]:
    """Where in rows that lie file by file those of each begin and end."""
    return pairwise([0, *(np.flatnonzero(np.diff(run)) + 1).tolist(), len(run)])


def in_order(places: Ints) -> pa.Array:
    """What brings rows that lie at ``places`` into the order of these."""
    return pa.array(np.argsort(places, kind="stable"))


def _is_coded(cells: pa.Array) -> bool:
    return bool(pa.types.is_dictionary(cells.type))


def _of_texts(cells: pa.Array) -> bool:
    return _is_coded(cells) or bool(pa.types.is_string(cells.type))


def _plain(cells: pa.Array) -> pa.Array:
    return cells.dictionary_decode() if _is_coded(cells) else cells


def _bools(passed: pa.BooleanArray) -> Flags:
    told: Flags = passed.to_numpy(zero_copy_only=False)
    return told


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
    return table.append_column(_REMEMBERED, pa.chunked_array([none]))
