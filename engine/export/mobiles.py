"""Mobile numbers that stand by themselves, masked in a column of texts at once.

Nearly every advert ends with one, and so do the reasons and quotations that tell of it. What is
beside it here can be no part of a number, so that ``mask_text`` finds in the text with the number
taken out what it finds in the text besides.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from engine.export.numbers import BETWEEN
from engine.model.columns import pieces
from engine.model.runs import Bools
from engine.text.digits import ALIKE, numerals

Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int64]

_DIGITS = 11
_HIDDEN = range(3, 7)
#: In place of a number: nothing that could be a part of one.
NOTHING = 0x01
#: What is passed over to see what stands beside a number, and how much of it.
_PASSED, _FAR = b" -.", 8
_BMP = 1 << 16


def _signs() -> Bools:
    """Of the characters of one byte and of three: is it no digit or numeral, and nothing that may
    stand between those of a number?"""
    apart = np.ones(_BMP, np.bool_)
    apart[0x80:0x800] = False
    for low, high in BETWEEN:
        apart[low : high + 1] = False
    others = (code for code in numerals() if code < _BMP)
    apart[[*map(ord, "0123456789@＠"), *map(ord, ALIKE), *others]] = False
    return apart


_APART = _signs()


def without_mobiles(texts: pa.Array) -> tuple[pa.Array, pa.Array]:
    """The texts with such numbers masked, and with nothing in their place. A text with a sign of a
    mail address stays: a number may be a part of one."""
    offsets, data = pieces(texts)
    at, text = _numbers(offsets, data)
    if not len(at):
        return texts, texts
    mail = pc.match_substring_regex(texts, "[@＠]").to_numpy(zero_copy_only=False)
    at = at[~mail[text]]
    masked, left = data.copy(), data.copy()
    for place in range(_DIGITS):
        left[at + place] = NOTHING
    for place in _HIDDEN:
        masked[at + place] = ord("*")
    return _column(offsets, masked), _column(offsets, left)


def _numbers(offsets: Ints, data: Bytes) -> tuple[Ints, Ints]:
    """Where they begin, and in which text."""
    digit = data - np.uint8(0x30) < 10
    edge = np.empty(len(data) + 1, np.bool_)
    edge[0] = edge[-1] = True
    np.not_equal(digit[1:], digit[:-1], out=edge[1:-1])
    edge[offsets] = True  # a run that goes on into the next text is of two
    edges = np.flatnonzero(edge)
    begin = edges[:-1][np.diff(edges) == _DIGITS]
    begin = begin[(data[begin] == 0x31) & (data[begin + 1] - np.uint8(0x33) < 7)]
    text = np.searchsorted(offsets, begin, side="right") - 1
    alone = _apart(data, begin, offsets[text], -1)
    alone &= _apart(data, begin + _DIGITS - 1, offsets[text + 1] - 1, 1)
    return begin[alone], text[alone]


def _apart(data: Bytes, digit: Ints, last: Ints, way: int) -> Bools:
    """Stands nothing beside a ``digit`` that may go on its number? ``way``: on which side; ``last``:
    of its text the last byte there."""
    near = digit + way

    def beside(far: int) -> Ints:
        at = near + way * far
        there = (at <= last) if way > 0 else (at >= last)
        return np.where(there, data[np.where(there, at, 0)], NOTHING).astype(np.int64)

    for _ in range(_FAR):
        near += way * np.isin(beside(0), [*_PASSED])
    one, two, three = (beside(far) for far in ((0, 1, 2) if way > 0 else (2, 1, 0)))
    wide = (one & 0x0F) << 12 | (two & 0x3F) << 6 | three & 0x3F
    return _APART[np.where(one >> 4 == 0xE, wide, beside(0))]


def _column(offsets: Ints, data: Bytes) -> pa.Array:
    begins = pa.py_buffer(offsets.astype(np.int32))
    return pa.Array.from_buffers(pa.string(), len(offsets) - 1, [None, begins, pa.py_buffer(data)])
