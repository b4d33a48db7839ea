"""Which texts of a column may have to be changed before they are written.

One pass of an expression over all columns together: over each by itself most of the time went into
making it ready. Too many texts are told and never too few: whoever asks looks at these closely.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import re2

from engine.export.personal.handles import HANDLE, HANDLE_FAR
from engine.export.personal.numbers import GROUPS
from engine.export.text import FORMULA_START
from engine.model.arrays import Flags
from engine.text.digits import ALIKE, BETWEEN, numerals

#: Digits of one number are at least so many.
_TOGETHER = 9
_HAN = r"\x{3400}-\x{9fff}"
#: What a cell may not begin with, sooner or later; what it may not end with.
_SPACE = r"\t\n\f\r "
_BLANK = r"\x{a0}\x{1680}\x{2000}-\x{200b}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}"  # not in _INSIDE
_START = rf"^[{_SPACE}{_BLANK}{re.escape(FORMULA_START)}]"
#: Quotes, commas, controls, direction marks and no characters.
_INSIDE = r'[",\x00-\x1f\x7f-\x{9f}\x{61c}\x{200e}\x{200f}\x{202a}-\x{202e}\x{2066}-\x{2069}\x{fffe}\x{ffff}]'
_UNLIKE = rf"{_INSIDE}|{_START}|[{_SPACE}]\z"


def _runs(codes: Iterable[int]) -> Iterator[str]:
    """The codes as the inside of a set of characters."""
    begin = end = -1
    for code in [*sorted(codes), -1]:
        if code != end + 1 or begin < 0:
            if begin >= 0:
                yield rf"\x{{{begin:x}}}-\x{{{end:x}}}"
            begin = code
        end = code


#: Digits of whatever writing, letters like them, and words; no other letter stands between two of a
#: number.
_DIGIT = f"0-9{ALIKE}" + "".join(_runs(numerals()))
_BETWEEN = f"[^{_DIGIT}{_HAN}A-Za-z]"
#: Or a sign of a mail address, or an account.
_NUMBERS = f"(?:[{_DIGIT}]{_BETWEEN}*){{{_TOGETHER}}}|[@＠]|{HANDLE_FAR}"
#: What ``mask_text`` masks, from nearer: digits with nothing but gaps between, or in groups that signs part.
#: In one expression the two would have more states than RE2 has room for.
_GAPS = "".join(rf"\x{{{low:x}}}-\x{{{high:x}}}" for low, high in BETWEEN)
_NEAR = f"[{_DIGIT}](?:[{_GAPS}()（）]{{0,5}}[{_DIGIT}]){{9}}|[@＠]|{HANDLE}"
_SIGNS = rf"[^A-Za-z0-9_\n{_HAN}]{{1,3}}"
_PARTED = "|".join(
    _SIGNS.join(f"[{_DIGIT}]{{{size}}}" for size in sizes)
    for sizes in (*GROUPS, (6, 8, 3), (1,) * 11)
)


def unlike_cells(texts: pa.Array) -> Flags:
    """Texts that may not stand in a csv file as they are: for what is in them, before or behind."""
    return _having(texts, _UNLIKE)


def with_numbers(texts: pa.Array) -> Flags:
    """Texts with nine digits close together, in whatever writing, a sign of a mail address or an account."""
    return _having(texts, _NUMBERS)


def with_private(texts: pa.Array) -> Flags:
    """The same from nearer; for the few texts that may have numbers."""
    return _having(texts, _NEAR) | _having(texts, _PARTED)


def with_either(texts: pa.Array) -> Flags:
    """The texts that one of these tells."""
    return _having(texts, f"{_UNLIKE}|{_NUMBERS}")


@cache
def _ready(pattern: str) -> Any:
    return re2.compile(pattern)


def _having(texts: pa.Array, pattern: str) -> Flags:
    """Arrow makes an expression ready anew for each column, which takes the longer the larger it is: fewer
    texts than it has instructions are asked one by one."""
    if not len(texts):  # as often of adverts: nothing is made ready for them
        return np.zeros(0, np.bool_)
    ready = _ready(pattern)
    if len(texts) < ready.programsize:
        search = ready.search
        each = texts.cast(pa.large_binary()).to_pylist()
        return np.array([bool(text and search(text)) for text in each], np.bool_)
    found = pc.match_substring_regex(texts, pattern)
    told: Flags = pc.fill_null(found, False).to_numpy(zero_copy_only=False)
    return told
