"""What a process of its own may take, so that damaged input cannot take without end."""

from __future__ import annotations

import sys
from pathlib import Path


def command(script: Path, *arguments: str) -> list[str]:
    """How ``script`` is run in a process of its own: without site and environment, finding modules
    where this process does. It takes ``arguments`` and, behind them, its ``sys.path``."""
    return [sys.executable, "-I", "-S", str(script), *arguments, *filter(None, sys.path)]


def confine(memory: int, seconds: int) -> None:
    """This process ends beyond so many bytes or seconds of processor time; not known to every system."""
    try:
        import resource
    except ImportError:
        return
    limits = (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    )
    for name, most in limits:
        _, hard = resource.getrlimit(name)
        if hard == resource.RLIM_INFINITY or most < hard:
            resource.setrlimit(name, (most, hard))
