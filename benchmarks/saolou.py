"""``saolou screen`` as an office would call it, measured from outside."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.measure import Cost, run


@dataclass(frozen=True, slots=True)
class Screened:
    cost: Cost
    record: dict[str, Any]  # run.json; empty when the run failed

    def rows(self, kind: str) -> int:
        return int(self.record["rows"][kind]["in"]) if self.record else 0

    def failure(self) -> str:
        if self.record:
            return ""
        last = (self.cost.complained or self.cost.said).strip().splitlines()[-1:] or ["no message"]
        return f"exit {self.cost.code}: {last[0]}"


def command() -> str:
    """The installed command that belongs to this interpreter."""
    found = shutil.which("saolou", path=str(Path(sys.executable).parent))
    if not found:
        raise SystemExit("saolou is not installed beside this Python: pip install -e .")
    return found


def takes_workers() -> bool:
    return "--workers" in run([command(), "screen", "--help"]).said


def screen(
    arguments: Sequence[str], out: Path, workers: int = 0, timeout: float = 3600
) -> Screened:
    """One run into an emptied ``out``; 0 workers: the flag is left out."""
    if out.exists():
        shutil.rmtree(out)
    many = ["--workers", str(workers)] if workers else []
    cost = run([command(), "screen", *arguments, *many, "--out", str(out)], timeout)
    record = out / "run.json"
    done = cost.code == 0 and record.exists()
    return Screened(cost, json.loads(record.read_text(encoding="utf-8")) if done else {})
