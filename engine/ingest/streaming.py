"""Large csv files, read a block at a time; only well-formed ones in UTF-8 or GB18030.

Whatever is irregular is left to ``reader.read``, which sees the file whole.
"""

from __future__ import annotations

import codecs
import hashlib
import io
import mmap
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.csv as pacsv

from engine.ingest import files
from engine.ingest.canonical import Canonical, canonical, together
from engine.ingest.delimited import read_options, sniff
from engine.ingest.limits import MB, USUAL, Limits, beyond, within
from engine.ingest.quotes import Quotes
from engine.ingest.raw import NoHeader, RawTable
from engine.ingest.reader import other_files
from engine.model.ingested import Ingested
from engine.model.progress import Progress
from engine.model.terms import RecordKind

#: Takes canonical rows as they come.
Sink = Callable[[pa.Table], None]
#: Bytes from which it is worth while.
LARGE = 32 * MB
_STEP = 1 << 24
_HEAD = 1 << 18
_BLANK_END = b"\r\n\x1a"


class Irregular(Exception):
    """Not for reading block by block."""


def worth_streaming(paths: Sequence[Path], limits: Limits = USUAL, large: int = LARGE) -> bool:
    """Whether these are csv files alone, together of ``large`` bytes or more."""
    sources = files.collect(paths, limits.files)
    try:
        sizes = [source.path.stat().st_size for source in sources]
    except OSError:  # ``reader.read`` says which and why
        return False
    if not sizes or sum(sizes) < large or max(sizes) > limits.file_mb * MB:
        return False
    return all(source.path.suffix.lower() in files.TEXT for source in sources)


def stream(
    paths: Sequence[Path],
    kind: RecordKind,
    sink: Sink,
    spare: Path,
    progress: Progress | None = None,
    limits: Limits = USUAL,
) -> Ingested | None:
    """Give ``sink`` the rows of files worth streaming; the table of the result is empty. None,
    perhaps after some rows, when they have to be read by ``reader.read``.

    ``spare``: where a file may be written in UTF-8. Raises InputError where a limit is passed.
    """
    sources = files.collect(paths, limits.files)
    read: list[Ingested] = []
    for source in sources:
        try:
            read.append(stream_csv(source.path, source.name, kind, limits, sink, spare))
        except (Irregular, OSError):
            return None
        if progress:
            progress(f"读取 {source.name}", sum(part.rows_in for part in read))
    return Ingested(
        kind,
        read[0].table,
        tuple(row for part in read for row in part.rejected),
        (*(report for part in read for report in part.sources), *other_files(paths, kind)),
        sum(part.rows_in for part in read),
    )


def stream_csv(
    path: Path,
    name: str,
    kind: RecordKind,
    limits: Limits,
    sink: Sink,
    spare: Path,
) -> Ingested:
    """Give ``sink`` the rows of a csv file. The result has an empty table and all reports.

    ``spare``: where the file may be written in UTF-8. Raises Irregular, perhaps after some rows,
    and InputError where a limit is passed.
    """
    try:
        with path.open("rb") as source:
            encoding, digest = _examine(source, limits)
            if encoding == "gb18030":
                _translate(source, spare)
        with (spare if encoding == "gb18030" else path).open("rb") as body:
            return _rows(body, encoding, digest, name, kind, limits, sink)
    finally:
        spare.unlink(missing_ok=True)


def _examine(source: BinaryIO, limits: Limits) -> tuple[str, str]:
    """(encoding, sha256) after one pass. Raises Irregular."""
    digest = hashlib.sha256()
    decoders = {
        "utf-8": codecs.getincrementaldecoder("utf-8")("strict"),
        "gb18030": codecs.getincrementaldecoder("gb18030")("strict"),
    }
    longest, open_line = 4 * limits.cell * 64, 0
    first = source.read(_STEP)
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in first:
        raise Irregular
    block = first
    while block:
        digest.update(block)
        open_line = _open_line(block, open_line, longest)
        following = source.read(_STEP)
        for codec in list(decoders):
            try:
                decoders[codec].decode(block, not following)
            except UnicodeError:
                del decoders[codec]
            if codec == "utf-8" and codec in decoders:
                break  # what is UTF-8 so far need not be tried as anything else
        if not decoders:
            raise Irregular
        block = following
    encoding = "utf-8" if "utf-8" in decoders else "gb18030"
    if encoding == "utf-8" and first.startswith(codecs.BOM_UTF8):
        encoding = "utf-8-sig"
    return encoding, digest.hexdigest()


