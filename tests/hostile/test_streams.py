"""Standard streams that are closed, full or not read to the end; a case store that takes nothing."""

from __future__ import annotations

import errno
import json
import os
import shlex
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from engine.cases import CaseStore
from engine.cli import run_screening as command
from engine.export import FILES
from engine.model.errors import SaolouError, UsageError
from tests.command import saolou

from .case import TABLE
from .run import COMMAND, ROOT

if sys.platform == "win32":
    pytest.skip("streams and locks of POSIX", allow_module_level=True)


def _typed(arguments: str, folder: Path) -> tuple[int, str, str]:
    """The command with what a shell makes of its streams."""
    typed = f"{shlex.quote(sys.executable)} -c {shlex.quote(COMMAND)} {arguments}"
    done = subprocess.run(
        ["bash", "-c", f"{typed}; exit ${{PIPESTATUS[0]}}"],
        capture_output=True,
        cwd=folder,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=120,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def given(tmp_path: Path) -> Path:
    (tmp_path / "in.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("streams", ["2>&-", ">&-", "<&- >&- 2>&-", "2>/dev/full"])
def test_a_closed_stream_changes_nothing(given: Path, streams: str) -> None:
    code, _, err = _typed(f"screen in.csv --out out {streams}", given)
    assert (code, err) == (0, "")
    run = json.loads((given / "out" / "run.json").read_text(encoding="utf-8"))
    assert {path.name for path in (given / "out").iterdir()} == set(FILES)
    assert run["rows"]["registration"]["screened"] == 2


@pytest.mark.parametrize("streams", ["2>&-", "2>/dev/full", ">/dev/full 2>/dev/full"])
def test_the_exit_code_needs_no_stream(given: Path, streams: str) -> None:
    assert _typed(f"screen nothing.csv --out out {streams}", given)[0] == 3


@pytest.mark.parametrize("streams", [">/dev/full", "| true"])
def test_results_are_written_though_nobody_reads_the_summary(given: Path, streams: str) -> None:
    code, _, err = _typed(f"screen in.csv --out out {streams}", given)
    assert code in (0, 4)  # a reader may be gone before or after the last word
    assert "Traceback" not in err
    assert "Exception" not in err
    assert {path.name for path in (given / "out").iterdir()} == set(FILES)
    if streams == ">/dev/full":
        assert code == 4
        assert err.startswith("结果已经写到 out，只是屏幕上的说明没能输出")


@pytest.mark.parametrize("what", ["rules list", "--help", "rules list --no-such"])
def test_a_full_pipe_is_told(given: Path, what: str) -> None:
    code, _, err = _typed(f"{what} >/dev/full", given)
    assert code in (2, 4)
    assert "程序内部出错" not in err
    assert err.strip()


@pytest.mark.parametrize("what", ["rules list", "rules docs", "explain out 云泉"])
def test_whoever_wants_no_more_hears_no_more(given: Path, what: str) -> None:
    """Not a word of English either, whichever moment the reader is gone."""
    assert saolou("screen", "in.csv", "--out", "out", cwd=given).returncode == 0
    for reader in ("| true", "| head -1 >/dev/null"):
        _, _, err = _typed(f"{what} {reader}", given)
        assert "pipe" not in err.lower()
        assert "没能输出" not in err


def _files(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.iterdir()}


def test_a_locked_store_is_told_before_the_work(given: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    store = given / "office.db"
    arguments = ("screen", "in.csv", "--out", "out", "--cases", "office.db")
    assert saolou(*arguments, cwd=given).returncode == 0
    before = _files(given / "out")
    monkeypatch.setattr(command, "_screened", pytest.fail)
    monkeypatch.setattr("engine.cases.database.WAIT", 0.1)
    holder = sqlite3.connect(store, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    done = saolou(*arguments, cwd=given)
    holder.close()
    assert done.returncode == 2
    assert "正被别的程序使用" in done.stderr
    assert _files(given / "out") == before


@pytest.mark.parametrize(
    ("name", "error", "says"),
    [
        ("SQLITE_READONLY", UsageError, "不能写入"),
        ("SQLITE_CANTOPEN", UsageError, "不能写入"),
        ("SQLITE_FULL", SaolouError, "磁盘空间不足"),
        ("SQLITE_CORRUPT", UsageError, "已损坏"),
    ],
)
def test_what_the_store_cannot_do_is_told(
    tmp_path: Path, name: str, error: type[SaolouError], says: str
) -> None:
    broken = sqlite3.OperationalError("no")
    broken.sqlite_errorname = name
    with (
        pytest.raises(error, match=says) as told,
        CaseStore.open(tmp_path / "office.db", create=True),
    ):
        raise broken
    assert type(told.value) is error


@pytest.mark.parametrize("end", ["-journal", "-wal"])
def test_a_folder_in_the_place_of_its_journal_is_named(given: Path, end: str) -> None:
    arguments = ("screen", "in.csv", "--out", "out", "--cases", "office.db")
    assert saolou(*arguments, cwd=given).returncode == 0
    before = _files(given / "out")
    (given / f"office.db{end}").mkdir()
    done = saolou(*arguments, cwd=given)
    assert done.returncode == 2
    assert f"office.db{end}”不是普通文件" in done.stderr
    assert _files(given / "out") == before


def test_a_store_that_takes_nothing_leaves_the_results(given: Path) -> None:
    """Whatever cannot be remembered is not written either: the store may be full by then."""
    arguments = ("screen", "in.csv", "--out", "out", "--cases", "office.db")
    assert saolou(*arguments, cwd=given).returncode == 0
    before = _files(given / "out")
    with sqlite3.connect(given / "office.db") as store:
        store.execute(
            "CREATE TRIGGER full BEFORE INSERT ON sighting"
            " BEGIN SELECT RAISE(ABORT, 'no room'); END"
        )
    done = saolou(*arguments, cwd=given)
    assert done.returncode == 2
    assert "office.db" in done.stderr
    assert "程序内部出错" not in done.stderr
    assert _files(given / "out") == before


def test_results_without_memory_are_told(given: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """When the last step of the store fails, the results have been written."""

    def unremembered(*_: object) -> None:
        write = _[-1]
        write()  # type: ignore[operator]
        raise SaolouError("磁盘空间不足。")

    monkeypatch.setattr("engine.cases.keep", unremembered)
    done = saolou("screen", "in.csv", "--out", "out", "--cases", "office.db", cwd=given)
    assert done.returncode == 4
    assert "结果已经写到 out，只是没有记进办案库：磁盘空间不足" in done.stderr
    assert {path.name for path in (given / "out").iterdir()} == set(FILES)


def test_a_medium_for_reading_alone(given: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """The system refuses each change, even of what is not there."""
    arguments = ("screen", "in.csv", "--out", "out", "--cases", "office.db")
    assert saolou(*arguments, cwd=given).returncode == 0
    before = _files(given / "out")
    (given / "office.db").chmod(0o444)

    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    for name in ("chmod", "unlink", "rename"):
        monkeypatch.setattr(Path, name, refused)
    for name in ("rename", "replace"):
        monkeypatch.setattr(os, name, refused)
    assert saolou("cases", "list", "--cases", "office.db", cwd=given).returncode == 0
    done = saolou("screen", "in.csv", "--out", "out", cwd=given)
    assert done.returncode == 4
    assert "磁盘是只读的" in done.stderr
    assert "程序内部出错" not in done.stderr
    assert _files(given / "out") == before
