"""How two characters are alike: to the ear, to the eye, or built from the same parts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from engine.text.dictionary import frequencies
from engine.text.disguise.tables import looks, near, parts, readings

#: Numbers are no slips: 一店 and 二店, 甲 and 乙, 东 and 西 are two.
_COUNTED = frozenset(
    "0123456789零〇一二三四五六七八九十百千万亿甲乙丙丁戊己庚辛东西南北abcdefghijklmnopqrstuvwxyz"
)
#: A part found in more characters than this is a radical.
_RADICAL = 70
#: A character that jieba's corpus has so often is one that people know; a part of more characters
#: than this says little of any of them.
_KNOWN, _FAMILY = 100, 25


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
    """All that makes them look alike: ``listed``, ``close``, ``like`` or ``half`` the strokes, one
    ``in`` the other, a ``part`` that they share."""
    found = []
    if looks().get(a, {}).get(b, False) or rare(a, b):
        found.append("listed")
    if strokes := _strokes().get(a, {}).get(b, ""):
        found.append(strokes)
    if (strokes or sound(a, b)) and b in akin(a):
        held = parts().get(a, frozenset()), parts().get(b, frozenset())
        found.append("in" if a in held[1] or b in held[0] else "part")
    return tuple(found)


def confused(a: str, b: str) -> bool:
    """May one be written for the other where nothing else tells which is meant?"""
    if counted(a) and counted(b):
        return False
    return sound(a, b) in ("exact", "tone") or not {"listed", "close", "like", "in"}.isdisjoint(
        look(a, b)
    )


def rare(a: str, b: str) -> bool:
    """Is one written for the other, a rare character?"""
    return b in _rare().get(a, ()) or _simpler(a, b) or _simpler(b, a)


@cache
def _simpler(char: str, part: str) -> bool:
    """Is ``char`` a character that no word has, and ``part`` the one in it that people know (澋, 景)?"""
    if part not in parts().get(char, ()) or counted(part):
        return False
    known = frequencies()
    return char not in known and known.get(part, 0) >= _KNOWN and len(_bearers()[part]) <= _FAMILY


@cache
def akin(char: str) -> frozenset[str]:
    """Characters that hold ``char``, are held by it, or share a part with it that is no radical."""
    held = parts().get(char, frozenset())
    found = set(_bearers().get(char, ())) | held
    for part in held:
        if len(_bearers()[part]) <= _RADICAL:
            found |= _bearers()[part]
    return frozenset(found - {char})


@cache
def alike(char: str) -> frozenset[str]:
    """Characters that sound or look like ``char``."""
    found = {other for other, listed in looks().get(char, {}).items() if listed}
    found.update(_strokes().get(char, ()), _rare().get(char, ()))
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
def _rare() -> Mapping[str, frozenset[str]]:
    """Rare characters, what is written for them, and the reverse."""
    text = files("engine.link.names").joinpath("data/lookalikes.txt").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for line in text.split("\n"):
        if line and not line.startswith("#"):
            char, written = line.split()
            for other in set(written) - {char}:
                found.setdefault(char, set()).add(other)
                found.setdefault(other, set()).add(char)
    return {char: frozenset(others) for char, others in found.items()}


@cache
def _strokes() -> Mapping[str, Mapping[str, str]]:
    """Character → characters of nearly the same strokes, and how nearly."""
    text = files("engine.link.names").joinpath("data/strokes.tsv").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = {}
    for line in text.split("\n"):
        if line and not line.startswith("#"):
            char, *lists = line.split("\t")
            ways = zip(("close", "like", "half"), lists, strict=True)
            found[char] = {other: way for way, others in ways for other in others}
    return found
