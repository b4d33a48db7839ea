"""CSV for machines and offices alike: UTF-8 with BOM, CRLF, no cell that starts a formula.

Cells are cleaned and quoted by Arrow kernels column by column, so a million rows take seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from engine.export.text import FORMULA_START, replace_surrogates
from engine.model.columns import whole
from engine.model.ingested import RejectedRow
from engine.model.screening import Part

REJECTED_COLUMNS = ("kind", "source_file", "source_sheet", "source_row", "cause", "raw")

_CHUNK = 50_000
_CONTROL = (
    r"[\x00-\x08\x0b-\x1f\x7f-\x{9f}\x{200e}\x{200f}\x{202a}-\x{202e}\x{2066}-\x{2069}"
    r"\x{fffe}\x{ffff}]"
)
_FORMULA = (
    r"^(?:[\t\r]|[\s\x{3000}\x{feff}\x{200b}]*["
    + "".join(rf"\x{{{ord(char):x}}}" for char in FORMULA_START)
    + "])"
)
_QUOTED = '[",\r\n]|^\\s|\\s$'
_COMMA, _END, _NOTHING = (pa.scalar(text, pa.large_string()) for text in (",", "\r\n", ""))
_ODD = f"{_CONTROL}|{_FORMULA}|{_QUOTED}"


def write_part(
    part: Part, columns: Sequence[str], path: Path, *, exact: Sequence[str] = ()
) -> None:
    """Write ``columns`` of a frame or table; ``exact`` columns keep their control characters."""
    with path.open("wb") as file:
        file.write(b"\xef\xbb\xbf" + ",".join(columns).encode() + b"\r\n")
        for cells in _blocks(part, columns, exact):
            # Large strings: a chunk of long scopes may pass 2 GB.
            large = [pc.cast(cell, pa.large_string()) for cell in cells]
            large[-1] = pc.binary_join_element_wise(large[-1], _END, _NOTHING)
            lines = whole(pc.binary_join_element_wise(*large, _COMMA))
            # Lines stand one behind the other in the array, as they do in the file.
            first, last = lines.offset, lines.offset + len(lines)
            offsets = np.frombuffer(lines.buffers()[1], np.int64)
            begin, end = int(offsets[first]), int(offsets[last])
            file.write(lines.buffers()[2].slice(begin, end - begin))


def _blocks(part: Part, columns: Sequence[str], exact: Sequence[str]) -> Iterator[list[Any]]:
    """The cells of all rows, column by column, a block at a time."""
    if isinstance(part, pd.DataFrame):
        for start in range(0, len(part), _CHUNK):
            frame = part.iloc[start : start + _CHUNK]
            yield [_column(frame, name, exact=name in exact) for name in columns]
        return
    tables = (
        (part.slice(start, _CHUNK) for start in range(0, len(part), _CHUNK))
        if isinstance(part, pa.Table)
        else part.blocks()
    )
    for table in tables:
        yield [_cells(table.column(name), exact=name in exact) for name in columns]


def _cells(column: pa.ChunkedArray, *, exact: bool) -> Any:
    array = whole(column)
    if pa.types.is_floating(array.type):
        coded = array.dictionary_encode()
        texts = pa.array([str(value) for value in coded.dictionary.to_pylist()], pa.string())
        return pc.fill_null(texts.take(coded.indices), "")
    if _is_number(array.type) or pa.types.is_boolean(array.type):
        return pc.fill_null(pc.cast(array, pa.string()), "")
    return _text(array, exact=exact)


def _column(frame: pd.DataFrame, name: str, *, exact: bool) -> Any:
    if name not in frame.columns:
        return pa.array([""] * len(frame), pa.string())
    series = frame[name]
    try:
        array = pa.array(series, from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError, UnicodeEncodeError):
        return _mixed(series, exact=exact)
    return _cells(
        array if isinstance(array, pa.ChunkedArray) else pa.chunked_array([array]), exact=exact
    )


def _is_number(kind: Any) -> bool:
    return bool(
        pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)
    )


def _text(array: Any, *, exact: bool) -> Any:
    """Cleaned, guarded and quoted; one look tells which cells need any of it."""
    values = pc.fill_null(pc.cast(array, pa.string()), "")
    odd = pc.match_substring_regex(values, _ODD)
    if not pc.any(odd).as_py():
        return values
    coded = values.filter(odd).dictionary_encode()
    return pc.replace_with_mask(values, odd, _mended(coded.dictionary, exact).take(coded.indices))


def _mended(values: Any, exact: bool) -> Any:
    if not exact:
        values = pc.replace_substring_regex(values, "\r\n?", "\n")
        values = pc.replace_substring_regex(values, _CONTROL, "")
    starts = pc.match_substring_regex(values, _FORMULA)
    values = pc.if_else(starts, pc.binary_join_element_wise("'", values, ""), values)
    doubled = pc.replace_substring(values, '"', '""')
    quoted = pc.binary_join_element_wise('"', doubled, '"', "")
    return pc.if_else(pc.match_substring_regex(values, _QUOTED), quoted, values)


def _mixed(series: pd.Series[Any], *, exact: bool) -> Any:
    """A column of several types, or with half surrogates: numbers plain, the rest as text."""
    values = series.tolist()
    numbers = [isinstance(value, int | float) for value in values]
    texts = [
        "" if value is None or value != value or value is pd.NA else replace_surrogates(str(value))
        for value in values
    ]
    array = pa.array(texts, pa.string())
    return pc.if_else(pa.array(numbers, pa.bool_()), array, _text(array, exact=exact))


def rejected_frame(rows: Sequence[RejectedRow]) -> pd.DataFrame:
    """The rows set aside as a frame."""
    table = {
        column: [
            str(getattr(row, column)) if column == "kind" else getattr(row, column) for row in rows
        ]
        for column in REJECTED_COLUMNS
    }
    return pd.DataFrame({column: pd.Series(cells, dtype=object) for column, cells in table.items()})
