"""Arrow columns in one piece, and what may stand in one."""

from __future__ import annotations

import re
from typing import Any

import pyarrow as pa

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
    array = column.combine_chunks()
    return array if isinstance(array, pa.Array) else pa.concat_arrays(array.chunks)


def encode(column: pa.Array | pa.ChunkedArray) -> pa.DictionaryArray:
    """Distinct values (``dictionary``) and which of them stands where (``indices``)."""
    return whole(column).dictionary_encode()
