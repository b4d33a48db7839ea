"""Arrow columns in one piece, and what may stand in one."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from engine.model.arrays import Ints

_TEXT = pa.string()
#: So many texts tell most columns of which coding would come to nothing.
_SOME = 1024
SURROGATE = re.compile("[\ud800-\udfff]")


def replace_surrogates(text: str) -> str:
    """Half a surrogate pair cannot be encoded; it becomes U+FFFD, the length stays."""
    return SURROGATE.sub("\ufffd", text)


def cells(column: pa.Array | pa.ChunkedArray) -> list[Any]:
    """The values of a column, ``""`` for missing ones."""
    values: list[Any] = column.to_pylist()
    return ["" if value is None else value for value in values] if column.null_count else values


def whole(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    """The column as one array."""
    if isinstance(column, pa.Array):
        return column
    if column.num_chunks == 1:
        return column.chunk(0)  # to combine it would copy it
    array = column.combine_chunks()
    return array if isinstance(array, pa.Array) else pa.concat_arrays(array.chunks)


def encode(column: pa.Array | pa.ChunkedArray) -> pa.DictionaryArray:
    """Distinct values (``dictionary``) and which of them stands where (``indices``)."""
    return whole(column).dictionary_encode()


def numbered(column: pa.Array | pa.ChunkedArray) -> Ints:
    """A number for each cell, the same for the same cells."""
    cells = whole(column)
    if pa.types.is_dictionary(cells.type):
        cells = cells.cast(cells.type.value_type)
    told = cells.dictionary_encode(null_encoding="encode")
    numbers: Ints = told.indices.to_numpy().astype(np.int64)
    return numbers


def coded(cells: pa.Array, at: npt.NDArray[np.integer] | pa.Array) -> pa.Array:
    """Cell ``at[i]`` in row i; texts coded, so that none is copied for its rows."""
    taken = pa.array(at)
    if not pa.types.is_string(cells.type) or cells.null_count:
        return cells.take(taken)
    if 2 * len(cells) > len(taken) and different(cells):
        return cells.take(taken)
    told = cells.dictionary_encode()
    return pa.DictionaryArray.from_arrays(told.indices.take(taken), told.dictionary)


def different(texts: pa.Array) -> bool:
    """Are most of the first texts of a long column different, so that coding it would come to nothing?"""
    return (
        len(texts) > _SOME
        and 2 * len(texts.slice(0, _SOME).dictionary_encode().dictionary) >= _SOME
    )


def same(text: str, count: int) -> pa.DictionaryArray:
    """A column with one text in all its rows, coded."""
    return coded(pa.array([text], pa.string()), np.zeros(count, np.int32))


def pieces(texts: pa.Array) -> tuple[Ints, npt.NDArray[np.uint8]]:
    """Where each text begins and the last one ends, and the bytes of all of them; copies nothing
    of these. A missing text has none."""
    _, begins, data = texts.buffers()
    wide = pa.types.is_large_string(texts.type)
    offsets: Any = np.frombuffer(begins, np.int64 if wide else np.int32) if begins else np.zeros(1)
    offsets = offsets[texts.offset : texts.offset + len(texts) + 1]
    if data is None or not len(texts):
        return np.zeros(len(texts) + 1, np.int64), np.zeros(0, np.uint8)
    codes = np.frombuffer(data, np.uint8)[offsets[0] : offsets[-1]]
    return np.subtract(offsets, offsets[0], dtype=np.int64), codes


def slices(data: npt.NDArray[Any], begins: Ints, ends: Ints, kind: pa.DataType = _TEXT) -> pa.Array:
    """A text, or bytes, for each stretch of the items of ``data``, wherever the stretches lie."""
    # Every other text of this array is one of them; what lies between two of them is not looked at.
    wide = kind in (pa.large_string(), pa.large_binary())
    edges = np.empty(2 * len(begins) + 2, np.int64 if wide else np.int32)
    edges[0], edges[-1] = 0, data.nbytes
    edges[1:-1:2], edges[2:-1:2] = begins * data.itemsize, ends * data.itemsize
    buffers = [None, pa.py_buffer(edges), pa.py_buffer(data)]
    every = pa.Array.from_buffers(kind, len(edges) - 1, buffers)
    return every.take(pa.array(np.arange(1, len(edges) - 1, 2)))


def repeated(keys: npt.NDArray[np.integer]) -> Ints:
    """Where the keys stand that stand more than once."""
    ordered = np.sort(keys)
    twice = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    if not len(twice):
        return np.zeros(0, np.int64)
    at = np.searchsorted(twice, keys)
    at[at == len(twice)] = 0
    return np.flatnonzero(twice[at] == keys)
