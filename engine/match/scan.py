"""One Aho-Corasick pass over a whole Arrow column (design §7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain

import ahocorasick_rs
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from engine.text.fold import fold, fold_table

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.uint8]
_EMPTY: Ints = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class ColumnHits:
    """Occurrences of terms in a column, sorted by row, start, end; offsets in characters."""

    row: Ints
    term: Ints
    start: Ints
    end: Ints


class Texts:
    """A column of texts; some of them folding changes."""

    def __init__(self, column: pa.Array | pa.ChunkedArray) -> None:
        self.array = whole(column)

    @cached_property
    def changed(self) -> Flags:
        """Which texts folding changes."""
        return flags(folding_changes(self.array))

    @cached_property
    def _all_folded(self) -> pa.Array:
        if not self.changed.any():
            return self.array
        mask = pa.array(self.changed)
        texts = [fold(text) for text in self.array.filter(mask).to_pylist()]
        return pc.replace_with_mask(self.array, mask, pa.array(texts, self.array.type))

    def folded(self, rows: Ints) -> list[str]:
        """The folded texts of some rows."""
        texts: list[str] = self.folded_array(rows).to_pylist()
        return texts

    def folded_array(self, rows: Ints) -> pa.Array:
        """The same as a column."""
        return self._all_folded.take(pa.array(rows))


class Scanner:
    """All occurrences, overlapping ones included, of literal terms in folded text.

    ``numbers``: what a hit calls each term; its place in ``terms`` unless given.
    """

    def __init__(self, terms: Sequence[str], numbers: Sequence[int] | None = None) -> None:
        self.terms = tuple(fold(term) for term in terms)
        self._numbers = np.array(range(len(terms)) if numbers is None else numbers, np.int64)
        # Takes more memory for each term and half the time for each byte.
        self._bytes = ahocorasick_rs.BytesAhoCorasick(
            [t.encode() for t in self.terms], implementation=ahocorasick_rs.Implementation.DFA
        )
        self._text = ahocorasick_rs.AhoCorasick(list(self.terms))

    def text(self, folded: str) -> list[tuple[int, int, int]]:
        """(place in ``terms``, start, end) in one already folded text."""
        if not self.terms:
            return []
        found: list[tuple[int, int, int]] = self._text.find_matches_as_indexes(
            folded, overlapping=True
        )
        return found

    def column(self, column: pa.Array | pa.ChunkedArray | Texts) -> ColumnHits:
        """``column``: strings; null counts as empty."""
        texts = column if isinstance(column, Texts) else Texts(column)
        array = texts.array
        if not len(array) or not self.terms:
            return ColumnHits(_EMPTY, _EMPTY, _EMPTY, _EMPTY)
        offsets = np.frombuffer(array.buffers()[1], dtype=np.int64)[
            array.offset : array.offset + len(array) + 1
        ]
        data = np.frombuffer(array.buffers()[2] or b"", dtype=np.uint8)
        data = data[offsets[0] : offsets[-1]]
        offsets = offsets - offsets[0]
        found = self._bytes_pass(data, offsets)
        refold = texts.changed.nonzero()[0]
        if len(refold):
            extra = [
                (row, term, start, end)
                for row, text in zip(refold.tolist(), texts.folded(refold), strict=True)
                for term, start, end in self.text(text)
            ]
            more = np.array(extra, dtype=np.int64).reshape(-1, 4)
            found = np.concatenate([found[~texts.changed[found[:, 0]]], more])
        found = found[np.lexsort((found[:, 1], found[:, 3], found[:, 2], found[:, 0]))]
        row, term, start, end = np.ascontiguousarray(found.T)
        return ColumnHits(row, self._numbers[term], start, end)

    def _bytes_pass(self, data: Bytes, offsets: Ints) -> Ints:
        """Columns row, term, start, end (characters within the row) of every occurrence."""
        found = self._bytes.find_matches_as_indexes(data.data, overlapping=True)
        if not found:
            return np.zeros((0, 4), np.int64)
        flat = np.fromiter(chain.from_iterable(found), np.int64, 3 * len(found))
        term, start, end = flat.reshape(-1, 3).T
        row = np.searchsorted(offsets, start, side="right") - 1
        inside = end <= offsets[row + 1]
        term, start, end, row = term[inside], start[inside], end[inside], row[inside]
        count = Characters(data)
        base = count.before(offsets[row])
        return np.stack([row, term, count.before(start) - base, count.before(end) - base], axis=1)


class Characters:
    """Counts characters up to any byte: one bit for each byte that begins one, summed by eights."""

    def __init__(self, data: Bytes) -> None:
        self._bits = np.append(np.packbits((data & 0xC0) != 0x80), np.uint8(0))
        self._ones = np.array([byte.bit_count() for byte in range(256)], dtype=np.uint8)
        self._sums = np.zeros(len(self._bits) + 1, dtype=np.int64)
        np.cumsum(self._ones[self._bits], out=self._sums[1:])

    def before(self, places: Ints) -> Ints:
        eight, rest = places >> 3, places & 7
        within = self._ones[self._bits[eight] & ((0xFF00 >> rest) & 0xFF)]
        counted: Ints = self._sums[eight] + within
        return counted


def whole(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    """The column as one array of strings without nulls."""
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if isinstance(array, pa.ChunkedArray):  # an empty chunked array stays one
        array = pa.array([], pa.string())
    return array.cast(pa.large_string()).fill_null("")


def flags(column: pa.Array) -> Flags:
    """A column of truths as numpy knows them."""
    found: Flags = column.to_numpy(zero_copy_only=False)
    return found


def folding_changes(column: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """Which texts folding changes."""
    return pc.match_substring_regex(column, _changed_by_folding())


@cache
def _changed_by_folding() -> str:
    """A pattern of the characters that folding changes."""
    ranges: list[list[int]] = []
    for point in sorted(a for a, b in fold_table().items() if a != b):
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return "[" + "".join(rf"\x{{{a:x}}}-\x{{{b:x}}}" for a, b in ranges) + "]"
