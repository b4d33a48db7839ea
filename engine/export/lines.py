"""Rows of a table as lines of a csv file, or as pieces of them.

What a cell becomes is worked out once for each different cell of a coded column, and for all columns
that are treated alike in one go. Neighbouring columns with few different cells are joined once for
each different row that they have together; then pieces are only joined to lines.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from engine.export.mask import Mask, Masking, mask_text
from engine.export.suspects import unlike_cells, with_either
from engine.export.text import FORMULA_START, clean
from engine.model.columns import pieces, whole

Codes = npt.NDArray[np.int64]

_SPACE = "\t\n\f\r "
_FORMULA = re.compile(rf"[\t\r]|[{_SPACE}\u3000\ufeff\u200b]*[{re.escape(FORMULA_START)}]")
_QUOTED = re.compile(rf'[",\r\n]|^[{_SPACE}]|[{_SPACE}]\Z')
#: A piece is made for at least so many rows.
_ROWS = 4
#: Bytes of cells beyond which the lines of a table might not go into one array.
_LARGE = 1 << 29


@dataclass(slots=True)
class _Cells:
    """``texts``: cells; ``codes``: which of them each row has, None where each has its own; ``free``: free text to be
    masked; ``exact``: control characters stay."""

    texts: pa.Array
    codes: Codes | None = None
    free: bool = False
    exact: bool = False

    @property
    def size(self) -> int:
        """Bytes of the cells of all rows."""
        if self.codes is None or not pa.types.is_string(self.texts.type):
            return int(self.texts.nbytes)
        return int(np.diff(pieces(self.texts)[0])[self.codes].sum())

    def spread(self) -> pa.Array:
        return self.texts if self.codes is None else self.texts.take(pa.array(self.codes))


def lines_of(
    table: pa.Table,
    columns: Sequence[str],
    masks: Mapping[str, Mask] = MappingProxyType({}),
    exact: Collection[str] = (),
    *,
    coded: bool = False,
    end: str = "",
) -> pa.ChunkedArray:
    """``columns`` of the table, a column that it lacks being empty; ``masks``: by column, what
    is done to its texts first; ``exact`` columns keep their control characters. ``coded``: so may the
    lines be, where there are few different ones. ``end``: what comes behind each."""
    made = [_cells_of(table, name, masks.get(name), name in exact) for name in columns]
    large = len(table) > 1 and sum(cells.size for cells in made) > _LARGE
    few = coded and len(table) > 0 and all(cells.codes is not None for cells in made)
    if few or not large:
        cells = _pieces(made, len(table), end)
        if few and len(cells) == 1:
            codes = pa.array(cells[0].codes, pa.int32())
            return pa.chunked_array([pa.DictionaryArray.from_arrays(codes, cells[0].texts)])
        if not large:
            return pa.chunked_array([joined([piece.spread() for piece in cells])], pa.string())
    parts = (table.slice(0, len(table) // 2), table.slice(len(table) // 2))
    chunks = [c for part in parts for c in lines_of(part, columns, masks, exact, end=end).chunks]
    return pa.chunked_array(chunks, pa.string())


def _pieces(made: Sequence[_Cells], rows: int, end: str) -> list[_Cells]:
    """Columns as they are written, those that are coded together where that is worth it, and the
    ``end`` behind the last."""
    _write([cells for cells in made if pa.types.is_string(cells.texts.type)])
    for cells in made:
        if not pa.types.is_string(cells.texts.type):
            cells.texts = _numbers(cells.texts)
    if end:
        made[-1].texts = ended(made[-1].texts, end)
    return _together(made, rows // _ROWS)


def joined(cells: Sequence[pa.Array]) -> pa.Array:
    """Columns of texts with commas between."""
    return whole(pc.binary_join_element_wise(*cells, ",")) if len(cells) > 1 else cells[0]


def ended(texts: pa.Array, end: str) -> pa.Array:
    return pc.binary_join_element_wise(texts, end, "")


def _is_free(cells: _Cells) -> bool:
    return cells.free


def _is_no_exact(cells: _Cells) -> bool:
    return not cells.exact


def _cells_of(table: pa.Table, name: str, mask: Mask | None, exact: bool) -> _Cells:
    if name not in table.column_names:
        return _Cells(pa.array([""], pa.string()), np.zeros(len(table), np.int64))
    cells = whole(table.column(name))
    if _is_number(cells.type):
        coded = cells.dictionary_encode(null_encoding="encode")
        cells = coded if len(coded.dictionary) * _ROWS <= len(cells) else cells
    codes = None
    if pa.types.is_dictionary(cells.type) and not cells.indices.null_count:
        codes, cells = cells.indices.to_numpy().astype(np.int64), cells.dictionary
    texts = _plain(cells)
    if mask and mask is not mask_text:
        texts = Masking(mask)(texts)
    return _Cells(texts, codes, mask is mask_text, exact)


def _plain(cells: pa.Array) -> pa.Array:
    """Numbers as they are, all else as texts, a missing one being empty."""
    if _is_number(cells.type):
        return cells
    cells = cells if pa.types.is_string(cells.type) else pc.cast(cells, pa.string())
    return pc.fill_null(cells, "") if cells.null_count else cells


def _is_number(kind: pa.DataType) -> bool:
    tests = (pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal, pa.types.is_boolean)
    return any(test(kind) for test in tests)


def _numbers(cells: pa.Array) -> pa.Array:
    if pa.types.is_floating(cells.type):
        coded = cells.dictionary_encode()
        texts = pa.array([str(value) for value in coded.dictionary.to_pylist()], pa.string())
        return pc.fill_null(texts.take(coded.indices), "")
    return pc.fill_null(pc.cast(cells, pa.string()), "")


def _write(columns: Sequence[_Cells]) -> None:
    """Masks free text, cleans, guards and quotes. One look at the bytes of all columns together tells
    the few cells that may need it."""
    ordered = sorted(columns, key=lambda cells: (not cells.free, cells.exact))
    if not ordered:
        return
    texts = pa.concat_arrays([cells.texts for cells in ordered])
    ends = np.cumsum([0, *(len(cells.texts) for cells in ordered)])
    free, plain = (
        int(ends[sum(test(cells) for cells in ordered)]) for test in (_is_free, _is_no_exact)
    )
    odd = np.concatenate([with_either(texts.slice(0, free)), unlike_cells(texts.slice(free))])
    rows = np.flatnonzero(odd)
    if not len(rows):
        return
    new = _written(texts.take(pa.array(rows)), *np.searchsorted(rows, [free, plain]).tolist())
    at = np.searchsorted(rows, ends)
    for cells, begin, first, last in zip(ordered, ends, at, at[1:], strict=False):
        if first < last:
            order = np.arange(len(cells.texts))
            order[rows[first:last] - begin] = len(order) + np.arange(last - first)
            some = pa.concat_arrays([cells.texts, new.slice(first, last - first)])
            cells.texts = some.take(pa.array(order))


def _written(texts: pa.Array, free: int, plain: int) -> pa.Array:
    """The first ``free`` of the texts are masked, those from ``plain`` on keep control characters."""
    if free:
        masked = Masking(mask_text)(texts.slice(0, free))
        texts = pa.concat_arrays([masked, texts.slice(free)])
    made = []
    for some, exact in ((texts.slice(0, plain), False), (texts.slice(plain), True)):
        coded = some.dictionary_encode()
        cells = [_cell(text, exact) for text in coded.dictionary.to_pylist()]
        made.append(pa.array(cells, pa.string()).take(coded.indices))
    return pa.concat_arrays(made)


def _cell(text: str, exact: bool) -> str:
    if not exact:
        text = clean(text)
    if _FORMULA.match(text):
        text = "'" + text
    if _QUOTED.search(text):
        text = '"' + text.replace('"', '""') + '"'
    return text


def _together(columns: Iterable[_Cells], most: int) -> list[_Cells]:
    """Neighbouring coded columns as one as long as they have at most ``most`` different rows."""
    made: list[_Cells] = []
    group: list[tuple[pa.Array, Codes]] = []
    codes: Codes = np.zeros(0, np.int64)

    def close() -> None:
        if group:
            some = np.zeros(codes.max() + 1, np.int64)
            some[codes] = np.arange(len(codes))
            rows = [texts.take(pa.array(own[some])) for texts, own in group]
            made.append(_Cells(joined(rows), codes))
            group.clear()

    for column in columns:
        own = column.codes
        if own is None or not len(own):
            close()
            made.append(column)
            continue
        both = _pairs(codes, column.texts, own, most) if group else None
        if both is None:
            close()
            both = own
        codes = both
        group.append((column.texts, own))
    close()
    return made


def _pairs(codes: Codes, texts: pa.Array, others: Codes, most: int) -> Codes | None:
    """Numbers for the different pairs of the codes of both; None if there are more than ``most``."""
    if len(texts) == 1:
        return codes
    coded = pa.array(codes * len(texts) + others).dictionary_encode()
    numbers: Codes = coded.indices.to_numpy().astype(np.int64)
    return numbers if len(coded.dictionary) <= most else None
