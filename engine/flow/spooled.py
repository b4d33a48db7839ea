"""A register on disk, written as it is read."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from engine import ingest
from engine.flow.before import with_addresses
from engine.flow.register import CHUNK
from engine.flow.work import WorkFolder
from engine.model.ingested import Ingested
from engine.model.progress import Progress
from engine.model.terms import RecordKind
from engine.triage import REGISTER

Ints = npt.NDArray[np.int64]


class SpooledRegister:
    """Picklable: another process reads the same files.

    ``rows``: rows as read in each file; ``removed``: the rows as read, ascending, that another
    row stands for; ``mended``: the rows that stand for others, by ``read``, their number as read.
    """

    def __init__(
        self, work: WorkFolder, rows: Sequence[int], removed: Ints, mended: pa.Table
    ) -> None:
        self._work, self._removed, self._mended = work, removed, mended
        self._begins = np.concatenate([[0], np.cumsum(np.array(rows, np.int64))])
        self._numbers = mended.column("read").to_numpy()

    @property
    def num_rows(self) -> int:
        return int(self._begins[-1] - len(self._removed))

    @property
    def chunks(self) -> int:
        return max(1, len(self._begins) - 1)

    def rows(self, number: int) -> int:
        begin, end = self._begins[number], self._begins[number + 1]
        gone = np.searchsorted(self._removed, [begin, end])
        return int(end - begin - (gone[1] - gone[0]))

    def chunk(self, number: int) -> pa.Table:
        return self._read(number, None, None)

    def take(self, numbers: Sequence[int]) -> pa.Table:
        wanted = np.asarray(numbers, np.int64)
        # Number in the register → number as read.
        read = wanted + np.searchsorted(
            self._removed - np.arange(len(self._removed)), wanted, side="right"
        )
        file = np.searchsorted(self._begins, read, side="right") - 1
        parts, sources = [], []
        for number in np.unique(file).tolist():
            chosen = np.flatnonzero(file == number)
            parts.append(self._read(number, None, read[chosen] - self._begins[number]))
            sources.append(chosen)
        if not parts:
            return self.chunk(0).slice(0, 0)
        back = np.empty(len(wanted), np.int64)
        back[np.concatenate(sources)] = np.arange(len(wanted))
        return pa.concat_tables(parts).take(pa.array(back))

    def parts(self, names: Sequence[str]) -> Iterator[pa.Table]:
        for number in range(self.chunks):
            yield self._read(number, names, None)

    def _read(self, number: int, names: Sequence[str] | None, at: Ints | None) -> pa.Table:
        """Rows of one file as they count: mended, without the removed, numbered."""
        with self._work.firms(number, names) as file:
            table = file.whole() if at is None else file.rows(at)
        begin = int(self._begins[number])
        read = begin + (np.arange(table.num_rows) if at is None else at)
        if names is None or "merged_rows" in names:
            none = pa.repeat(pa.scalar("", pa.string()), table.num_rows)
            table = table.append_column("merged_rows", pa.chunked_array([none]))
        table = table.append_column(REGISTER, pa.array(read - np.searchsorted(self._removed, read)))
        mended = np.isin(read, self._numbers)
        if mended.any():
            table = self._with_mended(table, read, mended)
        if at is None:
            gone = np.isin(read, self._removed)
            if gone.any():
                table = table.filter(pa.array(~gone))
        return table

    def _with_mended(self, table: pa.Table, read: Ints, mended: npt.NDArray[np.bool_]) -> pa.Table:
        at = np.searchsorted(self._numbers, read[mended])
        new = self._mended.take(pa.array(at))
        columns = [n for n in table.column_names if n != REGISTER]
        new = new.select(columns).append_column(
            REGISTER, table.column(REGISTER).filter(pa.array(mended))
        )
        order = np.arange(len(read))
        order[~mended] = np.arange((~mended).sum())
        order[mended] = (~mended).sum() + np.arange(mended.sum())
        kept = table.filter(pa.array(~mended))
        return pa.concat_tables([kept, new.cast(kept.schema)]).take(pa.array(order))


class Spooling:
    """Writes the rows of firms as they come; ``size``: rows of a file."""

    def __init__(self, work: WorkFolder, size: int = CHUNK) -> None:
        self.work, self._size = work, size
        self._waiting: list[pa.Table] = []
        self._held = 0
        self._rows: list[int] = []
        self._keys: list[Ints] = []

    def read(
        self,
        paths: Sequence[Path],
        limits: ingest.Limits,
        progress: Progress | None,
        large: int = ingest.LARGE,
    ) -> Ingested | None:
        """Take in large files; None when they are no such, or irregular: nothing is held then."""
        if not ingest.worth_streaming(paths, limits, large):
            return None
        self.work.open()

        def sink(table: pa.Table) -> None:
            self.add(with_addresses(table))

        spare = self.work.spare()
        found = ingest.stream(paths, RecordKind.REGISTRATION, sink, spare, progress, limits)
        if found is None:
            self._waiting, self._held, self._rows, self._keys = [], 0, [], []
        return found

    def add(self, firms: pa.Table) -> None:
        """Canonical rows, in order."""
        keys = ingest.identity_keys(firms)
        # A hash only suspects: what is suspected is compared in full.
        self._keys.append(np.array([zlib.crc32(k) for k in keys.cast(pa.binary()).to_pylist()]))
        self._waiting.append(firms)
        self._held += firms.num_rows
        while self._held >= self._size:
            self._write(self._size)

    def _write(self, count: int) -> None:
        table = pa.concat_tables(self._waiting)
        self.work.put_firms(len(self._rows), table.slice(0, count))
        self._rows.append(count)
        rest = table.slice(count)
        self._waiting, self._held = [rest], rest.num_rows

    def finish(self) -> tuple[SpooledRegister, int]:
        """The register, and how many rows another row stands for."""
        if self._held or not self._rows:
            self._write(self._held)
        keys = np.concatenate(self._keys).astype(np.int64)
        nothing = pa.table({"read": pa.array([], pa.int64())})
        whole = SpooledRegister(self.work, self._rows, np.zeros(0, np.int64), nothing)
        order = np.argsort(keys, kind="stable")
        same = keys[order][1:] == keys[order][:-1]
        suspected = np.zeros(len(keys), bool)
        suspected[order[1:][same]] = suspected[order[:-1][same]] = True
        read = np.flatnonzero(suspected)
        if not len(read):
            return whole, 0
        firms = whole.take(read.tolist()).drop_columns([REGISTER])
        merged, removed = ingest.merge_duplicates(firms.append_column("read", pa.array(read)))
        if not removed:
            return whole, 0
        kept = merged.column("read").to_numpy()
        gone = np.setdiff1d(read, kept)
        mended = merged.filter(pa.array(np.array(merged.column("merged_rows").to_pylist()) != ""))
        return SpooledRegister(self.work, self._rows, gone, mended), removed
