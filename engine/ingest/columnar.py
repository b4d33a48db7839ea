"""Parquet files and pandas frames: columns are already there and only need to become text."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.ingest.cells import bytes_text, text_column, text_list
from engine.ingest.headers.locate import usable
from engine.ingest.headers.names import label
from engine.ingest.limits import MB, USUAL, Limits, beyond, put_together
from engine.ingest.raw import NoHeader, RawTable
from engine.model.errors import InputError
from engine.model.terms import RecordKind

if TYPE_CHECKING:
    import pandas as pd

_BATCH = 1 << 14
#: Of a character, at most.
_BYTES = 4
#: Bytes that a batch may take however few its file gives for them.
_HELD = 256 * MB
#: A text that is longer than this in bytes, and written once for many rows, is meant to fill a memory.
_ODD = MB
#: Rows of a batch at least: fewer take longer to ask for than to read.
_LEAST = 32
#: Bytes of a cell in a csv file, about.
_CELL = 16
#: What Arrow says where there is no memory.
_ASKED = re.compile(r"alloc of size ([0-9]{1,20})")
#: Where one file ends and another begins.
_JOINT = b"PAR1PAR1"
#: Bytes of a file read at once.
_BUFFER = 1 << 16


def read_parquet(
    data: bytes | Path,
    kind: RecordKind,
    source: str = "",
    limits: Limits = USUAL,
    groups: Sequence[int] | None = None,
    first: int = 1,
) -> RawTable:
    """The whole file, or some of its row groups, of which the first row has the number ``first``.

    Raises NoHeader, InputError, and pa.ArrowException when the file is damaged.
    """
    told = _about(data, limits, source, groups)
    batches = list(_batches(data, told, limits, source))
    table = pa.Table.from_batches(batches, None if batches else told.schema)
    del batches
    raw, broken = _as_text(table, kind, source, first)
    raw.notes += broken_note(broken)
    return raw


def parquet_parts(
    path: Path, kind: RecordKind, source: str, limits: Limits, rows: int
) -> Iterator[tuple[RawTable, int]]:
    """The same in parts of ``rows`` rows or a few more, at least one, with how many cells of each
    are broken; each part has its rows numbered from 1."""
    told = _about(path, limits, source, None)
    held: list[pa.RecordBatch] = []
    count, parts = 0, 0
    for batch in _batches(path, told, limits, source):
        held.append(batch)
        count += batch.num_rows
        if count >= rows:
            yield _as_text(pa.Table.from_batches(held), kind, source, 1)
            held, count, parts = [], 0, parts + 1
    if held or not parts:
        yield _as_text(pa.Table.from_batches(held, None if held else told.schema), kind, source, 1)


def look(path: Path, kind: RecordKind, source: str, limits: Limits) -> int:
    """How many row groups the file has. Raises what to read it would raise for what it says of itself, for
    its columns and for the beginning of its last row group."""
    import pyarrow.parquet as pq

    with _named_in_text():
        groups = range(pq.read_metadata(path).num_row_groups)
    told = _about(path, limits, source, groups[-1:])
    _as_text(told.schema.empty_table(), kind, source, 1)
    return len(groups)


def broken_note(cells: int) -> list[str]:
    return [f"文件有 {cells} 个单元格里有字符损坏，已用“\ufffd”代替"] if cells else []


def weight(path: Path) -> int:
    """Bytes that a parquet file would take as csv, about, or more: what it says of itself, and some for
    each cell, as a few kilobytes may stand for millions of equal ones. Raises pa.ArrowException, OSError.
    """
    import pyarrow.parquet as pq

    with _named_in_text():
        about = pq.read_metadata(path)
    cells: int = about.num_rows * about.num_columns
    return max(_told_size(about, range(about.num_row_groups)), _CELL * cells)


def forged(data: bytes | Path, cause: BaseException) -> bool:
    """Whether it is a parquet file that is at fault where memory was wanting: a page of it asks for far
    more than all of it unpacks to. Raises pa.ArrowException."""
    import pyarrow.parquet as pq

    asked = _ASKED.search(str(cause))
    if not isinstance(cause, MemoryError) or not asked:
        return False
    about = pq.read_metadata(_open(data))
    told = _told_size(about, range(about.num_row_groups))
    return int(asked[1]) > max(_HELD, 2 * told)


@dataclass(frozen=True, slots=True)
class _About:
    metadata: Any
    schema: pa.Schema
    groups: Sequence[int]


def _about(data: bytes | Path, limits: Limits, source: str, groups: Sequence[int] | None) -> _About:
    """What the file says of itself. Raises InputError where that is beyond a limit, and pa.ArrowException
    where its parts do not fit together."""
    import pyarrow.parquet as pq  # loads file systems and their certificates, too

    with _named_in_text():
        file = pq.ParquetFile(_open(data))
    about = file.metadata
    every = range(about.num_row_groups)
    wanted = every if groups is None else groups
    if sum(about.row_group(g).num_rows for g in every) != about.num_rows:
        raise pa.ArrowInvalid("the row groups have not all the rows of the file")
    read = sum(about.row_group(g).num_rows for g in wanted)
    if read > limits.rows:
        raise beyond("rows", "行数", f"为 {read}", limits.rows, source)
    if about.num_columns > limits.columns:
        raise beyond("columns", "列数", f"为 {about.num_columns}", limits.columns, source)
    if (told := _told_size(about, wanted)) > limits.unpacked_mb * MB:
        found = f"为 {told // MB} MB"
        raise beyond("unpacked_mb", "展开后大小", found, limits.unpacked_mb, source)
    for group in wanted:
        # To ask for a column that contradicts the schema ends the process; to read of it raises.
        if about.row_group(group).num_columns != about.num_columns:
            raise pa.ArrowInvalid("a row group has other columns than the schema")
        next(file.iter_batches(1, row_groups=[group]), None)
    if wanted and wanted[-1] == every[-1] and _has_another_before(data, about):
        raise put_together(source)
    return _About(about, file.schema_arrow, wanted)


def _has_another_before(data: bytes | Path, about: Any) -> bool:
    """Whether the file ends far behind its last column, as one that stands behind another."""
    group = about.row_group(about.num_row_groups - 1)
    columns = [group.column(at) for at in range(group.num_columns)]
    begins = [
        min(c.dictionary_page_offset or c.data_page_offset, c.data_page_offset) for c in columns
    ]
    ends = [begin + c.total_compressed_size for begin, c in zip(begins, columns, strict=True)]
    size = len(data) if isinstance(data, bytes) else data.stat().st_size
    behind = size - about.serialized_size - max(ends, default=size)
    if behind <= len(_JOINT):  # no indexes of pages either
        return False
    with io.BytesIO(data) if isinstance(data, bytes) else data.open("rb") as file:
        return _JOINT in file.read(behind)


@contextlib.contextmanager
def _named_in_text() -> Iterator[None]:
    try:
        yield
    except UnicodeDecodeError as cause:
        raise pa.ArrowInvalid("a name of a column is no text") from cause


def _batches(
    data: bytes | Path, told: _About, limits: Limits, source: str
) -> Iterator[pa.RecordBatch]:
    """Batch by batch, each of a size that is known before. Raises InputError beyond a limit."""
    import pyarrow.parquet as pq

    # Arrow does not read coded what is told by the text before it.
    prefixed = {name for group in told.groups for name in _prefixed(told.metadata.row_group(group))}
    names = [f.name for f in told.schema if _is_text(f.type) and f.name not in prefixed]
    plain = pq.ParquetFile(_open(data), buffer_size=_BUFFER)
    coded = pq.ParquetFile(_open(data), buffer_size=_BUFFER, read_dictionary=names)
    size, most = 0, limits.unpacked_mb * MB
    for group in told.groups:
        # With the first row comes every text that is written once for many rows.
        probe = next(coded.iter_batches(1, row_groups=[group]), None)
        longest = max((_longest(c) for c in probe.columns), default=0) if probe else 0
        del probe
        odd = longest > _ODD
        stored = max(_prefixed(told.metadata.row_group(group)).values(), default=0)
        rows = min(_BATCH, _HELD // max(1, longest, stored))
        # Texts that are odd stay coded until their size is known; others would be copied with each
        # batch, all that came before.
        file, rows = (coded, _BATCH) if odd else (plain, max(_LEAST, rows))
        missing = told.metadata.row_group(group).num_rows
        for batch in file.iter_batches(rows, row_groups=[group]):
            missing -= batch.num_rows
            size += sum(_size(column) for column in batch.columns)
            if size > most:
                found = f"超过 {size // MB} MB"
                raise beyond("unpacked_mb", "展开后大小", found, limits.unpacked_mb, source)
            columns = [_cut(column, limits.cell) for column in batch.columns]
            if odd:
                columns = [c.cast(told.schema.field(i).type) for i, c in enumerate(columns)]
            yield pa.RecordBatch.from_arrays(columns, batch.schema.names)
        if missing:
            raise pa.ArrowInvalid("a row group has not all of its rows")


def _longest(column: pa.Array) -> int:
    if not pa.types.is_dictionary(column.type) or not _is_text(column.type.value_type):
        return 0
    return int(pc.max(pc.binary_length(column.dictionary)).as_py() or 0)


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _prefixed(group: Any) -> dict[str, int]:
    """Columns in which a text may begin with all of the one before it, with the bytes of each."""
    columns = [group.column(i) for i in range(group.num_columns)]
    prefixed = [c for c in columns if "DELTA_BYTE_ARRAY" in c.encodings]
    with _named_in_text():
        return {c.path_in_schema: c.total_uncompressed_size for c in prefixed}


def _as_text(table: pa.Table, kind: RecordKind, source: str, first: int) -> tuple[RawTable, int]:
    """With how many cells there are in which bytes are no text."""
    names = list(table.column_names)
    # One for all columns in which nothing stands: of those there may be a thousand.
    nothing = pa.chunked_array([pa.nulls(table.num_rows, pa.string())])
    columns, broken = [], 0
    for i, name in enumerate(names):
        column, some = table.column(i), 0
        if column.null_count == len(column):
            column = nothing
        else:
            column, some = _sound(_readable(column, name, source))
        columns.append(column)
        broken += some
    return _raw(names, columns, table.num_rows, kind, first), broken


def names_of(path: Path) -> list[str]:
    """Of the columns of a parquet file. Raises pa.ArrowException and OSError."""
    import pyarrow.parquet as pq

    with _named_in_text():
        names: list[str] = pq.read_schema(path).names
    return names


def _open(data: bytes | Path) -> Any:
    return pa.BufferReader(data) if isinstance(data, bytes) else str(data)


def _told_size(about: Any, groups: Sequence[int]) -> int:
    """Bytes that a file says it unpacks to: a batch that is too large is too large once it is there."""
    return sum(about.row_group(group).total_byte_size for group in groups)


def _cut(column: pa.Array, most: int) -> pa.Array:
    """Cells that make their row be set aside anyway end soon after so many characters."""
    if pa.types.is_list(column.type) or pa.types.is_large_list(column.type):
        longest = pc.max(pc.list_value_length(column)).as_py() or 0
        return pc.list_slice(column, 0, most + 1) if longest > most else column
    if pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type):
        longest = pc.max(pc.binary_length(column)).as_py() or 0
        most_bytes = _BYTES * (most + 1)
        return pc.binary_slice(column, 0, most_bytes) if longest > most_bytes else column
    coded = pa.types.is_dictionary(column.type)
    texts = column.dictionary if coded else column
    if not (pa.types.is_string(texts.type) or pa.types.is_large_string(texts.type)):
        return column
    lengths = pc.binary_length(texts)
    if (pc.max(lengths).as_py() or 0) <= _BYTES * most:
        return column
    long = pc.fill_null(pc.greater(lengths, _BYTES * most), False)
    begun = pc.binary_slice(texts.filter(long).cast(pa.binary()), 0, _BYTES * (most + 1))
    cut = [cell.decode("utf-8", "ignore").ljust(most + 1, "\ufffd") for cell in begun.to_pylist()]
    texts = pc.replace_with_mask(texts, long, pa.array(cut, texts.type))
    return pa.DictionaryArray.from_arrays(column.indices, texts) if coded else texts


def _sound(column: pa.ChunkedArray) -> tuple[pa.ChunkedArray, int]:
    """The texts, and in how many there were bytes that are none."""
    try:
        column.validate(full=True)
    except pa.ArrowInvalid:
        cells = [
            None if c is None else (c, bytes_text(c)) for c in column.cast(pa.binary()).to_pylist()
        ]
        texts = pa.array([None if c is None else c[1] for c in cells], pa.string())
        return pa.chunked_array([texts]), sum(1 for c in cells if c and c[0] != c[1].encode())
    return column, 0


def _size(column: pa.Array) -> int:
    """Bytes the column takes as text."""
    if not pa.types.is_dictionary(column.type):
        return int(column.nbytes)
    lengths = pc.binary_length(column.dictionary).take(column.indices)
    return int(pc.sum(lengths).as_py() or 0) + 8 * len(column)


def _readable(column: pa.ChunkedArray, name: str, source: str) -> pa.ChunkedArray:
    try:
        return text_column(column)
    except MemoryError:  # Arrow's is one of its own errors, too
        raise
    except (ValueError, OverflowError, TypeError, pa.ArrowException):
        # Times beyond the calendar, bytes that are no text: Arrow shows them as it can.
        try:
            return column.cast(pa.string())
        except pa.ArrowException:
            raise InputError(
                f"文件 {source} 的“{name}”列（类型 {column.type}）读不了。请把这一列改成文字后重新导出。"
            ) from None


def read_frame(frame: pd.DataFrame, kind: RecordKind) -> RawTable:
    """Raises NoHeader."""
    columns = [_series(frame.iloc[:, i]) for i in range(frame.shape[1])]
    names = ["/".join(map(str, c)) if isinstance(c, tuple) else str(c) for c in frame.columns]
    return _raw(names, columns, len(frame), kind)


def _series(series: pd.Series[Any]) -> pa.ChunkedArray:
    try:
        return text_column(pa.array(series, from_pandas=True))
    except (pa.ArrowException, TypeError, UnicodeEncodeError):
        pass  # cells of several types in one column
    cells = zip(series.tolist(), series.isna().tolist(), strict=True)
    return text_list([None if missing else value for value, missing in cells])


def _raw(
    names: list[str], columns: list[pa.ChunkedArray], rows: int, kind: RecordKind, first: int = 1
) -> RawTable:
    labels = label(names, kind)
    if not usable(labels, kind):
        raise NoHeader(names)
    return RawTable(labels, columns, pa.array(np.arange(first, first + rows)))
