"""Anchors against their pattern, decided on an automaton instead of guessed from the spelling.

A pattern is tried only on texts that hold one of its anchors. Two questions follow: can the
anchor stand in a match at all, and can there be a match that holds no anchor (which would be
missed whenever nothing else in the text happens to be an anchor)?
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

Accepts = Callable[[str], bool]
_MAX_STATES = 4_000
_MAX_PAIRS = 60_000
_MAX_ANCHORS = 2_000
#: Where a match may end so far away, its text has no head to speak of.
_FAR = 500
#: Stand for every character the anchors do not use; shown in witnesses.
_OTHERS = "某1a，。：元 "


class Unknown(Exception):
    """The pattern uses something this module does not model; nothing is said about it."""


@dataclass(slots=True)
class Automaton:
    """``edges[s]``: (predicate on one character, next state); ``empty[s]``: free moves."""

    edges: list[list[tuple[Accepts, int]]] = field(default_factory=list)
    empty: list[list[int]] = field(default_factory=list)

    def state(self) -> int:
        if len(self.edges) >= _MAX_STATES:
            raise Unknown
        self.edges.append([])
        self.empty.append([])
        return len(self.edges) - 1

    def closure(self, states: Iterable[int]) -> frozenset[int]:
        todo, seen = list(states), set(states)
        while todo:
            for target in self.empty[todo.pop()]:
                if target not in seen:
                    seen.add(target)
                    todo.append(target)
        return frozenset(seen)

    def step(self, states: Iterable[int], char: str) -> frozenset[int]:
        return self.closure({t for s in states for accepts, t in self.edges[s] if accepts(char)})


def unreachable_anchors(pattern: str, anchors: Sequence[str]) -> list[str]:
    """Anchors that no match of ``pattern`` can contain. Raises Unknown."""
    if len(anchors) > _MAX_ANCHORS:
        raise Unknown
    automaton, _, _ = _build(pattern)
    everywhere = frozenset(range(len(automaton.edges)))
    first: dict[str, frozenset[int]] = {}
    useless = []
    for anchor in anchors:
        if anchor and anchor[0] not in first:
            first[anchor[0]] = automaton.step(everywhere, anchor[0])
        states = first[anchor[0]] if anchor else everywhere
        for char in anchor[1:]:
            states = automaton.step(states, char)
        if not states:
            useless.append(anchor)
    return useless


def match_without_anchor(pattern: str, anchors: Sequence[str]) -> str | None:
    """A shortest match of ``pattern`` that holds none of ``anchors``; None if there is none.

    Anchors are tracked by the end of what was read, as far as it begins one of them.
    """
    if len(anchors) > _MAX_ANCHORS:
        raise Unknown
    automaton, start, end = _build(pattern)
    prefixes = {anchor[:size] for anchor in anchors for size in range(len(anchor))}
    longest = max(map(len, anchors))
    telling = sorted({c for a in anchors for c in a})
    others = [*_OTHERS, *sorted(_literals(pattern) - set(telling))]
    moves: dict[tuple[str, str], str | None] = {}
    accepted: dict[Accepts, list[str]] = {}

    def read(before: str, char: str) -> str | None:
        if (before, char) not in moves:
            text = (before + char)[-longest:]
            ends = (text[i:] for i in range(len(text) + 1))
            whole = any(text.endswith(anchor) for anchor in anchors)
            moves[before, char] = None if whole else next(e for e in ends if e in prefixes)
        return moves[before, char]

    queue, seen = deque([(start, "", "")]), {(start, "")}
    while queue:
        state, suffix, text = queue.popleft()
        if state == end:
            return text
        for target in automaton.empty[state]:
            if (target, suffix) not in seen:
                seen.add((target, suffix))
                queue.appendleft((target, suffix, text))
        for accepts, target in automaton.edges[state]:
            if accepts not in accepted:
                # Characters of no anchor lead to the same place; one of them will do.
                other = next((char for char in others if accepts(char)), "")
                accepted[accepts] = [*other, *(char for char in telling if accepts(char))]
            for char in accepted[accepts]:
                rest = read(suffix, char)
                if rest is not None and (target, rest) not in seen:
                    seen.add((target, rest))
                    queue.append((target, rest, text + char))
        if len(seen) > _MAX_PAIRS:
            raise Unknown
    return None


def head_of(pattern: str, anchors: Sequence[str]) -> int | None:
    """Within how many characters of the beginning of a text every match of ``pattern`` ends, and an
    anchor in it; None if that cannot be told."""
    try:
        tree = parsed(pattern)
        if not tree or str(tree[0][1]) != "AT_BEGINNING":
            return None
        width = int(tree.getwidth()[1])
        # asked first: it takes no time, unlike the walk
        if width >= _FAR or match_without_anchor(pattern, anchors) is not None:
            return None
    except Unknown:
        return None
    return width


def _literals(pattern: str) -> set[str]:
    return {char for char in pattern if char.isalnum()}


def parsed(pattern: str) -> Any:
    """The tree of a pattern as Python parses it. Raises Unknown."""
    parser: Any = import_module("re._parser")
    try:
        tree = parser.parse(pattern)
    except Exception:
        # RE2 knows forms that Python does not (\p{Han}, \z).
        raise Unknown from None
    if tree.state.flags & ~32:  # anything besides "this is text", such as (?i)
        raise Unknown
    return tree


def _build(pattern: str) -> tuple[Automaton, int, int]:
    tree = parsed(pattern)
    automaton = Automaton()
    start = automaton.state()
    return automaton, start, _sequence(automaton, tree, start)


def _sequence(automaton: Automaton, tree: Any, state: int) -> int:
    for operator, argument in tree:
        state = _one(automaton, str(operator), argument, state)
    return state


def _one(automaton: Automaton, operator: str, argument: Any, state: int) -> int:
    if operator in ("LITERAL", "NOT_LITERAL", "ANY", "IN"):
        target = automaton.state()
        automaton.edges[state].append((_predicate(operator, argument), target))
        return target
    if operator == "SUBPATTERN":
        if argument[1] or argument[2]:
            raise Unknown
        return _sequence(automaton, argument[3], state)
    if operator == "BRANCH":
        target = automaton.state()
        for branch in argument[1]:
            begin = automaton.state()
            automaton.empty[state].append(begin)
            automaton.empty[_sequence(automaton, branch, begin)].append(target)
        return target
    if operator in ("MAX_REPEAT", "MIN_REPEAT"):
        least, most, inner = argument
        return _repeat(automaton, least, most, inner, state)
    if operator == "AT":  # ^, $, \b narrow a pattern down; without them it only matches more
        return state
    raise Unknown


def _repeat(automaton: Automaton, least: int, most: Any, tree: Any, state: int) -> int:
    for _ in range(int(least)):
        state = _sequence(automaton, tree, state)
    if str(most) == "MAXREPEAT":
        loop, target = automaton.state(), automaton.state()
        automaton.empty[state].append(loop)
        automaton.empty[_sequence(automaton, tree, loop)].append(loop)
        automaton.empty[loop].append(target)
        return target
    target = automaton.state()
    automaton.empty[state].append(target)
    for _ in range(int(most) - int(least)):
        state = _sequence(automaton, tree, state)
        automaton.empty[state].append(target)
    return target


def _predicate(operator: str, argument: Any) -> Accepts:
    if operator == "LITERAL":
        return chr(argument).__eq__
    if operator == "NOT_LITERAL":
        return chr(argument).__ne__
    if operator == "ANY":
        return lambda char: char != "\n"
    parts = [(str(kind), value) for kind, value in argument]
    negated = parts[0][0] == "NEGATE"
    single = frozenset(chr(value) for kind, value in parts if kind == "LITERAL")
    tests: list[Accepts] = [single.__contains__]
    tests += [_member(kind, value) for kind, value in parts if kind not in ("NEGATE", "LITERAL")]
    return lambda char: any(test(char) for test in tests) != negated


def _member(kind: str, value: Any) -> Accepts:
    if kind == "RANGE":
        return lambda char: value[0] <= ord(char) <= value[1]
    # RE2's classes are those of ASCII.
    name = str(value)
    tests: dict[str, Accepts] = {
        "CATEGORY_DIGIT": lambda c: c.isascii() and c.isdigit(),
        "CATEGORY_SPACE": lambda c: c in " \t\n\r\f",
        "CATEGORY_WORD": lambda c: c.isascii() and (c.isalnum() or c == "_"),
    }
    if name.replace("_NOT_", "_") not in tests:
        raise Unknown
    inner = tests[name.replace("_NOT_", "_")]
    return inner if "_NOT_" not in name else lambda char: not inner(char)
