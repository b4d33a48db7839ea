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

from engine.export.personal.handles import HANDLE
from engine.export.text import FORMULA_START
from engine.model.runs import Bools
from engine.text.digits import ALIKE, numerals

#: Fewer texts are asked one by one: Arrow makes an expression ready anew for each column.
_MANY = 100
#: Digits of one number are at least so many.
_TOGETHER = 9
_HAN = r"\x{3400}-\x{9fff}"
#: What a cell may not begin with, sooner or later; what it may not end with.
_SPACE = r"\t\n\f\r "
_BLANK = r"\x{a0}\x{1680}\x{2000}-\x{200b}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}"  # not in _INSIDE
_START = rf"^[{_SPACE}{_BLANK}{re.escape(FORMULA_START)}]"
#: Quotes, commas, controls, direction marks and no characters.
_INSIDE = (
    r'[",\x00-\x1f\x7f-\x{9f}\x{200e}\x{200f}\x{202a}-\x{202e}\x{2066}-\x{2069}\x{fffe}\x{ffff}]'
)
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
_NUMBERS = f"(?:[{_DIGIT}]{_BETWEEN}*){{{_TOGETHER}}}|[@＠]|{HANDLE}"
#: Of a number that was found the ends stay, and with few digits beside them may be a number again.
_FEW = rf"[{_DIGIT}](?:{_BETWEEN}{{0,4}}[{_DIGIT}]){{2}}"
_BESIDE = rf"\x01{_BETWEEN}{{1,5}}{_FEW}|{_FEW}{_BETWEEN}{{1,5}}\x01"


def unlike_cells(texts: pa.Array) -> Bools:
    """Texts that may not stand in a csv file as they are: for what is in them, before or behind."""
    return _having(texts, _UNLIKE)


def with_numbers(texts: pa.Array) -> Bools:
    """Texts with nine digits close together, in whatever writing, a sign of a mail address or an account."""
    return _having(texts, _NUMBERS)


def with_more_numbers(left: pa.Array) -> Bools:
    """The same of texts with ``\x01`` for each digit of the numbers found in them."""
    return _having(left, f"{_NUMBERS}|{_BESIDE}")


def with_either(texts: pa.Array) -> Bools:
    """The texts that one of these tells."""
    return _having(texts, f"{_UNLIKE}|{_NUMBERS}")


@cache
def _ready(pattern: str) -> Any:
    return re2.compile(pattern)


def _having(texts: pa.Array, pattern: str) -> Bools:
    if len(texts) < _MANY:
        search = _ready(pattern).search
        return np.array([bool(text and search(text)) for text in texts.to_pylist()], np.bool_)
    found = pc.match_substring_regex(texts, pattern)
    told: Bools = pc.fill_null(found, False).to_numpy(zero_copy_only=False)
    return told
