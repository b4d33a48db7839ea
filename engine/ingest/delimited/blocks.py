"""A block of whole rows of a large csv file, read alone by whichever process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from engine.ingest.canonical import Canonical, canonical
from engine.ingest.delimited.quotes import holds_rows, one_line_each
from engine.ingest.delimited.read import filled, longer_rows, read_options
from engine.ingest.headers.names import Label
from engine.ingest.limits import Limits, within
from engine.ingest.merge import Suspects, suspicions
from engine.ingest.raw import RawTable
from engine.ingest.tally import Tally
from engine.ingest.whereabouts import with_addresses
from engine.model.runs import write_rows
from engine.model.terms import RecordKind


class Irregular(Exception):
    """Not for reading block by block."""


class OtherEncoding(Irregular):
    """No UTF-8 after all."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What all blocks of a file share. ``encoding``: utf-8, utf-8-sig or gb18030."""

    path: Path
    name: str
    kind: RecordKind
    limits: Limits
    encoding: str
    delimiter: str
    labels: tuple[Label, ...]
    header_row: int
    #: Of the rows, which may end in more delimiters than the header.
    width: int


@dataclass(frozen=True, slots=True)
class Block:
    """Bytes of a file from the beginning of a row to the end of one."""

    layout: Layout
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class ReadBlock:
    """``into``: where its firms lie, without columns that say nothing, ``rows`` of the ``read`` that
    the block has; ``part``: what is told of them, rows numbered from the beginning of the block;
    ``suspects``: which of them may be other rows' firms. Of a file that was read whole rows are
    numbered from its beginning, and ``read`` is 0."""

    into: Path
    part: Canonical
    rows: int
    read: int
    suspects: Suspects
    tally: Tally


def read_block(block: Block, into: Path) -> ReadBlock:
    """Write the firms of a block as a file. Raises Irregular, and InputError for a limit."""
    layout = block.layout
    data = _utf8(block)
    columns = _columns(data, layout)
    read = len(columns[0])
    numbers = pa.array(np.arange(1, read + 1))
    raw = RawTable(layout.labels, columns, numbers, layout.encoding, layout.header_row)
    raw.notes = longer_rows(len(layout.labels), layout.width)
    return keep_block(raw, layout.kind, layout.name, layout.limits, into)


def keep_block(raw: RawTable, kind: RecordKind, name: str, limits: Limits, into: Path) -> ReadBlock:
    """Write the firms of a part of a file. Raises InputError for a limit."""
    read = len(raw.rows) + len(raw.bad)
    return _keep(canonical(within(raw, limits, name), kind, name, "", limits), into, read)


def keep_whole(whole: Canonical, rows: int, into: Callable[[], Path]) -> list[ReadBlock]:
    """Write the firms of a source that was read whole, so many rows to a file, one at least."""
    begins = range(0, max(1, whole.table.num_rows), rows)
    return [_keep(replace(whole, table=whole.table.slice(at, rows)), into(), 0) for at in begins]


def _keep(part: Canonical, into: Path, read: int) -> ReadBlock:
    firms = with_addresses(part.table)
    write_rows(_saying(firms), into)
    return ReadBlock(
        into,
        replace(part, table=part.table.schema.empty_table()),
        firms.num_rows,
        read,
        suspicions(firms),
        Tally.of(firms),
    )


def _saying(firms: pa.Table) -> pa.Table:
    """Without the columns in which nothing stands; of no rows all are kept, as their types tell."""
    if not firms.num_rows:
        return firms
    names = firms.column_names
    return firms.select([n for n in names if firms.column(n).null_count < firms.num_rows])


def _utf8(block: Block) -> bytes:
    with block.layout.path.open("rb") as file:
        file.seek(block.begin)
        data = file.read(block.end - block.begin)
    if block.layout.encoding != "gb18030":
        return data
    try:
        return data.decode("gb18030").encode()
    except UnicodeError as cause:
        raise Irregular from cause


def _columns(data: bytes, layout: Layout) -> list[pa.ChunkedArray]:
    width, own = layout.width, len(layout.labels)
    reading, parsing, converting = read_options(layout.delimiter, width)
    reading.block_size, reading.use_threads = len(data) + 1, False
    converting.check_utf8 = layout.encoding != "gb18030"  # which was made UTF-8 here
    try:
        table = pacsv.read_csv(
            pa.BufferReader(data),
            read_options=reading,
            parse_options=parsing,
            convert_options=converting,
        )
    except MemoryError:  # Arrow's is one of its own errors, too
        raise
    except pa.ArrowException as cause:
        if layout.encoding != "gb18030" and not _is_utf8(data):
            raise OtherEncoding from cause
        raise Irregular from cause
    lined = not one_line_each(data, table.num_rows)
    if lined and holds_rows(table.to_batches(), layout.delimiter, width):
        raise Irregular
    columns: list[pa.ChunkedArray] = table.columns
    if filled(columns[own:]):
        raise Irregular
    return columns[:own]


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeError:
        return False
    return True
