"""Old workbooks are read in a process of their own, which is ended when it takes too long."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from engine.ingest.limits import USUAL
from engine.ingest.sheets import apart
from engine.model.errors import InputError

if sys.platform == "win32":  # only the time that passes is known there
    pytest.skip("POSIX only", allow_module_level=True)


def test_a_reader_that_finds_no_end_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = tmp_path / "child.py"
    whole = apart._CHILD.read_text(encoding="utf-8")
    begin, found, end = whole.partition("    sheets = []\n")
    assert found
    child.write_text(f"{begin}    while True:\n        pass\n{end}", encoding="utf-8")
    monkeypatch.setattr(apart, "_CHILD", child)
    with pytest.raises(InputError, match=r"a\.xls.*1 秒.*--limit seconds="):
        apart.read_apart(b"", "a.xls", replace(USUAL, seconds=1))
