"""Large csv and parquet files, read a block at a time; csv only if well-formed and in UTF-8 or GB18030.

The caller has the blocks of csv read, in whatever processes it has. Whatever is irregular, or of
another type, is seen whole by ``Reading``, and nothing but that file is in memory then.
"""

from __future__ import annotations

import codecs
import contextlib
import hashlib
import io
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from engine.ingest import files
from engine.ingest.canonical import Canonical, together
from engine.ingest.columnar import broken_note, parquet_parts, weight
from engine.ingest.delimited.blocks import (
    Block,
    Irregular,
    Layout,
    OtherEncoding,
    ReadBlock,
    keep_block,
    keep_whole,
)
from engine.ingest.delimited.cutting import Cutting
from engine.ingest.delimited.read import foreign_end, sniff
from engine.ingest.limits import MB, USUAL, Limits, beyond, too_many_rejected
from engine.ingest.raw import NoHeader
from engine.ingest.reader import OtherKind, Reading, refuse_other
from engine.model.errors import InputError
from engine.model.ingested import Ingested
from engine.model.progress import Progress
from engine.model.terms import RecordKind

#: Has blocks of a file read by ``read_block`` and gives what they told in order; closed when no more
#: of them are wanted.
Readers = Callable[[Iterable[Block]], Generator[ReadBlock, None, None]]
#: Bytes from which it is worth while: on disk as soon done as in memory, and with less of that.
LARGE = 8 * MB
#: Bytes of a block, as far as its rows allow.
BLOCK = 16 * MB
#: Rows of a block, about.
ROWS = 50_000
_HEAD = 1 << 18
_BLANK_END = b"\r\n\x1a"
#: Of the delimiters this may be the second byte of a character in GB18030.
_AMBIGUOUS = "|"


def worth_streaming(
    paths: Sequence[files.Given], limits: Limits = USUAL, large: int = LARGE
) -> bool:
    """Whether these are together of ``large`` bytes or more."""
    return sum(_weight(s, limits) for s in files.collect(paths, limits.files)) >= large


def _weight(source: files.Source, limits: Limits) -> int:
    """Bytes of a file, of parquet as csv, about; 0 for what will not be read."""
    try:
        size = source.path.stat().st_size
        if not source.path.is_file() or size > limits.file_mb * MB:
            return 0
        return max(size, weight(source.path)) if _suffix(source) in files.PARQUET else size
    except MemoryError:  # Arrow's is one of its own errors, too
        raise
    except (OSError, pa.ArrowException):  # ``Reading`` says which and why
        return 0


def _suffix(source: files.Source) -> str:
    return source.path.suffix.lower()


def stream(
    paths: Sequence[files.Given],
    kind: RecordKind,
    readers: Readers,
    into: Callable[[], Path],
    progress: Progress | None = None,
    limits: Limits = USUAL,
    step: int = BLOCK,
    rows: int = ROWS,
) -> tuple[Ingested, list[list[ReadBlock]]]:
    """What the files came to, its table being empty, and the blocks of each file.

    ``into``: a new file each time, for what is kept of files that are read here and not by
    ``readers``. ``step``: bytes of a block; it has ``rows`` at most, if they are as long as those at
    the beginning. Raises InputError and NothingRead as ``reader.read`` does.
    """
    reading = Reading(paths, kind, limits)
    read: list[Ingested] = []
    blocks: list[list[ReadBlock]] = []
    for source in files.collect(paths, limits.files):
        try:
            found = _in_blocks(source, kind, limits, readers, into, (step, rows))
        except OtherKind:
            raise
        except InputError as cause:
            reading.set_aside(source, _digest(source), cause)
            continue
        for part, told in _whole(reading, source, into, rows) if found is None else [found]:
            read.append(part)
            blocks.append(told)
        if progress:
            progress(f"读取 {source.name}", sum(part.rows_in for part in read))
    used = sum(block.rows for told in blocks for block in told)
    return reading.together(read, used), blocks


def _whole(
    reading: Reading, source: files.Source, into: Callable[[], Path], rows: int
) -> list[tuple[Ingested, list[ReadBlock]]]:
    """Its tables; nothing of them is held any more. Raises InputError."""
    return [
        (replace(part, table=part.table.schema.empty_table()).alone(), keep_whole(part, rows, into))
        for part in reading.whole(source)
    ]


def _in_blocks(
    source: files.Source,
    kind: RecordKind,
    limits: Limits,
    readers: Readers,
    into: Callable[[], Path],
    most: tuple[int, int],
) -> tuple[Ingested, list[ReadBlock]] | None:
    """None, perhaps after some blocks, when it has to be read whole. Raises InputError."""
    suffix = _suffix(source)
    if suffix not in files.TEXT | files.PARQUET or not _weight(source, limits):
        return None
    try:
        before = files.state(source.path)
        if suffix in files.PARQUET:
            found = _stream_parquet(source, kind, limits, into, most[1])
        else:
            found = _stream_csv(source, kind, limits, readers, most)
        return found if files.state(source.path) == before else None
    except (Irregular, OSError):
        return None


def _stream_csv(
    source: files.Source, kind: RecordKind, limits: Limits, readers: Readers, most: tuple[int, int]
) -> tuple[Ingested, list[ReadBlock]]:
    """Raises Irregular, and InputError where a limit is passed."""
    with source.path.open("rb") as body:
        try:
            return _read(body, source, kind, limits, readers, most, "utf-8")
        except OtherEncoding:
            return _read(body, source, kind, limits, readers, most, "gb18030")


