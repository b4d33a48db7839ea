"""Where a csv file can be cut so that every piece consists of whole rows.

Arrow's reader takes a quote as one only at the beginning of a cell, and ends the cell at the next
quote that is not doubled. So a line end ends a row unless it stands between two such quotes. In a
well-formed file every other quote begins a cell or is the second of two, which is tested for all
quotes at once; only where it does not hold they are followed one by one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from engine.ingest.blocks import Irregular

Ints = npt.NDArray[np.int64]
_QUOTE = ord('"')
#: Of a row, or a line, that is longer Arrow's reader would make nothing.
LONGEST = 1 << 23


class Cutting:
    """``begin``, ``end``: where the rows begin and end in the file; ``longest``: bytes of a line
    from which on it is none; ``step``: about how many bytes a piece is to have."""

    def __init__(
        self, source: BinaryIO, begin: int, end: int, delimiter: str, longest: int, step: int
    ) -> None:
        self._source, self._begin, self._end = source, begin, end
        self._longest, self._step = longest, step
        self._opens = np.zeros(256, bool)
        self._opens[[*delimiter.encode(), *b"\r\n"]] = True
        self._digest = hashlib.sha256()

    def digest(self) -> str:
        """The sha256 of the file, once it was cut to its end."""
        return self._digest.hexdigest()

    def __iter__(self) -> Iterator[tuple[int, int]]:
        """Begin and end of each piece. Raises Irregular."""
        self._source.seek(0)
        self._digest.update(self._source.read(self._begin))
        cut = at = self._begin
        inside, before, open_line = False, b"\n", 0
        while at < self._end:
            piece = self._source.read(min(self._step, self._end - at))
            if not piece:
                raise Irregular  # it became shorter meanwhile
            self._digest.update(piece)
            open_line = _open_line(piece, open_line, self._longest)
            flips = self._flips(before + piece, inside)
            last = _last_end(piece, flips, inside)
            if last >= 0:
                yield cut, at + last + 1
                cut = at + last + 1
            at += len(piece)
            if at - cut > LONGEST + self._step:
                raise Irregular
            inside ^= bool(len(flips) & 1)
            before = piece[-1:]
            if before == b'"' and not (len(flips) and flips[-1] == len(piece) - 1):
                before = b" "  # a quote that is text: the next one is not the second of two
        if cut < self._end:
            yield cut, self._end
        while piece := self._source.read(LONGEST):
            self._digest.update(piece)

    def _flips(self, text: bytes, inside: bool) -> Ints:
        """The quotes that begin or end a cell, or are two in a row within one, in all of ``text``
        but its first byte; numbered from the second."""
        codes = np.frombuffer(text, np.uint8)
        quotes = np.flatnonzero(codes[1:] == _QUOTE)
        opening = quotes[int(inside) :: 2]
        previous = codes[opening]
        if (self._opens[previous] | (previous == _QUOTE)).all():
            return quotes
        return self._followed(codes, quotes.tolist(), inside)

    def _followed(self, codes: npt.NDArray[np.uint8], quotes: list[int], inside: bool) -> Ints:
        flips: list[int] = []
        for at in quotes:
            # The second of two goes on where the first seemed to end the cell.
            doubled = bool(codes[at] == _QUOTE) and (at == 0 or flips[-1:] == [at - 1])
            if inside or doubled or self._opens[codes[at]]:
                flips.append(at)
                inside = not inside
        return np.array(flips, np.int64)


def _last_end(piece: bytes, flips: Ints, inside: bool) -> int:
    """Where the last row ends, −1 if none does."""
    end = piece.rfind(b"\n")
    while end >= 0:
        quotes = int(np.searchsorted(flips, end))
        if not inside ^ bool(quotes & 1):
            return end
        end = piece.rfind(b"\n", 0, int(flips[quotes - 1]) if quotes else 0)
    return -1


def _open_line(block: bytes, before: int, longest: int) -> int:
    """Bytes of the line that is not over at the end of the block. Raises Irregular."""
    at, held = 0, before
    while True:
        end = block.rfind(b"\n", at, at + longest - held + 1)
        if end < 0:
            held += len(block) - at
            if held > longest:
                raise Irregular
            return held
        at, held = end + 1, 0
