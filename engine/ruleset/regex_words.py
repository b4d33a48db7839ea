"""Words of which every text has one that a pattern fits."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import Any

from engine.ruleset.lint_regex import Unknown, parsed

#: So many words are tried in place of a part of a pattern.
_MOST = 64
#: A word of so many characters says enough; where it is one of many words, one of so many.
_ENOUGH, _FEW, _RARE = 2, 16, 4

#: All that a part of a pattern fits, where that is few words; else words of which it needs one.
_Part = tuple[set[str] | None, set[str] | None]


def words_of(pattern: str) -> set[str]:
    """Those of one part of the pattern; empty where none has any."""
    try:
        whole, needed = _sequence(parsed(pattern))
    except Unknown:
        return set()
    words = _better(needed if whole is None else whole, None) or set()
    return {word for word in words if not any(o in word for o in words if o != word)}


def _sequence(tree: Iterable[Any]) -> _Part:
    run: set[str] = {""}
    best: set[str] | None = None
    broken = False
    for operator, argument in tree:
        whole, needed = _one(str(operator), argument)
        if whole is not None and len(run) * len(whole) <= _MOST:
            run = {before + behind for before, behind in product(run, whole)}
            continue
        best, broken = _better(_better(best, run), needed), True
        run = {""} if whole is None else whole
    return (None, _better(best, run)) if broken else (run, None)


def _one(operator: str, argument: Any) -> _Part:
    if operator == "LITERAL":
        return {chr(argument)}, None
    if operator == "AT":
        return {""}, None
    if operator == "SUBPATTERN":
        if argument[1] or argument[2]:
            raise Unknown
        return _sequence(argument[3])
    if operator == "BRANCH":
        return _any([_sequence(branch) for branch in argument[1]])
    if operator == "IN":
        return _any([_one(str(kind), value) for kind, value in argument])
    if operator in ("MAX_REPEAT", "MIN_REPEAT"):
        least, most, inner = argument
        whole, needed = _sequence(inner)
        if whole is not None and int(most) == 1:
            return whole | {""} if not least else whole, None
        return (None, needed if whole is None else whole) if least else (None, None)
    if operator in ("ANY", "NOT_LITERAL", "NEGATE", "RANGE", "CATEGORY"):
        return None, None
    raise Unknown


def _any(parts: list[_Part]) -> _Part:
    """One of the parts."""
    wholes = [whole for whole, _ in parts if whole is not None]
    if len(wholes) == len(parts) and sum(map(len, wholes)) <= _MOST:
        return set().union(*wholes), None
    needed = [needed if whole is None else whole for whole, needed in parts]
    some = [words for words in needed if words]
    return None, set().union(*some) if len(some) == len(parts) else None


def _better(first: set[str] | None, second: set[str] | None) -> set[str] | None:
    """What says more; the first of the two if both say as much."""
    best = first if _telling(first) >= _telling(second) else second
    return best if _telling(best) else None


def _telling(words: set[str] | None) -> int:
    least = min(map(len, words), default=0) if words else 0
    if not words or not least:
        return 0
    return 2 if least >= (_ENOUGH if len(words) <= _FEW else _RARE) else 1