def _stream_parquet(
    source: files.Source, kind: RecordKind, limits: Limits, into: Callable[[], Path], rows: int
) -> tuple[Ingested, list[ReadBlock]]:
    """Raises Irregular for what ``reader.read`` tells, and InputError where a limit is passed."""
    told: list[ReadBlock] = []
    parts: list[Canonical] = []
    broken = before = 0
    try:
        files.refuse_special(source)
        for raw, some in parquet_parts(source.path, kind, source.name, limits, rows):
            if not parts:
                refuse_other(source, raw.labels, kind)
            block = keep_block(raw, kind, source.name, limits, into())
            told.append(block)
            parts.append(block.part.later(before))
            before += block.read
            broken += some
            _bear(parts, limits, source.name)
        digest = _digest(source)
    except MemoryError:  # Arrow's is one of its own errors, too
        raise
    except (NoHeader, pa.ArrowException) as cause:
        raise Irregular from cause
    notes = (*source.said, *broken_note(broken))
    return together(_of_one_file(parts, digest, notes)), told


def _digest(source: files.Source) -> str:
    """Nothing of a file that is there no more."""
    with contextlib.suppress(OSError), source.path.open("rb") as body:
        return hashlib.file_digest(body, "sha256").hexdigest()
    return ""


def _bear(parts: Sequence[Canonical], limits: Limits, name: str) -> None:
    """Raises InputError where too many rows of a file are set aside."""
    count = sum(len(part.rejected) for part in parts)
    most = min(limits.rejected_of(part.report.columns) for part in parts) if parts else count
    if count > most:
        cause = next(row.cause for part in parts for row in part.rejected)
        raise too_many_rejected(count, cause, most, name)


def _of_one_file(parts: list[Canonical], digest: str, notes: Sequence[str]) -> list[Canonical]:
    """``notes``: what is told of the file before what is told of its parts."""
    parts = [replace(part, report=replace(part.report, sha256=digest)) for part in parts]
    first = parts[0].report
    return [replace(parts[0], report=replace(first, notes=(*notes, *first.notes))), *parts[1:]]


def _read(
    body: io.BufferedIOBase,
    source: files.Source,
    kind: RecordKind,
    limits: Limits,
    readers: Readers,
    most: tuple[int, int],
    encoding: str,
) -> tuple[Ingested, list[ReadBlock]]:
    body.seek(0)
    head = body.read(_HEAD)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in head:
        raise Irregular
    bom, name = 0, source.name
    if encoding == "utf-8" and head.startswith(codecs.BOM_UTF8):
        encoding, bom = "utf-8-sig", len(codecs.BOM_UTF8)
    text = _decoded(head[bom : head.rfind(b"\n") + 1], encoding)
    if foreign_end(text, kind, limits.columns):
        raise Irregular
    try:
        delimiter, header, skip = sniff(text, kind, limits.columns)
    except NoHeader as missing:
        raise Irregular from missing
    begin, end = bom + _bytes_of(text[:skip], head[bom:]), _end(body)
    if not delimiter.isascii() or header.above or begin >= end:
        raise Irregular
    if encoding == "gb18030" and delimiter in _AMBIGUOUS:
        raise Irregular
    refuse_other(source, header.labels, kind)
    labels, width = header.labels[: header.own], len(header.labels)
    step = min(most[0], most[1] * len(head) // max(1, text.count("\n")))
    layout = Layout(
        source.path, name, kind, limits, encoding, delimiter, labels, header.last + 1, width
    )
    cutting = Cutting(body, begin, end, delimiter, 4 * limits.cell * 64, step)
    told: list[ReadBlock] = []
    rows = 0
    parts = []
    with contextlib.closing(readers(_blocks(layout, cutting))) as blocks:
        for block in blocks:
            told.append(block)
            parts.append(block.part.later(rows))
            rows += block.read
            _bear(parts, limits, name)
            if rows > limits.rows:
                raise beyond("rows", "行数", f"为 {rows} 或更多", limits.rows, name)
    return together(_of_one_file(parts, cutting.digest(), source.said)), told


def _blocks(layout: Layout, cutting: Iterable[tuple[int, int]]) -> Iterator[Block]:
    for begin, end in cutting:
        yield Block(layout, begin, end)


def _decoded(head: bytes, encoding: str) -> str:
    """Lines of the beginning. Raises Irregular."""
    try:
        return head.decode("gb18030" if encoding == "gb18030" else "utf-8")
    except UnicodeError as cause:
        raise (Irregular if encoding == "gb18030" else OtherEncoding) from cause


def _bytes_of(header: str, head: bytes) -> int:
    """Bytes of the lines of the header, in whatever encoding. Raises Irregular."""
    if not header.endswith("\n"):
        raise Irregular
    end = 0
    for _ in range(header.count("\n")):
        end = head.index(b"\n", end) + 1
    return end


def _end(body: io.BufferedIOBase) -> int:
    """Where the last line ends that says something."""
    size = body.seek(0, io.SEEK_END)
    while size:
        begin = max(0, size - _HEAD)
        body.seek(begin)
        kept = body.read(size - begin).rstrip(_BLANK_END)
        if kept:
            return begin + len(kept)
        size = begin
    return 0
