"""Arrow columns in one piece."""

from __future__ import annotations

import pyarrow as pa


def whole(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    """The column as one array."""
    if isinstance(column, pa.Array):
        return column
    array = column.combine_chunks()
    return array if isinstance(array, pa.Array) else pa.concat_arrays(array.chunks)


def encode(column: pa.Array | pa.ChunkedArray) -> pa.DictionaryArray:
    """Distinct values (``dictionary``) and which of them stands where (``indices``)."""
    return whole(column).dictionary_encode()
