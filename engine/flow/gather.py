"""The results of all chunks as two tables on disk: entities in order of visit, and evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from engine.export.csvs import first_pieces, piece_names
from engine.flow.work import ENTITIES, EVIDENCE, KEYS, Work
from engine.model.arrays import Flags, Ints
from engine.model.columns import repeated, whole
from engine.model.lines import Lines
from engine.model.runs import schema_of
from engine.model.screening import ENTITY_COLUMNS, ENTITY_EXTRA, EVIDENCE_COLUMNS, EVIDENCE_EXTRA
from engine.model.stored import Finish, Stored, ranked
from engine.triage import REGISTER, distinct, visit_order

Numbers = npt.NDArray[np.int32]


class Gathered:
    """``runs``: results of chunks; ``again``: further results and the firms that count in these and in
    no other."""

    def __init__(self, work: Work, runs: Sequence[str], again: Mapping[str, Sequence[int]]) -> None:
        self._work, self._runs, self._chunks = work, [*runs, *again], len(runs)
        self._replaced = np.array([firm for firms in again.values() for firm in firms], np.int64)
        # Mapped into memory: each file is opened once, and of it counts what was asked for.
        names = schema_of(work.run(self._runs[0], KEYS)).names
        self._keyed = [work.read(run, KEYS, names) for run in self._runs]
        parts = [table.column(REGISTER) for table in self._keyed]
        self._kept, self._run, self._at, self._numbers = self._counting(parts)
        self._renamed, self._names = self._apart()

    def whose(self, numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
        """Number in the register → identity and name, of those that have an entity."""
        rows = np.flatnonzero(np.isin(self._numbers, np.unique(numbers)) & self._kept)
        if not len(rows):
            return {}
        columns = [self._numbers[rows].tolist()]
        columns += (self._keys(name, rows).to_pylist() for name in ("entity_id", "by_name"))
        told = {number: (identity, name) for number, identity, name in zip(*columns, strict=True)}
        for number, identity in zip(
            self._numbers[self._renamed].tolist(), self._names, strict=True
        ):
            if number in told:
                told[number] = identity, told[number][1]
        return told

    def entities(self) -> Stored:
        names = self._keyed[0].column_names
        keys = {name: self._keys(name) for name in names if name.startswith("by_")}
        order = visit_order(pa.table(keys)).to_numpy()
        del keys
        order = order[self._kept[order]]
        columns = [*ENTITY_COLUMNS, *ENTITY_EXTRA]
        back = np.empty(len(self._kept), np.int64)
        back[order] = np.arange(len(order))
        named = _changed(back[self._renamed], self._names)
        run, at = self._run[order], self._at[order]
        return self._stored(ENTITIES, self._runs, run, at, columns, ranked, named)

    def _keys(self, name: str, rows: Ints | None = None) -> pa.Array:
        """A key of all entities, or of some ``rows``."""
        column = pa.concat_tables([table.select([name]) for table in self._keyed])[name]
        return whole(column if rows is None else column.take(pa.array(rows)))

    def evidence(self, more: Sequence[str]) -> Stored:
        """``more``: results with evidence that belongs to no firm of the register; it comes last."""
        runs = [*self._runs, *more]
        parts = [self._work.read(run, EVIDENCE, [REGISTER]).column(REGISTER) for run in runs]
        kept, run, at, numbers = self._counting(parts)
        rows = np.flatnonzero(kept)
        order = rows[np.argsort(numbers[rows], kind="stable")]
        columns = [*EVIDENCE_COLUMNS, *EVIDENCE_EXTRA]
        new = dict(zip(self._numbers[self._renamed].tolist(), self._names, strict=True))
        places = np.flatnonzero(np.isin(numbers[order], list(new)))
        named = _changed(places, [new[number] for number in numbers[order][places].tolist()])
        return self._stored(EVIDENCE, runs, run[order], at[order], columns, None, named)

    def _stored(
        self,
        part: str,
        runs: Sequence[str],
        run: Numbers,
        at: Numbers,
        columns: Sequence[str],
        finish: Finish | None,
        changed: Mapping[str, tuple[Ints, pa.Array]],
    ) -> Stored:
        """``part`` of the ``runs``, with its lines if these are made."""
        made, lines = [file for name in runs if (file := self._work.lines(name, part))], None
        if made:
            places, names = changed.get(
                "entity_id", (np.zeros(0, np.int64), pa.array([], pa.string()))
            )
            lines = Lines(made, run, at, piece_names(part), (places, first_pieces(names)))
        files = [self._work.run(name, part) for name in runs]
        return Stored(files, run, at, columns, finish, changed, lines=lines)

    def _counting(self, parts: Sequence[pa.ChunkedArray]) -> tuple[Flags, Numbers, Numbers, Ints]:
        """Of all rows of ``parts``, numbers in the register, one after the other: whether it counts, file
        and row of each; and the numbers in one piece."""
        lengths = [len(part) for part in parts]
        run: Numbers = np.repeat(np.arange(len(parts), dtype=np.int32), lengths)
        at_ = np.concatenate([np.arange(length, dtype=np.int32) for length in lengths])
        numbers = np.concatenate([part.to_numpy() for part in parts])
        gone = np.isin(numbers, self._replaced, kind="table") & (run < self._chunks)
        return ~gone, run, at_, numbers

    def _apart(self) -> tuple[Ints, list[str]]:
        """Which rows of the keys, ascending, go by another identity than the one stored, and by
        which: of two entities with one identity the later gets a number."""
        counted = np.flatnonzero(self._kept)
        # A checksum only suspects. To count a million texts takes half a second and a fifth of a GB.
        some = counted[repeated(self._keys("checksum").to_numpy()[counted])]
        some = some[np.argsort(self._numbers[some], kind="stable")]
        new = distinct(self._keys("entity_id", some).to_pylist())
        named = sorted((int(some[at]), name) for at, name in new.items())
        return np.array([at for at, _ in named], np.int64), [name for _, name in named]


def _changed(places: Ints, names: Sequence[str]) -> dict[str, tuple[Ints, pa.Array]]:
    """For ``Stored``: the identities that are not as stored."""
    if not len(places):
        return {}
    ascending = np.argsort(places)
    new = pa.array([names[at] for at in ascending.tolist()], pa.string())
    return {"entity_id": (places[ascending], new)}
