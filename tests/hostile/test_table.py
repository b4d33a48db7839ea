"""docs/hostile-input.md and the tests agree."""

from __future__ import annotations

import ast
import runpy
from pathlib import Path

from . import all_cases
from .elsewhere import ELSEWHERE

ROOT = Path(__file__).parents[2]


def test_page_is_the_table() -> None:
    render = runpy.run_path(str(ROOT / "scripts" / "hostile_table.py"))["render"]
    page = (ROOT / "docs" / "hostile-input.md").read_text(encoding="utf-8")
    assert page == render(), "run scripts/hostile_table.py"


def test_cases_are_many_and_distinct() -> None:
    ids = [case.id for case in all_cases()]
    assert len(ids) == len(set(ids))
    assert len(ids) >= 120


def test_named_tests_exist() -> None:
    for entry in ELSEWHERE:
        file, _, name = entry.test.partition("::")
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        assert name in {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}, entry
