"""The same bytes anywhere, no connection, no leak, no crash of a Chinese console."""

from __future__ import annotations

import gc
import json
import os
import sys
from pathlib import Path

import pytest

from engine import load_ruleset, screen_files
from engine.export import FILES

from .case import TABLE
from .run import ROOT, saolou

_ADS = "广告编号,广告内容\nA1,保本保息年化收益18%\nA2,新到羽绒服八折\n"


@pytest.fixture
def given(tmp_path: Path) -> list[object]:
    (tmp_path / "in.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "ads.csv").write_text(_ADS, encoding="utf-8")
    return ["screen", tmp_path / "in.csv", "--ads", tmp_path / "ads.csv", "--out"]


# Compiled modules keep the classes they were built with, so they come first.
_LATER = """
import datetime, time
import pandas, pyarrow, pydantic, re2, engine.export, engine.pipeline, engine.ruleset.waivers
real, shift = time.time, 400 * 86400
time.time = lambda: real() + shift
class date(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())
class moment(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)
datetime.date, datetime.datetime = date, moment
"""
_ELSEWHERE = {
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C",
    "LANG": "C",
    "PYTHONHASHSEED": "4711",
    "PYTHONUTF8": "0",
}


def test_same_bytes_elsewhere(given: list[object], tmp_path: Path) -> None:
    """Another day, time zone, locale and order of hashes."""
    here, there = tmp_path / "here", tmp_path / "there"
    assert saolou(*given, here, env={"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai"})[0] == 0
    code, said = saolou(*given, there, before=_LATER, env=_ELSEWHERE)
    assert code == 0, said
    for name in FILES[:-1]:
        assert (here / name).read_bytes() == (there / name).read_bytes(), name
    first, second = (
        json.loads((out / "run.json").read_text(encoding="utf-8")) for out in (here, there)
    )
    times = first.pop("times"), second.pop("times")
    assert first == second
    assert list(first) == list(second)
    assert times[0]["started"] != times[1]["started"]


def test_no_connection(given: list[object], tmp_path: Path) -> None:
    """Not one socket, not one name looked up, not one other program."""
    watch = """
import sys
def hook(event, arguments):
    if event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "urllib.", "ftplib.", "http.")):
        sys.stderr.write(f"EVENT {event}\\n")
sys.addaudithook(hook)
"""
    code, said = saolou(*given, tmp_path / "out", before=watch)
    assert code == 0, said
    assert "EVENT" not in said
    # The watch itself works.
    code, said = saolou("--version", before=watch + "import socket; socket.socket().close()\n")
    assert (code, "EVENT socket.__new__" in said) == (0, True)


def test_gbk_console(given: list[object], tmp_path: Path) -> None:
    env = {"PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"}
    assert saolou(*given, tmp_path / "out", env=env)[0] == 0
    strange = tmp_path / "企业𠮷👨\x1b[31m.csv"
    strange.write_bytes(b"")
    code, said = saolou("screen", strange, "--out", tmp_path / "new", env=env)
    assert code == 3
    assert "Traceback" not in said
    assert "\x1b" not in said
    assert "是空的" in said


def _open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def _memory_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="asks Linux")
def test_hundred_runs_leak_nothing(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text(TABLE, encoding="utf-8")
    ruleset = load_ruleset()
    first: dict[str, bytes] = {}

    def run(times: int) -> None:
        for _ in range(times):
            result = screen_files([path], ruleset=ruleset)
        result.write(tmp_path / "out")
        gc.collect()

    run(20)  # pools and caches fill
    first = {name: (tmp_path / "out" / name).read_bytes() for name in FILES[:-1]}
    files, memory = _open_files(), _memory_mb()
    for _ in range(8):
        run(10)
    assert _open_files() == files
    assert _memory_mb() - memory < 40
    assert first == {name: (tmp_path / "out" / name).read_bytes() for name in FILES[:-1]}


@pytest.mark.skipif(not hasattr(sys, "addaudithook"), reason="asks CPython")
def test_rules_run_no_code(tmp_path: Path) -> None:
    """While rules load, nothing is executed, written or fetched."""
    watch = f"""
import sys
def hook(event, arguments):
    if event in ("os.system", "subprocess.Popen", "socket.__new__"):
        sys.stderr.write(f"EVENT {{event}}\\n")
    if event == "open" and "r" not in str(arguments[1] or "r"):
        sys.stderr.write(f"EVENT {{event}} {{arguments[0]}}\\n")
from engine.ruleset import load_ruleset
sys.addaudithook(hook)
load_ruleset({str(ROOT / "rules")!r})
"""
    code, said = saolou("--version", before=watch)
    assert code == 0
    assert "EVENT" not in said
