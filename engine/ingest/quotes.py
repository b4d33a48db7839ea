"""Whether line ends inside cells belong there, or a stray quote has drawn rows into one.

Arrow ends a quoted cell at the next quote, whatever follows: two rows that each open a quote and
never close it become one row of the right width. So a cell of several lines counts only if it
stands in the file between an opening quote and a closing one with a delimiter or a line end after
it. Only such cells are looked up, about where they must stand, so that it costs next to nothing.
"""

from __future__ import annotations

import mmap

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Ints = npt.NDArray[np.int64]
_ENDS = (b"\n", b"\r")
_NEAR = 64


class Quotes:
    """Follows the rows that Arrow makes of ``raw`` from ``begin`` to ``end``, in order."""

    def __init__(
        self, raw: bytes | mmap.mmap, begin: int, end: int, delimiter: str, width: int
    ) -> None:
        self._raw, self._begin, self._end, self._width = raw, begin, end, width
        self._delimiter = delimiter.encode()
        self._separates = frozenset(self._delimiter + b"\r\n")
        #: Where the next row begins at the earliest: quotes and second bytes of line ends that
        #: have not been seen may push it on.
        self._at = begin

    def merged(self, batch: pa.RecordBatch) -> bool:
        """Whether a row of the next batch is several lines of the file that are rows themselves."""
        offsets = [_offsets(column) for column in batch.columns]
        texts = [_bytes(column, ends) for column, ends in zip(batch.columns, offsets, strict=True)]
        lined = {i for i, text in enumerate(texts) if any(end in text for end in _ENDS)}
        if lined and self._misquoted(texts, offsets, lined):
            return True
        self._at += sum(map(len, texts)) + batch.num_rows * self._width
        return False

    def _misquoted(self, texts: list[bytes], offsets: list[Ints], lined: set[int]) -> bool:
        place = np.arange(len(offsets[0]) - 1, dtype=np.int64) * self._width
        place += sum(ends[:-1] for ends in offsets)
        cells: list[tuple[int, int, bytes]] = []
        for i, (text, ends) in enumerate(zip(texts, offsets, strict=True)):
            if i in lined:
                rows = _lined_rows(text, ends)
                begins, stops = ends[rows].tolist(), ends[rows + 1].tolist()
                said = [text[a:b] for a, b in zip(begins, stops, strict=True)]
                cells.extend(zip(rows.tolist(), place[rows].tolist(), said, strict=True))
            place += np.diff(ends) + 1
        cells.sort()
        begin, end, raw, separates = self._begin, self._end, self._raw, self._separates
        drift = self._at
        for _, at, cell in cells:
            quoted = b'"%b"' % (cell.replace(b'"', b'""') if b'"' in cell else cell)
            # Most stand where they must; a search far ahead is prepared at some cost.
            least = drift + at
            found = raw.find(quoted, least, min(end, least + len(quoted) + _NEAR))
            if found < 0:
                found = raw.find(quoted, least, end)
            after = found + len(quoted)
            closed = after >= end or raw[after] in separates
            if found < 0 or not closed or not (found == begin or raw[found - 1] in separates):
                return True
            if cell.count(self._delimiter) >= self._width - 1 and self._holds_rows(cell):
                return True
            drift = found - at
        self._at = drift
        return False

    def _holds_rows(self, cell: bytes) -> bool:
        if self._width < 3:
            return False
        return any(line.count(self._delimiter) >= self._width - 1 for line in lines(cell)[1:])


def lines(cell: bytes) -> list[bytes]:
    """The lines of a cell, ended in any of the three ways."""
    return cell.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")


def _offsets(column: pa.Array) -> Ints:
    every = np.frombuffer(column.buffers()[1], np.int32)
    ends: Ints = every[column.offset : column.offset + len(column) + 1].astype(np.int64)
    ends -= ends[0]
    return ends


def _bytes(column: pa.Array, ends: Ints) -> bytes:
    """What the cells of a column say, one after the other."""
    data = column.buffers()[2]
    if data is None or not len(column):
        return b""
    first = int(np.frombuffer(column.buffers()[1], np.int32)[column.offset])
    return bytes(memoryview(data)[first : first + int(ends[-1])])


def _lined_rows(text: bytes, ends: Ints) -> Ints:
    places = np.frombuffer(text, np.uint8)
    at = np.flatnonzero((places == 10) | (places == 13))
    rows: Ints = np.unique(np.searchsorted(ends, at, side="right") - 1)
    return rows
