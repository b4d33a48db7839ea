"""A process killed at any moment leaves a run that goes on to the same bytes."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from engine import load_ruleset, screen_files
from engine.flow.plan import Plan
from engine.model import processes

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
WAYS = sorted({"spawn", processes.way()})
FILES = ("entities.csv", "adverts.csv", "evidence.csv", "rejected.csv", "leads.xlsx")
PROGRAM = """
import sys
from pathlib import Path
from engine import load_ruleset, screen_files
from engine.flow.plan import Plan
register, adverts, work, out = map(Path, sys.argv[1:])
plan = Plan(work, chunk=30, large=1, resume=True)
run = screen_files(registrations=(register,), adverts=(adverts,), ruleset=load_ruleset(), plan=plan)
run.write(out)
"""
#: Starts two further processes, tells who they are, and leaves them without work.
WAITING = """
import sys, time
from engine import load_ruleset, screen_files
from engine.model import processes
from engine.flow.plan import Plan
processes.way = lambda: sys.argv[1]
with processes.pool(2) as workers:
    list(workers.map(abs, (1, 2)))
    print(*workers._processes, flush=True)
    time.sleep(600)
"""


def start(register: Path, adverts: Path, work: Path, out: Path) -> subprocess.Popen[bytes]:
    said = [sys.executable, "-c", PROGRAM, *map(str, (register, adverts, work, out))]
    return subprocess.Popen(said)


def kill_when(process: subprocess.Popen[bytes], ready: Callable[[], bool]) -> None:
    while process.poll() is None and not ready():
        time.sleep(0.002)
    process.kill()
    process.wait()


@pytest.fixture
def inputs(tmp_path: Path) -> tuple[Path, Path]:
    firms = pd.read_csv(SAMPLES / "registrations.csv", dtype=str, keep_default_na=False)
    register, adverts = tmp_path / "register.csv", tmp_path / "adverts.csv"
    firms.head(240).to_csv(register, index=False)
    ads = pd.read_csv(SAMPLES / "adverts.csv", dtype=str, keep_default_na=False)
    ads.head(12).to_csv(adverts, index=False)
    return register, adverts


def test_killed_again_and_again(inputs: tuple[Path, Path], tmp_path: Path) -> None:
    work, out = tmp_path / "work", tmp_path / "out"

    def finished(count: int) -> bool:
        return len(list(work.glob("*/chunk-*-done.json"))) >= count

    for count in (2, 6):
        kill_when(start(*inputs, work, out), lambda count=count: finished(count))  # type: ignore[misc]
    kill_when(start(*inputs, work, out), lambda: any(out.glob(".saolou-*/entities.csv")))
    assert start(*inputs, work, out).wait() == 0
    register, adverts = inputs
    plan = Plan(tmp_path / "other", chunk=30, large=1)
    screen_files([register], [adverts], ruleset=load_ruleset(), plan=plan).write(tmp_path / "whole")
    for name in FILES:
        assert (out / name).read_bytes() == (tmp_path / "whole" / name).read_bytes(), name


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks /proc who is there")
@pytest.mark.parametrize("way", WAYS)
def test_nobody_waits_for_a_process_that_was_killed(way: str) -> None:
    said = [sys.executable, "-c", WAITING, way]
    with subprocess.Popen(said, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        waiting = [int(pid) for pid in process.stdout.readline().split()]
        process.kill()
    assert waiting
    end = time.monotonic() + 30
    while any(map(alive, waiting)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(map(alive, waiting))


def alive(pid: int) -> bool:
    """A process that nobody has asked how it ended is a zombie, and no longer at work."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
