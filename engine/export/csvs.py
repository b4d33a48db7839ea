"""CSV for machines and offices alike: UTF-8 with BOM, CRLF, no cell that starts a formula.

Of a large run each process makes the lines of the rows that it screened; what is not known before all
rows are stands between pieces of them. Then pieces are only joined, and lines brought into order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.export.lines import joined, lines_of
from engine.export.mask import MASKS
from engine.model.columns import pieces, replace_surrogates, whole
from engine.model.ingested import RejectedRow
from engine.model.screening import (
    ADVERT_COLUMNS,
    ADVERT_EXTRA,
    ENTITY_COLUMNS,
    ENTITY_EXTRA,
    EVIDENCE_COLUMNS,
    EVIDENCE_EXTRA,
    Part,
)
from engine.model.stored import Stored, in_order

if TYPE_CHECKING:
    import pandas as pd

REJECTED_COLUMNS = ("kind", "source_file", "source_sheet", "source_row", "cause", "raw")
#: The columns of each part, and those of them that keep their control characters.
COLUMNS = {
    "entities": ENTITY_COLUMNS + ENTITY_EXTRA,
    "adverts": ADVERT_COLUMNS + ADVERT_EXTRA,
    "evidence": EVIDENCE_COLUMNS + EVIDENCE_EXTRA,
}
EXACT = {"evidence": ("matched",)}
#: What follows from what was found alone: lines of it are few, so that a piece for each would be
#: the most of what is written.
_SHARED = {
    "entities": (
        *("disposition", "band", "score", "points", "sector", "sectors", "elements", "reasons"),
        *("basis", "department", "checks", "remarks", "licence_needed"),
    ),
    "evidence": (
        *("rule_id", "sector", "element", "field"),
        *("matched", "points", "status", "reason", "basis", "title", "family"),
    ),
}
#: What is only known once all rows are.
_LATER = ("entity_id", "rank", "case_state")
#: Columns that are pieces by themselves: beside them adverts that are alike have the same pieces.
_OWN = {
    "entities": _LATER,
    "adverts": ("ad_id", "source_row", "publish_time", "entity_id"),
    "evidence": ("entity_id", "ad_id"),
}
_CHUNK = 50_000
_END = "\r\n"


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


def made_lines(name: str, table: pa.Table) -> pa.Table:
    """Rows of a part as pieces of lines, masked as ``MASKS`` says, with what goes between them."""
    columns, masks, exact = COLUMNS[name], MASKS[name], EXACT.get(name, ())
    made = {own: table.column(own) for own in _LATER if own in table.column_names}
    for piece, names in _pieces(name):
        if piece not in _LATER:
            made[piece] = lines_of(table, names, masks, exact, coded=True)
            if names[-1] == columns[-1]:
                made[piece] = _ended(made[piece])
    return pa.table(made)


def piece_names(name: str) -> list[str]:
    """What lines of a part consist of."""
    return [piece for piece, _ in _pieces(name)]


def _pieces(name: str) -> list[tuple[str, list[str]]]:
    """Name of each piece, and its columns."""
    own, shared = _OWN[name], _SHARED.get(name, ())
    groups = groupby(COLUMNS[name], lambda n: n if n in own else n in shared)
    named = [[*names] for _, names in groups]
    return [(n[0] if n[0] in _LATER else f"{n[0]}…", n) for n in named]


def _blocks(part: Part, columns: Sequence[str], exact: Sequence[str]) -> Iterator[pa.Array]:
    """The lines of all rows, a block at a time."""
    if isinstance(part, Stored) and part.lines:
        for table, places in part.lines.unsorted():
            cells = [
                _alone(table.column(name)) if name in _LATER else whole(table.column(name))
                for name in table.column_names
            ]
            if table.column_names[-1] in _LATER:
                cells[-1] = _ended(cells[-1])
            lines = joined(cells)
            yield lines if (np.diff(places) > 0).all() else lines.take(in_order(places))
    elif isinstance(part, pa.Table | Stored):
        tables = part.blocks() if isinstance(part, Stored) else _slices(part)
        for table in tables:
            yield from _ended(lines_of(table, columns, exact=exact)).chunks
    else:
        for start in range(0, len(part), _CHUNK):
            frame = part.iloc[start : start + _CHUNK]
            yield _ended(joined([_column(frame, name, exact=name in exact) for name in columns]))


def _slices(table: pa.Table) -> Iterator[pa.Table]:
    for start in range(0, len(table), _CHUNK):
        yield table.slice(start, _CHUNK)


def _ended(lines: Any) -> Any:
    if pa.types.is_dictionary(lines.type):
        (piece,) = lines.chunks
        return pa.DictionaryArray.from_arrays(piece.indices, _ended(piece.dictionary))
    return pc.binary_join_element_wise(lines, _END, "")


def _alone(column: pa.Array | pa.ChunkedArray, *, exact: bool = False) -> pa.Array:
    """A column as it is written."""
    return whole(lines_of(pa.table({"": column}), [""], exact=[""] if exact else []))


def _column(frame: pd.DataFrame, name: str, *, exact: bool) -> pa.Array:
    if name not in frame.columns:
        return pa.array([""] * len(frame), pa.string())
    series = frame[name]
    try:
        array = pa.array(series, from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError, UnicodeEncodeError):
        return _mixed(series, exact=exact)
    return _alone(array, exact=exact)


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
    return pc.if_else(pa.array(numbers, pa.bool_()), array, _alone(array, exact=exact))


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
