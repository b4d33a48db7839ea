"""How to go about a large run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from engine import ingest
from engine.flow.register import CHUNK


@dataclass(frozen=True, slots=True)
class Plan:
    """``folder``: what it works in, cleared by the caller at the end;
    ``resume``: go on where a run with the same inputs, rules and ``token`` stopped; ``chunk``: rows
    of a chunk; ``large``: bytes of firms from which files go to disk one by one; ``said``: hears
    whether the run goes on where another stopped, and if not, why."""

    folder: Path
    workers: int = 1
    resume: bool = False
    token: str = ""
    chunk: int = CHUNK
    large: int = ingest.LARGE
    said: Callable[[str], None] = lambda line: None
