"""Parquet datasets: parts written by the workers, moved into place together, read back here."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Collection, Mapping
from dataclasses import asdict
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from engine.cluster import visit
from engine.cluster.reading import Piece
from engine.model.ingested import RejectedRow
from engine.model.terms import RecordKind

DATASETS = ("entities", "adverts", "evidence", "rejected")


def write(table: pa.Table, folder: Path, number: int) -> int:
    """Write a part of a dataset; nothing for no rows. Returns the number of rows.

    A task may run twice, even at once: each run writes a file of its own and moves it into place.
    """
    if table.num_rows:
        folder.mkdir(parents=True, exist_ok=True)
        aside = folder / f".{uuid.uuid4().hex}"
        pq.write_table(table, aside, compression="zstd")
        os.replace(aside, folder / f"part-{number:05d}.parquet")  # noqa: PTH105
    return int(table.num_rows)


def write_entities(table: pa.Table, before: int, folder: Path, number: int) -> int:
    return write(visit.ranked(table, before), folder, number)


def write_rejected(piece: Piece, folder: Path, number: int) -> int:
    rows = [{**asdict(row), "kind": row.kind.value} for row in piece.rejected]
    return write(pa.Table.from_pylist(rows), folder, number)


def publish(work: Path, out: Path) -> None:
    """Move the datasets into place; those of an earlier run go."""
    for name in DATASETS:
        old = work / f"old-{name}"
        if (out / name).exists():
            (out / name).rename(old)
        if (work / name).exists():
            (work / name).rename(out / name)
    shutil.rmtree(work, ignore_errors=True)


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("part-*.parquet"))


def head(folder: Path, most: int, empty: pa.Table) -> pa.Table:
    """The first ``most`` rows of a dataset."""
    found, held = [empty], 0
    for path in files(folder):
        if held >= most:
            break
        table = pq.read_table(path, partitioning=None).slice(0, most - held)
        held += table.num_rows
        found.append(table)
    return pa.concat_tables(found)


def where(folder: Path, column: str, values: Collection[str] | None, empty: pa.Table) -> pa.Table:
    """The rows whose ``column`` is one of ``values``; all when there are none given."""
    wanted = None if values is None else pa.array(sorted(values), pa.string())
    found = [empty]
    for path in files(folder):
        table = pq.read_table(path, partitioning=None)
        found.append(
            table if wanted is None else table.filter(pc.is_in(table[column], value_set=wanted))
        )
    return pa.concat_tables(found)


def rejected(folder: Path, most: int) -> list[RejectedRow]:
    rows: list[RejectedRow] = []
    for path in files(folder):
        for row in pq.read_table(path, partitioning=None).slice(0, most - len(rows)).to_pylist():
            rows.append(RejectedRow(**{**row, "kind": RecordKind(row["kind"])}))
        if len(rows) >= most:
            break
    return rows


def described(out: Path, counts: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """For the run record: files and rows of each dataset."""
    return {
        name: {"files": len(files(out / name)), "rows": counts.get(name, 0)} for name in DATASETS
    }
