"""Files of a dataset → partitions of canonical rows, read by the workers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.parquet as pq

from engine import ingest
from engine.ingest.canonical import canonical
from engine.ingest.columnar import forged, look, read_parquet
from engine.ingest.files import PARQUET, WORKBOOKS, Source
from engine.ingest.limits import USUAL, Limits, too_many_rejected, within
from engine.ingest.raw import NoHeader
from engine.ingest.reader import no_header, refuse_other
from engine.model.errors import InputError
from engine.model.fields import PROVENANCE, REGISTRATION
from engine.model.ingested import RejectedRow, SourceReport
from engine.model.terms import RecordKind

_KIND = RecordKind.REGISTRATION


@dataclass(frozen=True, slots=True)
class Part:
    """What one worker reads at once: some row groups of a parquet file, or a whole file: of text, or of a
    folder and to be set aside as on one machine."""

    source: Source
    groups: tuple[int, ...] = ()
    first: int = 1
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """What was read of a part."""

    table: pa.Table
    rejected: tuple[RejectedRow, ...]
    report: SourceReport


@dataclass(frozen=True, slots=True)
class About:
    """What the caller has to know of a piece, without its rows. ``cause``: of the first rejected."""

    rows: int
    rejected: int
    cause: str
    report: SourceReport


def check(sources: Sequence[Source]) -> None:
    for source in sources:
        if source.path.suffix.lower() in WORKBOOKS:
            raise InputError(
                f"{source.name} 是 Excel 工作簿，集群不能分块读它。请先另存为 csv 或 parquet。"
            )


def parts_of(source: Source, rows: int, limits: Limits = USUAL) -> tuple[list[Part], str]:
    """The parts of a file, each of about ``rows`` rows, and the sha256 of the file."""
    path = source.path
    if not path.is_file():
        raise InputError(
            f"工作进程看不到文件 {path}。输入和 --out 要放在每个工作进程都能用同一路径访问的共享存储上。"
        )
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if path.suffix.lower() not in PARQUET:
        return [Part(source, whole=True)], digest
    try:
        with _refusals(source, limits):
            look(path, _KIND, source.name, limits)
        about = pq.read_metadata(path)
    except InputError:
        if not source.from_folder:
            raise
        return [Part(source, whole=True)], digest
    parts: list[Part] = []
    groups: list[int] = []
    first, held = 1, 0
    for number in range(about.num_row_groups):
        count = about.row_group(number).num_rows
        if groups and held + count > rows:
            parts.append(Part(source, tuple(groups), first))
            first, held, groups = first + held, 0, []
        groups.append(number)
        held += count
    if groups or not parts:
        parts.append(Part(source, tuple(groups), first))
    return parts, digest


def read(part: Part, limits: Limits) -> Piece:
    """Raises InputError."""
    return _whole(part.source, limits) if part.whole else _parquet(part, limits)


def _parquet(part: Part, limits: Limits) -> Piece:
    path, name = part.source.path, part.source.name
    with _refusals(part.source, limits):
        raw = read_parquet(path, _KIND, name, limits, list(part.groups), part.first)
    refuse_other(part.source, raw.labels, _KIND)
    raw.notes[:0] = part.source.said
    found = canonical(within(raw, limits, name), _KIND, name, "", limits)
    return Piece(found.table, found.rejected, found.report)


@contextmanager
def _refusals(source: Source, limits: Limits) -> Iterator[None]:
    """What reading a parquet file raises as what is said of it."""
    try:
        yield
    except NoHeader as missing:
        cause = no_header(source.name, _KIND, missing.cells, limits)
        raise InputError(f"{cause}数据集里只能有企业登记数据。") from None
    except (pa.ArrowException, OSError, MemoryError) as fault:
        if isinstance(fault, MemoryError) and not forged(source.path, fault):
            raise
        raise _damaged(source.name) from fault


def _damaged(name: str) -> InputError:
    return InputError(f"文件 {name} 不是完整的 parquet 文件。请重新导出或重新传送。")


def _whole(source: Source, limits: Limits) -> Piece:
    try:
        found = ingest.read([source], _KIND, None, limits)
    except ingest.NothingRead as none:  # it lies in a folder, where a read-me may lie as well
        fields = [(n, pa.string()) for n in (*REGISTRATION, *PROVENANCE[:-1])]
        empty = pa.schema([*fields, (PROVENANCE[-1], pa.int64())]).empty_table()
        return Piece(empty, (), none.sources[0])
    return Piece(found.table, found.rejected, found.sources[0])


def about(piece: Piece) -> About:
    cause = piece.rejected[0].cause if piece.rejected else ""
    return About(piece.table.num_rows, len(piece.rejected), cause, piece.report)


def bear(known: Sequence[About], limits: Limits) -> None:
    """Raises InputError where too many rows of a file are set aside in all its parts."""
    files: dict[str, list[About]] = {}
    for part in known:
        if part.rejected:
            files.setdefault(part.report.file, []).append(part)
    for name, parts in files.items():
        most = min(limits.rejected_of(part.report.columns) for part in parts)
        if (count := sum(part.rejected for part in parts)) > most:
            raise too_many_rejected(count, parts[0].cause, most, name)


def rows(piece: Piece, begin: int, count: int) -> pa.Table:
    """A partition: some rows of a piece, each firm with the address it is to be found at."""
    return ingest.with_addresses(piece.table.slice(begin, count)).combine_chunks()


def reports(parts: Sequence[tuple[SourceReport, str]]) -> tuple[SourceReport, ...]:
    """One report a file from those of its parts, each with the sha256 of its file."""
    files: dict[str, SourceReport] = {}
    for report, digest in parts:
        known = files.get(report.file)
        if known is None:
            files[report.file] = replace(report, sha256=digest)
            continue
        files[report.file] = replace(
            known,
            rows_in=known.rows_in + report.rows_in,
            rows_used=known.rows_used + report.rows_used,
            rows_rejected=known.rows_rejected + report.rows_rejected,
            notes=tuple(dict.fromkeys((*known.notes, *report.notes))),
        )
    return tuple(files.values())
