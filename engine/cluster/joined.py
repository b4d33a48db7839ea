"""What results of partitions have to know of each other: rooms and identities. Functions of the
workers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.cluster.keyed import Bounds, hashes, repeated, split
from engine.flow.chunk import ChunkResult, neighbours
from engine.triage import REGISTER, distinct


def rooms(result: ChunkResult, buckets: int) -> list[pa.Table]:
    found = hashes(result.rooms.column("room"))
    return split(result.rooms, (found % np.uint64(buckets)).astype(np.int64), buckets)


def crowd(parts: Sequence[pa.Table], bounds: Bounds) -> pa.Table:
    """Firms with other leads in their room, with their partition and how many there are."""
    others = neighbours(pa.concat_tables(parts))
    numbers = sorted(others)
    return _placed(numbers, {"others": pa.array([others[n] for n in numbers], pa.int64())}, bounds)


def identities(entities: pa.Table, buckets: int) -> list[pa.Table]:
    keyed = entities.select(["entity_id", REGISTER])
    found = hashes(keyed.column("entity_id"))
    return split(keyed, (found % np.uint64(buckets)).astype(np.int64), buckets)


def identities_of(result: ChunkResult, buckets: int) -> list[pa.Table]:
    return identities(result.entities, buckets)


def renamed(parts: Sequence[pa.Table], bounds: Bounds) -> pa.Table:
    """Entities whose identity stood before, with their partition and new identity."""
    table = pa.concat_tables(parts)
    # Hashes suspect, ``distinct`` compares.
    twice = table.filter(pa.array(repeated(hashes(table.column("entity_id"))))).sort_by(REGISTER)
    new = distinct(twice.column("entity_id").to_pylist())
    numbers = twice.column(REGISTER).to_pylist()
    at = sorted(new)
    return _placed(
        [numbers[k] for k in at], {"renamed": pa.array([new[k] for k in at], pa.string())}, bounds
    )


def _placed(numbers: list[int], columns: dict[str, pa.Array], bounds: Bounds) -> pa.Table:
    return pa.table(
        {
            REGISTER: pa.array(numbers, pa.int64()),
            "part": pa.array(bounds.parts(numbers)),
            **columns,
        }
    )


def entities_of(result: ChunkResult, renames: Sequence[pa.Table]) -> pa.Table:
    return with_names(result.entities, renames)


def evidence_of(result: ChunkResult, renames: Sequence[pa.Table]) -> pa.Table:
    return with_names(result.evidence, renames)


def owners(entities: pa.Table, numbers: Sequence[int]) -> pa.Table:
    wanted = pa.array(numbers, pa.int64())
    return entities.filter(pc.is_in(entities.column(REGISTER), value_set=wanted))


def with_names(table: pa.Table, renames: Sequence[pa.Table]) -> pa.Table:
    """Rows of entities or evidence under their distinct identities."""
    new = {
        number: name
        for part in renames
        for number, name in zip(
            part.column(REGISTER).to_pylist(), part.column("renamed").to_pylist(), strict=True
        )
    }
    if not new:
        return table
    names = [
        new.get(number, name)
        for number, name in zip(
            table.column(REGISTER).to_pylist(), table.column("entity_id").to_pylist(), strict=True
        )
    ]
    at = table.column_names.index("entity_id")
    return table.set_column(at, "entity_id", pa.array(names, pa.string()))
