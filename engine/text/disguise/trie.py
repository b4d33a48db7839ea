"""The vocabulary as a tree of characters that can also be walked by sound."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from engine.text.disguise.tables import near, readings, splits

#: Strokes that are characters by code but marks by use.
STROKES = frozenset("丨丶丿灬")
#: Bank numerals are another way to write, and no disguise.
NUMERALS = dict(zip("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千", strict=True))

#: Terms of this many characters are known by their first letters alone (BBBX).
WHOLE = 4
#: Words so well known that their first letters do for them.
OF_MONEY = re.compile("[股息利益红返赚投资财币筹募贷基购]|本金|[保还]本|年化")


def is_cjk(char: str) -> bool:
    """A Chinese character, a bare stroke aside."""
    if char in STROKES:
        return False
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf" or char == "〇"


def syllables(char: str) -> tuple[str, ...]:
    """With tone digits; empty for what has no reading."""
    return readings().get(char, ())


class Node:
    """One character further into one or more terms."""

    __slots__ = (
        "by_initial",
        "by_near",
        "by_part",
        "children",
        "dead",
        "figures",
        "longest",
        "moves",
        "pieces",
        "spelt",
        "term",
    )

    def __init__(self) -> None:
        self.children: dict[str, Node] = {}
        self.by_near: dict[str, list[tuple[str, Node]]] = {}
        self.by_initial: dict[str, list[tuple[str, Node]]] = {}
        self.by_part: dict[str, list[tuple[str, Node]]] = {}
        self.term = ""
        #: length of the longest term from here on; is any known by its first letters alone?
        self.longest, self.spelt = 0, False
        #: Figures that lead on from here. Filled by ``walk.Walker``, as is what it remembers.
        self.figures: frozenset[str] = frozenset()
        #: Chinese characters known to lead nowhere from here, and the end of the text; nothing where a
        #: term ends here.
        self.dead: set[str] = set()
        #: Part of a character → number and character of the children that have it; once asked for.
        self.pieces: dict[str, list[tuple[int, str]]] | None = None
        self.moves: dict[str, tuple[tuple[int, tuple[str, float], Node], ...]] = {}


def known_by_letters(term: str) -> bool:
    """Long words are, and those of money."""
    return len(term) >= WHOLE or OF_MONEY.search(term) is not None


def grow(terms: Iterable[str]) -> Node:
    """The root of the tree of ``terms`` (already folded)."""
    root = Node()
    for term in terms:
        node, spelt = root, known_by_letters(term)
        for char in term:
            child = node.children.get(char)
            if child is None:
                child = node.children[char] = Node()
                _index(node, char, child)
            node = child
            node.longest, node.spelt = max(node.longest, len(term)), node.spelt or spelt
        node.term = term
    return root


def _index(node: Node, char: str, child: Node) -> None:
    sounds = [s[:-1] for s in syllables(char)]
    for key in dict.fromkeys(near(s) for s in sounds):
        node.by_near.setdefault(key, []).append((char, child))
    for key in dict.fromkeys(s[0] for s in sounds):
        node.by_initial.setdefault(key, []).append((char, child))
    for parts in splits().get(char, ()):
        node.by_part.setdefault(parts[0], []).append((parts, child))


def follow(node: Node, word: str) -> Node | None:
    """The node after ``word``, if any term goes on so."""
    at: Node | None = node
    for char in word:
        at = at.children.get(char) if at else None
    return at


def toneless(term: str) -> Iterator[tuple[str, ...]]:
    """For each character of ``term`` its near syllables, or itself when it has none."""
    for char in term:
        yield tuple(dict.fromkeys(near(s[:-1]) for s in syllables(char))) or (char,)
