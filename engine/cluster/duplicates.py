"""Firms that stand in several partitions: hashes suspect, what is suspected is compared in full.

Functions of the workers; ``part`` and ``row`` say where a row was read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine import ingest
from engine.cluster.keyed import by_part, hashes, of_part, repeated, split
from engine.triage import REGISTER


@dataclass(frozen=True, slots=True)
class Merged:
    """``mended``: the rows that stand for others, with what those say besides; ``gone``: where
    the others were."""

    mended: pa.Table
    gone: pa.Table


def identities(table: pa.Table, part: int, buckets: int) -> list[pa.Table]:
    """Rows of one name meet in one bucket."""
    names, firms, right = ingest.identity_keys(table)
    named = hashes(names)
    keyed = pa.table(
        {
            "name": pa.array(named),
            "firm": pa.array(hashes(firms)),
            "right": pa.array(right),
            "part": pa.array(np.full(len(named), part, np.int64)),
            "row": pa.array(np.arange(len(named), dtype=np.int64)),
        }
    )
    return split(keyed, (named % np.uint64(buckets)).astype(np.int64), buckets)


def suspects(keyed: Sequence[pa.Table]) -> pa.Table:
    """Where rows stand that are a firm as another row is, or whose name stands with a right code and
    without one."""
    table = pa.concat_tables(keyed)
    name, firm, right = (table.column(c).to_numpy() for c in ("name", "firm", "right"))
    suspected = repeated(firm)
    suspected[ingest.mixed(name, right)] = True
    return table.filter(pa.array(suspected)).select(["part", "row"])


def members(table: pa.Table, suspected: pa.Table) -> pa.Table:
    """The rows of a partition that are suspected."""
    taken = table.take(suspected.column("row"))
    for name in ("part", "row"):
        taken = taken.append_column(name, suspected.column(name))
    return taken.combine_chunks()


def merge(rows: Sequence[pa.Table]) -> Merged:
    table = pa.concat_tables(rows).sort_by([("part", "ascending"), ("row", "ascending")])
    merged, removed = ingest.merge_duplicates(table)
    mended = merged.filter(pc.not_equal(merged.column("merged_rows"), ""))
    place = table.select(["part", "row"])
    if not removed:
        return Merged(mended, place.slice(0, 0))
    # Both are in order of part and row, and what was kept is part of the whole.
    kept = set(zip(*(merged.column(c).to_pylist() for c in ("part", "row")), strict=True))
    gone = [p not in kept for p in zip(*(c.to_pylist() for c in place.columns), strict=True)]
    return Merged(mended, place.filter(pa.array(gone, pa.bool_())))


def concerned(merged: Merged) -> tuple[dict[int, int], dict[int, int]]:
    """Rows mended and rows gone of each partition."""
    return by_part(merged.mended), by_part(merged.gone)


def share(merged: Merged, part: int) -> Merged:
    return Merged(of_part(merged.mended, part), of_part(merged.gone, part))


def numbered(table: pa.Table, first: int, shares: Sequence[Merged]) -> pa.Table:
    """The firms of a partition, each once, mended, with its number in the register."""
    count = table.num_rows
    nothing = pa.array([""]).take(pa.array(np.zeros(count, np.int64)))
    table = table.append_column("merged_rows", nothing)
    at, keep = np.arange(count), np.ones(count, dtype=bool)
    held = count
    parts = [table]
    for known in shares:
        keep[known.gone.column("row").to_numpy()] = False
        mended = known.mended
        at[mended.column("row").to_numpy()] = np.arange(held, held + mended.num_rows)
        held += mended.num_rows
        parts.append(mended.select(table.column_names).cast(table.schema))
    if shares:
        table = pa.concat_tables(parts).take(pa.array(at[keep]))
    numbers = pa.array(np.arange(first, first + table.num_rows, dtype=np.int64))
    return table.append_column(REGISTER, numbers).combine_chunks()
