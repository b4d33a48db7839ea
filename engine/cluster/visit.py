"""The order of visit over all partitions: a sort by ranges of the visit keys. Functions of the
workers, and of the caller what is small."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from engine.cluster.account import Tally, of_entities
from engine.cluster.keyed import split
from engine.model.screening import ENTITY_COLUMNS, ENTITY_EXTRA
from engine.triage import visit_keys, visit_order

#: One of so many rows of a partition says how its keys are spread.
_STEP = 200


def sample(entities: pa.Table) -> pa.Table:
    """Some keys, evenly spread over the partition's own order."""
    keys = visit_keys(entities)
    return keys.take(visit_order(keys).take(pa.array(np.arange(0, keys.num_rows, _STEP))))


def looked_over(entities: pa.Table) -> tuple[Tally, pa.Table]:
    """Counts of a partition and its ``sample``."""
    return of_entities(entities), sample(entities)


def splitters(samples: Sequence[pa.Table], ranges: int) -> pa.Table:
    """Keys at which a range begins: one less than there are ranges."""
    keys = pa.concat_tables(samples)
    keys = keys.take(visit_order(keys))
    at = np.linspace(0, keys.num_rows, ranges + 1).astype(np.int64)[1:-1]
    return keys.take(pa.array(at[at < keys.num_rows])).combine_chunks()


def ranged(entities: pa.Table, begins: pa.Table) -> list[pa.Table]:
    """The rows of each range, in the order they stand."""
    count = begins.num_rows
    # Arrow alone compares keys: what begins a range is sorted in, and stands before its equal.
    both = pa.concat_tables([begins, visit_keys(entities)])
    order = visit_order(both).to_numpy()
    begin = order < count
    place = np.cumsum(begin)
    at = np.zeros(entities.num_rows, np.int64)
    at[order[~begin] - count] = place[~begin]
    return split(entities, at, count + 1)


def ordered(parts: Sequence[pa.Table]) -> pa.Table:
    """One range in order of visit; ``parts`` in order of the register."""
    table = pa.concat_tables(parts)
    return table.take(visit_order(visit_keys(table))).combine_chunks()


def ranked(table: pa.Table, before: int) -> pa.Table:
    """The columns of the contract; ``before``: how many are visited before this range."""
    count = table.num_rows
    table = table.append_column("rank", pa.array(np.arange(before + 1, before + count + 1)))
    table = table.append_column("case_state", pa.array([""] * count, pa.string()))
    return table.select([*ENTITY_COLUMNS, *ENTITY_EXTRA])


def size(table: pa.Table) -> int:
    return int(table.num_rows)
