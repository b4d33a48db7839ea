"""The notebooks run from top to bottom, and are kept with their outputs."""

import runpy
from itertools import groupby
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
BOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("book", BOOKS, ids=lambda p: p.stem)
def test_runs_as_kept(book: Path) -> None:
    done = runpy.run_path(str(ROOT / "scripts/run_notebooks.py"))["run"](book)
    kept = nbformat.read(book, as_version=4)
    pairs = list(zip(done.cells, kept.cells, strict=True))
    assert pairs
    for now, then in pairs:
        assert _kinds(now) == _kinds(then)


def _kinds(cell: nbformat.NotebookNode) -> list[str]:
    """Kinds of output; warnings aside, for a machine without Chinese fonts has more of them. What
    is printed comes in one piece or in several, as it happens."""
    outputs = cell.get("outputs", ())
    kinds = [o.output_type for o in outputs if o.get("name") != "stderr"]
    return [kind for kind, _ in groupby(kinds)]
