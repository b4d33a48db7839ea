"""Parquet datasets: parts written by the workers, read back here; they move into place together
with the office's files."""

from __future__ import annotations

import os
import uuid
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from engine.cluster import visit
from engine.cluster.reading import Piece
from engine.export.personal.redact import masked
from engine.export.record import sha256
from engine.model.ingested import RejectedRow
from engine.model.names import DATASETS
from engine.model.screening import EVIDENCE_COLUMNS, EVIDENCE_EXTRA, Screening
from engine.model.terms import RecordKind

_NONE = pa.table({})


@dataclass(frozen=True, slots=True)
class Place:
    """``shown``: the datasets, personal data masked as in the csv files. ``full``: what
    the office's workbook needs, in full, of the first ``office`` entities in order of visit; it goes
    when the run ends."""

    work: Path
    office: int

    def shown(self, name: str) -> Path:
        return self.work / name

    def full(self, name: str) -> Path:
        return self.work / "full" / name


def write(table: pa.Table, folder: Path, number: int) -> None:
    """Write a part of a dataset; nothing for no rows.

    A task may run twice, even at once: each run writes a file of its own and moves it into place.
    """
    if table.num_rows:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        aside = folder / f".{uuid.uuid4().hex}"
        with open(aside, "xb", opener=_for_the_owner) as file:
            pq.write_table(table, file, compression="zstd")
        os.replace(aside, folder / f"part-{number:05d}.parquet")  # noqa: PTH105


def _for_the_owner(path: str, flags: int) -> int:
    """A part that is copied out of its folder is readable by nobody else either."""
    return os.open(path, flags, 0o600)


def write_entities(table: pa.Table, before: int, place: Place, number: int) -> None:
    """``before``: how many are visited before this range."""
    table = visit.ranked(table, before)
    if before < place.office:
        write(table.slice(0, place.office - before), place.full("entities"), number)
    write(masked(Screening(table, _NONE, _NONE)).part("entities"), place.shown("entities"), number)


def write_evidence(
    table: pa.Table, place: Place, number: int, shown: frozenset[str] | None
) -> None:
    """``shown``: the entities of the office's files; None for all."""
    table = table.select([*EVIDENCE_COLUMNS, *EVIDENCE_EXTRA])
    full = table
    if shown is not None:
        wanted = pa.array(sorted(shown), pa.string())
        full = table.filter(pc.is_in(table.column("entity_id"), value_set=wanted))
    write(full, place.full("evidence"), number)
    write(masked(Screening(_NONE, _NONE, table)).part("evidence"), place.shown("evidence"), number)


def write_adverts(table: pa.Table, place: Place) -> None:
    write(masked(Screening(_NONE, table, _NONE)).part("adverts"), place.shown("adverts"), 0)


def write_rejected(piece: Piece, place: Place, number: int) -> None:
    for rows, folder in (
        (piece.rejected, place.full("rejected")),
        (masked(Screening(_NONE, _NONE, _NONE, piece.rejected)).rejected, place.shown("rejected")),
    ):
        cells = [{**asdict(row), "kind": row.kind.value} for row in rows]
        write(pa.Table.from_pylist(cells), folder, number)


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("part-*.parquet"))


def whole(folder: Path, empty: pa.Table) -> pa.Table:
    """A dataset in memory; ``empty`` has its columns."""
    return pa.concat_tables([empty, *(pq.read_table(p, partitioning=None) for p in files(folder))])


def rejected(folder: Path, most: int) -> list[RejectedRow]:
    """The first rows set aside."""
    rows: list[RejectedRow] = []
    for path in files(folder):
        for row in pq.read_table(path, partitioning=None).slice(0, most - len(rows)).to_pylist():
            rows.append(RejectedRow(**{**row, "kind": RecordKind(row["kind"])}))
        if len(rows) >= most:
            break
    return rows


def described(work: Path, counts: Mapping[str, int]) -> dict[str, dict[str, Any]]:
    """For the run record: files, rows and the hash of each file of each dataset."""
    told: dict[str, dict[str, Any]] = {}
    with ThreadPoolExecutor(4) as readers:
        for name in DATASETS:
            parts = files(work / name)
            hashes = dict(zip((p.name for p in parts), readers.map(sha256, parts), strict=True))
            told[name] = {"files": len(parts), "rows": counts.get(name, 0), "sha256": hashes}
    return told
