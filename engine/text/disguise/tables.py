"""The tables: how characters sound, look and fall apart, and what signs stand for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Radicals that are written after the rest of the character but read before it, or the reverse.
_ENCLOSING = frozenset("辵辶廴走囗")
_NEAR = (
    (re.compile(r"^([zcs])h"), r"\1"),
    (re.compile(r"^n"), "l"),
    (re.compile(r"(?<=[ie])ng$"), "n"),
    (re.compile(r"v"), "u"),
)


def _lines(name: str) -> Iterator[list[str]]:
    text = files("engine.text.disguise").joinpath("data", name).read_text(encoding="utf-8")
    for line in text.split("\n"):
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def readings() -> Mapping[str, tuple[str, ...]]:
    """Character → syllables with tone digit, the most common first."""
    first: dict[str, list[str]] = {}
    further: dict[str, list[str]] = {}
    for syllable, chars, rare in _lines("sounds.tsv"):
        for char in chars:
            first.setdefault(char, []).append(syllable)
        for char in rare:
            further.setdefault(char, []).append(syllable)
    return MappingProxyType({c: (*s, *further.get(c, ())) for c, s in first.items()})


@cache
def near(syllable: str) -> str:
    """The toneless syllable with what southern speakers and hasty typists mix up made one."""
    for pattern, put in _NEAR:
        syllable = pattern.sub(put, syllable)
    return syllable


@cache
def looks() -> Mapping[str, Mapping[str, bool]]:
    """Character → characters that look alike; True for a listed pair, False for a shared part."""
    found: dict[str, dict[str, bool]] = {}
    for kind, chars in _lines("shapes.tsv"):
        for char in chars:
            mine = found.setdefault(char, {})
            for other in chars:
                if other != char:
                    mine[other] = mine.get(other, False) or kind == "s"
    for (chars,) in _lines("looks.tsv"):
        for char in chars:
            found.setdefault(char, {}).update((other, True) for other in chars if other != char)
    return MappingProxyType(found)


@cache
def splits() -> Mapping[str, tuple[str, ...]]:
    """Character → the ways of writing it in parts."""
    found: dict[str, tuple[str, ...]] = {}
    for char, ways in _lines("splits.tsv"):
        every = ways.split("|")
        every += [w[::-1] for w in every if len(w) == 2 and w[0] in _ENCLOSING]
        found[char] = tuple(every)
    return MappingProxyType(found)


@cache
def signs() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Sign → (class, word) it may stand for."""
    found: dict[str, list[tuple[str, str]]] = {}
    for kind, marks, words in _lines("signs.tsv"):
        for mark in marks.split():
            found.setdefault(mark, []).extend((kind, word) for word in words.split())
    return MappingProxyType({mark: tuple(words) for mark, words in found.items()})


@cache
def pictures() -> Mapping[str, str]:
    """Picture → the Chinese characters of its name, each of which it may stand for by sound."""
    return MappingProxyType({line[0]: line[1] for line in _lines("pictures.tsv")})


@cache
def parts() -> Mapping[str, frozenset[str]]:
    """Character, rare or frequent → its two parts; the rare ones are in ``rare``."""
    return MappingProxyType({char: frozenset(ways) for _, char, ways in _lines("parts.tsv")})


@cache
def rare() -> frozenset[str]:
    """Characters that ordinary writing hardly uses."""
    return frozenset(char for kind, char, _ in _lines("parts.tsv") if kind == "r")


@cache
def modern() -> Mapping[str, int]:
    """Word → frequency, for words younger than jieba's dictionary."""
    return MappingProxyType({word: int(count) for word, count in _lines("words.tsv")})


@cache
def letters() -> Mapping[int, str]:
    """Latin letters with tone marks → plain ones, one to one."""
    table = {}
    for point in (*range(0xC0, 0x250), *range(0x1EA0, 0x1EFA)):
        base = unicodedata.normalize("NFD", chr(point))[0].lower()
        if base.isascii() and base.isalpha():
            table[point] = base
    for char in "üǖǘǚǜÜ":
        table[ord(char)] = "v"
    table[ord("∨")] = table[ord("ⅴ")] = table[ord("Ⅴ")] = "v"
    return MappingProxyType(table)
