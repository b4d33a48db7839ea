"""Hostile input: a table of cases, each with what has to come of it."""

from __future__ import annotations

from importlib import import_module

from .case import Case

_TABLES = ("text", "books", "biff", "json", "paths", "words", "seams", "odd", "silent", "columns")


def all_cases() -> list[Case]:
    """The cases of every table, in the order of docs/hostile-input.md."""
    return [case for name in _TABLES for case in import_module(f"{__name__}.cases_{name}").CASES]
