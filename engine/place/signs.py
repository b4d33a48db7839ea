"""Characters that the reading of divisions asks for, told of all texts at once."""

from __future__ import annotations

import string
from enum import IntFlag
from functools import cache

import numpy as np
import numpy.typing as npt

from engine.place.address import ZONE_SIGN
from engine.place.head_part import BETWEEN, CITY_SIGN, COUNTY_SIGN, PROVINCE_SIGN

_CODES = 0x110000


class Sign(IntFlag):
    """What a character may be a sign of. ``TOWN``: one of these is in every word that
    ``town_sign`` knows."""

    BETWEEN, PROVINCE, CITY, COUNTY, TOWN, ZONE, LATIN = (1 << bit for bit in range(7))


@cache
def sign_table() -> npt.NDArray[np.uint8]:
    """Code point → its signs."""
    table = np.zeros(_CODES, np.uint8)
    signs = {
        Sign.BETWEEN: BETWEEN,
        Sign.PROVINCE: PROVINCE_SIGN,
        Sign.CITY: CITY_SIGN.pattern.strip("[]"),
        Sign.COUNTY: COUNTY_SIGN.pattern.strip("[]"),
        Sign.TOWN: "镇乡道办场苏",
        Sign.ZONE: ZONE_SIGN,
        Sign.LATIN: string.digits + string.ascii_letters,
    }
    for sign, characters in signs.items():
        table[[ord(character) for character in characters]] |= np.uint8(sign)
    return table
