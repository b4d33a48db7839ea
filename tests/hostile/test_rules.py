"""Whatever stands in the files of rules: every command ends with a message, in time, and without a half."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .case import TABLE
from .cases_rules import PACK, RULES, SECRET, SECTORS, RuleCase

if sys.platform == "win32":  # the worker measures memory as POSIX does
    pytest.skip("POSIX only", allow_module_level=True)

_ESCAPES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_MEMORY_MB, _SECONDS = 2048, 10


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    found = tmp_path / "pack"
    (found / "advertisement").mkdir(parents=True)
    (found / "pack.yaml").write_text(PACK, encoding="utf-8")
    (found / "sectors.yaml").write_text(SECTORS, encoding="utf-8")
    for name in ("secret.yaml", "secret.tsv"):
        (tmp_path / name).write_text(f"id: {SECRET}\n", encoding="utf-8")
    (tmp_path / "in.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "ads.csv").write_text("编号,广告内容\nA1,月息两分保本\n", encoding="utf-8")
    return found


def _commands(pack: Path) -> Iterator[list[object]]:
    beside = pack.parent
    yield ["rules", "check", "--rules", pack]
    yield ["rules", "test", "--rules", pack]
    yield ["rules", "docs", "--rules", pack, "--out", beside / "docs"]
    yield ["rules", "coverage", "--rules", pack, beside]
    ads = beside / "ads.csv"
    yield ["screen", beside / "in.csv", "--ads", ads, "--rules", pack, "--out", beside / "out"]
    yield ["rules", "new", "AD-NEW-001", "--rules", pack]
    yield ["rules", "lock", "--rules", pack]
    yield ["rules", "schema", "--rules", pack]
    yield ["rules", "fmt", "--rules", pack]


@pytest.mark.parametrize("case", RULES, ids=lambda case: case.id)
def test_rule_file(case: RuleCase, pack: Path, worker) -> None:  # type: ignore[no-untyped-def]
    case.make(pack)
    outside = {file: file.read_bytes() for file in pack.parent.iterdir() if file.is_file()}
    for command in _commands(pack):
        if case.large and command[1] not in ("check", "fmt") and command[0] != "screen":
            continue
        done = worker.run(*command)
        said = done["err"] + done["out"]
        assert done["code"] in (0, 1, 2), said[-2000:]
        assert "Traceback" not in said
        assert SECRET not in said
        assert "root:" not in said
        assert not _ESCAPES.search(said)
        assert done["seconds"] < _SECONDS, command
        assert done["peak_mb"] < _MEMORY_MB, command
        if command[1] == "check" and case.code is not None:
            assert done["code"] == case.code, said[-2000:]
            assert case.says in said
        if command[0] == "screen":
            assert (pack.parent / "out").exists() == (done["code"] == 0)
    assert {file: file.read_bytes() for file in outside} == outside
    for page in (pack.parent / "docs").glob("*"):
        text = page.read_text(encoding="utf-8")
        assert not _ESCAPES.search(text)
        assert "<script" not in text
    assert not [file for file in pack.rglob("*") if file.name.startswith(".")]
