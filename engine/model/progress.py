"""How a long run tells how far it is."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called with the stage, what it has done, and of how much in all (0: unknown)."""

    def __call__(self, stage: str, count: int, total: int = 0) -> None: ...


def silent(stage: str, count: int, total: int = 0) -> None:
    """Tell nobody."""
