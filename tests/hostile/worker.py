"""Runs hostile cases in a process of its own, so that a hang or a full memory is a failed test.

Reads one JSON line a run from stdin (arguments of ``saolou``), writes one JSON line on what came
of it. Rules are loaded once: every case would load the same.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import sys
import time
from functools import lru_cache
from typing import Any

import engine.ruleset
from engine.cli import main as command


class _Pipe(io.TextIOWrapper):
    """A stream the command may take for a terminal's and take over."""


def run(arguments: list[str]) -> dict[str, Any]:
    out, err = io.BytesIO(), io.BytesIO()
    started = time.process_time()
    with (
        contextlib.redirect_stdout(_Pipe(_Open(out), encoding="utf-8")),
        contextlib.redirect_stderr(_Pipe(_Open(err), encoding="utf-8")),
    ):
        sys.argv = ["saolou", *arguments]
        try:
            command.main()
            code: Any = 0
        except SystemExit as end:
            code = end.code
        sys.stdout.flush()
        sys.stderr.flush()
    return {
        "code": code,
        "out": out.getvalue().decode("utf-8", "replace"),
        "err": err.getvalue().decode("utf-8", "replace"),
        "seconds": time.process_time() - started,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


class _Open(io.RawIOBase):
    """Passes on what is written and survives the closing of those who write."""

    def __init__(self, to: io.BytesIO) -> None:
        self._to = to

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return self._to.write(bytes(data))


def main() -> None:
    # A case that eats the machine's memory fails alone.
    resource.setrlimit(resource.RLIMIT_AS, (12 << 30, 12 << 30))
    load = engine.ruleset.load_ruleset
    shipped = lru_cache(1)(lambda: load(None))
    engine.ruleset.load_ruleset = lambda folder=None: load(folder) if folder else shipped()
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    for line in sys.stdin:
        answers.write(json.dumps(run(json.loads(line))) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
