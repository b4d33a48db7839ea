"""Mobile numbers that stand by themselves, masked in a column of texts at once.

Nearly every advert ends with one, and so do the reasons and quotations that tell of it. What is
beside it here can be no part of a number, so that ``mask_text`` finds in the text with the number
masked what it finds in the text besides.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from engine.model.arrays import Flags, Ints
from engine.model.columns import pieces
from engine.text.digits import ALIKE, BETWEEN, numerals

Bytes = npt.NDArray[np.uint8]

_DIGITS = 11
_HIDDEN = range(3, 7)
#: Beyond the end of a text: nothing that could be a part of a number.
_NOTHING = 0x01
#: Between two digits of a number stands no more.
_FAR = 4
#: Signs of mail addresses.
_AT, _WIDE_AT = 0x40, "＠".encode()
#: Characters of three bytes, what they begin with, and what they are below.
_SIZE, _LEADS, _BMP = 3, 0xE, 1 << 16


def _between() -> Flags:
    """Of the characters of one byte and of three: may it stand between two digits of a number?"""
    between = np.zeros(_BMP, np.bool_)
    for low, high in BETWEEN:
        between[low : high + 1] = True
    between[0x80:0x800] = False
    return between


def _digits() -> Flags:
    """Of the same: is it a digit or a numeral, or might it be one? So is what is of two bytes, or of four."""
    digits = np.zeros(_BMP, np.bool_)
    digits[0x80:0x800] = True
    digits[[code for code in numerals() if code < _BMP]] = True
    digits[[*map(ord, f"0123456789{ALIKE}")]] = True
    return digits


_BETWEEN, _DIGIT = _between(), _digits()


def without_mobiles(texts: pa.Array) -> pa.Array:
    """The texts with such numbers masked. A text with a sign of a mail address stays: a number may be
    a part of one."""
    offsets, data = pieces(texts)
    at, masked = _numbers(offsets, data), data.copy()
    for place in _HIDDEN:
        masked[at + place] = ord("*")
    begins = pa.py_buffer(offsets.astype(np.int32))
    buffers = [None, begins, pa.py_buffer(masked)]
    return pa.Array.from_buffers(pa.string(), len(offsets) - 1, buffers)


def _numbers(offsets: Ints, data: Bytes) -> Ints:
    """Where they begin."""
    digit = data - np.uint8(0x30) < 10
    edge = np.empty(len(data) + 1, np.bool_)
    edge[0] = edge[-1] = True
    np.not_equal(digit[1:], digit[:-1], out=edge[1:-1])
    edge[offsets] = True  # a run that goes on into the next text is of two
    edges = np.flatnonzero(edge)
    begin: Ints = edges[:-1][np.diff(edges) == _DIGITS]
    begin = begin[(data[begin] == 0x31) & (data[begin + 1] - np.uint8(0x33) < 7)]
    if not len(begin):
        return begin
    text = np.searchsorted(offsets, begin, side="right") - 1
    end = begin + _DIGITS - 1
    left, before = _beside(data, begin, offsets[text], -1)
    right, behind = _beside(data, end, offsets[text + 1] - 1, 1)
    # Numbers one behind the other make no longer one, as none is of so many digits.
    linked = (right[:-1] == begin[1:]) & (left[1:] == end[:-1]) & (text[1:] == text[:-1])
    first, last = (np.flatnonzero(~np.insert(linked, at, False)) for at in (0, len(linked)))
    alone = ~(_DIGIT[before[first]] | _DIGIT[behind[last]])
    alone &= ~np.isin(text[first], np.searchsorted(offsets, _mails(data), side="right") - 1)
    return begin[np.repeat(alone, last - first + 1)]


def _mails(data: Bytes) -> Ints:
    """Where signs of mail addresses stand."""
    wide = np.flatnonzero(data[2:] == _WIDE_AT[2])
    wide = wide[(data[wide] == _WIDE_AT[0]) & (data[wide + 1] == _WIDE_AT[1])]
    return np.concatenate([np.flatnonzero(data == _AT), wide])


def _beside(data: Bytes, digit: Ints, last: Ints, way: int) -> tuple[Ints, Ints]:
    """What stands beside each ``digit`` on one side, ``last`` being the last byte there of its text: the
    next byte that may be of the same number, and the character there, or one that is of none."""
    near, code = digit + way, np.zeros(len(digit), np.int64)
    rows = np.arange(len(digit))
    for _ in range(_FAR + 1):
        if not len(rows):
            break
        at, end = near[rows], last[rows]
        some: list[Ints] = []
        while len(some) < _SIZE:
            there = (at <= end) if way > 0 else (at >= end)
            some.append(np.where(there, data[np.where(there, at, 0)], _NOTHING).astype(np.int64))
            at += way
        one, two, three = some[::way]
        wide = one >> 4 == _LEADS
        both = (one & 0x0F) << 12 | (two & 0x3F) << 6 | three & 0x3F
        code[rows] = np.where(wide, both, some[0])
        passed = _BETWEEN[code[rows]]
        near[rows] += way * np.where(passed, np.where(wide, _SIZE, 1), 0)
        rows = rows[passed]
    return near, code
