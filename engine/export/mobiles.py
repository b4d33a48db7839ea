"""Mobile numbers that stand by themselves, masked in a column of texts at once.

Nearly every advert ends with one. What is beside it here can be no part of a number, so that
``mask_text`` finds in the text with the number taken out what it finds in the text besides.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from engine.model.columns import pieces
from engine.model.runs import Bools
from engine.text.digits import numerals

Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int64]

_DIGITS, _SPACE = 11, 0x20
_HIDDEN = slice(3, 7)
#: In place of a number: nothing that could be a part of one.
_NOTHING = 0x01
#: What may stand beside a number: signs of one byte, first bytes of Chinese characters, and
#: Chinese commas, stops and colons.
_PLAIN = np.zeros(256, bool)
_PLAIN[list(b",:;!?/'\"<>=[]{}|&#")] = True
_HAN = np.zeros(256, bool)
_HAN[0xE4:0xEA] = True
_SIGNS = tuple("，、。；：！？")
_SIZE = 3
#: A numeral in words beside a number may be a part of it.
_NUMERALS = np.array(
    [int.from_bytes(chr(code).encode()) for code in numerals() if code > 0x7FF and code < 0x10000]
)


def without_mobiles(texts: pa.Array) -> tuple[pa.Array, pa.Array]:
    """The texts with such numbers masked, and with nothing in their place."""
    offsets, data = pieces(texts)
    at = _numbers(offsets, data)
    masked, left = data.copy(), data.copy()
    for place in range(_DIGITS):
        left[at + place] = _NOTHING
    for place in range(_DIGITS)[_HIDDEN]:
        masked[at + place] = ord("*")
    return _column(offsets, masked), _column(offsets, left)


def _numbers(offsets: Ints, data: Bytes) -> Ints:
    """Where they begin."""
    edges = np.flatnonzero(np.diff((data - np.uint8(0x30) < 10).view(np.int8), prepend=0, append=0))
    begin, end = edges[::2], edges[1::2]
    begin = begin[end - begin == _DIGITS]
    begin = begin[(data[begin] == 0x31) & (data[begin + 1] >= 0x33)]
    # A run that goes on into the next text is of two.
    text = np.searchsorted(offsets, begin, side="right") - 1
    whole = begin + _DIGITS <= offsets[text + 1]
    begin, text = begin[whole], text[whole]
    first, last = offsets[text], offsets[text + 1]
    end = begin + _DIGITS
    # Behind a space stands as little of a number as without it.
    near = begin - ((begin > first) & (data[begin - 1] == _SPACE))
    before = (near == first) | _beside(data, near - 1, near - _SIZE, first, last)
    near = end + ((end < last) & (data[np.minimum(end, len(data) - 1)] == _SPACE))
    behind = (near == last) | _beside(data, near, near, first, last)
    found: Ints = begin[before & behind]
    return found


def _beside(data: Bytes, near: Ints, sign: Ints, first: Ints, last: Ints) -> Bools:
    """Is the byte ``near`` a plain sign, or do the three from ``sign`` on make one?"""
    inside = np.clip(near, 0, len(data) - 1)
    found: Bools = _PLAIN[data[inside]] & (first <= near) & (near < last)
    three = (first <= sign) & (sign + _SIZE <= last)
    at = np.where(three, sign, 0)
    some = [data[np.minimum(at + place, len(data) - 1)] for place in range(_SIZE)]
    whole = some[0].astype(np.int64) << 16 | some[1].astype(np.int64) << 8 | some[2]
    good = _HAN[some[0]] & ~np.isin(whole, _NUMERALS)
    for mark in _SIGNS:
        one, two, last_ = mark.encode()
        good |= (some[0] == one) & (some[1] == two) & (some[2] == last_)
    found |= good & three
    return found


def _column(offsets: Ints, data: Bytes) -> pa.Array:
    begins = pa.py_buffer(offsets.astype(np.int32).tobytes())
    return pa.Array.from_buffers(
        pa.string(), len(offsets) - 1, [None, begins, pa.py_buffer(data.tobytes())]
    )
