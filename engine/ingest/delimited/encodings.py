"""Tell the encoding of a text file from its whole content, and bring it to UTF-8."""

from __future__ import annotations

import codecs
import io

import numpy as np
import pyarrow as pa

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
_STEP = 1 << 24
_SAMPLE = 1 << 19
_TOLERATED = 0.005  # share of broken characters that a cut field or a bad transfer explains


class NotText(Exception):
    """No encoding explains the bytes."""


def to_utf8(data: bytes) -> tuple[bytes, str, int]:
    """(UTF-8 without BOM, name of the encoding, how many broken characters were replaced)."""
    for bom, shown, codec in _BOMS:
        if data.startswith(bom):
            body = data[len(bom) :]
            good, _ = _strict(body, codec)
            return (good, shown, 0) if good is not None else _lenient(body, codec, shown)
    if codec := _utf16_without_bom(data):
        good, _ = _strict(data, codec)
        if good is not None:
            return good, codec, 0
    # GB18030 accepts much of what is not GB18030, so UTF-8 with a few cut characters goes first.
    for codec in ("utf-8", "gb18030"):
        good, error = _strict(data, codec)
        if good is not None:
            return good, codec, 0
        if _broken_share(data, codec, error) < _TOLERATED:
            return _lenient(data, codec, codec)
    raise NotText


def _utf16_without_bom(data: bytes) -> str:
    head = data[: 1 << 16]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    most, least = max(even, odd), min(even, odd)
    if len(data) % 2 or most < max(1, len(head) // 100) or most < 4 * least:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _strict(data: bytes, codec: str) -> tuple[bytes | None, int]:
    """The text as UTF-8; or None and about where the first error stands."""
    if codec == "utf-8" and _valid_utf8(data):
        return data, 0
    decoder = codecs.getincrementaldecoder(codec)("strict")
    out = io.BytesIO()
    start = 0
    try:
        for start in range(0, len(data), _STEP):
            text = decoder.decode(data[start : start + _STEP], start + _STEP >= len(data))
            if codec != "utf-8":
                out.write(text.encode("utf-8"))
    except UnicodeError as error:
        return None, start + (error.start if isinstance(error, UnicodeDecodeError) else 0)
    return (data if codec == "utf-8" else out.getvalue()), 0


def _valid_utf8(data: bytes) -> bool:
    """Looked at as one cell of a column, which is much faster than decoding."""
    offsets = pa.py_buffer(np.array([0, len(data)], np.int64))
    cell = pa.LargeStringArray.from_buffers(1, offsets, pa.py_buffer(data))
    try:
        cell.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _broken_share(data: bytes, codec: str, error: int) -> float:
    # Looked at where it breaks: what stands before may be plain ASCII and prove nothing.
    begin = max(0, error - _SAMPLE // 8)
    text = data[begin : begin + _SAMPLE].decode(codec, "replace")
    foreign = sum(1 for char in text if char > "\x7f") or 1
    broken = text.count("\ufffd")
    # One cut character in a short file is still only one (the sample may cut two more).
    return 0.0 if broken <= 3 and foreign >= 100 * broken else broken / foreign


def _lenient(data: bytes, codec: str, shown: str) -> tuple[bytes, str, int]:
    decoder = codecs.getincrementaldecoder(codec)("replace")
    out = io.BytesIO()
    broken = 0
    for start in range(0, len(data), _STEP):
        text = decoder.decode(data[start : start + _STEP], start + _STEP >= len(data))
        broken += text.count("\ufffd")
        out.write(text.encode("utf-8", "replace"))
    return out.getvalue(), shown, broken
