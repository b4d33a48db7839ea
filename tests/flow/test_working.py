"""What stays of the folder that a large run works in."""

from __future__ import annotations

import errno
from pathlib import Path

import pyarrow as pa
import pytest

from engine.cli.unfinished import working
from engine.flow.work import Begun, WorkFolder
from engine.model.errors import InputError, SaolouError, WorkStopped
from engine.model.runs import read_rows, write_rows

_FIRMS = pa.table({"name": ["甲"]})
_PARTS = ("entities", "evidence", "rooms", "keys", "entities-lines", "evidence-lines")


def begun(path: Path, token: str = "t", *, resume: bool = False) -> tuple[WorkFolder, Begun]:
    work = WorkFolder(path)
    work.open()
    write_rows(_FIRMS, work.rows(0))
    return work, work.begin(token, resume)


def finish(work: WorkFolder, name: str) -> None:
    for part in _PARTS:
        work.write(name, part, _FIRMS)
    work.finish(name, {})


def left(out: Path, error: BaseException | None, *, finished: bool = True) -> list[str]:
    """What lies in the folder after a run that had finished a chunk and begun another."""
    out.mkdir(exist_ok=True)
    with working(out / "work", out):
        work, _ = begun(out / "work")
        if finished:
            finish(work, "chunk-0")
        work.write("chunk-1", "entities", _FIRMS)
        work.run("chunk-2", "rooms").with_suffix(".7.part").write_bytes(b"half")
        finish(work, "again")
        if error:
            raise error
    return files(out)


def files(out: Path) -> list[str]:
    return sorted(path.name for path in (out / "work").rglob("*") if path.is_file())


def test_nothing_stays_of_a_finished_run(tmp_path: Path) -> None:
    assert left(tmp_path, None) == []
    assert not (tmp_path / "work").exists()


@pytest.mark.parametrize(
    "error",
    [
        WorkStopped("内存"),
        KeyboardInterrupt(),
        MemoryError(),
        OSError(errno.ENOSPC, "full"),
        InputError("坏文件"),
        SaolouError("磁盘空间不足"),
    ],
)
def test_what_was_finished_stays_and_is_named(
    error: BaseException, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = SaolouError if isinstance(error, OSError) else type(error)
    with pytest.raises(expected):
        left(tmp_path, error)
    # Not the rows of the register, not what was half written, not what is made again anyway.
    assert files(tmp_path) == sorted(
        [*(f"chunk-0-{part}.arrow" for part in _PARTS), "chunk-0-done.json"]
    )
    said = capsys.readouterr().err
    assert str(tmp_path / "work") in said
    assert "--resume" in said
    assert "删掉" in said
    work, how = begun(tmp_path / "work", resume=True)
    assert how is Begun.RESUMED
    assert work.finished("chunk-0")
    assert not work.finished("chunk-1")


@pytest.mark.parametrize("error", [WorkStopped("内存"), KeyboardInterrupt(), MemoryError()])
def test_without_anything_finished_nothing_stays(
    error: BaseException, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(type(error)):
        left(tmp_path, error, finished=False)
    assert not (tmp_path / "work").exists()
    assert "--resume" not in capsys.readouterr().err


def test_of_a_run_with_a_fault_of_ours_nothing_stays(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="bug"):
        left(tmp_path, ValueError("bug"))
    assert not (tmp_path / "work").exists()


def test_a_full_disk_is_said(tmp_path: Path) -> None:
    with pytest.raises(SaolouError, match="磁盘空间不足"):
        left(tmp_path, OSError(errno.ENOSPC, "full"))


def test_with_what_a_run_begins(tmp_path: Path) -> None:
    work, how = begun(tmp_path, resume=True)
    assert how is Begun.ANEW
    finish(work, "chunk-0")
    assert begun(tmp_path, resume=True)[1] is Begun.RESUMED
    assert begun(tmp_path, "other", resume=True)[1] is Begun.OTHER
    assert begun(tmp_path, resume=True)[1] is Begun.ANEW, "what another token left was cleared"


def test_an_orphan_reaches_nothing_of_the_next_run(tmp_path: Path) -> None:
    """A process that outlived its run still holds that run's folder."""
    orphan, _ = begun(tmp_path, "first")
    orphan.put_job(b"first")
    work, _ = begun(tmp_path, "second")
    work.put_job(b"second")
    with pytest.raises(FileNotFoundError):
        read_rows(orphan.rows(0))
    with pytest.raises(FileNotFoundError):
        orphan.job()
    with pytest.raises(FileNotFoundError):
        finish(orphan, "chunk-0")
    assert not work.finished("chunk-0")
    assert work.job() == b"second"
    assert read_rows(work.rows(0)).equals(_FIRMS)


def test_a_link_is_no_place_to_work_in(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "work").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    with pytest.raises(SaolouError, match="链接"):
        WorkFolder(tmp_path / "work").open()
    assert not list((tmp_path / "elsewhere").iterdir())
