"""How two characters are alike: to the ear, to the eye, or built from the same parts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from engine.text.disguise.tables import looks, near, parts, readings

#: Numbers are no slips: 一店 and 二店, 甲 and 乙, 东 and 西 are two.
_COUNTED = frozenset(
    "0123456789零〇一二三四五六七八九十百千万亿甲乙丙丁戊己庚辛东西南北abcdefghijklmnopqrstuvwxyz"
)
#: A part found in more characters than this is a radical.
_RADICAL = 70


def counted(*chars: str) -> bool:
    return any(c in _COUNTED for c in chars)


def sound(a: str, b: str) -> str:
    """How like they sound: ``exact``, ``tone`` (but for the tone), ``near`` or ``""``."""
    mine, other = set(readings().get(a, ())), set(readings().get(b, ()))
    if mine & other:
        return "exact"
    if {s[:-1] for s in mine} & {s[:-1] for s in other}:
        return "tone"
    return "near" if sounds(a) & sounds(b) else ""


def look(a: str, b: str) -> tuple[str, ...]:
    """All that makes them look alike: ``listed``, ``close`` or ``like`` strokes, one ``in`` the
    other, a ``part`` that they share."""
    found = []
    if looks().get(a, {}).get(b, False):
        found.append("listed")
    if (strokes := _strokes().get(a, {}).get(b)) is not None:
        found.append("close" if strokes else "like")
    shared = parts().get(a, frozenset()) & parts().get(b, frozenset())
    if a in shared or b in shared:
        found.append("in")
    elif any(len(_bearers()[part]) <= _RADICAL for part in shared):
        found.append("part")
    return tuple(found)


@cache
def alike(char: str) -> frozenset[str]:
    """Characters that sound or look like ``char``."""
    found = {other for other, listed in looks().get(char, {}).items() if listed}
    found.update(_strokes().get(char, ()))
    for part in parts().get(char, ()):
        bearers = _bearers()[part]
        if len(bearers) <= _RADICAL:
            found |= bearers
    if char in _bearers():
        found |= _bearers()[char]
    found |= parts().get(char, frozenset())
    for one in sounds(char):
        found |= _by_sound()[one]
    return frozenset(found - _COUNTED - {char} if char in _COUNTED else found - {char})


@cache
def sounds(char: str) -> frozenset[str]:
    return frozenset(near(s[:-1]) for s in readings().get(char, ()))


@cache
def _by_sound() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for char in readings():
        for one in sounds(char):
            found.setdefault(one, set()).add(char)
    return {one: frozenset(chars) for one, chars in found.items()}


@cache
def _bearers() -> Mapping[str, frozenset[str]]:
    """Part → characters that hold it."""
    found: dict[str, set[str]] = {}
    for char, held in parts().items():
        for part in held:
            found.setdefault(part, set()).add(char)
    return {part: frozenset(chars) for part, chars in found.items()}


@cache
def _strokes() -> Mapping[str, Mapping[str, bool]]:
    """Character → characters of nearly the same strokes; True for the closest."""
    text = files("engine.link").joinpath("data/strokes.tsv").read_text(encoding="utf-8")
    found: dict[str, dict[str, bool]] = {}
    for line in text.split("\n"):
        if line and not line.startswith("#"):
            char, close, like = line.split("\t")
            found[char] = {**dict.fromkeys(like, False), **dict.fromkeys(close, True)}
    return found
