"""Tell the encoding of a text file from its whole content, and bring it to UTF-8."""

from __future__ import annotations

import codecs
import io
import re

import numpy as np
import pyarrow as pa

from engine.model.terms import ATTENTION

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
_STEP = 1 << 24
_SAMPLE = 1 << 19
_TOLERATED = 0.005  # share of broken characters that a cut field or a bad transfer explains
#: Name of the encoding of files that were put together from two.
MIXED = "utf-8+gb18030"
#: In UTF-8 what a line in GB18030 says is mostly broken; of one that was cut, a character or two.
_FOREIGN = 0.5
#: Of a line that was read right, so much is common characters.
_COMMON = 0.6
_HAN = re.compile(r"[\u4e00-\u9fff]")


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
            return _line_by_line(data) or _lenient(data, codec, codec)
    if found := _line_by_line(data):
        return found
    raise NotText


def remarks(encoding: str, broken: int) -> list[str]:
    """What the office is told of a file that ``to_utf8`` has read so."""
    said = [f"文件有 {broken} 个字符损坏，已用“\ufffd”代替"] if broken else []
    if encoding == MIXED:
        said.append(
            f"{ATTENTION}有的行是 UTF-8、有的行是 GBK（像是两个文件接在一起），已逐行辨认。"
            "有乱码的，请分开另存为 UTF-8 再给出"
        )
    return said


def _line_by_line(data: bytes) -> tuple[bytes, str, int] | None:
    """As ``to_utf8``, of a file whose lines are some in UTF-8 and some in GB18030, as `copy a+b` leaves it;
    None for any other."""
    out = io.BytesIO()
    said = dict.fromkeys(("utf-8", "gb18030"), 0)
    broken = 0
    for line in io.BytesIO(data):
        text, codec, lost = _line(line)
        if not lost:
            said[codec] += len(_HAN.findall(text))
        broken += lost
        out.write(text.encode())
    whole = min(said.values()) > 0 and broken <= _TOLERATED * sum(said.values())
    return (out.getvalue(), MIXED, broken) if whole else None


def _line(line: bytes) -> tuple[str, str, int]:
    """(text, encoding, how many broken characters were replaced)."""
    try:
        return line.decode(), "utf-8", 0
    except UnicodeError:
        text, other = line.decode("utf-8", "replace"), line.decode("gb18030", "replace")
    broken, lost = text.count("\ufffd"), other.count("\ufffd")
    foreign = sum(1 for char in text if char > "\x7f")
    if broken <= foreign * _FOREIGN or lost >= broken:
        return text, "utf-8", broken
    # What is neither, such as Big5, has signs, kana and rare characters between.
    common = "".join(_HAN.findall(other)).encode("gb2312", "ignore")
    if len(common) // 2 < _COMMON * sum(1 for char in other if char > "\x7f"):
        return text, "utf-8", broken
    return other, "gb18030", lost


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
