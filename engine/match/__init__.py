"""Rules × texts → evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.match.tables import RegistrationMatcher, TableWords

if TYPE_CHECKING:
    from engine.match.texts import TextMatcher

__all__ = ["RegistrationMatcher", "TableWords", "TextMatcher"]


if not TYPE_CHECKING:  # or any name would pass for one of this package

    def __getattr__(name: str) -> Any:
        # Loaded at first use: a register has no texts, and to read them takes most of this room.
        if name == "TextMatcher":
            from engine.match.texts import TextMatcher

            return TextMatcher
        raise AttributeError(f"module 'engine.match' has no attribute {name!r}")
