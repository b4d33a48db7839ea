"""Many texts at once, folded and brought to the shape that the patterns below the township see.

Characters that no pattern names are all the same to them: digits, other letters, other Chinese
characters. Texts of one shape have their parts at the same places.
"""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import numpy.typing as npt

from engine.place import tails
from engine.place.local_part import ESTATE_SIGN, LANDMARK_SIGN, LEFT_OVER, ROAD_FIRST, VILLAGE_SIGN
from engine.text.fold import fold_table

#: What ``read_front`` and ``read_tail`` ask of a text.
PATTERNS = (
    *(VILLAGE_SIGN, tails.VILLAGE, ROAD_FIRST, ESTATE_SIGN, tails.ESTATE, tails.ROAD, tails.HOUSE),
    *(LANDMARK_SIGN, tails.LANDMARK, tails.UNITS, tails.BESIDE, tails.NO_BUILDING),
    tails.HOUSED,
    *(
        tails.ONLY_ROOM,
        tails.ROOM,
        tails.FLOOR,
        tails.BARE_ROOM,
        tails.BARE_END,
        tails.BUILDING,
        tails.SIDES,
    ),
    re.compile("|".join(LEFT_OVER)),
)
_CODES = 0x110000
_DIGITS, _LETTERS = "0123456789", "abcdefghijklmnopqrstuvwxyz"
_HAN = range(0x4E00, 0xA000)

Codes = npt.NDArray[np.uint32]


class Shapes:
    """Tables by code point."""

    def __init__(self) -> None:
        named = set("".join(p.pattern + p.pattern.lower() for p in PATTERNS))
        self._fold = np.arange(_CODES, dtype=np.uint32)
        for code, folded in fold_table().items():
            self._fold[code] = folded
        alike = np.arange(_CODES, dtype=np.uint32)
        for kind in (_DIGITS, _LETTERS, map(chr, _HAN)):
            free = [ord(char) for char in kind if char in _DIGITS or char not in named]
            alike[free] = free[0]
        self._shape = alike[self._fold]
        # Some patterns are asked of the text as it stands, so that what folds to or from a
        # character they name is a character of its own.
        codes = np.arange(_CODES, dtype=np.uint32)
        told = np.zeros(_CODES, dtype=bool)
        told[[ord(char) for char in named if char not in _DIGITS + _LETTERS]] = True
        apart = (self._fold != codes) & (told[self._fold] | told)
        self._shape[apart] = codes[apart]

    def fold(self, codes: Codes) -> Codes:
        folded: Codes = self._fold[codes]
        return folded

    def shape(self, codes: Codes) -> Codes:
        """As many as ``codes``, of texts that have no line ends."""
        shape: Codes = self._shape[codes]
        return shape


@cache
def shapes() -> Shapes:
    """Those of the patterns of this room; they are never changed."""
    return Shapes()
