"""Parquet files and pandas frames: columns are already there and only need to become text."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from engine.ingest.cells import text_column, text_list
from engine.ingest.headers import label
from engine.ingest.locate import usable
from engine.ingest.raw import NoHeader, RawTable
from engine.model.terms import RecordKind


def read_parquet(data: bytes, kind: RecordKind) -> RawTable:
    """Raises NoHeader, and pa.ArrowException when the file is damaged."""
    table = pq.read_table(pa.BufferReader(data))
    return _raw(table.column_names, [text_column(c) for c in table.columns], table.num_rows, kind)


def read_frame(frame: pd.DataFrame, kind: RecordKind) -> RawTable:
    """Raises NoHeader."""
    columns = [_series(frame.iloc[:, i]) for i in range(frame.shape[1])]
    names = ["/".join(map(str, c)) if isinstance(c, tuple) else str(c) for c in frame.columns]
    return _raw(names, columns, len(frame), kind)


def _series(series: pd.Series[Any]) -> pa.ChunkedArray:
    try:
        return text_column(pa.array(series, from_pandas=True))
    except (pa.ArrowException, TypeError):
        pass  # cells of several types in one column
    return text_list([None if _missing(v) else v for v in series.tolist()])


def _missing(value: object) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or value != value


def _raw(names: list[str], columns: list[pa.ChunkedArray], rows: int, kind: RecordKind) -> RawTable:
    labels = label(names, kind)
    if not usable(labels, kind):
        raise NoHeader(names)
    return RawTable(labels, columns, pa.array(range(1, rows + 1), pa.int64()))
