"""CSV for machines and offices alike: UTF-8 with BOM, CRLF, no cell that starts a formula.

Of a large run each process makes the lines of the rows that it screened, in pieces; their rank, which is
not known before all rows are, goes between them. Then pieces are only joined, and lines brought into order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from engine.export.lines import Piece, joined, lines_of, pieces_of
from engine.export.personal.mask import MASKS
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
from engine.model.stored import Stored

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
_LATER = "rank"
#: Columns that are pieces by themselves: beside them adverts that are alike have the same pieces. An
#: identity is the first piece, as it may become another one.
_OWN = {
    "entities": ("entity_id", _LATER),
    "adverts": ("ad_id", "source_row", "publish_time", "entity_id"),
    "evidence": ("entity_id", "ad_id"),
}
_CHUNK = 50_000
_PIECE = 1 << 18
_END = "\r\n"


def write_part(part: Part, columns: Sequence[str], path: Path, *, exact: Sequence[str] = ()) -> str:
    """Write ``columns`` of a frame or table; ``exact`` columns keep their control characters.

    Returns the SHA-256 of the file.
    """
    digest = hashlib.sha256()
    with path.open("wb") as file:

        def put(data: Any) -> None:
            digest.update(data)
            # In such pieces, as the system looks long for room for larger ones.
            held = memoryview(data)
            for begin in range(0, len(held), _PIECE):
                file.write(held[begin : begin + _PIECE])

        put(b"\xef\xbb\xbf" + ",".join(columns).encode() + b"\r\n")
        for lines in _blocks(part, columns, exact):
            put(lines)
    return digest.hexdigest()


def made_lines(name: str, table: pa.Table) -> pa.Table:
    """Rows of a part as pieces of lines, masked as ``MASKS`` says: each with what comes behind it."""
    own = [(piece, names) for piece, names in _pieces(name) if piece != _LATER]
    last = COLUMNS[name][-1]
    wanted = [Piece(names, _END if names[-1] == last else ",") for _, names in own]
    made = pieces_of(table, wanted, MASKS[name], EXACT.get(name, ()))
    return pa.table(made, [piece for piece, _ in own])


def first_pieces(identities: pa.Array) -> list[bytes]:
    """With what lines of these begin."""
    return [f"{cell},".encode() for cell in _alone(identities).to_pylist()]


def piece_names(name: str) -> list[str]:
    """What lines of a part consist of."""
    return [piece for piece, _ in _pieces(name)]


def _pieces(name: str) -> list[tuple[str, list[str]]]:
    """Name of each piece, and its columns."""
    own, shared = _OWN[name], _SHARED.get(name, ())
    groups = groupby(COLUMNS[name], lambda n: n if n in own else n in shared)
    named = [[*names] for _, names in groups]
    return [(n[0] if n[0] in _LATER else f"{n[0]}…", n) for n in named]


def _blocks(part: Part, columns: Sequence[str], exact: Sequence[str]) -> Iterator[Any]:
    """The bytes of the lines of all rows, a block at a time."""
    if isinstance(part, Stored) and part.lines:
        yield from part.lines.blocks()
    elif isinstance(part, pa.Table | Stored):
        tables = part.blocks() if isinstance(part, Stored) else _slices(part)
        for table in tables:
            # Lines stand one behind the other in the array, as they do in the file.
            for lines in lines_of(table, columns, exact=exact, end=_END).chunks:
                yield pieces(lines)[1]
    else:
        for start in range(0, len(part), _CHUNK):
            frame = part.iloc[start : start + _CHUNK]
            lines = joined([_column(frame, name, exact=name in exact) for name in columns])
            yield pieces(pc.binary_join_element_wise(lines, _END, ""))[1]


def _slices(table: pa.Table) -> Iterator[pa.Table]:
    for start in range(0, len(table), _CHUNK):
        yield table.slice(start, _CHUNK)


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
