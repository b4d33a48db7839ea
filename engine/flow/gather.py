"""The results of all chunks as two tables on disk: entities in order of visit, and evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from engine.export.csvs import first_pieces, piece_names
from engine.flow.work import ENTITIES, EVIDENCE, KEYS, Work
from engine.model.lines import Lines
from engine.model.runs import Ints
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
        keys = [work.read(run, KEYS) for run in self._runs]
        kept, self._run, self._at = self._kept([part.column(REGISTER) for part in keys])
        self._keys = pa.concat_tables(keys).take(pa.array(kept))
        self._numbers = self._keys.column(REGISTER).to_numpy()
        self._renamed, self._names = self._apart()

    def whose(self, numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
        """Number in the register → identity and name, of those that have an entity."""
        wanted = pa.array(sorted(set(numbers)), pa.int64())
        rows = self._keys.filter(pc.is_in(self._keys.column(REGISTER), value_set=wanted))
        columns = (rows.column(c).to_pylist() for c in (REGISTER, "entity_id", "by_name"))
        told = {number: (identity, name) for number, identity, name in zip(*columns, strict=True)}
        for number, identity in zip(
            self._numbers[self._renamed].tolist(), self._names, strict=True
        ):
            if number in told:
                told[number] = identity, told[number][1]
        return told

    def entities(self) -> Stored:
        keys = self._keys.select([n for n in self._keys.column_names if n.startswith("by_")])
        order = visit_order(keys).to_numpy()
        columns = [*ENTITY_COLUMNS, *ENTITY_EXTRA]
        back = np.empty(len(order), np.int64)
        back[order] = np.arange(len(order))
        named = _changed(back[self._renamed], self._names)
        run, at = self._run[order], self._at[order]
        return self._stored(ENTITIES, self._runs, run, at, columns, ranked, named)

    def evidence(self, more: Sequence[str]) -> Stored:
        """``more``: results with evidence that belongs to no firm of the register; it comes last."""
        runs = [*self._runs, *more]
        parts = [self._work.read(run, EVIDENCE, [REGISTER]).column(REGISTER) for run in runs]
        kept, run, at = self._kept(parts)
        numbers = np.concatenate([part.to_numpy() for part in parts])[kept]
        order = np.argsort(numbers, kind="stable")
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

    def _kept(self, parts: Sequence[pa.ChunkedArray]) -> tuple[Ints, Numbers, Numbers]:
        """Of all rows of ``parts`` one after the other: which count, file and row of each."""
        lengths = [len(part) for part in parts]
        run: Numbers = np.repeat(np.arange(len(parts), dtype=np.int32), lengths)
        at_ = np.concatenate([np.arange(length, dtype=np.int32) for length in lengths])
        numbers = np.concatenate([part.to_numpy() for part in parts])
        gone = np.isin(numbers, self._replaced, kind="table") & (run < self._chunks)
        kept = np.flatnonzero(~gone)
        return kept, run[kept], at_[kept]

    def _apart(self) -> tuple[Ints, list[str]]:
        """Which rows of the keys, ascending, go by another identity than the one stored, and by
        which: of two entities with one identity the later gets a number."""
        identities = self._keys.column("entity_id")
        counts = pc.value_counts(identities)
        if len(counts) == len(identities):
            return np.zeros(0, np.int64), []
        twice = counts.filter(pc.greater(counts.field("counts"), 1)).field("values")
        some = np.flatnonzero(pc.is_in(identities, value_set=twice).to_numpy())
        some = some[np.argsort(self._numbers[some], kind="stable")]
        new = distinct(identities.take(pa.array(some)).to_pylist())
        named = sorted((int(some[at]), name) for at, name in new.items())
        return np.array([at for at, _ in named], np.int64), [name for _, name in named]


def _changed(places: Ints, names: Sequence[str]) -> dict[str, tuple[Ints, pa.Array]]:
    """For ``Stored``: the identities that are not as stored."""
    if not len(places):
        return {}
    ascending = np.argsort(places)
    new = pa.array([names[at] for at in ascending.tolist()], pa.string())
    return {"entity_id": (places[ascending], new)}
