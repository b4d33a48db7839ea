"""Could a text name a rate at all, whatever its figures are? Most adverts could not.

A rate is made of a share, a multiple, two sums, two numbers of goods, or told by one of the
patterns of wholes. Where none of these can stand, ``find_rates`` finds nothing.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from engine.text.figured import masked
from engine.text.rates import patterns as p
from engine.text.rates import tokens as t
from engine.text.rates import whole as h
from engine.text.rates.sums import has_sums

_HUNDREDS, _FIGURES, _POINTS = map(re.compile, ("[百千万]", "[0-9十点]", "[个点]"))
#: Patterns that take a figure for a figure, and what each does not match without.
ALONE: Final = (
    (p.QUANTITY, p.MAY_BE_QUANTITY),
    (p.BARE, p.MAY_BE_BARE),
    (t.SHORT, _HUNDREDS),
    (t.HALF, None),
    (t.TENTHS, _POINTS),
    (t.MULTIPLE, t.MAY_BE_MULTIPLE),
    (h.PRICED, None),
    (h.FULL, None),
    (h.GOODS, None),
    *((pattern, None) for pattern in h.BEARING),
    (h.POINTS_A_YEAR, _POINTS),
)
#: What patterns that name single figures do not match without.
_BESIDES: Final = re.compile(r"[翻倍]|[息利][一二两三0-9][毛角]")


def may_name_rate(folded: str) -> bool:
    """``folded`` and closed up; one answer for all texts that differ in figures only."""
    # No sum begins with a nought, and of a figure above it every pattern of sums makes the most.
    text = masked(folded).replace("0", "2")
    if _BESIDES.search(text) or h.MAY_BE_SLANG.search(text) or h.may_be_ladder(text):
        return True
    for pattern, needed in ALONE:
        if (needed is None or needed.search(text)) and pattern.search(text):
            return True
    if _FIGURES.search(text) and t.may_be_plain(text):
        return True
    if t.MAY_BE_GOODS.search(text) and len(list(islice(t.GOODS.finditer(text), 2))) > 1:
        return True
    return has_sums(text, 1 if "/" in text else 2)
