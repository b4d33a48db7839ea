"""A register on disk, written as it is read."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine import ingest
from engine.flow.doubles import Doubles, find_doubles, in_parts, no_doubles
from engine.flow.jobs import Workers
from engine.flow.register import CHUNK
from engine.flow.work import WorkFolder
from engine.model.arrays import Ints
from engine.model.beside import beside
from engine.model.columns import repeated
from engine.model.fields import COLUMNS, PROVENANCE
from engine.model.ingested import Ingested
from engine.model.progress import Progress
from engine.model.runs import read_rows, write_rows
from engine.model.terms import RecordKind
from engine.triage import REGISTER

#: So many pieces of a table are handled faster than its rows are copied.
_FEW = 100


@dataclass(frozen=True, slots=True)
class Spool:
    """A file of rows. ``before``: rows that their source has before them, where they are numbered
    from their own beginning."""

    file: Path
    rows: int
    before: int = 0


class SpooledRegister:
    """Picklable: another process reads the same files.

    ``size``: rows of a chunk, which is of one or more files; ``tally``: of the rows that count.
    """

    def __init__(
        self,
        spools: Sequence[Spool],
        size: int,
        doubles: Doubles,
        tally: ingest.Tally,
    ) -> None:
        self._spools, self._removed, self._doubles = spools, doubles.gone, doubles
        self._begins = np.cumsum([0, *(spool.rows for spool in spools)])
        self._chunks = _chunks([spool.rows for spool in spools], size)
        self._tally = tally

    @property
    def num_rows(self) -> int:
        return int(self._begins[-1] - len(self._removed))

    @property
    def chunks(self) -> int:
        return len(self._chunks)

    def rows(self, number: int) -> int:
        files = self._chunks[number]
        begin, end = self._begins[files.start], self._begins[files.stop]
        return int(end - begin - len(_between(self._removed, begin, end)))

    def chunk(self, number: int) -> pa.Table:
        return self._whole(number, None)

    def tally(self) -> ingest.Tally:
        return self._tally

    def take(self, numbers: Sequence[int] | Ints) -> pa.Table:
        wanted = np.asarray(numbers, np.int64)
        # Number in the register → number as read.
        read = wanted + np.searchsorted(
            self._removed - np.arange(len(self._removed)), wanted, side="right"
        )
        file = np.searchsorted(self._begins, read, side="right") - 1
        parts, sources = [], []
        for number in np.unique(file).tolist():
            chosen = np.flatnonzero(file == number)
            parts.append(self._rows(number, None, read[chosen]))
            sources.append(chosen)
        if not parts:
            return self.chunk(0).slice(0, 0)
        taken, order = pa.concat_tables(parts), np.concatenate(sources)
        if (np.diff(order) < 0).any():
            back = np.empty(len(wanted), np.int64)
            back[order] = np.arange(len(wanted))
            taken = taken.take(pa.array(back))
        return taken.append_column(REGISTER, pa.array(wanted))

    def parts(self, names: Sequence[str]) -> Iterator[pa.Table]:
        for number in range(self.chunks):
            yield self._whole(number, names)

    def _whole(self, number: int, names: Sequence[str] | None) -> pa.Table:
        files = self._chunks[number]
        table = pa.concat_tables(self._rows(file, names) for file in files)
        begin = self._begins[files.start]
        first = begin - np.searchsorted(self._removed, begin)
        numbers = np.arange(first, first + table.num_rows)
        return table.append_column(REGISTER, pa.array(numbers))

    def _rows(
        self, number: int, names: Sequence[str] | None, chosen: Ints | None = None
    ) -> pa.Table:
        """Rows of one file as they count: mended, without the removed. ``chosen``: their numbers as
        read, which are copied; all of them are not."""
        spool = self._spools[number]
        # Named columns are mapped: of a file few rows of which are wanted no more is read than these.
        columns = names if chosen is None else _COLUMNS
        table = _with_missing(read_rows(spool.file, columns), names)
        if spool.before and "source_row" in table.column_names:
            rows = pc.add(table.column("source_row"), spool.before)
            table = table.set_column(table.column_names.index("source_row"), "source_row", rows)
        if names is None or "merged_rows" in names:
            none = pa.repeat(pa.scalar("", pa.string()), table.num_rows)
            table = table.append_column("merged_rows", pa.chunked_array([none]))
        begin, end = self._begins[number], self._begins[number + 1]
        at = np.arange(spool.rows)
        mended = self._doubles.mended_of(number, columns)
        if mended is not None:
            here = mended.column("read").to_numpy() - begin
            at[here] = np.arange(spool.rows, spool.rows + len(here))
            mended = mended.select(table.column_names).cast(table.schema)
            table = pa.concat_tables([table, mended])
        if chosen is not None:
            rows = at[chosen - begin]
            return table.take(pa.array(rows)) if len(rows) < spool.rows else _in_order(table, rows)
        removed = _between(self._removed, begin, end) - begin
        return _in_order(table, np.delete(at, removed))


class Spooling:
    """Writes the rows of firms as they come; ``size``: rows of a chunk, about."""

    def __init__(self, work: WorkFolder, size: int = CHUNK) -> None:
        self.work, self._size = work, size
        self._numbers = count()
        self._spools: list[Spool] = []
        self._suspects: list[ingest.Suspects] = []
        self._tallies: list[ingest.Tally] = []
        #: may a source have several sheets?
        self._sheets = False

    def read(
        self,
        paths: Sequence[ingest.Given],
        limits: ingest.Limits,
        progress: Progress | None,
        workers: Workers,
    ) -> Ingested:
        """Take in files one after the other. Raises InputError and NothingRead."""
        self.work.open()

        def readers(blocks: Iterable[ingest.Block]) -> Generator[ingest.ReadBlock, None, None]:
            return workers.each(ingest.read_block, ((block, self._file()) for block in blocks))

        kind = RecordKind.REGISTRATION
        ingested, sources = ingest.stream(
            paths, kind, readers, self._file, progress, limits, rows=self._size
        )
        self._sheets = any(source.sheet for source in ingested.sources)
        for blocks in sources:
            before = 0
            for block in blocks:
                self._hold(Spool(block.into, block.rows, before), block.suspects, block.tally)
                before += block.read
        return ingested

    def add(self, firms: pa.Table) -> None:
        """Canonical rows, in order."""
        self._sheets = True
        for begin in range(0, max(1, firms.num_rows), self._size):
            some, file = firms.slice(begin, self._size), self._file()
            write_rows(some, file)
            self._hold(Spool(file, some.num_rows), ingest.suspicions(some), ingest.Tally.of(some))

    def _file(self) -> Path:
        return self.work.rows(next(self._numbers))

    def _hold(self, spool: Spool, suspects: ingest.Suspects, tally: ingest.Tally) -> None:
        self._spools.append(spool)
        self._suspects.append(suspects)
        self._tallies.append(tally)

    def finish(self) -> tuple[SpooledRegister, int]:
        """The register, and how many rows another row stands for."""
        tally = ingest.Tally.sum(self._tallies)
        whole = SpooledRegister(self._spools, self._size, no_doubles(), tally)
        begins = np.cumsum([0, *(spool.rows for spool in self._spools)])
        # A hash only suspects: what is suspected is compared in full.
        found = find_doubles(
            in_parts(*self._suspected(), self._size),
            lambda rows: whole.take(rows).drop_columns([REGISTER]),
            begins,
            self._file,
            self._sheets,
        )
        if not len(found.gone):
            return whole, 0
        tally = ingest.Tally.sum([tally.without(found.counted), found.left])
        return SpooledRegister(self._spools, self._size, found, tally), len(found.gone)

    def _suspected(self) -> tuple[Ints, Ints]:
        """Rows that may be other rows' firms, ascending; equal numbers for those of one firm."""
        keys = np.concatenate([s.keys for s in self._suspects])
        with beside(lambda: repeated(keys)) as twice:
            ruined, names = self._ruined()
            groups = keys.astype(np.int64)
            groups[ruined] = names  # by key or, where that does not tell, by name
            rows = np.union1d(twice(), ruined)
        return rows, groups[rows]

    def _ruined(self) -> tuple[Ints, Ints]:
        """Rows whose name stands with a right code and without one, and numbers of their names."""
        none = np.zeros(0, np.int64)
        names = pa.concat_arrays([s.ruined for s in self._suspects]).unique()
        if not len(names) or all(len(s.ruined) == len(s.keys) for s in self._suspects):
            return none, none
        rows, which, right = [], [], []
        begin = 0
        for spool in self._spools:
            table = _with_missing(read_rows(spool.file, _NAMED), _NAMED)
            at, name, ok = ingest.namesakes(table, names)
            rows.append(begin + at)
            which.append(name)
            right.append(ok)
            begin += spool.rows
        called = np.concatenate(which)
        mixed = ingest.mixed(called, np.concatenate(right))
        return np.concatenate(rows)[mixed], called[mixed]


