"""Codes of firms, and the numbers of people that stand in their place.

A credit code has 18 characters (GB 32100), a registration number 15 digits (GS 15), each with a
check character. An identity number has 18 as well, with a date of birth inside and a check
character of its own; the fifteen digits of before 1999 have the date alone.
"""

from __future__ import annotations

import re
import unicodedata

from engine.model.credit_code import ALPHABET, LENGTH, WEIGHTS
from engine.text.digits import narrowed

_BIRTH_WEIGHTS = tuple(pow(2, 17 - at, 11) for at in range(17))
_BETWEEN = re.compile(r"[\s\u200b-\u200f\u2060\ufeff_.·\-‐-―－]+")
#: No number of a person, telephone or firm is shorter.
_LEAST = 10
_DATE = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_BIRTH = rf"[1-9][0-9]{{5}}(?:18|19|20)[0-9]{{2}}{_DATE}[0-9]{{3}}[0-9X]"
_OLD_BIRTH = rf"[1-9][0-9]{{7}}{_DATE}[0-9]{{3}}"
#: A tax number of an individual is the identity number and two digits.
_IDENTITY = re.compile(rf"{_BIRTH}(?:[0-9]{{2}})?|{_OLD_BIRTH}")
_TELEPHONE = re.compile(r"(?:\+?(?:00)?86|0)?1[3-9][0-9]{9}|0[0-9]{2,3}[2-9][0-9]{6,7}")
#: Of eighteen characters one with such a letter inside is no identity number.
_USUAL = re.compile("(?=[0-9]*[A-WYZ])[0-9A-Z]{18}")
#: Among other words.
_WITHIN = re.compile(
    rf"(?<![0-9A-Z])(?:{_BIRTH}|{_OLD_BIRTH}|1[3-9][0-9]{{9}})(?![0-9A-Z])|[^@]@[^@]"
)
#: The administration for industry and commerce: nobody's identity number has been given there.
_COMMERCE = ("91", "92", "93")


def credit_code(code: str) -> bool:
    """Whether ``code`` is 18 characters with a right check character."""
    values = [ALPHABET.find(char) for char in code]
    if len(values) != LENGTH or min(values) < 0:
        return False
    total = sum(value * weight for value, weight in zip(values, WEIGHTS, strict=False))
    return (31 - total % 31) % 31 == values[17]


def registration_number(code: str) -> bool:
    """Whether ``code`` is 15 digits with a right check digit (ISO 7064, MOD 11,10)."""
    if len(code) != 15 or not (code.isascii() and code.isdigit()):
        return False
    rest = 10
    for digit in code[:14]:
        rest = ((rest + int(digit)) % 10 or 10) * 2 % 11
    return (rest + int(code[14])) % 10 == 1


def _identity_number(code: str) -> bool:
    """Whether ``code`` has a date of birth and the check character of an identity number."""
    if not re.fullmatch(_BIRTH, code):
        return False
    total = sum(int(c) * weight for c, weight in zip(code, _BIRTH_WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == code[17]


def personal(cell: str) -> bool:
    """Whether a cell of a column of codes holds a telephone, identity number or address of mail
    and not a code. A right code stays one, unless it is a right identity number as well."""
    if len(cell) < _LEAST and cell.isascii() and "@" not in cell:
        return False
    if _USUAL.fullmatch(cell) or (cell.startswith(_COMMERCE) and credit_code(cell)):
        return False  # nearly all of a register, at little cost
    code = _BETWEEN.sub("", unicodedata.normalize("NFKC", narrowed(cell))).upper()
    if credit_code(code):
        return not code.startswith(_COMMERCE) and _identity_number(code)
    if registration_number(code):
        return False
    return bool(_IDENTITY.fullmatch(code) or _TELEPHONE.fullmatch(code) or _WITHIN.search(code))
