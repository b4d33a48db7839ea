"""What was found of a run that is checked, and what its record says, which anybody may have changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Verified:
    """``lines`` for the user in order; ``wrong`` counts those that are findings, ``left`` those on what
    was not checked. ``blind``: none of the inputs was there to be held against."""

    lines: list[str] = field(default_factory=list)
    wrong: int = 0
    left: int = 0
    blind: bool = False

    def good(self, line: str) -> None:
        self.lines.append(f"一致  {line}")

    def bad(self, line: str) -> None:
        self.lines.append(f"不符  {line}")
        self.wrong += 1

    def open(self, line: str) -> None:
        self.lines.append(f"未核  {line}")
        self.left += 1


def mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def sources_of(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = record.get("inputs")
    return [s for s in found if isinstance(s, Mapping)] if isinstance(found, list) else []
