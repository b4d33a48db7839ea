"""One Aho-Corasick pass over a whole Arrow column (design §7)."""

from __future__ import annotations

from dataclasses import dataclass

import ahocorasick_rs
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from engine.text.fold import fold, foldable

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ColumnHits:
    """Occurrences of terms in a column, sorted by row, start, end; offsets in characters."""

    row: Ints
    term: Ints
    start: Ints
    end: Ints


class Scanner:
    """All occurrences, overlapping ones included, of literal terms in folded text."""

    def __init__(self, terms: tuple[str, ...]) -> None:
        self.terms = tuple(fold(term) for term in terms)
        self._bytes = ahocorasick_rs.BytesAhoCorasick([t.encode() for t in self.terms])
        self._text = ahocorasick_rs.AhoCorasick(list(self.terms))

    def text(self, folded: str) -> list[tuple[int, int, int]]:
        """(term, start, end) in one already folded text."""
        if not self.terms:
            return []
        found: list[tuple[int, int, int]] = self._text.find_matches_as_indexes(
            folded, overlapping=True
        )
        return found

    def column(self, column: pa.Array | pa.ChunkedArray) -> ColumnHits:
        """``column``: strings; null counts as empty."""
        array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
        if isinstance(array, pa.ChunkedArray):  # an empty chunked array stays one
            array = pa.array([], pa.string())
        array = array.cast(pa.large_string()).fill_null("")
        if not len(array) or not self.terms:
            empty = np.zeros(0, np.int64)
            return ColumnHits(empty, empty, empty, empty)
        offsets = np.frombuffer(array.buffers()[1], dtype=np.int64)[
            array.offset : array.offset + len(array) + 1
        ]
        buffer = array.buffers()[2]
        data = buffer.to_pybytes()[offsets[0] : offsets[-1]] if buffer is not None else b""
        offsets = offsets - offsets[0]
        rows, terms, starts, ends = self._bytes_pass(data, offsets)
        refold = _rows_to_fold(data, offsets)
        if len(refold):
            keep = ~np.isin(rows, refold)
            rows, terms, starts, ends = rows[keep], terms[keep], starts[keep], ends[keep]
            extra = [
                (row, term, start, end)
                for row in refold.tolist()
                for term, start, end in self.text(fold(array[row].as_py()))
            ]
            if extra:
                more = np.array(extra, dtype=np.int64).T
                rows, terms = np.append(rows, more[0]), np.append(terms, more[1])
                starts, ends = np.append(starts, more[2]), np.append(ends, more[3])
        order = np.lexsort((terms, ends, starts, rows))
        return ColumnHits(rows[order], terms[order], starts[order], ends[order])

    def _bytes_pass(self, data: bytes, offsets: Ints) -> tuple[Ints, Ints, Ints, Ints]:
        found = self._bytes.find_matches_as_indexes(data, overlapping=True)
        if not found:
            empty = np.zeros(0, np.int64)
            return empty, empty, empty, empty
        table = np.array(found, dtype=np.int64)
        term, start, end = table[:, 0], table[:, 1], table[:, 2]
        row = np.searchsorted(offsets, start, side="right") - 1
        inside = end <= offsets[row + 1]
        term, start, end, row = term[inside], start[inside], end[inside], row[inside]
        raw = np.frombuffer(data, dtype=np.uint8)
        chars = np.zeros(len(raw) + 1, dtype=np.int64)
        np.cumsum((raw & 0xC0) != 0x80, out=chars[1:])
        base = chars[offsets[row]]
        return row, term, chars[start] - base, chars[end] - base


def _rows_to_fold(data: bytes, offsets: Ints) -> Ints:
    """Rows with a character that folding changes, upper-case ASCII included."""
    text = data.decode("utf-8", "surrogatepass")
    at = foldable(text)
    raw = np.frombuffer(data, dtype=np.uint8)
    upper = np.flatnonzero((raw >= 0x41) & (raw <= 0x5A))
    rows = [np.searchsorted(offsets, upper, side="right") - 1]
    if len(at):
        starts = np.flatnonzero((raw & 0xC0) != 0x80)
        rows.append(np.searchsorted(offsets, starts[at], side="right") - 1)
    return np.unique(np.concatenate(rows)).astype(np.int64)
