"""Folders that somebody may only read, as a user who is not root: to root everything is allowed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from .case import TABLE
from .run import saolou

if sys.platform != "linux":
    pytest.skip("what root may do is given up as on Linux", allow_module_level=True)

#: Gives up what root may do to files that are not meant for it; the owner's own rights stay.
_DROP = """
import ctypes, os
if not os.getuid():
    head, data = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    system = ctypes.CDLL(None)
    assert not system.capget(head, data)
    data[0] &= ~0b110  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    assert not system.capset(head, data)
"""


def _screen(given: Path, out: Path) -> tuple[int, str]:
    return saolou("screen", given, "--out", out, before=_DROP)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "in.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path


def _told(done: tuple[int, str], expected: int) -> None:
    code, said = done
    assert code == expected, said
    assert "Traceback" not in said
    assert "程序内部出错" not in said
    assert "权限" in said


def test_a_folder_that_may_only_be_read(place: Path) -> None:
    out = place / "out"
    out.mkdir()
    (out / "note.txt").write_text("x")
    out.chmod(0o555)
    try:
        _told(_screen(place / "in.csv", out), 2)
        assert [path.name for path in out.iterdir()] == ["note.txt"]
    finally:
        out.chmod(0o755)


def test_a_folder_in_which_none_may_be_made(place: Path) -> None:
    shut = place / "shut"
    shut.mkdir()
    shut.chmod(0o555)
    try:
        _told(_screen(place / "in.csv", shut / "out"), 2)
        assert not list(shut.iterdir())
    finally:
        shut.chmod(0o755)


def test_an_input_that_may_not_be_read(place: Path) -> None:
    (place / "in.csv").chmod(0)
    _told(_screen(place / "in.csv", place / "out"), 3)
    assert not (place / "out").exists()
