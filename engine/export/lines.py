"""Rows of a table as lines of a csv file, or as pieces of them.

What a cell becomes is worked out once for each different cell of a coded column, and for all columns
that are treated alike in one go. Neighbouring columns with few different cells are joined once for
each different row that they have together; then pieces are only joined to lines.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from engine.export.personal.mask import Mask, Masking, mask_text, masked_numbers
from engine.export.personal.suspects import unlike_cells, with_either
from engine.export.text import FORMULA_START, clean
from engine.model.columns import pieces, whole

Codes = npt.NDArray[np.int64]
#: Different cells, and which of them each row has.
_Coded = tuple[pa.Array, Codes]

_SPACE = "\t\n\f\r "
_FORMULA = re.compile(rf"[\t\r]|[\s\ufeff\u200b]*[{re.escape(FORMULA_START)}]")
_QUOTED = re.compile(rf'[",\r\n]|^[{_SPACE}]|[{_SPACE}]\Z')
#: A piece is made for at least so many rows.
_ROWS = 4
#: Numbers of rows stay below.
_NUMBERS = 1 << 62
#: Bytes of cells beyond which the lines of a table might not go into one array.
_LARGE = 1 << 29


@dataclass(slots=True)
class _Cells:
    """``texts``: cells; ``codes``: which of them each row has, None where each has its own;
    ``free``: free text to be masked; ``exact``: control characters stay."""

    texts: pa.Array
    codes: Codes | None = None
    free: bool = False
    exact: bool = False

    @property
    def size(self) -> int:
        """Bytes of the cells of all rows."""
        if self.codes is None:
            return int(self.texts.nbytes)
        return int(np.diff(pieces(self.texts)[0])[self.codes].sum())

    def spread(self, begin: int, end: int) -> pa.Array:
        """The cells of some rows."""
        if self.codes is None:
            return self.texts.slice(begin, end - begin)
        return self.texts.take(pa.array(self.codes[begin:end]))


class Piece(NamedTuple):
    """Neighbouring columns of a line and what comes behind them."""

    columns: Sequence[str]
    end: str = ""


def lines_of(
    table: pa.Table,
    columns: Sequence[str],
    masks: Mapping[str, Mask] = MappingProxyType({}),
    exact: Collection[str] = (),
    *,
    end: str = "",
) -> pa.ChunkedArray:
    """``columns`` of the table, a column that it lacks being empty; ``masks``: by column, what
    is done to its texts first; ``exact`` columns keep their control characters. ``end``: what comes
    behind each line."""
    (lines,) = pieces_of(table, [Piece(columns, end)], masks, exact, coded=False)
    return lines


def pieces_of(
    table: pa.Table,
    pieces: Sequence[Piece],
    masks: Mapping[str, Mask],
    exact: Collection[str],
    *,
    coded: bool = True,
) -> list[pa.ChunkedArray]:
    """The same in pieces. ``coded``: so is one of which there are few different ones. All columns are
    looked at together: to make the look ready takes as long as to look at a hundred thousand texts."""
    made = [
        [_cells_of(table, name, masks.get(name), name in exact) for name in piece.columns]
        for piece in pieces
    ]
    every = [cells for some in made for cells in some]
    if len(table) > 1 and sum(cells.texts.nbytes for cells in every) > _LARGE:
        parts = (table.slice(0, len(table) // 2), table.slice(len(table) // 2))
        halves = [pieces_of(part, pieces, masks, exact, coded=False) for part in parts]
        return [
            pa.chunked_array([chunk for half in some for chunk in half.chunks], pa.string())
            for some in zip(*halves, strict=True)
        ]
    _write([cells for cells in every if pa.types.is_string(cells.texts.type)])
    for cells in every:
        if not pa.types.is_string(cells.texts.type):
            cells.texts = _numbers(cells.texts)
    return [
        _piece(some, piece.end, len(table), coded) for piece, some in zip(pieces, made, strict=True)
    ]


def _piece(columns: Sequence[_Cells], end: str, rows: int, coded: bool) -> pa.ChunkedArray:
    """Cells as they are written, joined."""
    if end:
        columns[-1].texts = pc.binary_join_element_wise(columns[-1].texts, end, "")
    cells = _together(columns, rows // _ROWS)
    if coded and rows and len(cells) == 1 and cells[0].codes is not None:
        codes = pa.array(cells[0].codes, pa.int32())
        return pa.chunked_array([pa.DictionaryArray.from_arrays(codes, cells[0].texts)])
    most = rows // (sum(some.size for some in cells) // _LARGE + 1) + 1
    return pa.chunked_array(
        [
            joined([some.spread(begin, begin + most) for some in cells])
            for begin in range(0, rows, most)
        ],
        pa.string(),
    )


def joined(cells: Sequence[pa.Array]) -> pa.Array:
    """Columns of texts with commas between."""
    return whole(pc.binary_join_element_wise(*cells, ",")) if len(cells) > 1 else cells[0]


def _is_free(cells: _Cells) -> bool:
    return cells.free


def _is_no_exact(cells: _Cells) -> bool:
    return not cells.exact


def _cells_of(table: pa.Table, name: str, mask: Mask | None, exact: bool) -> _Cells:
    cells = whole(table.column(name)) if name in table.column_names else None
    if cells is None or _says_nothing(cells):
        return _Cells(pa.array([""], pa.string()), np.zeros(len(table), np.int64))
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


def _says_nothing(cells: pa.Array) -> bool:
    return pa.types.is_string(cells.type) and not len(pieces(cells)[1])


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
        texts = pa.concat_arrays([masked_numbers(texts.slice(0, free)), texts.slice(free)])
    odd = unlike_cells(texts)
    rows = np.flatnonzero(odd)
    some = texts.take(pa.array(rows)).to_pylist()
    cells = [_cell(text, row >= plain) for text, row in zip(some, rows.tolist(), strict=True)]
    return pc.replace_with_mask(texts, pa.array(odd), pa.array(cells, pa.string()))


def _cell(text: str, exact: bool) -> str:
    if not exact:
        text = clean(text)
    if _FORMULA.match(text):
        text = "'" + text
    if _QUOTED.search(text):
        text = '"' + text.replace('"', '""') + '"'
    return text


def _together(columns: Sequence[_Cells], most: int) -> list[_Cells]:
    """Neighbouring coded columns as one, as far as they have at most ``most`` different rows."""
    made: list[_Cells] = []
    group: list[_Coded] = []
    for column in columns:
        if column.codes is not None:
            group.append((column.texts, column.codes))
        else:
            made += [*_grouped(group, most), column]
            group = []
    return [*made, *_grouped(group, most)]


def _grouped(columns: Sequence[_Coded], most: int) -> list[_Cells]:
    """Coded columns as one; where that has too many different rows as many of the first as have not,
    and the others likewise."""
    if len(columns) < 2:
        return [_Cells(*column) for column in columns]
    if (codes := _rows_of(columns, most)) is None:
        least, end = 1, len(columns)
        while end - least > 1:
            middle = (least + end) // 2
            if _rows_of(columns[:middle], most) is None:
                end = middle
            else:
                least = middle
        return [*_grouped(columns[:least], most), *_grouped(columns[least:], most)]
    some = np.zeros(codes.max(initial=-1) + 1, np.int64)
    some[codes] = np.arange(len(codes))
    return [_Cells(joined([texts.take(pa.array(own[some])) for texts, own in columns]), codes)]


def _rows_of(columns: Sequence[_Coded], most: int) -> Codes | None:
    """Numbers for the different rows of coded columns; None if there are more than ``most``."""
    numbers, size = np.zeros(len(columns[0][1]), np.int64), 1
    for texts, codes in columns:
        if size * len(texts) >= _NUMBERS:
            numbers, size = _numbered_anew(numbers)
            if size > most:
                return None
        if len(texts) > 1:
            numbers, size = numbers * len(texts) + codes, size * len(texts)
    numbers, size = _numbered_anew(numbers)
    return numbers if size <= most else None


def _numbered_anew(numbers: Codes) -> tuple[Codes, int]:
    """The same numbers small, and how many there are."""
    told = pa.array(numbers).dictionary_encode()
    small: Codes = told.indices.to_numpy().astype(np.int64)
    return small, len(told.dictionary)
