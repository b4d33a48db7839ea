"""What must stand in a text for a pattern to match, told of many texts at once by their characters.

Most patterns are alternatives of a few words in a row (本金…退). Where of none of the alternatives
all words can stand, as characters of theirs are missing, nobody needs to try the pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np

from engine.model.arrays import Flags

#: Characters that all stand there.
Word = frozenset[str]
#: One of these does.
Need = frozenset[Word]
#: Alternatives, each with all that it needs.
Ways = list[list[Need]]

_TOKEN = re.compile(
    r"(?P<escaped>\\(?:p\{\w+\}|p?.))|(?P<chars>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<open>\((?:\?:)?)"
    r"|(?P<close>\))|(?P<or>\|)|(?P<other>[.^$])|(?P<plain>.)",
    re.DOTALL,
)
_REPEATED = re.compile(r"(?:(?P<maybe>[*?]|\{0?,[0-9]*\}|\{0\})|\+|\{[0-9]+(?:,[0-9]*)?\})\??")
#: Lets ``.`` match the end of a line, which changes nothing of what must stand there.
_LINES = "(?s)"
#: What is not read here.
_ELSE = re.compile(r"\(\?(?!:)|\[\[|\[:|\\[QExP0-9]")
_RANGE = re.compile(r"(.)-(.)", re.DOTALL)
#: Of longer ranges of characters nearly every text has one.
_MOST = 40
_POINTS = 0x110000


def ways_of(pattern: str) -> Ways:
    """``[[]]`` for a pattern of which nothing is known."""
    pattern = pattern.removeprefix(_LINES)
    if _ELSE.search(pattern):
        return [[]]
    ways: Ways = [[]]
    outer: list[Ways] = []  # of the groups that are open
    run: set[str] = set()  # plain characters of the last way
    at = 0
    while token := _TOKEN.match(pattern, at):
        at, kind, said = token.end(), token.lastgroup, token.group()
        if kind in ("open", "close", "or"):
            if run:
                ways[-1].append(frozenset([frozenset(run)]))
                run = set()
            if kind == "open":
                outer.append(ways)
                ways = [[]]
                continue
            if kind == "or":
                ways.append([])
                continue
        needs: list[Need] = []
        if kind == "close":
            needs, ways = _of_group(ways), outer.pop()
        elif kind == "chars":
            needs = _of_class(said)
        repeated = _REPEATED.match(pattern, at)
        if repeated:
            at = repeated.end()
            if repeated["maybe"]:
                continue
        ways[-1] += needs
        if kind == "plain" or (kind == "escaped" and not (said[-1].isalnum() or said[-1] == "}")):
            run.add(said[-1])
    if run:
        ways[-1].append(frozenset([frozenset(run)]))
    return ways


def _of_group(ways: Ways) -> list[Need]:
    if len(ways) == 1:
        return ways[0]
    if not all(ways):
        return []
    # Of each alternative what tells most: words of many characters, and few of these.
    best = [max(way, key=lambda need: (min(map(len, need)), -len(need))) for way in ways]
    return [frozenset[Word]().union(*best)]


def _of_class(said: str) -> list[Need]:
    """Nothing of what may be nearly anything."""
    inner = said[1:-1]
    if inner.startswith("^") or "\\" in inner:
        return []
    chars = set(_RANGE.sub("", inner))
    for first, last in _RANGE.findall(inner):
        chars.update(map(chr, range(ord(first), min(ord(last), ord(first) + _MOST) + 1)))
    return [frozenset(frozenset(char) for char in chars)] if len(chars) <= _MOST else []


class Needs:
    """Of some patterns."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._ways = {pattern: ways_of(pattern) for pattern in patterns}
        every = [need for ways in self._ways.values() for way in ways for need in way]
        chars = sorted({char for need in every for word in need for char in word})
        self._row = {char: row for row, char in enumerate(chars)}
        self._numbers = np.full(_POINTS, -1, np.int16)
        self._numbers[[ord(char) for char in chars]] = np.arange(len(chars))

    def of(self, texts: Sequence[str]) -> Standing:
        sizes = [len(text) for text in texts]
        joined = "".join(texts).encode("utf-32-le", "surrogatepass")
        numbers = self._numbers[np.frombuffer(joined, np.uint32)]
        there = np.zeros((len(self._row), len(texts)), np.bool_)
        known = numbers >= 0
        there[numbers[known], np.repeat(np.arange(len(texts)), sizes)[known]] = True
        return Standing(self._ways, self._row, there)

    @property
    def patterns(self) -> Iterable[str]:
        return self._ways


class Standing:
    """Which characters stand in each of some texts."""

    def __init__(self, ways: dict[str, Ways], row: dict[str, int], there: Flags) -> None:
        self._ways, self._row, self._there = ways, row, there
        self._known: dict[Need, Flags] = {}

    def may_match(self, pattern: str) -> Flags:
        found = np.zeros(self._there.shape[1], np.bool_)
        for way in self._ways[pattern]:
            mine = np.ones_like(found)
            for need in way:
                mine &= self._met(need)
            found |= mine
        return found

    def _met(self, need: Need) -> Flags:
        known = self._known.get(need)
        if known is None:
            singles = [self._row[char] for word in need if len(word) == 1 for char in word]
            met: Flags = np.logical_or.reduce(self._there[singles], axis=0)
            for word in need:
                if len(word) > 1:
                    rows = [self._row[char] for char in word]
                    met |= np.logical_and.reduce(self._there[rows], axis=0)
            known = self._known[need] = met
        return known
