"""Saolou (扫楼): from registrations and adverts to a sweep-the-buildings list.

>>> from engine import load_ruleset, screen
>>> run = screen(frame, adverts=ads, ruleset=load_ruleset())  # doctest: +SKIP
>>> run.write("out")  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.model.screening import Screening
    from engine.pipeline import screen, screen_files
    from engine.ruleset import RuleSet, load_ruleset

__version__ = "0.1.0"
__all__ = ["RuleSet", "Screening", "__version__", "load_ruleset", "screen", "screen_files"]

_HOMES = {
    "RuleSet": "engine.ruleset",
    "Screening": "engine.model.screening",
    "load_ruleset": "engine.ruleset",
    "screen": "engine.pipeline",
    "screen_files": "engine.pipeline",
}


if not TYPE_CHECKING:  # or any name would pass for one of this package

    def __getattr__(name: str) -> Any:
        # Loaded at first use: `saolou --version` must not wait for pandas.
        if name in _HOMES:
            from importlib import import_module

            return getattr(import_module(_HOMES[name]), name)
        raise AttributeError(f"module 'engine' has no attribute {name!r}")
