"""One Aho-Corasick pass over a whole Arrow column (design §7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from operator import itemgetter
from typing import Any, NamedTuple

import ahocorasick_rs
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from engine.model.arrays import Flags, Ints
from engine.text.fold import fold, fold_all, fold_table

Bytes = npt.NDArray[np.uint8]
_EMPTY: Ints = np.zeros(0, np.int64)


class ColumnHits(NamedTuple):
    """Occurrences of terms in a column, sorted by row, start, end; offsets in characters."""

    row: Ints
    term: Ints
    start: Ints
    end: Ints

    def at(self, places: Flags) -> ColumnHits:
        return ColumnHits(*(column[places] for column in self))


class Texts:
    """A column of texts; some of them folding changes."""

    def __init__(self, column: pa.Array | pa.ChunkedArray) -> None:
        self.array = whole(column)
        self._changed: Flags | None = None

    @property
    def changed(self) -> Flags:
        """Which texts folding changes."""
        if self._changed is None:
            self._changed = flags(pc.match_substring_regex(self.array, _changed_by_folding()))
        return self._changed

    @changed.setter
    def changed(self, known: Flags) -> None:
        self._changed = known

    @cached_property
    def _folded(self) -> tuple[Ints, pa.Array]:
        """The number of each changed text among these (of the others -1), and these folded."""
        rows = self.changed.nonzero()[0]
        number = np.full(len(self.array), -1, np.int64)
        number[rows] = np.arange(len(rows))
        texts = fold_all(self.array.take(pa.array(rows)).to_pylist())
        return number, pa.array(texts, self.array.type)

    def folded(self, rows: Ints) -> list[str]:
        """The folded texts of some rows."""
        texts: list[str] = self.folded_array(rows).to_pylist()
        return texts

    def folded_array(self, rows: Ints) -> pa.Array:
        """The same as a column."""
        texts = self.array.take(pa.array(rows))
        changed = self.changed[rows]
        if not changed.any():
            return texts
        number, folded = self._folded
        other = folded.take(pa.array(number[rows[changed]]))
        return pc.replace_with_mask(texts, pa.array(changed), other)


class Scanner:
    """All occurrences, overlapping ones included, of literal terms in folded text.

    ``numbers``: what a hit calls each term; its place in ``terms`` unless given.
    """

    def __init__(self, terms: Sequence[str], numbers: Sequence[int] | None = None) -> None:
        self.terms = tuple(fold(term) for term in terms)
        self.numbers = tuple(range(len(terms)) if numbers is None else numbers)

    @cached_property
    def _bytes(self) -> Any:
        """The terms, and behind them the characters that folding changes: one pass tells both."""
        # Takes more memory for each term and half the time for each byte.
        return ahocorasick_rs.BytesAhoCorasick(
            self._encoded, implementation=ahocorasick_rs.Implementation.DFA
        )

    @cached_property
    def _encoded(self) -> list[bytes]:
        changed = (chr(a) for a, b in fold_table().items() if a != b)
        return [text.encode() for text in (*self.terms, *changed)]

    @cached_property
    def _sizes(self) -> Ints:
        return np.array([len(text) for text in self._encoded], np.int64)

    @cached_property
    def _text(self) -> Any:
        return ahocorasick_rs.AhoCorasick(list(self.terms))

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
        if not len(texts.array) or not self.terms:
            return ColumnHits(_EMPTY, _EMPTY, _EMPTY, _EMPTY)
        row, term, start, end, odd = self._bytes_pass(texts.array)
        changed: Flags = np.zeros(len(texts.array), np.bool_)
        changed[odd] = True
        texts.changed = changed
        if len(odd):
            rows = changed.nonzero()[0]
            again = self._bytes_pass(texts.folded_array(rows))
            same = ~changed[row]
            row, term, start, end = (
                np.concatenate([one[same], other])
                for one, other in zip(
                    (row, term, start, end), (rows[again[0]], *again[1:4]), strict=True
                )
            )
        place = row * (int(start.max(initial=0)) + 1) + start
        order = np.argsort(place, kind="stable")  # those that begin at one place stand in order
        return ColumnHits(row[order], np.array(self.numbers)[term[order]], start[order], end[order])

    def _bytes_pass(self, array: pa.Array) -> tuple[Ints, Ints, Ints, Ints, Ints]:
        """Row, term, start, end (characters within the row) of every occurrence; and rows that
        folding changes."""
        offsets = np.frombuffer(array.buffers()[1], dtype=np.int64)
        offsets = offsets[array.offset : array.offset + len(array) + 1]
        data = np.frombuffer(array.buffers()[2] or b"", dtype=np.uint8)
        data = data[offsets[0] : offsets[-1]]
        offsets = offsets - offsets[0]
        found = self._bytes.find_matches_as_indexes(data.data, overlapping=True)
        # Where a hit ends follows from its term: to take over three numbers of each takes longer.
        term, start = (
            np.fromiter(map(itemgetter(at), found), np.int64, len(found)) for at in (0, 1)
        )
        end = start + self._sizes[term]
        row = np.searchsorted(offsets, start, side="right") - 1
        odd = term >= len(self.terms)
        inside = ~odd & (end <= offsets[row + 1])
        changed = row[odd]
        term, start, end, row = term[inside], start[inside], end[inside], row[inside]
        count = Characters(data)
        base = count.before(offsets[row])
        return row, term, count.before(start) - base, count.before(end) - base, changed


class Characters:
    """Counts characters up to any byte: one bit for each byte that begins one, summed by words."""

    def __init__(self, data: Bytes) -> None:
        bits = np.packbits(data.view(np.int8) >= -0x40, bitorder="little")
        self._words = np.zeros(len(data) // 64 + 1, np.uint64)
        self._words.view(np.uint8)[: len(bits)] = bits
        self._sums = np.zeros(len(self._words), np.int64)
        np.cumsum(np.bitwise_count(self._words[:-1]), out=self._sums[1:])

    def before(self, places: Ints) -> Ints:
        word = places >> 6
        lower = (np.uint64(1) << (places & 63).astype(np.uint64)) - np.uint64(1)
        counted: Ints = self._sums[word] + np.bitwise_count(self._words[word] & lower)
        return counted


def whole(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    """The column as one array of strings without nulls."""
    array = column
    if isinstance(array, pa.ChunkedArray):
        # A single chunk would be copied.
        array = array.chunk(0) if array.num_chunks == 1 else array.combine_chunks()
    if isinstance(array, pa.ChunkedArray):  # an empty chunked array stays one
        array = pa.array([], pa.string())
    array = array.cast(pa.large_string())
    if not array.null_count:
        return array
    buffers = [None, *array.buffers()[1:]]
    bare = pa.Array.from_buffers(array.type, len(array), buffers, offset=array.offset)
    # Nearly always nothing stands where a text is missing; to fill copies every text.
    hidden = pc.max(pc.binary_length(bare.filter(array.is_null()))).as_py()
    return array.fill_null("") if hidden else bare


def distinct(ordered: Ints) -> Ints:
    """Each of some numbers in order once."""
    once: Ints = ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]]
    return once


def listed(begin: Ints, counts: Ints) -> tuple[Ints, Ints]:
    """Places that count on from each beginning, one after another, and the number of each one's."""
    owner = np.repeat(np.arange(len(counts)), counts)
    return owner, np.arange(len(owner)) + (begin - np.cumsum(counts) + counts)[owner]


def spans_of(ordered: Ints, numbers: Ints) -> tuple[Ints, Ints]:
    """Where each of some numbers begins to stand, and how often it does."""
    begin = np.searchsorted(ordered, numbers)
    return begin, np.searchsorted(ordered, numbers, side="right") - begin


def marked(numbers: Iterable[int] | Ints, count: int) -> Flags:
    """Which of so many numbers are among these."""
    among: Flags = np.zeros(count, dtype=np.bool_)
    among[numbers if isinstance(numbers, np.ndarray) else list(numbers)] = True
    return among


def flags(column: pa.Array) -> Flags:
    """A column of truths as numpy knows them."""
    found: Flags = column.to_numpy(zero_copy_only=False)
    return found


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
