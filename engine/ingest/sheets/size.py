"""How far the cells of a worksheet reach, told from its XML as the reader will take it.

The reader makes a table from the first cell to the last in whatever spelling they are named
(``xfd1048576`` is the last corner, too); cells and rows without a name follow the one before. Two
that stand in one place would be one: such a sheet is told of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from engine.model.arrays import Ints

_P = rb"(?:[^\s<>:/]+:)?"  # a prefix of namespace
#: Wherever they stand, so that nothing put before them can hide them.
_REF = re.compile(rb"\br\s*=\s*[\"']\s*([A-Za-z]*[0-9]+)")
_ROW = re.compile(rb"<" + _P + rb"row(?=[\s/>])")
#: Each row and cell, with its name if it has one.
_TAG = re.compile(
    rb"<" + _P + rb"(?:(row)|c)(?=[\s/>])(?:[^>]*?\sr\s*=\s*[\"']\s*([A-Za-z]*)([0-9]+))?"
)
_LONGEST = 10  # characters of XFD1048576
_BITS = 32  # of a key that hold the column
_FAR = 1 << 30


@dataclass(slots=True)
class Extent:
    """``tags``: cells that are written down; ``rows`` × ``columns``: the table they span."""

    rows: int = 0
    columns: int = 0
    tags: int = 0
    #: Whether cells or rows are not all named in the order in which they lie.
    odd: bool = False

    @property
    def cells(self) -> int:
        return self.rows * self.columns


def extent(pieces: Iterable[bytes]) -> Extent:
    """Of a sheet in pieces that end between rows."""
    found = Extent()
    last_row, last_key, named_rows, unnamed_rows, named, open_row = 0, -1, 0, 0, 0, 0
    widest = 0
    for piece in pieces:
        named_here = _REF.findall(piece)
        refs = [ref for ref in named_here if not ref[:1].isdigit()]
        numbers = np.array([int(n[:9]) for n in named_here if n[:1].isdigit()], np.int64)
        tags, rows = _count(piece, b"c"), _count(piece, b"row")
        keys = _keys(refs)
        if len(numbers):
            found.odd |= not _rising(last_row, numbers)
            last_row = int(numbers[-1])
            found.rows = max(found.rows, int(numbers.max()))
        if len(keys):
            found.odd |= not _rising(last_key, keys)
            last_key = int(keys[-1])
            found.rows = max(found.rows, int((keys >> _BITS).max()))
            found.columns = max(found.columns, int((keys & ((1 << _BITS) - 1)).max()))
        if tags > len(refs):
            in_rows = [_count(row, b"c") for row in _ROW.split(piece)]
            in_rows[0] += open_row
            open_row = in_rows[-1]
            widest = max(widest, *in_rows)
        unnamed_rows += max(0, rows - len(numbers))
        named_rows += len(numbers)
        named += len(refs)
        found.tags += tags
    found.odd |= bool(named_rows and unnamed_rows) or 0 < named < found.tags
    found.rows += max(unnamed_rows, int(not found.rows and found.tags > 0))
    found.columns += widest
    return found


def _count(piece: bytes, tag: bytes) -> int:
    """How many elements of a name begin in the piece."""
    if b":" + tag in piece:
        return len(re.findall(rb"<" + _P + tag + rb"[\s/>]", piece))
    return sum(piece.count(b"<%b%c" % (tag, end)) for end in b" />\n\r\t")


def _rising(before: int, numbers: Ints) -> bool:
    return bool(numbers[0] > before and (np.diff(numbers) > 0).all())


def _keys(refs: list[bytes]) -> Ints:
    """Row and column of references, in one number each; beyond all bounds for what Excel cannot
    have."""
    if not refs:
        return np.zeros(0, np.int64)
    if max(map(len, refs)) > _LONGEST:
        return np.array([(_FAR << _BITS) + _FAR])
    texts = np.array(refs)
    codes = texts.view(np.uint8).reshape(len(texts), -1)
    row, column = np.zeros(len(codes), np.int64), np.zeros(len(codes), np.int64)
    for code in np.ascontiguousarray(codes.T):
        letter, digit = code >= ord("A"), (code >= ord("0")) & (code <= ord("9"))
        np.copyto(column, column * 26 + (code & 31), where=letter)
        np.copyto(row, row * 10 + (code & 15), where=digit)
    return (row << _BITS) + np.minimum(column, _FAR)


def twice(pieces: Iterable[bytes], size: Extent) -> int:
    """The first row of which a cell, or which itself, stands twice; 0 for none."""
    rows, cells = bytearray(size.rows + 1), bytearray((size.rows + 1) * (size.columns + 1))
    for row, column in _places(pieces):
        seen, place = (cells, row * (size.columns + 1) + column) if column else (rows, row)
        if place < len(seen):
            if seen[place]:
                return row
            seen[place] = 1
    return 0


def _places(pieces: Iterable[bytes]) -> Iterator[tuple[int, int]]:
    """Where each row (column 0) and each cell is put, as the reader counts."""
    row, column = 0, 0
    for piece in pieces:
        for is_row, letters, digits in _TAG.findall(piece):
            if is_row:
                row, column = int(digits[:9]) if digits else row + 1, 0
                yield row, 0
            elif letters and digits:
                key = int(_keys([letters + digits])[0])
                column = key & ((1 << _BITS) - 1)
                yield key >> _BITS, column
            else:
                column += 1
                yield row, column
