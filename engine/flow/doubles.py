"""Firms that stand in a register on disk more than once, made one: some rows at a time, as two
exports may have every firm in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine import ingest
from engine.model.arrays import Ints
from engine.model.runs import read_rows, write_rows

#: Rows by their numbers as read, ascending.
Taken = Callable[[Ints], pa.Table]


@dataclass(frozen=True, slots=True)
class Doubles:
    """``gone``: the rows as read, ascending, that another row stands for; ``mended``: by file of rows
    those files in which its rows lie that stand for others, with ``read``, their number as read;
    ``counted`` and ``left``: of the rows that were compared, and of those that are left of them.
    """

    gone: Ints
    mended: Mapping[int, Sequence[Path]]
    counted: ingest.Tally
    left: ingest.Tally

    def mended_of(self, file: int, columns: Sequence[str] | None) -> pa.Table | None:
        """Rows of a file that stand for others; None if there are none."""
        files = self.mended.get(file)
        if not files:
            return None
        wanted = None if columns is None else [*columns, "merged_rows", "read"]
        return pa.concat_tables([read_rows(path, wanted) for path in files])


def no_doubles() -> Doubles:
    none = ingest.Tally.sum([])
    return Doubles(np.zeros(0, np.int64), {}, none, none)


def find_doubles(
    parts: Sequence[Ints],
    taken: Taken,
    begins: Ints,
    file: Callable[[], Path],
    sheets: bool,
) -> Doubles:
    """``parts``: numbers of rows, those of one firm in one part; ``begins``: of each file its first
    row; ``file``: a new file each time; ``sheets``: may a source have several?"""
    if not parts:
        return no_doubles()
    # Whether rows are named with their sheet depends on all of them.
    places = (ingest.repeated_places(taken(part)) for part in parts) if sheets else ()
    sheeted = ingest.several_sheets(places) if sheets else pa.array([], pa.string())
    gone = [np.zeros(0, np.int64)]
    mended: dict[int, list[Path]] = {}
    counted, left = [], []
    for part in parts:
        firms = taken(part).append_column("read", pa.array(part))
        merged, removed = ingest.merge_duplicates(firms, sheeted)
        if not removed:
            continue
        kept = merged.column("read").to_numpy()
        gone.append(np.delete(part, np.searchsorted(part, kept)))
        counted.append(ingest.Tally.of(firms))
        left.append(ingest.Tally.of(merged))
        stand = merged.filter(pc.not_equal(merged.column("merged_rows"), ""))
        where = np.searchsorted(begins, stand.column("read").to_numpy(), side="right") - 1
        for number in np.unique(where).tolist():
            path = file()
            write_rows(stand.filter(pa.array(where == number)), path)
            mended.setdefault(number, []).append(path)
    return Doubles(
        np.sort(np.concatenate(gone)), mended, ingest.Tally.sum(counted), ingest.Tally.sum(left)
    )


def in_parts(rows: Ints, groups: Ints, size: int) -> list[Ints]:
    """Numbers of rows in parts of ``size``, or more where one group has; rows of one group stay
    together, and groups stand in the order of their first rows, so that a part is of few files."""
    if not len(rows):
        return []
    _, first, group = np.unique(groups, return_index=True, return_inverse=True)
    begun = first[group]
    order = np.argsort(begun, kind="stable")
    starts = np.flatnonzero(np.diff(begun[order], prepend=-1))
    cuts = starts[1:][np.diff(starts // size) > 0]
    return [np.sort(rows[part]) for part in np.split(order, cuts)]
