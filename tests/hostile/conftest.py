"""The worker that runs hostile cases, ended and started again when one hangs."""

from __future__ import annotations

import json
import select
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

#: A hang ends here. The ten seconds an input may take are counted in time of the processor.
SECONDS = 60


class Worker:
    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def run(self, *arguments: object) -> dict[str, Any]:
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.hostile.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                encoding="utf-8",
            )
            self._ask(["doctor"], SECONDS)  # imports and rules
        return self._ask([str(argument) for argument in arguments], SECONDS)

    def _ask(self, arguments: list[str], seconds: int) -> dict[str, Any]:
        process = self._process
        assert process
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps(arguments) + "\n")
        process.stdin.flush()
        ready, _, _ = select.select([process.stdout], [], [], seconds)
        answer = process.stdout.readline() if ready else ""
        if not answer:
            self.end()
            pytest.fail(f"no answer within {seconds} s (or killed): {arguments}")
        return dict(json.loads(answer))

    def end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@pytest.fixture(scope="session")
def worker() -> Iterator[Worker]:
    worker = Worker()
    yield worker
    worker.end()
