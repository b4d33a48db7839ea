"""The results of all chunks as two tables on disk: entities in order of visit, and evidence."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from engine.flow.work import ENTITIES, EVIDENCE, KEYS, Work
from engine.model.screening import ENTITY_COLUMNS, ENTITY_EXTRA, EVIDENCE_COLUMNS, EVIDENCE_EXTRA
from engine.model.stored import Ints, Stored
from engine.triage import REGISTER, distinct, visit_order

Numbers = npt.NDArray[np.int32]


class Gathered:
    """``runs``: results of chunks. Firms ``replaced`` count in the last of them and in no other."""

    def __init__(self, work: Work, runs: Sequence[str], replaced: Collection[int]) -> None:
        self._work, self._runs = work, list(runs)
        self._replaced = pa.array(sorted(replaced), pa.int64())
        keys = [work.read(run, KEYS) for run in self._runs]
        kept, self._run, self._at = self._kept([part.column(REGISTER) for part in keys])
        self._keys = pa.concat_tables(keys).take(pa.array(kept))
        self._name_apart()

    def whose(self, numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
        """Number in the register → identity and name, of those that have an entity."""
        wanted = pa.array(sorted(set(numbers)), pa.int64())
        rows = self._keys.filter(pc.is_in(self._keys.column(REGISTER), value_set=wanted))
        columns = (rows.column(c).to_pylist() for c in (REGISTER, "entity_id", "by_name"))
        return {number: (identity, name) for number, identity, name in zip(*columns, strict=True)}

    def entities(self) -> Stored:
        keys = self._keys.select([n for n in self._keys.column_names if n.startswith("by_")])
        order = visit_order(keys).to_numpy()
        files = [self._work.run(run, ENTITIES) for run in self._runs]
        columns = [*ENTITY_COLUMNS, *ENTITY_EXTRA]
        return Stored(files, self._run[order], self._at[order], columns, (_ranked,))

    def evidence(self, more: pa.Table) -> Stored:
        """``more``: evidence that belongs to no firm of the register; it comes last."""
        parts = [self._work.read(run, EVIDENCE, [REGISTER]).column(REGISTER) for run in self._runs]
        parts.append(more.column(REGISTER))
        kept, run, at = self._kept(parts)
        numbers = np.concatenate([part.to_numpy() for part in parts])[kept]
        order = np.argsort(numbers, kind="stable")
        files = [*(self._work.run(name, EVIDENCE) for name in self._runs), more]
        return Stored(files, run[order], at[order], [*EVIDENCE_COLUMNS, *EVIDENCE_EXTRA])

    def _kept(self, parts: Sequence[pa.ChunkedArray]) -> tuple[Ints, Numbers, Numbers]:
        """Of all rows of ``parts`` one after the other: which count, file and row of each."""
        keep = []
        for at, numbers in enumerate(parts):
            gone = pc.is_in(numbers, value_set=self._replaced).to_numpy()
            keep.append(np.ones(len(numbers), bool) if at == len(self._runs) - 1 else ~gone)
        lengths = [len(part) for part in parts]
        run: Numbers = np.repeat(np.arange(len(parts), dtype=np.int32), lengths)
        at_ = np.concatenate([np.arange(len(part), dtype=np.int32) for part in parts])
        kept = np.flatnonzero(np.concatenate(keep))
        return kept, run[kept], at_[kept]

    def _name_apart(self) -> None:
        """Where two entities would go by one identity, the later one's files are written anew."""
        order = np.argsort(self._keys.column(REGISTER).to_numpy(), kind="stable")
        identities = self._keys.column("entity_id").take(pa.array(order)).to_pylist()
        renamed = {int(order[at]): name for at, name in distinct(identities).items()}
        if not renamed:
            return
        numbers = self._keys.column(REGISTER).to_numpy()
        new = {int(numbers[at]): name for at, name in renamed.items()}
        ids = self._keys.column("entity_id").to_pylist()
        for at, name in renamed.items():
            ids[at] = name
        self._keys = _with(self._keys, ids)
        for run in sorted({int(self._run[at]) for at in renamed}):
            old = self._runs[run]
            self._runs[run] = f"{old}-named"
            for part in (ENTITIES, EVIDENCE):
                table = self._work.read(old, part)
                self._work.write(self._runs[run], part, _renamed(table, new))


def _renamed(table: pa.Table, new: Mapping[int, str]) -> pa.Table:
    pairs = zip(
        table.column(REGISTER).to_pylist(), table.column("entity_id").to_pylist(), strict=True
    )
    return _with(table, [new.get(number, identity) for number, identity in pairs])


def _with(table: pa.Table, identities: list[str]) -> pa.Table:
    at = table.column_names.index("entity_id")
    return table.set_column(at, "entity_id", pa.array(identities, pa.string()))


def _ranked(table: pa.Table, places: Ints) -> pa.Table:
    """The columns that are known once all rows are."""
    none = pa.repeat(pa.scalar("", pa.string()), table.num_rows)
    table = table.append_column("rank", pa.array(places + 1))
    return table.append_column("case_state", pa.chunked_array([none]))
