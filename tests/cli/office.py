"""A folder as an office drops it, and what a run says of it."""

from __future__ import annotations

import json
from pathlib import Path


def folder(root: Path, **files: str) -> Path:
    """``资料`` with a csv file for each of ``files``."""
    made = root / "资料"
    made.mkdir()
    for name, content in files.items():
        (made / f"{name}.csv").write_text(content, encoding="utf-8")
    return made


def record(out: Path) -> dict:  # type: ignore[type-arg]
    """The record of a run."""
    told: dict[str, object] = json.loads((out / "run.json").read_text(encoding="utf-8"))
    return told
