"""All files or none: full disk, killed processes, two writers at once."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from engine import screen_files
from engine.export import DATASETS, FILES, KEPT, mend, only_writer
from engine.export.atomic import staging
from engine.model.errors import SaolouError, UsageError
from engine.model.names import READY

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
    assert "Traceback" not in said
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


def _die_while_moving(moved: int, put: Callable[[], None]) -> None:
    """A copy of this process puts and is gone, without a last word, once so many files have moved
    into place."""
    child = os.fork()
    if not child:
        replace, done = os.replace, []

        def slow(source: Path, target: Path) -> None:
            if len(done) == moved:
                os._exit(9)
            done.append(target)
            replace(source, target)

        os.replace = slow  # type: ignore[assignment]
        try:
            put()
        finally:
            os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@pytest.mark.parametrize("moved", range(len(FILES)))
def test_killed_while_moving(tmp_path: Path, moved: int) -> None:
    """At whatever file: what was there comes back, what is new goes away."""
    _put(tmp_path, "old")
    (tmp_path / FILES[2]).unlink()
    expected = _held(tmp_path)
    _die_while_moving(moved, lambda: _put(tmp_path, "new"))
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


def _all_held(out: Path) -> dict[str, str]:
    files = (path for path in out.rglob("*") if path.is_file())
    return {str(path.relative_to(out)): path.read_text(encoding="utf-8") for path in files}


def _put_all(out: Path, words: str, datasets: Sequence[str] = DATASETS) -> None:
    ready = out / f".saolou-{words}"
    for name in datasets:
        (ready / name).mkdir(parents=True)
        (ready / name / "part-00000.parquet").write_text(words, encoding="utf-8")
    with staging(out, [*FILES, *DATASETS], ready=ready) as aside:
        for name in FILES:
            (aside / name).write_text(words, encoding="utf-8")


@pytest.mark.parametrize("moved", range(14))
def test_killed_while_moving_datasets(tmp_path: Path, moved: int) -> None:
    """Files and datasets are one result: all old again, also what was to go."""
    _put_all(tmp_path, "old")
    before = _all_held(tmp_path)
    assert len(before) == len(FILES) + len(DATASETS)
    _die_while_moving(moved, lambda: _put_all(tmp_path, "new", DATASETS[:3]))
    assert mend(tmp_path)
    assert _all_held(tmp_path) == before


def test_what_cannot_be_put_by_stays_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _put_all(tmp_path, "old")
    before = _all_held(tmp_path)
    monkeypatch.setattr("engine.export.journal.keep", _no_room)
    with pytest.raises(SaolouError):
        _put_new_by(tmp_path, tmp_path / "by")
    assert _all_held(tmp_path) == before


def _put_new_by(out: Path, by: Path) -> None:
    with staging(out, [*FILES, *DATASETS], put_by=by) as aside:
        for name in FILES:
            (aside / name).write_text("new", encoding="utf-8")


def _no_room(file: Path, copy: Path) -> None:
    raise OSError(errno.ENOSPC, "no room")


def test_what_is_put_by_is_whole_with_its_datasets(tmp_path: Path) -> None:
    _put_all(tmp_path, "old")
    before = _all_held(tmp_path)
    _put_new_by(tmp_path, tmp_path / "by")
    assert _all_held(tmp_path / "by") == before
    assert not {*DATASETS} & {path.name for path in tmp_path.iterdir()}


def test_a_failing_rename_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _put_all(tmp_path, "old")
    before = _all_held(tmp_path)
    replace = os.replace

    def broken(source: Path, target: Path) -> None:
        if Path(target) == tmp_path / "evidence" and Path(source).parent.name == ".saolou-new":
            raise OSError(errno.EIO, "broken")
        replace(source, target)

    monkeypatch.setattr("os.replace", broken)
    with pytest.raises(SaolouError, match="原有结果未改动"):
        _put_all(tmp_path, "new")
    held = _all_held(tmp_path)
    new = {name: words for name, words in held.items() if name.startswith(READY)}
    assert {name: words for name, words in held.items() if name not in new} == before
    assert len(new) == len(before)
    assert set(new.values()) == {"new"}


def test_what_cannot_be_undone_is_kept_for_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _put(tmp_path, "old")
    replace, moved = os.replace, []

    def broken(source: Path, target: Path) -> None:
        if len(moved) == 3:
            raise OSError(errno.EIO, "broken")
        moved.append(target)
        replace(source, target)

    with monkeypatch.context() as patched:
        patched.setattr("os.replace", broken)
        with pytest.raises(SaolouError, match="暂存"):
            _put(tmp_path, "new")
    assert mend(tmp_path)
    assert _held(tmp_path) == _OLD


def _run_into(out: Path, **options: bool) -> list[Path]:
    source = out.parent / "in.csv"
    source.write_text(TABLE, encoding="utf-8")
    return screen_files([source]).write(out, **options)


@pytest.mark.parametrize("record", [None, "{", '{"outputs": 1}', '{"outputs": {}}'])
def test_a_workbook_nobody_can_vouch_for_is_kept(tmp_path: Path, record: str | None) -> None:
    out = tmp_path / "out"
    _run_into(out)
    (out / "leads.xlsx").write_bytes(b"filled in by hand")
    if record is None:
        (out / "run.json").unlink()
    else:
        (out / "run.json").write_text(record, encoding="utf-8")
    copies = [path for path in _run_into(out) if path.name.startswith(KEPT)]
    again = [path for path in _run_into(out) if path.name.startswith(KEPT)]
    assert [path.read_bytes() for path in copies] == [b"filled in by hand"]
    assert not again


def test_a_workbook_nobody_touched_is_not_kept(tmp_path: Path) -> None:
    """Also after a kill that left a new workbook beside the old record."""
    out = tmp_path / "out"
    _run_into(out)
    aside = out / ".saolou-x"
    (aside / "old").mkdir(parents=True)
    (out / "leads.xlsx").rename(aside / "old" / "leads.xlsx")
    (out / "leads.xlsx").write_bytes(b"of the run that was killed")
    (aside / "moving").write_text("+leads.xlsx\n-leads.xlsx", encoding="utf-8")
    assert not [path for path in _run_into(out) if path.name.startswith(KEPT)]
    assert not list(out.glob(f"{KEPT}*"))


def test_only_a_redacted_set_lies_in_what_is_handed_on(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(TABLE, encoding="utf-8")
    given = ["screen", tmp_path / "in.csv", "--redact", "--out"]
    out = tmp_path / "out"
    _run_into(out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    code, said = saolou(*given, out)
    assert (code, "换一个空文件夹" in said) == (2, True), said
    with pytest.raises(UsageError, match="等 7 项"):
        _run_into(out, redact=True)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    fresh = tmp_path / "fresh"
    _run_into(fresh, redact=True)
    _run_into(fresh, redact=True)
    assert {path.name for path in fresh.iterdir()} == set(FILES)
    (fresh / f"{KEPT}20260101-080000.xlsx").write_bytes(b"x")
    with pytest.raises(UsageError, match=KEPT):
        _run_into(fresh, redact=True)
