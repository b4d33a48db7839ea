"""One command as a whole process, seen from outside: wall clock, cpu and memory of its process tree."""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psutil

ROOT = Path(__file__).resolve().parents[1]
MB = 1 << 20
# Seconds between two looks at the memory, and at who belongs to the family.
_EVERY, _FAMILY_EVERY = 0.05, 0.3


@dataclass(frozen=True, slots=True)
class Cost:
    wall: float
    cpu: float  # user and system, with all children that were waited for
    peak_mb: float  # resident memory of all processes together; shared pages count in each
    code: int
    said: str
    complained: str


def run(command: Sequence[str], timeout: float = 3600) -> Cost:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=err, cwd=ROOT)
        memory = _Memory(process.pid)
        memory.start()
        alarm = threading.Timer(timeout, _kill, [process.pid])
        alarm.start()
        # wait4 rather than wait: only it tells what this one tree used.
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        alarm.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        memory.ended.set()
        memory.join()
        return Cost(
            wall=wall,
            cpu=used.ru_utime + used.ru_stime,
            peak_mb=memory.peak / MB,
            code=process.returncode,
            said=_text(out),
            complained=_text(err),
        )


def _text(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode("utf-8", "replace")


class _Memory(threading.Thread):
    """The largest sum seen. ``ru_maxrss`` would not do: a forked child inherits its parent's."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak, self.ended = pid, 0, threading.Event()

    def run(self) -> None:
        family: list[psutil.Process] = []
        looked = 0.0
        while not self.ended.wait(_EVERY):
            # Finding children means reading all of /proc: seldom, or the measuring costs a core.
            if time.perf_counter() - looked > _FAMILY_EVERY:
                family, looked = _family(self.pid), time.perf_counter()
            self.peak = max(self.peak, sum(map(_resident, family)))


def _family(pid: int) -> list[psutil.Process]:
    try:
        parent = psutil.Process(pid)
        return [parent, *parent.children(recursive=True)]
    except psutil.Error:
        return []


def _kill(pid: int) -> None:
    """The whole family: workers would outlive a parent that is killed alone."""
    for process in _family(pid):
        with contextlib.suppress(psutil.Error):
            process.kill()


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0  # ended between two looks
