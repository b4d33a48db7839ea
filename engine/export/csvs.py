"""CSV for machines and offices alike: UTF-8 with BOM, CRLF, no cell that starts a formula.

Of a table on disk, neighbouring columns with few different cells are joined once for each different
row of them; of the other columns one look tells the few cells that have to be cleaned or quoted. Then
pieces are only joined to lines, and lines brought into order.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.export.suspects import unlike_cells
from engine.export.text import FORMULA_START, clean
from engine.export.together import together
from engine.model.columns import pieces, replace_surrogates, whole
from engine.model.ingested import RejectedRow
from engine.model.screening import Part
from engine.model.stored import Stored, in_order

if TYPE_CHECKING:
    import pandas as pd

REJECTED_COLUMNS = ("kind", "source_file", "source_sheet", "source_row", "cause", "raw")

_CHUNK = 50_000
_SPACE = "\t\n\f\r "
_FORMULA = re.compile(rf"[\t\r]|[{_SPACE}\u3000\ufeff\u200b]*[{re.escape(FORMULA_START)}]")
_QUOTED = re.compile(rf'[",\r\n]|^[{_SPACE}]|[{_SPACE}]\Z')
_END = "\r\n"
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
            # Lines stand one behind the other in the array, as they do in the file.
            put(pieces(lines)[1])
    return digest.hexdigest()


def _blocks(part: Part, columns: Sequence[str], exact: Sequence[str]) -> Iterator[Any]:
    """The lines of all rows, a block at a time."""
    if isinstance(part, pa.Table):
        for start in range(0, len(part), _CHUNK):
            piece = part.slice(start, _CHUNK)
            yield _joined([_cells(piece.column(name), exact=name in exact) for name in columns])
    elif isinstance(part, Stored):
        texts = part.shown({name: partial(_text, exact=name in exact) for name in columns})
        pieces_ = together(texts, columns, _plain)
        alone = texts.select([piece for piece in pieces_ if isinstance(piece, str)])
        for table, places in alone.unsorted():
            lines = _joined(
                [
                    _plain(table.column(piece)) if isinstance(piece, str) else piece.of(places)
                    for piece in pieces_
                ]
            )
            yield lines if (np.diff(places) > 0).all() else lines.take(in_order(places))
    else:
        for start in range(0, len(part), _CHUNK):
            frame = part.iloc[start : start + _CHUNK]
            yield _joined([_column(frame, name, exact=name in exact) for name in columns])


def _joined(cells: Sequence[Any]) -> Any:
    """Cells as lines with their ends."""
    ended = [*cells[:-1], pc.binary_join_element_wise(cells[-1], _END, "")]
    kind = pa.large_string() if sum(cell.nbytes for cell in ended) > _LARGE else pa.string()
    same = [cell if cell.type == kind else pc.cast(cell, kind) for cell in ended]
    return whole(pc.binary_join_element_wise(*same, pa.scalar(",", kind)))


def _plain(column: pa.Array | pa.ChunkedArray) -> Any:
    """A column of which the texts are made already."""
    return whole(column) if pa.types.is_string(column.type) else _cells(column, exact=True)


def _cells(column: pa.Array | pa.ChunkedArray, *, exact: bool) -> Any:
    array = whole(column)
    if pa.types.is_floating(array.type):
        coded = array.dictionary_encode()
        texts = pa.array([str(value) for value in coded.dictionary.to_pylist()], pa.string())
        return pc.fill_null(texts.take(coded.indices), "")
    if _is_number(array.type) or pa.types.is_boolean(array.type):
        return pc.fill_null(pc.cast(array, pa.string()), "")
    return _text(array, exact)


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


def _text(array: Any, exact: bool) -> Any:
    """Cleaned, guarded and quoted; one look tells which cells may need any of it."""
    values = pc.fill_null(pc.cast(array, pa.string()), "")
    odd = unlike_cells(values)
    if not odd.any():
        return values
    coded = values.filter(pa.array(odd)).dictionary_encode()
    cells = pa.array([_cell(text, exact) for text in coded.dictionary.to_pylist()], pa.string())
    return pc.replace_with_mask(values, pa.array(odd), cells.take(coded.indices))


def _cell(text: str, exact: bool) -> str:
    if not exact:
        text = clean(text)
    if _FORMULA.match(text):
        text = "'" + text
    if _QUOTED.search(text):
        text = '"' + text.replace('"', '""') + '"'
    return text


def _mixed(series: pd.Series[Any], *, exact: bool) -> Any:
    """A column of several types, or with half surrogates: numbers plain, the rest as text."""
    import pandas as pd

    values = series.tolist()
    numbers = [isinstance(value, int | float) for value in values]
    texts = [
        "" if value is None or value is pd.NA or value != value else replace_surrogates(str(value))
        for value in values
    ]
    array = pa.array(texts, pa.string())
    return pc.if_else(pa.array(numbers, pa.bool_()), array, _text(array, exact))


def rejected_table(rows: Sequence[RejectedRow]) -> pa.Table:
    """The rows set aside."""
    table = {}
    for column in REJECTED_COLUMNS:
        cells = [getattr(row, column) for row in rows]
        if column == "source_row":
            table[column] = pa.array(cells, pa.int64())
        else:
            table[column] = pa.array([replace_surrogates(str(c)) for c in cells], pa.string())
    return pa.table(table)
