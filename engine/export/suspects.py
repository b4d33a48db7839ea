"""Which texts of a column may have to be changed before they are written, by their bytes alone.

An expression over each column took more time than all the rest of writing, most of it for being made
ready again and again. Here too many texts are told and never too few: whoever asks looks at these closely.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from engine.export.text import FORMULA_START
from engine.model.columns import pieces
from engine.model.runs import Bools, Ints
from engine.text.digits import numerals

Bytes = npt.NDArray[np.uint8]

#: Bytes looked at in one go: few enough to stay near the processor.
_WINDOW = 1 << 16
_SPACE = b"\t\n\x0c\r "
#: Digits that may belong together: so many bytes apart, and so many of them.
_APART, _TOGETHER = 18, 9


def _table(chosen: bytes) -> Bools:
    table = np.zeros(256, bool)
    table[list(chosen)] = True
    return table


#: First bytes of what a cell may not begin with; a full-width sign or space has one of the last.
_START = _table(_SPACE + FORMULA_START.encode() + b"\xe2\xe3\xef")
_LAST = _table(_SPACE)
#: Quotes, commas, controls of one byte, and the first one of what Unicode has at its end.
_ODD = _table(bytes([*range(0x20), 0x22, 0x2C, 0x7F, 0xEF]))
#: First bytes of controls and of direction marks.
_MARK = _table(b"\xc2\xe2")
#: Third bytes of direction marks.
_TURN = _table(bytes([0x8E, 0x8F, *range(0xA6, 0xAF)]))
#: First bytes of what may stand between two digits of one number.
_BETWEEN = _table(bytes(range(0x80)) + b"\xc2\xc3\xcb\xcd\xe1\xe2\xe3\xef\xf0")


def _key(first: Bytes, second: Bytes) -> npt.NDArray[np.uint16]:
    return (first.astype(np.uint16) << np.uint16(8)) | second


def _begins() -> Bools:
    """By their first two bytes: digits, numerals, letters like digits, and signs of a mail."""
    table = np.zeros((256, 256), bool)
    table[list(b"0123456789@OoIl")] = True
    table[0xEF, 0xBC] = True
    for code in numerals():
        table[tuple(chr(code).encode()[:2])] = True
    return table.reshape(-1)


_BEGINS = _begins()


def _thirds() -> tuple[Bytes, Bools]:
    """Of each two bytes that digits begin with a number; by that, which third bytes may follow:
    behind those that are digits by themselves, or begin one of two or four bytes, any."""
    numbers: Bytes = np.zeros(1 << 16, np.uint8)
    ends = np.zeros((256, 64), bool)
    codes = [chr(code).encode() for code in numerals() if 0x7FF < code < 0x10000]
    for at, two in enumerate(sorted({code[:2] for code in codes}), 1):
        numbers[two[0] << 8 | two[1]] = at
    for code in codes:
        ends[numbers[code[0] << 8 | code[1]], code[2] & 0x3F] = True
    first = np.arange(1 << 16) >> 8
    numbers[_BEGINS & ((first < 0xE0) | (first >= 0xF0))] = _ANY
    ends[_ANY] = True
    ends[numbers[0xEF << 8 | 0xBC], _WIDE_AT & 0x3F] = True
    return numbers, ends


#: The number of whatever may have any third byte; the third byte of a sign of a mail address.
_ANY, _WIDE_AT = 255, 0xA0
_PAIR, _THIRD = _thirds()
#: Bytes of a character by the first of them.
_SIZE = np.ones(256, np.int64)
_SIZE[0xC0:0xE0], _SIZE[0xE0:0xF0], _SIZE[0xF0:] = 2, 3, 4


def unlike_cells(texts: pa.Array) -> Bools:
    """Texts that may not stand in a csv file as they are: for what is in them, before or behind."""
    offsets, data = pieces(texts)
    at = _where(data, _signs)
    lone, longer = at[_ODD[data[at]]], at[_MARK[data[at]]]
    second = data[longer + 1]
    control = (data[longer] == 0xC2) & (second < 0xA0)
    turn = longer[(data[longer] == 0xE2) & (second < 0x82)]
    turn = turn[_TURN[data[turn + 2]]]
    found = _having(offsets, np.concatenate([lone, longer[control], turn]))
    some = offsets[1:] > offsets[:-1]
    found[some] |= _START[data[offsets[:-1][some]]] | _LAST[data[offsets[1:][some] - 1]]
    return found


def _signs(first: Bytes, second: Bytes) -> Bools:
    """Of what is looked for the first byte, and some more: few steps over all bytes are worth some
    more over few of them."""
    low = (first < 0x2D) | (first == 0x7F)
    found: Bools = low | (first & 0xDF == 0xC2) | (first == 0xEF) & (second == 0xBF)
    return found


def with_numbers(texts: pa.Array) -> Bools:
    """Texts with nine digits close together, in whatever writing, or with a sign of a mail address."""
    offsets, data = pieces(texts)
    at = _where(data, _may_begin, _digits)
    first = data[at]
    mail = (first == 0x40) | (first == 0xEF) & (data[np.minimum(at + 2, len(data) - 1)] == _WIDE_AT)
    found = _having(offsets, at[mail])
    begins = at[~mail]
    ends = begins + _SIZE[data[begins]]
    gap = begins[1:] - ends[:-1]
    alone = (gap > 0) & ((gap > _APART) | ~_BETWEEN[data[np.minimum(ends[:-1], len(data) - 1)]])
    text = np.searchsorted(begins, offsets)  # where the digits of each begin
    alone[text[(text > 0) & (text < len(begins))] - 1] = True
    lengths = np.diff(np.concatenate([[0], np.flatnonzero(alone) + 1, [len(begins)]]))
    long = np.repeat(lengths >= _TOGETHER, lengths)
    return found | _having(offsets, begins[long])


def _may_begin(first: Bytes, second: Bytes) -> Bools:
    # No key lies outside, and not to ask saves a fifth.
    found: Bools = np.take(_BEGINS, _key(first, second), mode="wrap")
    return found


def _digits(data: Bytes, at: Ints) -> Bools:
    """Of places where a digit, or the sign of a mail address, may begin, where one does."""
    second, third = (data[np.minimum(at + step, len(data) - 1)] for step in (1, 2))
    found: Bools = _THIRD[_PAIR[_key(data[at], second)], third & 0x3F]
    return found


def _where(
    data: Bytes,
    test: Callable[[Bytes, Bytes], Bools],
    closer: Callable[[Bytes, Ints], Bools] | None = None,
) -> Ints:
    """Places of the bytes that, with the one behind them, pass the test; and then a closer one,
    for which it is worth that they have just been read."""
    found = [np.zeros(0, np.int64)]
    for begin in range(0, len(data), _WINDOW):
        first, second = data[begin : begin + _WINDOW], data[begin + 1 : begin + _WINDOW + 1]
        if len(second) < len(first):
            second = np.append(second, np.uint8(0))
        at = np.flatnonzero(test(first, second)) + begin
        found.append(at[closer(data, at)] if closer else at)
    return np.concatenate(found)


def _having(offsets: Ints, at: Ints) -> Bools:
    """Of the texts between ``offsets`` those in which one of the bytes ``at`` is."""
    found = np.zeros(len(offsets) - 1, bool)
    found[np.searchsorted(offsets, at, side="right") - 1] = True
    return found