_NAMED = ("name", "uscc")
_COLUMNS = (*COLUMNS[RecordKind.REGISTRATION], *PROVENANCE)


def _with_missing(table: pa.Table, names: Sequence[str] | None) -> pa.Table:
    """The table with all canonical columns, or those of the ``names``: what says nothing was not
    written."""
    wanted = [n for n in _COLUMNS if names is None or n in names]
    none = pa.nulls(table.num_rows, pa.string())
    there = set(table.column_names)
    return pa.table({n: table.column(n) if n in there else none for n in wanted})


def _in_order(table: pa.Table, rows: Ints) -> pa.Table:
    """Some rows; nothing is copied of long runs of them."""
    breaks = np.flatnonzero(np.diff(rows) != 1) + 1
    if len(breaks) > _FEW:
        return table.take(pa.array(rows))
    runs = np.split(rows, breaks)
    return pa.concat_tables(
        [table.slice(run[0], len(run)) for run in runs if len(run)] or [table.slice(0, 0)]
    )


def _chunks(rows: Sequence[int], size: int) -> list[range]:
    """Files one after the other, together of ``size`` rows at most if one alone is not more; half
    as many in the last chunks, for which fewer processes than there are may find work."""
    found, begin, held, left = [], 0, 0, sum(rows)
    for number, some in enumerate(rows):
        most = size if left > 2 * size else size // 2
        if held + some > most and number > begin:
            found.append(range(begin, number))
            begin, held = number, 0
        held += some
        left -= some
    return [*found, range(begin, len(rows))]


def _between(ascending: Ints, begin: int, end: int) -> Ints:
    first, last = np.searchsorted(ascending, [begin, end])
    return ascending[first:last]
