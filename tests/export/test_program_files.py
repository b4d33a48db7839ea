"""A file of the program that is missing is told as such, not as a path of the office that is too long."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

import engine
from engine.export.atomic import explained
from engine.model.errors import SaolouError, UsageError

PROGRAM = Path(engine.__file__).resolve().parent


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EACCES])
def test_a_file_of_the_program(number: int, tmp_path: Path) -> None:
    error = OSError(number, "x", str(PROGRAM / "export/data/report.html"))
    told = explained(error, tmp_path)
    assert type(told) is SaolouError
    assert "程序自己的文件 export/data/report.html 不见了或读不了" in str(told)
    assert "重新安装" in str(told)
    assert "太长" not in str(told)


def test_files_of_the_office(tmp_path: Path) -> None:
    for file in (str(tmp_path / "leads.xlsx"), None):
        told = explained(OSError(errno.ENOENT, "x", file), tmp_path)
        assert isinstance(told, UsageError)
        assert "太长" in str(told)
    # An office may write wherever it likes.
    out = PROGRAM / "结果"
    assert "太长" in str(explained(OSError(errno.ENOENT, "x", str(out / "a.csv")), out))
    assert "正在 Excel" in str(explained(PermissionError(errno.EACCES, "x", str(out / "leads.xlsx")), out))  # fmt: skip
