"""Match trees, in three-valued logic: a fact nobody supplied is unknown, not false."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Truth = bool | None


def evaluate(node: Any, values: Mapping[str, Truth]) -> Truth:
    """``True``, ``False`` or ``None`` (unknown) for a tree of any/all/not/n_of."""
    if isinstance(node, str):
        return values.get(node, False)
    results: list[Truth] = []
    for key, value in node.items():
        if key == "n_of":
            continue
        children = [
            evaluate(child, values) for child in (value if isinstance(value, list) else [value])
        ]
        if key == "any":
            results.append(_any(children))
        elif key == "all":
            results.append(_all(children))
        elif key == "not":
            inner = _any(children)
            results.append(None if inner is None else not inner)
        else:  # of
            wanted = int(node["n_of"])
            sure = sum(child is True for child in children)
            possible = sum(child is not False for child in children)
            results.append(True if sure >= wanted else (None if possible >= wanted else False))
    return _all(results)


def names_in(node: Any) -> list[str]:
    """Feature names of a match tree."""
    if isinstance(node, str):
        return [node]
    names: list[str] = []
    for key, value in node.items():
        if key != "n_of":
            for child in value if isinstance(value, list) else [value]:
                names.extend(names_in(child))
    return names


def negates(node: Any) -> bool:
    """Does a ``not`` stand in a match tree?"""
    if isinstance(node, str):
        return False
    if "not" in node:
        return True
    children: Iterable[Any] = (c for v in node.values() if isinstance(v, list) for c in v)
    return any(negates(child) for child in children)


def _any(values: list[Truth]) -> Truth:
    if any(value is True for value in values):
        return True
    return None if any(value is None for value in values) else False


def _all(values: list[Truth]) -> Truth:
    if any(value is False for value in values):
        return False
    return None if any(value is None for value in values) else True
