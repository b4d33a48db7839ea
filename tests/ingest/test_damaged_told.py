"""Codes that Excel made numbers of: the first few are listed, and of the others how many there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.ingest import read
from engine.model.terms import RecordKind


@pytest.mark.parametrize(
    ("rows", "more"), [(26, ""), (50, ""), (51, "另有 1 处"), (80, "另有 30 处")]
)
def test_how_many_are_not_listed(tmp_path: Path, rows: int, more: str) -> None:
    path = tmp_path / "a.csv"
    lines = [f"甲{at}商行,9.164{at:03}E+17" for at in range(rows)]
    path.write_text("\n".join(["企业名称,统一社会信用代码", *lines]), encoding="utf-8")
    notes = read([path], RecordKind.REGISTRATION).sources[0].notes
    assert f"统一社会信用代码列共有 {rows} 个单元格被Excel损坏，已按空白处理" in notes
    told = [note for note in notes if "没有逐行列出" in note]
    assert [more in note for note in told] == ([True] if more else [])


def test_each_is_told_with_its_row_and_without_stars_that_nobody_typed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    lines = [f"甲{at}商行,9.1640221E+17" for at in range(7)]
    path.write_text("\n".join(["企业名称,统一社会信用代码", *lines]), encoding="utf-8")
    notes = read([path], RecordKind.REGISTRATION).sources[0].notes
    told = [note for note in notes if "9.16…E+17 已被Excel损坏" in note]
    assert [note.partition("行")[0] for note in told] == [f"第{row}" for row in range(1, 8)]
    assert "*" not in "".join(notes)
