"""Lines of a csv file, made beforehand as pieces and kept in several files, in one order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.ipc

from engine.model.arrays import Ints
from engine.model.runs import batch_of, write_batches

#: Texts as bytes. An object for each piece is at hand again for whatever lines have it, and a line takes
#: its pieces one time, when it is written; Arrow copied each of them three times on the way.
Pieces = npt.NDArray[np.object_]
#: Lines brought into order at once.
BLOCK = 20_000
#: Lines of a batch in a file: few where lines of all files are mixed, as some of each are at hand then.
MIXED, BATCH = 512, 4096
#: So many lines at once are small enough to be hashed and written out of the processor's cache.
_TOGETHER = 256


def write_lines(table: pa.Table, path: Path, *, mixed: bool) -> None:
    """A file of lines: each column is a piece of them, coded where few are different. ``mixed``: they
    will stand among those of all other files."""
    write_batches(table.combine_chunks(), path, MIXED if mixed else BATCH)


class Lines:
    """``run`` and ``at``: the file, and the line in it, of each line in order. ``pieces``: of what a
    line consists, in this order; one that no file has is the number of the line. ``renamed``:
    places, and the first pieces that stand there instead of those stored."""

    def __init__(
        self,
        files: Sequence[Path],
        run: npt.NDArray[np.integer],
        at: npt.NDArray[np.integer],
        pieces: Sequence[str],
        renamed: tuple[Ints, Sequence[bytes]] = (np.zeros(0, np.int64), ()),
    ) -> None:
        self._files, self._run, self._at = tuple(files), run, at
        self._pieces = tuple(pieces)
        self._places, self._names = renamed

    def blocks(self) -> Iterator[bytes]:
        """The bytes of all lines, some lines at a time."""
        last = np.zeros(len(self._files), np.int64)
        last[self._run] = np.arange(len(self._run))  # of each file its last line
        files: dict[int, _File] = {}
        shared: dict[bytes, bytes] = {}
        for begin in range(0, len(self._run), BLOCK):
            end = min(begin + BLOCK, len(self._run))
            made = self._block(files, shared, begin, end)
            for first in range(0, len(made), _TOGETHER):
                yield b"".join(made[first : first + _TOGETHER].ravel().tolist())
            for number in [number for number in files if last[number] < end]:
                del files[number]

    def _block(
        self, files: dict[int, _File], shared: dict[bytes, bytes], begin: int, end: int
    ) -> Pieces:
        """The pieces of some lines. Of each file some stretch is read, from one end to the other."""
        run, at = self._run[begin:end], self._at[begin:end]
        made = np.empty((end - begin, len(self._pieces)), object)
        lying = np.lexsort((at, run))
        for some in np.split(lying, np.flatnonzero(np.diff(run[lying])) + 1):
            number = int(run[some[0]])
            if number not in files:
                files[number] = _File(self._files[number], self._pieces, shared)
            files[number].fill(made, some, at[some])
        mine = np.flatnonzero((self._places >= begin) & (self._places < end))
        for which in mine.tolist():
            made[self._places[which] - begin, 0] = self._names[which]
        if (missing := self._numbered(files)) is not None:
            made[:, missing] = [b"%d," % number for number in range(begin + 1, end + 1)]
        return made

    def _numbered(self, files: dict[int, _File]) -> int | None:
        known = next(iter(files.values())).known
        return next((at for at, name in enumerate(self._pieces) if name not in known), None)


class _File:
    """Lines that are at hand of one file of many: it is open while it is read, and its coded pieces are
    objects that all files have in common (``shared``)."""

    def __init__(self, path: Path, pieces: Sequence[str], shared: dict[bytes, bytes]) -> None:
        self._path, self._shared = path, shared
        with pa.OSFile(str(path)) as source:
            schema = pa.ipc.open_file(source).schema
        self._size = batch_of(schema)
        self.known = frozenset(schema.names)
        #: of each column its place among the pieces
        self._columns = [pieces.index(name) for name in schema.names]
        self._number = -1
        self._held: list[tuple[Pieces, npt.NDArray[np.integer] | None]] = []

    def fill(self, made: Pieces, rows: Ints, at: npt.NDArray[np.integer]) -> None:
        """Put the pieces of the lines ``at``, ascending, into ``rows``."""
        ends = [0, *(np.flatnonzero(np.diff(at // self._size)) + 1).tolist(), len(at)]
        for first, last in pairwise(ends):
            number, places = int(at[first]) // self._size, at[first:last] % self._size
            self._read(number)
            mine, which = _span(rows[first:last]), _span(places)
            for column, (texts, codes) in zip(self._columns, self._held, strict=True):
                made[mine, column] = texts[which if codes is None else codes[which]]

    def _read(self, number: int) -> None:
        """Have a batch at hand: of each column its texts, and which of them a line has if they are coded."""
        if number == self._number:
            return
        begun, held = self._held, []
        with pa.memory_map(str(self._path)) as source:  # of which nothing is copied that is known
            for at, column in enumerate(pa.ipc.open_file(source).get_batch(number).columns):
                if pa.types.is_dictionary(column.type):
                    texts = begun[at][0] if begun else self._once(_bytes(column.dictionary))
                    held.append((texts, column.indices.to_numpy().copy()))
                else:
                    held.append((_bytes(column), None))
        self._number, self._held = number, held

    def _once(self, texts: Pieces) -> Pieces:
        once = np.empty(len(texts), object)
        once[:] = [self._shared.setdefault(text, text) for text in texts]
        return once


def _span(places: npt.NDArray[np.integer]) -> npt.NDArray[np.integer] | slice:
    """The same, where they follow one another as a slice, which is quicker."""
    first, last = int(places[0]), int(places[-1])
    if last - first == len(places) - 1 and (np.diff(places) == 1).all():
        return slice(first, last + 1)
    return places


def _bytes(texts: pa.Array) -> Pieces:
    pieces: Pieces = texts.view(pa.binary()).to_numpy(zero_copy_only=False)
    return pieces
