"""Codes that Excel made numbers of are told in one line: how many, and where the first are."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.ingest import read
from engine.model.terms import RecordKind


def notes(path: Path, cells: list[str]) -> list[str]:
    lines = [f"甲{at}商行,{cell}" for at, cell in enumerate(cells)]
    path.write_text("\n".join(["企业名称,统一社会信用代码", *lines]), encoding="utf-8")
    said = read([path], RecordKind.REGISTRATION).sources[0].notes
    return [note for note in said if "损坏" in note]


@pytest.mark.parametrize(
    ("rows", "named", "more"), [(1, 1, False), (20, 20, False), (80, 20, True)]
)
def test_one_line_names_the_first(tmp_path: Path, rows: int, named: int, more: bool) -> None:
    (told,) = notes(tmp_path / "a.csv", [f"9.164{at:03}E+17" for at in range(rows)])
    assert told.startswith(
        f"统一社会信用代码列共有 {rows} 个单元格被Excel损坏，已按空白处理：第1行 9.16"
    )
    assert told.count("行 9.16") == named
    assert ("等。" in told) == more


def test_none_has_stars_that_nobody_typed(tmp_path: Path) -> None:
    (told,) = notes(tmp_path / "a.csv", ["9.1640221E+17"])
    assert "第1行 9.16…E+17。" in told
    assert "*" not in told