def _open_line(block: bytes, before: int, longest: int) -> int:
    """Bytes of the line that is not over at the end of the block. Raises Irregular."""
    at, held = 0, before
    while True:
        end = block.rfind(b"\n", at, at + longest - held + 1)
        if end < 0:
            held += len(block) - at
            if held > longest:
                raise Irregular
            return held
        at, held = end + 1, 0


def _translate(source: BinaryIO, spare: Path) -> None:
    """Raises Irregular: blocks before the first that is no UTF-8 were not tried."""
    decoder = codecs.getincrementaldecoder("gb18030")("strict")
    source.seek(0)
    try:
        with spare.open("wb") as sink:
            while block := source.read(_STEP):
                sink.write(decoder.decode(block).encode("utf-8"))
            sink.write(decoder.decode(b"", True).encode("utf-8"))
    except UnicodeError as cause:
        raise Irregular from cause


def _rows(
    body: BinaryIO,
    encoding: str,
    digest: str,
    name: str,
    kind: RecordKind,
    limits: Limits,
    sink: Sink,
) -> Ingested:
    bom = len(codecs.BOM_UTF8) if encoding == "utf-8-sig" else 0
    end = _end(body)
    body.seek(bom)
    head = body.read(_HEAD)
    cut = max(head.rfind(b"\n"), head.rfind(b"\r"))
    if cut < 0:
        raise Irregular
    try:
        delimiter, header, skip = sniff(head[: cut + 1].decode("utf-8"), kind, limits.columns)
    except NoHeader as missing:
        raise Irregular from missing
    if not delimiter.isascii() or header.above or bom + skip >= end:
        raise Irregular
    parts: list[Canonical] = []
    seen = 0
    begin, width = bom + skip, len(header.labels)
    with mmap.mmap(body.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        quotes = Quotes(mapped, begin, end, delimiter, width)
        for batch in _batches(body, begin, end, delimiter, width):
            if quotes.merged(batch):
                raise Irregular
            columns = pa.Table.from_batches([batch]).columns
            count = batch.num_rows
            numbers = pa.array(range(seen + 1, seen + count + 1), pa.int64())
            seen += count
            if seen > limits.rows:
                raise beyond("rows", "行数", f"为 {seen} 或更多", limits.rows, name)
            raw = RawTable(header.labels, columns, numbers, encoding, header.last + 1)
            part = canonical(within(raw, limits, name), kind, name, digest)
            sink(part.table)
            parts.append(part.without_rows())
    if not parts:
        raise Irregular
    return together(parts)


def _end(body: BinaryIO) -> int:
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


def _batches(
    body: BinaryIO, begin: int, end: int, delimiter: str, width: int
) -> Iterator[pa.RecordBatch]:
    reading, parsing, converting = read_options(delimiter, width)
    try:
        yield from pacsv.open_csv(
            _Slice(body, begin, end),
            read_options=reading,
            parse_options=parsing,
            convert_options=converting,
        )
    except (pa.ArrowInvalid, pa.ArrowException) as cause:
        raise Irregular from cause


class _Slice(io.RawIOBase):
    """A part of a file as a file."""

    def __init__(self, body: BinaryIO, begin: int, end: int) -> None:
        self._body, self._left = body, end - begin
        body.seek(begin)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        wanted = self._left if size < 0 else min(size, self._left)
        data = self._body.read(wanted)
        self._left -= len(data)
        return data
