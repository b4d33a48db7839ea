"""Whether Arrow reads the quotes of a delimited text as a person would.

Arrow takes a quote for an opening one only at the beginning of a cell, but ends the cell at the
next quote that is not doubled, whatever follows: two rows that each open a quote and never close
it become one, and ``"云泉"县`` loses its quotes. So every closing quote is looked at; it costs next
to nothing, as the quotes of a well-formed file open and close in turn.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Ints = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]
_QUOTE = ord('"')
_ENDS = (b"\n", b"\r")
_STEP = 1 << 24


def well_quoted(raw: bytes | mmap.mmap, begin: int, end: int, delimiter: str) -> bool:
    """Whether each quote that opens a cell is closed before a delimiter or a line end."""
    if raw.find(b'"', begin, end) < 0:
        return True
    codes = np.frombuffer(raw, np.uint8)[begin:end]
    places = np.concatenate(
        [
            (np.flatnonzero(codes[at : at + _STEP] == _QUOTE) + at).astype(np.uint32)
            for at in range(0, len(codes), _STEP)
        ]
    )
    # What stands around them; beyond both ends it is as good as a line end.
    before, after = codes[np.maximum(places, 1) - 1], codes[np.minimum(places + 1, len(codes) - 1)]
    if places[0] == 0:
        before[0] = ord("\n")
    if places[-1] == len(codes) - 1:
        after[-1] = ord("\n")
    separates = np.zeros(256, bool)
    separates[[*delimiter.encode(), *b"\r\n"]] = True
    quoted = separates.copy()
    quoted[_QUOTE] = True
    if len(places) % 2 == 0 and quoted[before[::2]].all():
        return bool(quoted[after[1::2]].all())
    return _closed(separates[before], separates[after], np.diff(places) == 1)


def _closed(begins: npt.NDArray[np.bool_], ends: npt.NDArray[np.bool_], next_to: Bytes) -> bool:
    """The same, quote by quote, where some stand within a cell; ``next_to``: to the next quote."""
    inside, doubled = False, False
    pairs = [*next_to.tolist(), False]
    for begin, end, pair in zip(begins.tolist(), ends.tolist(), pairs, strict=True):
        if doubled:
            doubled = False
        elif not inside:
            inside = begin
        elif pair:
            doubled = True
        elif end:
            inside = False
        else:
            return False
    return not inside


def holds_rows(batches: Iterable[pa.RecordBatch], delimiter: str, width: int) -> bool:
    """Whether a cell of several lines holds what looks like rows of ``width`` cells."""
    mark = delimiter.encode()
    return width >= 3 and any(
        line.count(mark) >= width - 1
        for batch in batches
        for column in batch.columns
        for cell in _lined(column)
        if cell.count(mark) >= width - 1
        for line in _lines(cell)[1:]
    )


def _lined(column: pa.Array) -> list[bytes]:
    """The cells of a column that have several lines."""
    data = column.buffers()[2]
    if data is None or not len(column):
        return []
    ends = np.frombuffer(column.buffers()[1], np.int32)
    ends = ends[column.offset : column.offset + len(column) + 1].astype(np.int64)
    text = bytes(memoryview(data)[int(ends[0]) : int(ends[-1])])
    if not any(end in text for end in _ENDS):
        return []
    codes = np.frombuffer(text, np.uint8)
    at = np.flatnonzero((codes == 10) | (codes == 13))
    ends -= ends[0]
    rows: Ints = np.unique(np.searchsorted(ends, at, side="right") - 1)
    begins, stops = ends[rows].tolist(), ends[rows + 1].tolist()
    return [text[begin:stop] for begin, stop in zip(begins, stops, strict=True)]


def _lines(cell: bytes) -> list[bytes]:
    """The lines of a cell, ended in any of the three ways."""
    return cell.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
