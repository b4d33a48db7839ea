"""One Aho-Corasick pass over a whole Arrow column (design §7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from engine.text.fold import fold, fold_table

Ints = npt.NDArray[np.int64]
_EMPTY: Ints = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class ColumnHits:
    """Occurrences of terms in a column, sorted by row, start, end; offsets in characters.

    ``folded``: rows whose text folding changes.
    """

    row: Ints
    term: Ints
    start: Ints
    end: Ints
    folded: frozenset[int] = frozenset()


class Scanner:
    """All occurrences, overlapping ones included, of literal terms in folded text.

    ``numbers``: what a hit calls each term; its place in ``terms`` unless given.
    """

    def __init__(self, terms: Sequence[str], numbers: Sequence[int] | None = None) -> None:
        self.terms = tuple(fold(term) for term in terms)
        self._numbers = np.array(range(len(terms)) if numbers is None else numbers, np.int64)
        self._bytes = ahocorasick_rs.BytesAhoCorasick([t.encode() for t in self.terms])
        self._text = ahocorasick_rs.AhoCorasick(list(self.terms))

    def text(self, folded: str) -> list[tuple[int, int, int]]:
        """(place in ``terms``, start, end) in one already folded text."""
        if not self.terms:
            return []
        found: list[tuple[int, int, int]] = self._text.find_matches_as_indexes(
            folded, overlapping=True
        )
        return found

    def column(self, column: pa.Array | pa.ChunkedArray) -> ColumnHits:
        """``column``: strings; null counts as empty."""
        array = whole(column)
        if not len(array) or not self.terms:
            return ColumnHits(_EMPTY, _EMPTY, _EMPTY, _EMPTY)
        offsets = np.frombuffer(array.buffers()[1], dtype=np.int64)[
            array.offset : array.offset + len(array) + 1
        ]
        buffer = array.buffers()[2]
        data = buffer.slice(int(offsets[0]), int(offsets[-1] - offsets[0])) if buffer else b""
        offsets = offsets - offsets[0]
        found = self._bytes_pass(bytes(data), offsets)
        refold = pc.indices_nonzero(folding_changes(array))
        if len(refold):
            keep = ~np.isin(found[:, 0], refold.to_numpy())
            extra = [
                (row, term, start, end)
                for row, text in zip(
                    refold.to_pylist(), array.take(refold).to_pylist(), strict=True
                )
                for term, start, end in self.text(fold(text))
            ]
            more = np.array(extra, dtype=np.int64).reshape(-1, 4)
            found = np.concatenate([found[keep], more])
        found = found[np.lexsort((found[:, 1], found[:, 3], found[:, 2], found[:, 0]))]
        row, term, start, end = np.ascontiguousarray(found.T)
        return ColumnHits(row, self._numbers[term], start, end, frozenset(refold.to_pylist()))

    def _bytes_pass(self, data: bytes, offsets: Ints) -> Ints:
        """Columns row, term, start, end (characters within the row) of every occurrence."""
        found = self._bytes.find_matches_as_indexes(data, overlapping=True)
        if not found:
            return np.zeros((0, 4), np.int64)
        term, start, end = np.array(found, dtype=np.int64).T
        row = np.searchsorted(offsets, start, side="right") - 1
        inside = end <= offsets[row + 1]
        term, start, end, row = term[inside], start[inside], end[inside], row[inside]
        # Characters are counted between the places that matter, not at every byte.
        places, at = np.unique(np.concatenate([offsets[row], start, end]), return_inverse=True)
        if not len(places):
            return np.zeros((0, 4), np.int64)
        raw = np.frombuffer(data, dtype=np.uint8)
        lead = (raw[: places[-1] + 1] & 0xC0) != 0x80
        if places[-1] == len(raw):
            lead = np.append(lead, True)
        counts = np.add.reduceat(lead.view(np.uint8), places, dtype=np.int64)
        chars = np.concatenate([[0], np.cumsum(counts[:-1])])[at]
        base, first, last = chars.reshape(3, -1)
        return np.stack([row, term, first - base, last - base], axis=1)


def whole(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    """The column as one array of strings without nulls."""
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if isinstance(array, pa.ChunkedArray):  # an empty chunked array stays one
        array = pa.array([], pa.string())
    return array.cast(pa.large_string()).fill_null("")


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
