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
#: As digits are said on the radio; elsewhere these are other words.
_SPOKEN = {ord(char): digit for char, digit in zip("洞拐勾", "079", strict=True)}
_SAID = tuple(map(chr, _SPOKEN))
_ALL = _MARKS | {ord(char): digit for char, digit in _WORDS.items()}
#: Apart, as a set of characters is slow where some are above 0xFFFF.
_MARKED = tuple(
    re.compile(f"[{''.join(chr(code) for code in _MARKS if (code > 0xFFFF) is high)}]")
    for high in (False, True)
)
#: What people and disguises put between digits, as code points: white space, nothing visible,
#: dashes, dots, underscores.
BETWEEN = (
    *((0x09, 0x0D), (0x20, 0x20), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A)),
    *((0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000)),
    *((0xAD, 0xAD), (0x34F, 0x34F), (0x180E, 0x180E), (0x200B, 0x200F), (0x202A, 0x202E)),
    *((0x2060, 0x2069), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF)),
    *((0x2D, 0x2E), (0x7E, 0x7E), (0x2010, 0x2015), (0x2212, 0x2212), (0x2500, 0x2501)),
    *(
        (0x301C, 0x301C),
        (0x30FC, 0x30FC),
        (0x20E3, 0x20E3),
        (0xFE58, 0xFE58),
        (0xFE63, 0xFE63),
        (0xFF0D, 0xFF0E),
    ),
    *((0xFF5E, 0xFF5E), (0xB7, 0xB7), (0x2022, 0x2022), (0x2027, 0x2027), (0x2219, 0x2219)),
    *((0x22C5, 0x22C5), (0x30FB, 0x30FB), (0xFF65, 0xFF65), (0x5F, 0x5F), (0xFF3F, 0xFF3F)),
)
#: Letters that look like digits, beside one.
ALIKE = "OoIl"
_ALIKE = re.compile(f"(?<=[0-9])[{ALIKE}]+|[{ALIKE}]+(?=[0-9])")
_LETTERS = str.maketrans(ALIKE, "0011")


def narrowed(text: str) -> str:
    """Digits of any script and row as 0 to 9."""
    low, high = _MARKED
    return text.translate(_MARKS) if low.search(text) or high.search(text) else text


def spelt(text: str) -> str:
    """Numerals in words besides, and letters that stand for digits."""
    return lettered(text if text.isascii() else text.translate(_ALL))


def lettered(text: str) -> str:
    """Letters that stand for digits beside one (137OOOO1OO5)."""
    if not any(char in text for char in ALIKE):
        return text
    return _ALIKE.sub(lambda found: found.group().translate(_LETTERS), text)


def spoken(text: str) -> str:
    """Digits as they are said on the radio besides."""
    return spelt(text.translate(_SPOKEN) if says(text) else text)


def says(text: str) -> bool:
    """May a digit be said in it as on the radio?"""
    return any(char in text for char in _SAID)


def numerals() -> dict[int, str]:
    """Every character but the plain ones that is a digit or a numeral, or is said for one, and what it
    stands for."""
    return _ALL | _SPOKEN
