"""Digits in whatever writing, each as one plain digit, so that every offset stays right."""

from __future__ import annotations

import re

#: Zeros of the scripts that count by tens.
_ZEROS = (
    *(0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xE50),
    *(0xED0, 0xF20, 0x1040, 0x17E0, 0x1810, 0xFF10, 0x1FBF0),
    *range(0x1D7CE, 0x1D800, 10),
)
#: Ones of rows from one to nine: circled, in brackets, with a full stop, of accounts, Suzhou.
_ONES = (
    *(0x2460, 0x2474, 0x2488, 0x24F5, 0x2776, 0x2780, 0x278A, 0x3021, 0x3220, 0x3280, 0x2081),
    0x1F102,
)
_OTHERS = {
    **dict.fromkeys("⓪⓿🄀🄋🄌🄁⁰₀", "0"),
    **dict(zip("¹²³⁴⁵⁶⁷⁸⁹", "123456789", strict=True)),
}
_MARKS = {
    **{zero + at: str(at) for zero in _ZEROS for at in range(10)},
    **{one + at: str(at + 1) for one in _ONES for at in range(9)},
    **{ord(char): digit for char, digit in _OTHERS.items()},
}
_WORDS = {
    **dict(zip("零一二三四五六七八九", "0123456789", strict=True)),
    **dict(zip("〇壹贰叁肆伍陆柒捌玖", "0123456789", strict=True)),
    **dict(zip("○幺貳參陸两", "012362", strict=True)),
    "叄": "3",
}
_ALL = _MARKS | {ord(char): digit for char, digit in _WORDS.items()}
#: Letters that look like digits, beside one.
ALIKE = "OoIl"
_ALIKE = re.compile(f"(?<=[0-9])[{ALIKE}]+|[{ALIKE}]+(?=[0-9])")
_LETTERS = str.maketrans(ALIKE, "0011")


def narrowed(text: str) -> str:
    """Digits of any script and row as 0 to 9."""
    return text if text.isascii() else text.translate(_MARKS)


def spelt(text: str) -> str:
    """Numerals in words besides, and letters that stand for digits."""
    plain = text if text.isascii() else text.translate(_ALL)
    return _ALIKE.sub(lambda found: found.group().translate(_LETTERS), plain)


def numerals() -> dict[int, str]:
    """Every character but the plain ones that is a digit or a numeral, and what it stands for."""
    return dict(_ALL)
