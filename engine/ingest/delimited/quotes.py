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

from engine.model.arrays import Ints

Bytes = npt.NDArray[np.uint8]
_QUOTE = ord('"')
#: Bytes looked at at once: what is made of them stays near the processor.
_STEP = 1 << 17
_PIECE = 1 << 23


class Quotes:
    """Follows the quotes of a text that comes in pieces. ``inside``: whether a cell in quotes is
    open where the last piece ended."""

    def __init__(self, delimiter: str) -> None:
        self._separates = np.zeros(256, bool)
        self._separates[[*delimiter.encode(), *b"\r\n"]] = True
        self._beside = self._separates.copy()
        self._beside[_QUOTE] = True
        self.inside = False
        #: The last byte was a quote that closes, or one that is text like any other.
        self._closing, self._text = False, False

    def follow(self, codes: Bytes) -> Ints | None:
        """The quotes that open or close a cell, or are two in a row within one, numbered from the
        second of ``codes``, the first being the byte before. None where one closes a cell and
        neither a delimiter nor a line end follows."""
        before = 0 if self._text else codes[0]
        last = len(codes) - 1
        if not last:
            return np.zeros(0, np.int64)
        if self._closing and not self._beside[codes[1]]:
            return None
        quotes = _places(codes[1:])
        if not len(quotes):
            self._closing = self._text = False
            return quotes
        opening, closing = quotes[int(self.inside) :: 2], quotes[1 - int(self.inside) :: 2]
        ahead = codes[opening]
        if len(opening) and not opening[0]:
            ahead[0] = before
        behind = codes[closing[closing < last - 1] + 2]
        flips = quotes
        if not self._beside[ahead].all():
            followed = self._followed(codes, before, quotes)
            if followed is None:
                return None
            flips = followed
        elif not self._beside[behind].all():
            return None
        self.inside ^= bool(len(flips) & 1)
        at_end = bool(quotes[-1] == last - 1)
        flipped = at_end and bool(len(flips)) and bool(flips[-1] == last - 1)
        self._closing, self._text = flipped and not self.inside, at_end and not flipped
        return flips

    def _followed(self, codes: Bytes, before: int, quotes: Ints) -> Ints | None:
        """The same, quote by quote, where some stand within a cell."""
        inside, doubles = self.inside, -1 if self._closing else -2
        flips: list[int] = []
        ahead = codes[quotes]
        if not quotes[0]:
            ahead[0] = before
        opens = self._separates[ahead].tolist()
        behind = np.append(codes, np.uint8(_QUOTE))[quotes + 2]
        closes = self._beside[behind].tolist()
        for at, begins, ends in zip(quotes.tolist(), opens, closes, strict=True):
            if inside and not ends:
                return None
            # The second of two goes on where the first seemed to end the cell.
            if inside or begins or doubles == at - 1:
                flips.append(at)
                doubles = at if inside else -2
                inside = not inside
        return np.array(flips, np.int64)


def _places(codes: Bytes) -> Ints:
    """Where quotes stand."""
    found = [
        np.flatnonzero(codes[at : at + _STEP] == _QUOTE) + at for at in range(0, len(codes), _STEP)
    ]
    return np.concatenate(found) if found else np.zeros(0, np.int64)


def well_quoted(raw: bytes | mmap.mmap, begin: int, end: int, delimiter: str) -> bool:
    """Whether each quote that opens a cell is closed before a delimiter or a line end."""
    if raw.find(b'"', begin, end) < 0:
        return True
    codes = np.frombuffer(raw, np.uint8)[begin:end]
    quotes = Quotes(delimiter)
    first = np.concatenate([np.frombuffer(b"\n", np.uint8), codes[:_PIECE]])
    later = (codes[at - 1 : at + _PIECE] for at in range(_PIECE, len(codes), _PIECE))
    followed = all(quotes.follow(piece) is not None for piece in (first, *later))
    return followed and not quotes.inside


def one_line_each(text: bytes, rows: int) -> bool:
    """Whether there are no more line ends than rows, so that none stands within a cell."""
    codes = np.frombuffer(text, np.uint8)
    feeds = returns = both = 0
    for at in range(0, len(codes), _STEP):
        # One more byte, so that no pair is cut in two.
        piece = codes[at : at + _STEP + 1]
        feed, back = piece == ord("\n"), piece == ord("\r")
        both += int(np.count_nonzero(back[:-1] & feed[1:]))
        feeds += int(np.count_nonzero(feed[:_STEP]))
        returns += int(np.count_nonzero(back[:_STEP]))
    return returns in (0, feeds) and both == returns and feeds + (text[-1:] != b"\n") == rows


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
    if b"\n" not in text and b"\r" not in text:
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
