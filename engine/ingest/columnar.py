"""Parquet files and pandas frames: columns are already there and only need to become text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from engine.ingest.cells import bytes_text, text_column, text_list
from engine.ingest.headers import label
from engine.ingest.limits import MB, USUAL, Limits, beyond
from engine.ingest.locate import usable
from engine.ingest.raw import NoHeader, RawTable
from engine.model.errors import InputError
from engine.model.terms import RecordKind

if TYPE_CHECKING:
    import pandas as pd

_BATCH = 1 << 14
#: Of a character, at most.
_BYTES = 4


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
    import pyarrow.parquet as pq  # loads file systems and their certificates, too

    file = pq.ParquetFile(_open(data), read_dictionary=_texts(data))
    about = file.metadata
    read = about.num_rows if groups is None else sum(about.row_group(g).num_rows for g in groups)
    if read > limits.rows:
        raise beyond("rows", "行数", f"为 {read}", limits.rows, source)
    if about.num_columns > limits.columns:
        raise beyond("columns", "列数", f"为 {about.num_columns}", limits.columns, source)
    most, batches, size = limits.unpacked_mb * MB, [], 0
    if (told := _told_size(about, groups)) > most:
        found = f"为 {told // MB} MB"
        raise beyond("unpacked_mb", "展开后大小", found, limits.unpacked_mb, source)
    # Texts stay coded until their size is known: a few kilobytes may stand for gigabytes.
    for batch in file.iter_batches(batch_size=_BATCH, row_groups=groups):
        size += sum(_size(column) for column in batch.columns)
        if size > most:
            found = f"超过 {size // MB} MB"
            raise beyond("unpacked_mb", "展开后大小", found, limits.unpacked_mb, source)
        columns = [_cut(column, limits.cell) for column in batch.columns]
        batches.append(pa.RecordBatch.from_arrays(columns, schema=batch.schema))
    table = pa.Table.from_batches(batches, file.schema_arrow if not batches else None)
    names = list(table.column_names)
    columns, broken = [], 0
    for i, name in enumerate(names):
        column, some = _sound(_readable(table.column(i), name, source))
        columns.append(column)
        broken += some
    raw = _raw(names, columns, table.num_rows, kind, first)
    if broken:
        raw.notes.append(f"文件有 {broken} 个单元格里有字符损坏，已用“\ufffd”代替")
    return raw


def names_of(path: Path) -> list[str]:
    """Of the columns of a parquet file. Raises pa.ArrowException and OSError."""
    import pyarrow.parquet as pq

    names: list[str] = pq.read_schema(path).names
    return names


def _open(data: bytes | Path) -> Any:
    return pa.BufferReader(data) if isinstance(data, bytes) else str(data)


def _texts(data: bytes | Path) -> list[str]:
    import pyarrow.parquet as pq

    schema = pq.read_schema(_open(data))
    return [
        f.name for f in schema if pa.types.is_string(f.type) or pa.types.is_large_string(f.type)
    ]


def _told_size(about: Any, groups: Sequence[int] | None) -> int:
    """Bytes that a file says it unpacks to: a batch that is too large is too large once it is there."""
    wanted = range(about.num_row_groups) if groups is None else groups
    return sum(
        about.row_group(group).column(column).total_uncompressed_size
        for group in wanted
        for column in range(about.num_columns)
    )


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
    return RawTable(labels, columns, pa.array(range(first, first + rows), pa.int64()))
