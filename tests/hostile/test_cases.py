"""Every case of the table: no traceback, no hang, no full memory, no half result, no lost row."""

from __future__ import annotations

import csv
import json
import re
import sys
from pathlib import Path

import pytest

from engine.export import FILES

from . import all_cases
from .case import Case

if sys.platform == "win32":  # the worker measures memory as POSIX does
    pytest.skip("POSIX only", allow_module_level=True)

_MEMORY_MB = 2048
_SECONDS = 10  # of the processor's time: a hang, not a measure of speed
_ESCAPES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
csv.field_size_limit(1_000_000)
_FORMULA = tuple("=+-@＝＋－＠\t\r")


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.id)
def test_case(case: Case, worker, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    out = tmp_path / "out"
    given = tmp_path / "given"
    given.mkdir()
    result = worker.run("screen", "--out", out, *case.make(given))
    said = result["err"] + result["out"]
    assert result["code"] == case.code, said
    assert "Traceback" not in said
    assert not _ESCAPES.search(said)
    assert result["seconds"] < _SECONDS
    assert result["peak_mb"] < _MEMORY_MB
    assert case.says in said
    if case.code:
        assert result["err"].strip()
        assert not out.exists()
        return
    assert {path.name for path in out.iterdir()} == set(FILES)
    run = json.loads((out / "run.json").read_text(encoding="utf-8"))
    for rows in run["rows"].values():
        assert rows["in"] == rows["screened"] + rows["merged_duplicates"] + rows["rejected"]
    if case.rows:
        assert (run["rows"][case.kind]["in"], run["rows"][case.kind]["rejected"]) == case.rows
    for name in FILES:
        if name.endswith(".csv"):
            with (out / name).open(encoding="utf-8-sig", newline="") as stream:
                for row in csv.reader(stream):
                    assert not [
                        cell
                        for cell in row
                        if cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA)
                    ]
    if case.check:
        case.check(out)
