"""Where a csv file can be cut so that every piece consists of whole rows.

One pass over the file, by the process that gives out the pieces: its hash, its quotes and its line
ends. Who reads a piece need not look at the quotes again.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator

import numpy as np

from engine.ingest.delimited.blocks import Irregular
from engine.ingest.delimited.quotes import Quotes
from engine.model.arrays import Ints

#: Of a row, or a line, that is longer Arrow's reader would make nothing.
LONGEST = 1 << 23


class Cutting:
    """``begin``, ``end``: where the rows begin and end in the file; ``longest``: bytes of a line
    from which on it is none; ``step``: about how many bytes a piece is to have."""

    def __init__(
        self,
        source: io.BufferedIOBase,
        begin: int,
        end: int,
        delimiter: str,
        longest: int,
        step: int,
    ) -> None:
        self._source, self._begin, self._end = source, begin, end
        self._longest, self._step = longest, step
        self._quotes = Quotes(delimiter)
        self._digest = hashlib.sha256()

    def digest(self) -> str:
        """The sha256 of the file, once it was cut to its end."""
        return self._digest.hexdigest()

    def __iter__(self) -> Iterator[tuple[int, int]]:
        """Begin and end of each piece. Raises Irregular, also for quotes that a person would read
        otherwise than Arrow."""
        self._source.seek(0)
        self._digest.update(self._source.read(self._begin))
        cut = at = self._begin
        # The byte before a piece stands before it; the same memory serves for all of them.
        held = bytearray(b"\n") + bytes(self._step)
        open_line = 0
        while at < self._end:
            left = self._end - at
            # Half as much at the end, so that no process is at work for long when the others are done.
            wanted = min(self._step if left > 2 * self._step else -(-self._step // 2), left)
            with memoryview(held)[1 : wanted + 1] as place:
                if self._source.readinto(place) != wanted:
                    raise Irregular  # it became shorter meanwhile
                self._digest.update(place)
            open_line = _open_line(held, wanted + 1, open_line, self._longest)
            inside = self._quotes.inside
            flips = self._quotes.follow(np.frombuffer(held, np.uint8, wanted + 1))
            if flips is None:
                raise Irregular
            last = _last_end(held, wanted + 1, flips, inside)
            if last >= 0:
                yield cut, at + last + 1
                cut = at + last + 1
            at += wanted
            if at - cut > LONGEST + self._step:
                raise Irregular
            held[0] = held[wanted]
        if self._quotes.inside:
            raise Irregular
        if cut < self._end:
            yield cut, self._end
        while piece := self._source.read(LONGEST):
            self._digest.update(piece)


def _last_end(held: bytearray, end: int, flips: Ints, inside: bool) -> int:
    """Where the last row of ``held[1:end]`` ends, numbered from there; −1 if none does."""
    at = held.rfind(b"\n", 1, end)
    while at >= 0:
        quotes = int(np.searchsorted(flips, at - 1))
        if not inside ^ bool(quotes & 1):
            return at - 1
        at = held.rfind(b"\n", 1, int(flips[quotes - 1]) + 1 if quotes else 1)
    return -1


def _open_line(held: bytearray, end: int, before: int, longest: int) -> int:
    """Bytes of the line that is not over at the end of ``held[1:end]``. Raises Irregular."""
    at, open_ = 1, before
    while True:
        last = held.rfind(b"\n", at, min(end, at + longest - open_ + 1))
        if last < 0:
            open_ += end - at
            if open_ > longest:
                raise Irregular
            return open_
        at, open_ = last + 1, 0
