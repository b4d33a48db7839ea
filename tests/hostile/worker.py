"""Runs hostile cases in a process of its own, so that a hang or a full memory is a failed test.

Reads one JSON line a run from stdin (arguments of ``saolou``), writes one JSON line on what came
of it. Rules are loaded once: every case would load the same.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from typing import Any

from tests.command import saolou
from tests.shipped import load_once


def run(arguments: list[str]) -> dict[str, Any]:
    started = time.process_time()
    done = saolou(*arguments)
    return {
        "code": done.returncode,
        "out": done.stdout,
        "err": done.stderr,
        "seconds": time.process_time() - started,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def main() -> None:
    # A case that eats the machine's memory fails alone.
    resource.setrlimit(resource.RLIMIT_AS, (12 << 30, 12 << 30))
    load_once()
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    for line in sys.stdin:
        answers.write(json.dumps(run(json.loads(line))) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
