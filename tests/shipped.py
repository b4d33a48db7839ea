"""The shipped rules, loaded once in a process: nearly every test screens by them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import engine.ruleset
from engine.ruleset import RuleSet


def load_once() -> None:
    """From now on who imports ``load_ruleset`` gets the shipped rules as they were loaded first;
    those of a folder are read anew each time, as a test may have changed them."""
    load = engine.ruleset.load_ruleset
    shipped = cache(lambda: load())

    def load_ruleset(folder: str | Path | None = None) -> RuleSet:
        return load(folder) if folder else shipped()

    engine.ruleset.load_ruleset = load_ruleset
