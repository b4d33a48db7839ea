"""``saolou`` in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
COMMAND = "from engine.cli.main import main; main()"


def start(
    *arguments: object, before: str = "", env: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """``before``: Python that runs first."""
    return subprocess.Popen(
        [sys.executable, "-c", f"{before}\n{COMMAND}", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
    )


def saolou(
    *arguments: object, before: str = "", env: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Exit code and everything it said."""
    process = start(*arguments, before=before, env=env)
    out, err = process.communicate(timeout=120)
    encoding = "gbk" if "gbk" in (env or {}).get("PYTHONIOENCODING", "") else "utf-8"
    return process.returncode, (err + out).decode(encoding, "replace")
