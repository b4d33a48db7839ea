"""Codes that Excel made numbers of: the first few are listed, and of the others how many there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.ingest import read
from engine.model.terms import RecordKind


@pytest.mark.parametrize(("rows", "more"), [(5, ""), (6, "另有 1 处"), (26, "另有 21 处")])
def test_how_many_are_not_listed(tmp_path: Path, rows: int, more: str) -> None:
    path = tmp_path / "a.csv"
    lines = [f"甲{at}商行,9.164{at:03}E+17" for at in range(rows)]
    path.write_text("\n".join(["企业名称,统一社会信用代码", *lines]), encoding="utf-8")
    notes = read([path], RecordKind.REGISTRATION).sources[0].notes
    assert f"统一社会信用代码列共有 {rows} 个单元格被Excel损坏，已按空白处理" in notes
    told = [note for note in notes if "没有逐行列出" in note]
    assert [more in note for note in told] == ([True] if more else [])
