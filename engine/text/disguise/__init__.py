"""Words written so that a filter does not see them: separators, same sounds, parts, pinyin, emoji.

``DisguiseFinder`` is built once from the words that matter and finds their disguised occurrences,
with exact offsets in the raw text, the kind of disguise and a confidence (domain §4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.text.disguise.result import Disguised

if TYPE_CHECKING:
    from engine.text.disguise.finder import DisguiseFinder

__all__ = ["DisguiseFinder", "Disguised"]


if not TYPE_CHECKING:  # or any name would pass for one of this package

    def __getattr__(name: str) -> Any:
        # Loaded at first use: others come only for the tables.
        if name == "DisguiseFinder":
            from engine.text.disguise.finder import DisguiseFinder

            return DisguiseFinder
        raise AttributeError(f"module 'engine.text.disguise' has no attribute {name!r}")
