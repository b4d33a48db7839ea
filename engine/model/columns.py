"""Arrow columns in one piece."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa


def whole(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    """The column as one array."""
    if isinstance(column, pa.Array):
        return column
    array = column.combine_chunks()
    return array if isinstance(array, pa.Array) else pa.concat_arrays(array.chunks)


def text_bytes(texts: pa.Array) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint8]]:
    """Bytes of all texts one after the other, and where each begins and the last one ends;
    nothing for a null."""
    if not len(texts):
        return np.zeros(1, np.int64), np.zeros(0, np.uint8)
    _, ends, data = texts.buffers()
    offsets = np.frombuffer(ends, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    codes = np.frombuffer(data, np.uint8) if data is not None else np.zeros(0, np.uint8)
    begins = offsets.astype(np.int64) - int(offsets[0])
    return begins, codes[int(offsets[0]) : int(offsets[-1])]


def encode(column: pa.Array | pa.ChunkedArray) -> pa.DictionaryArray:
    """Distinct values (``dictionary``) and which of them stands where (``indices``)."""
    return whole(column).dictionary_encode()
