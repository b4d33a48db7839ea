"""Cells as text: numbers as they were typed, dates as ISO, written nulls as null."""

from __future__ import annotations

import contextlib
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

from engine.ingest.bounds import Bounds, Words
from engine.model.arrays import Ints

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
_BLANK_FIRST, _BLANK_LAST = Words(BLANKS), Words(BLANKS, last=True)
_NULL_FIRST = Words(filter(None, NULLS))
#: Cells that are put in one by one.
_FEW = 500
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
    if isinstance(value, bytes):
        return bytes_text(value)
    if isinstance(value, (dict, list, tuple)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def bytes_text(value: bytes) -> str:
    """Texts of a file that does not say that they are texts, as Hive and Impala write them."""
    for encoding in ("utf-8", "gb18030"):
        with contextlib.suppress(UnicodeDecodeError):
            return value.decode(encoding)
    return value.decode("utf-8", "replace")


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
    chunks = column.chunks if pa.types.is_string(column.type) else column.cast(pa.string()).chunks
    return pa.chunked_array([_clean(chunk) for chunk in chunks], pa.string())


def _clean(cells: pa.StringArray) -> pa.StringArray:
    """Most cells need nothing, which their first and last bytes tell; their texts are not copied."""
    bounds = Bounds(cells)
    edged = np.union1d(bounds.beginning(_BLANK_FIRST), bounds.ending(_BLANK_LAST))
    if len(edged):
        some = cells.take(pa.array(edged))
        trimmed = pc.utf8_trim(some, characters=BLANKS)
        changed = np.flatnonzero(pc.not_equal(some, trimmed).fill_null(False))
        if len(changed):
            cells = _with(cells, edged[changed], trimmed.take(pa.array(changed)))
            bounds = Bounds(cells)
    null = bounds.empty
    if cells.null_count:  # what is missing may still have bytes
        null |= cells.is_null().to_numpy(zero_copy_only=False)
    maybe = bounds.beginning(_NULL_FIRST, np.flatnonzero(bounds.lengths <= _LONGEST_NULL))
    if len(maybe):
        written = pc.is_in(cells.take(pa.array(maybe)), value_set=pa.array(NULLS, pa.string()))
        null[maybe] |= written.to_numpy(zero_copy_only=False)
    return _emptied(cells, null) if null.any() else cells


def _with(cells: pa.StringArray, rows: Ints, new: pa.StringArray) -> pa.StringArray:
    """The cells with ``new`` ones in some ``rows``, ascending."""
    if len(rows) > _FEW:
        mask = np.zeros(len(cells), bool)
        mask[rows] = True
        return pc.replace_with_mask(cells, pa.array(mask), new)
    # What stands between them is copied in one piece each.
    parts, begin = [], 0
    for at, row in enumerate(rows.tolist()):
        parts += [cells.slice(begin, row - begin), new.slice(at, 1)]
        begin = row + 1
    return pa.concat_arrays([*parts, cells.slice(begin)])


def _emptied(cells: pa.StringArray, null: npt.NDArray[np.bool_]) -> pa.StringArray:
    """The cells with null where ``null`` is set; their texts are not copied."""
    kept = np.concatenate([np.zeros(cells.offset, bool), ~null])
    _, offsets, data = cells.buffers()
    bits = pa.py_buffer(np.packbits(kept, bitorder="little"))
    return pa.StringArray.from_buffers(len(cells), offsets, data, bits, offset=cells.offset)


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
