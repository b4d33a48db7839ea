"""What stays of the folder that a large run works in."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from engine.cli.screen import _working
from engine.model.errors import InputError, SaolouError, WorkStopped
from engine.pipeline import Plan


def left(out: Path, error: BaseException | None) -> bool:
    plan = Plan(out / "work")
    plan.folder.mkdir(parents=True)
    (plan.folder / "chunk-0-done.json").write_text("{}")
    with _working(plan, out):
        if error:
            raise error
    return plan.folder.exists()


def test_nothing_stays_of_a_finished_run(tmp_path: Path) -> None:
    assert not left(tmp_path, None)


@pytest.mark.parametrize("error", [WorkStopped("内存"), KeyboardInterrupt()])
def test_what_was_stopped_can_go_on(error: BaseException, tmp_path: Path) -> None:
    with pytest.raises(type(error)):
        left(tmp_path, error)
    assert (tmp_path / "work" / "chunk-0-done.json").exists()


@pytest.mark.parametrize("error", [InputError("坏文件"), ValueError("bug")])
def test_of_a_run_that_failed_nothing_stays(error: Exception, tmp_path: Path) -> None:
    with pytest.raises(type(error)):
        left(tmp_path, error)
    assert not (tmp_path / "work").exists()


def test_a_full_disk_is_said_and_freed(tmp_path: Path) -> None:
    with pytest.raises(SaolouError, match="磁盘空间不足"):
        left(tmp_path, OSError(errno.ENOSPC, "full"))
    assert not (tmp_path / "work").exists()
