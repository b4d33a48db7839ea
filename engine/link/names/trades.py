"""Words of trades: where the distinctive part of a name ends, and whether two trades are one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import ahocorasick_rs

#: So much of a distinctive part has to stand before a word of a trade in it.
_BEFORE = 3


@cache
def common() -> frozenset[str]:
    """Words of so many trades that they tell none."""
    lines = _lines("common.txt")
    return frozenset(word for line in lines for word in line.split())


@cache
def lexicon() -> Mapping[str, tuple[str, ...]]:
    """Word → what it means in plain words of trades."""
    found: dict[str, tuple[str, ...]] = {}
    for line in _lines("trades.txt"):
        for item in line.split():
            word, _, means = item.partition("=")
            found[word] = tuple(means.split("+")) if means else (word,)
    return found


@cache
def _sizes() -> tuple[Mapping[str, tuple[int, ...]], Mapping[str, tuple[int, ...]]]:
    """First and last two characters of words → their lengths, the longest first."""
    heads: dict[str, set[int]] = {}
    tails: dict[str, set[int]] = {}
    for word in lexicon():
        heads.setdefault(word[:2], set()).add(len(word))
        tails.setdefault(word[-2:], set()).add(len(word))
    return tuple(  # type: ignore[return-value]
        {key: tuple(sorted(found, reverse=True)) for key, found in table.items()}
        for table in (heads, tails)
    )


def last(text: str, end: int) -> int:
    """Length of the word of a trade that ends at ``end``; 0 for none."""
    known = lexicon()
    for size in _sizes()[1].get(text[end - 2 : end], ()) if end > 1 else ():
        if size <= end and text[end - size : end] in known:
            return size
    return 0


def first(text: str, at: int) -> int:
    """Length of the word of a trade that begins at ``at``; 0 for none."""
    known = lexicon()
    for size in _sizes()[0].get(text[at : at + 2], ()):
        if at + size <= len(text) and text[at : at + size] in known:
            return size
    return 0


def split(text: str, least: int = 2) -> tuple[str, str, tuple[str, ...]]:
    """(distinctive part, trade, its words). A single character is no distinctive part: the word
    before the others is given back to it."""
    known, end = lexicon(), len(text)
    words: list[tuple[str, ...]] = []
    sizes: list[int] = []
    while end > 0:
        size = last(text, end)
        if not size:
            break
        words.append(known[text[end - size : end]])
        sizes.append(size)
        end -= size
    if 0 < end < least and sizes:
        end += sizes.pop()
        words.pop()
    return text[:end], text[end:], tuple(w for part in reversed(words) for w in part)


def agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """One trade says the other with words left out. 投资咨询 and 投资管理 are two trades."""
    return one <= other or other <= one


@cache
def _kinds() -> Mapping[str, str]:
    """Word → the first of those that people take for it."""
    lines = (line.split() for line in _lines("synonyms.txt") if line)
    return {word: line[0] for line in lines for word in line}


def loosely(words: frozenset[str]) -> frozenset[str]:
    """Words of a trade with one for all that people take for one another."""
    kinds = _kinds()
    return frozenset(kinds.get(word, word) for word in words)


def inside(text: str) -> int:
    """Where the first word of a trade begins in a distinctive part; 0 for none."""
    return next((at for at in range(_BEFORE, len(text) - 1) if first(text, at)), 0)


def begins(text: str, at: int = 0) -> int:
    """Where the run of trade words ends that begins at ``at``."""
    while size := first(text, at):
        at += size
    return at


def starts(text: str) -> list[int]:
    """Where words of trades begin."""
    found = _every_word().find_matches_as_indexes(text, overlapping=True)
    return sorted({start for _, start, _ in found})


@cache
def _every_word() -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(list(lexicon()))


def abbreviates(short: str, full: str) -> bool:
    """Are the characters of ``short`` found in ``full`` in this order (驾培 in 驾驶培训)?"""
    at = 0
    for char in short:
        at = full.find(char, at) + 1
        if not at:
            return False
    return len(short) > 1


def initials(short: str, full: str) -> bool:
    """Is ``short`` made of the first characters of the words of ``full``, the first and all that
    tell a trade among them (建工 of 建设工程)?"""
    words: list[str] = []
    at = 0
    while size := first(full, at):
        words.append(full[at : at + size])
        at += size
    left = list(short)
    for word in words:
        if left and word[0] == left[0]:
            del left[0]
        elif len(left) == len(short) or word not in common():
            return False
    return len(short) > 1 and not left and at == len(full)


@cache
def topics() -> tuple[Mapping[str, frozenset[int]], Mapping[str, frozenset[int]]]:
    """Words of trades in names, and words of their adverts → numbers of the trades."""
    heads: dict[str, set[int]] = {}
    words: dict[str, set[int]] = {}
    for number, line in enumerate(_lines("topics.txt")):
        named, _, spoken = line.partition(":")
        for word in named.split():
            heads.setdefault(word, set()).add(number)
        for word in (*named.split(), *spoken.split()):
            words.setdefault(word.lower(), set()).add(number)
    return tuple(  # type: ignore[return-value]
        {word: frozenset(found) for word, found in table.items()} for table in (heads, words)
    )


def _lines(name: str) -> list[str]:
    text = files("engine.link.names").joinpath("data", name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if not line.startswith("#")]
