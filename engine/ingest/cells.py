"""Cells as text: numbers as they were typed, dates as ISO, written nulls as null."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

#: What people type around and instead of a value.
BLANKS = " \t\r\n\v\f\u3000\u00a0\u200b\u200c\u200d\ufeff"
_LATIN = ("n/a", "na", "null", "none", "nan", "#n/a", "nil", "<na>", "nat", "(null)")
NULLS = (
    *(form for word in _LATIN for form in (word, word.upper(), word.capitalize())),
    "None",
    "NaN",
    "N/a",
    "<NA>",
    "NaT",
    "",
    "-",
    "--",
    "---",
    "—",
    "——",
    "–",
    "－",
    "－－",
    "/",
    "//",
    "／",
    "\\",
    "\\N",
    "＼",
    "无",
    "暂无",
    "空",
    "未填写",
    "（空）",
    "(空)",
    "（无）",
    "(无)",
)
_LONGEST_NULL = max(len(word.encode()) for word in NULLS)
_HALF = re.compile("[\ud800-\udfff]")
_EXACT_DIGITS = 1e15  # Excel keeps fifteen digits; above that the number is not what was typed


def cell_text(value: Any) -> str:
    """One cell of a workbook, a JSON value or a Python object as the text a person would type."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _float_text(value)
    if isinstance(value, dt.datetime):
        plain = value.time() == dt.time()
        return value.strftime("%Y-%m-%d" if plain else "%Y-%m-%d %H:%M:%S")
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f") if value.is_finite() else ""
    if isinstance(value, (dict, list, tuple)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _float_text(value: float) -> str:
    if math.isnan(value) or math.isinf(value):
        return ""
    if abs(value) >= _EXACT_DIGITS:
        return _scientific(value)
    if value.is_integer():
        return str(int(value))
    return f"{value:.15g}"


def _scientific(value: float) -> str:
    # Written so that nobody takes it for the digits that were typed.
    mantissa, exponent = f"{value:.14E}".split("E")
    return f"{mantissa.rstrip('0').rstrip('.')}E{exponent}"


def clean(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Strip blanks at the edges and turn written nulls into null."""
    stripped = pc.utf8_trim(column, characters=BLANKS)
    # Long texts are not compared with the written nulls.
    short = pc.less_equal(pc.binary_length(stripped), _LONGEST_NULL)
    rows = pc.indices_nonzero(pc.fill_null(short, False))
    null = pc.is_in(stripped.take(rows), value_set=pa.array(NULLS, pa.string()))
    if not pc.any(null).as_py():
        return stripped
    mask = np.zeros(len(stripped), dtype=bool)
    mask[rows.to_numpy()[null.to_numpy()]] = True
    return _emptied(stripped, mask)


def _emptied(column: pa.ChunkedArray, mask: npt.NDArray[np.bool_]) -> pa.ChunkedArray:
    """The column with null where ``mask`` is set; its texts are not copied."""
    chunks, begin = [], 0
    for chunk in column.cast(pa.string()).chunks:
        kept = chunk.is_valid().to_numpy(zero_copy_only=False)
        kept = kept & ~mask[begin : begin + len(chunk)]
        begin += len(chunk)
        bits = pa.array(np.concatenate([np.zeros(chunk.offset, dtype=bool), kept])).buffers()[1]
        _, offsets, data = chunk.buffers()
        chunks.append(
            pa.StringArray.from_buffers(len(chunk), offsets, data, bits, offset=chunk.offset)
        )
    return pa.chunked_array(chunks, pa.string())


def text_column(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Any Arrow column as text; distinct values are converted once."""
    if isinstance(column, pa.Array):
        column = pa.chunked_array([column])
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    kind = column.type
    if pa.types.is_null(kind):
        return pa.chunked_array([pa.nulls(len(column), pa.string())])
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_integer(kind):
        return column.cast(pa.string())
    if pa.types.is_floating(kind) or pa.types.is_temporal(kind):
        encoded = column.combine_chunks().dictionary_encode()
        if isinstance(encoded, pa.ChunkedArray):
            encoded = pa.concat_arrays(encoded.unify_dictionaries().chunks)
        words = pa.array([cell_text(v) for v in encoded.dictionary.to_pylist()], pa.string())
        return pa.chunked_array([words.take(encoded.indices)])
    return text_list(column.to_pylist())


def text_list(values: list[Any]) -> pa.ChunkedArray:
    texts = [None if v is None else cell_text(v) for v in values]
    try:
        array = pa.array(texts, pa.string())
    except UnicodeEncodeError:
        array = pa.array([None if t is None else whole(t) for t in texts], pa.string())
    return pa.chunked_array([array])


def whole(text: str) -> str:
    """Half a surrogate pair, which no file can hold, becomes U+FFFD; the length stays."""
    return text if text.isascii() else _HALF.sub("\ufffd", text)
