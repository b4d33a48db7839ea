"""All files or none: full disk, killed processes, two writers at once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from engine.export import FILES, mend, only_writer
from engine.export.atomic import staging
from engine.model.errors import SaolouError, UsageError

from .case import TABLE
from .run import ROOT, saolou, start

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


def _put(out: Path, words: str) -> None:
    with staging(out, FILES) as aside:
        for name in FILES:
            (aside / name).write_text(words, encoding="utf-8")


def _held(out: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in out.iterdir()}


_OLD = dict.fromkeys(FILES, "old")


def test_full_disk(tmp_path: Path) -> None:
    """The system itself refuses to write more than four kilobytes."""
    _put(tmp_path / "out", "old")
    (tmp_path / "in.csv").write_text(TABLE, encoding="utf-8")
    small = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))"
    )
    code, said = saolou("screen", tmp_path / "in.csv", "--out", tmp_path / "out", before=small)
    assert code == 4, said
    assert "磁盘空间不足" in said
    assert "原有结果未改动" in said
    assert _held(tmp_path / "out") == _OLD


def _child(code: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    )


def _kill_when_ready(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    process.kill()
    process.wait()


def test_killed_while_writing(tmp_path: Path) -> None:
    _put(tmp_path, "old")
    code = """
import sys, time
from pathlib import Path
from engine.export.atomic import staging
from engine.export import FILES
with staging(Path(sys.argv[1]), FILES) as aside:
    (aside / FILES[0]).write_text("half")
    print("ready", flush=True)
    time.sleep(60)
"""
    _kill_when_ready(_child(code, tmp_path))
    left = {path.name for path in tmp_path.iterdir()} - set(FILES)
    assert len(left) == 1  # what it had begun, for its owner only
    assert (tmp_path / left.pop()).stat().st_mode & 0o077 == 0
    _put(tmp_path, "new")
    assert _held(tmp_path) == dict.fromkeys(FILES, "new")


@pytest.mark.parametrize("moved", range(len(FILES)))
def test_killed_while_moving(tmp_path: Path, moved: int) -> None:
    """At whatever file: what was there comes back, what is new goes away."""
    _put(tmp_path, "old")
    (tmp_path / FILES[2]).unlink()
    expected = _held(tmp_path)
    code = """
import os, sys
from pathlib import Path
from engine.export.atomic import staging
from engine.export import FILES
replace, done = os.replace, []
def slow(source, target):
    if len(done) == int(sys.argv[2]):
        os._exit(9)
    done.append(target)
    replace(source, target)
with staging(Path(sys.argv[1]), FILES) as aside:
    for name in FILES:
        (aside / name).write_text("new")
    os.replace = slow
"""
    process = _child(code, tmp_path, moved)
    process.communicate()
    assert process.returncode == 9
    assert all((tmp_path / name).is_file() for name in expected)
    assert mend(tmp_path)
    assert _held(tmp_path) == expected


def test_second_writer_is_refused(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(TABLE, encoding="utf-8")
    _put(tmp_path / "out", "old")
    with only_writer(tmp_path / "out"):
        code, said = saolou("screen", tmp_path / "in.csv", "--out", tmp_path / "out")
    assert code == 2
    assert "另一个 saolou 正在往" in said
    assert _held(tmp_path / "out") == _OLD


def test_killed_writer_leaves_no_lock(tmp_path: Path) -> None:
    code = """
import sys, time
from pathlib import Path
from engine.export import only_writer
with only_writer(Path(sys.argv[1])):
    print("ready", flush=True)
    time.sleep(60)
"""
    process = _child(code, tmp_path)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    with pytest.raises(UsageError), only_writer(tmp_path):
        pass
    process.kill()
    process.wait()
    with only_writer(tmp_path):
        assert list(tmp_path.iterdir()) == []


def test_two_folders_at_once(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(TABLE, encoding="utf-8")
    runs = [start("screen", tmp_path / "in.csv", "--out", tmp_path / name) for name in "ab"]
    assert [run.wait(timeout=120) for run in runs] == [0, 0]
    for run in runs:
        run.communicate()
    for name in FILES[:-1]:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    assert json.loads((tmp_path / "a" / "run.json").read_text(encoding="utf-8"))["who"]


def test_long_path(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="输出文件夹"):
        _put(tmp_path / ("长" * 200), "new")
    assert list(tmp_path.iterdir()) == []


def test_folder_made_for_nothing_is_removed(tmp_path: Path) -> None:
    with pytest.raises(SaolouError, match="写入"), staging(tmp_path / "new", FILES):
        raise OSError(5, "Input/output error")
    assert not (tmp_path / "new").exists()


def test_foreign_link_is_left_alone(tmp_path: Path) -> None:
    """A link named like our own folder must not make us empty what it points to."""
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "x").write_text("x", encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    (out / ".saolou-x").symlink_to(tmp_path / "precious", target_is_directory=True)
    assert not mend(out)
    assert (tmp_path / "precious" / "x").exists()
