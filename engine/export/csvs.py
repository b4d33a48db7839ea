"""CSV for machines and offices alike: UTF-8 with BOM, CRLF, no cell that starts a formula.

Of a table on disk or in memory the cells are joined to lines as they are; only lines that hold
anything odd are made again, cell by cell, cleaned and quoted. They are a few in a hundred.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from engine.export.text import FORMULA_START
from engine.model.columns import replace_surrogates, whole
from engine.model.ingested import RejectedRow
from engine.model.screening import Part
from engine.model.stored import Stored

if TYPE_CHECKING:
    import pandas as pd

REJECTED_COLUMNS = ("kind", "source_file", "source_sheet", "source_row", "cause", "raw")

_CHUNK = 50_000
_CONTROL = (
    r"[\x00-\x08\x0b-\x1f\x7f-\x{9f}\x{200e}\x{200f}\x{202a}-\x{202e}\x{2066}-\x{2069}"
    r"\x{fffe}\x{ffff}]"
)
_START = (
    r"[\s\x{3000}\x{feff}\x{200b}]*["
    + "".join(rf"\x{{{ord(char):x}}}" for char in FORMULA_START)
    + "]"
)
_FORMULA = rf"^(?:[\t\r]|{_START})"
_QUOTED = '[",\r\n]|^\\s|\\s$'
_COMMA, _END, _NOTHING = ",", "\r\n", ""
_ODD = f"{_CONTROL}|{_FORMULA}|{_QUOTED}"
#: The same of a line of joined cells; what has a comma in a cell has too many commas.
_ODD_LINE = rf'["\n\r]|{_CONTROL}|(?:^|,)(?:\s|{_START})|\s(?:,|$)'
#: Bytes of a block beyond which its lines need large offsets.
_LARGE = 1 << 30


def write_part(part: Part, columns: Sequence[str], path: Path, *, exact: Sequence[str] = ()) -> str:
    """Write ``columns`` of a frame or table; ``exact`` columns keep their control characters.

    Returns the SHA-256 of the file.
    """
    digest = hashlib.sha256()
    with path.open("wb") as file:

        def put(data: Any) -> None:
            digest.update(data)
            file.write(data)

        put(b"\xef\xbb\xbf" + ",".join(columns).encode() + b"\r\n")
        for lines in _blocks(part, columns, exact):
            ended = whole(pc.binary_join_element_wise(lines, _END, _NOTHING))
            # Lines stand one behind the other in the array, as they do in the file.
            offsets = _offsets(ended)
            put(ended.buffers()[2].slice(int(offsets[0]), int(offsets[-1] - offsets[0])))
    return digest.hexdigest()


def _blocks(part: Part, columns: Sequence[str], exact: Sequence[str]) -> Iterator[Any]:
    """The lines of all rows without their ends, a block at a time."""
    if isinstance(part, Stored):
        for table, order in part.unsorted():
            yield _lines(table, order.to_numpy(), columns, exact)
    elif isinstance(part, pa.Table):
        for start in range(0, len(part), _CHUNK):
            piece = part.slice(start, _CHUNK)
            yield _lines(piece, np.arange(len(piece)), columns, exact)
    else:
        for start in range(0, len(part), _CHUNK):
            frame = part.iloc[start : start + _CHUNK]
            yield _joined([_column(frame, name, exact=name in exact) for name in columns])


def _lines(
    table: pa.Table, order: npt.NDArray[np.int64], columns: Sequence[str], exact: Sequence[str]
) -> Any:
    """The rows as lines, in ``order``."""
    lines = _joined([_plain(table.column(name)) for name in columns])
    odd = _odd(lines, len(columns) - 1)
    if odd.any():
        rows = table.filter(pa.array(odd))
        mended = _joined([_cells(rows.column(name), exact=name in exact) for name in columns])
        instead = np.arange(len(lines))
        instead[odd] = len(lines) + np.arange(len(mended))
        lines, order = pa.concat_arrays([lines, mended.cast(lines.type)]), instead[order]
    return lines.take(pa.array(order))


def _odd(lines: Any, commas: int) -> npt.NDArray[np.bool_]:
    """Which lines have a cell that cannot stand as it is."""
    if not len(lines):
        return np.zeros(0, bool)
    odd = pc.match_substring_regex(lines, _ODD_LINE).to_numpy(zero_copy_only=False)
    offsets = _offsets(lines)
    text = np.frombuffer(lines.buffers()[2], np.uint8)[offsets[0] : offsets[-1]]
    places = np.flatnonzero(text == ord(","))
    told = np.diff(np.searchsorted(places, offsets - offsets[0])) != commas
    found: npt.NDArray[np.bool_] = odd | told
    return found


def _joined(cells: Sequence[Any]) -> Any:
    kind = pa.large_string() if sum(cell.nbytes for cell in cells) > _LARGE else pa.string()
    same = [cell if cell.type == kind else pc.cast(cell, kind) for cell in cells]
    return whole(pc.binary_join_element_wise(*same, pa.scalar(_COMMA, kind)))


def _offsets(lines: Any) -> Any:
    wide = pa.types.is_large_string(lines.type)
    offsets = np.frombuffer(lines.buffers()[1], np.int64 if wide else np.int32)
    return offsets[lines.offset : lines.offset + len(lines) + 1]


def _plain(column: pa.ChunkedArray) -> Any:
    """The texts of a column as they are."""
    if not pa.types.is_string(column.type):
        return _cells(column, exact=True)
    return pc.fill_null(column, "") if column.null_count else column


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
        "" if missing else replace_surrogates(str(value))
        for value, missing in zip(values, series.isna().tolist(), strict=True)
    ]
    array = pa.array(texts, pa.string())
    return pc.if_else(pa.array(numbers, pa.bool_()), array, _text(array, exact=exact))


def rejected_table(rows: Sequence[RejectedRow]) -> pa.Table:
    """The rows set aside as a table."""
    table = {}
    for column in REJECTED_COLUMNS:
        values = [getattr(row, column) for row in rows]
        if column == "source_row":
            table[column] = pa.array(values, pa.int64())
        else:
            table[column] = pa.array([replace_surrogates(str(v)) for v in values], pa.string())
    return pa.table(table)
