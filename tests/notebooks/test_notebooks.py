"""The notebooks run from top to bottom, and are kept with their outputs."""

import runpy
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import nbformat
import pytest
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

ROOT = Path(__file__).resolve().parents[2]
BOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def only_kernel() -> Iterator[KernelManager]:
    """What takes long is to import everything, which one kernel does once."""
    kernel = KernelManager(kernel_name="python3")
    kernel.start_kernel(cwd=str(ROOT / "notebooks"))
    yield kernel
    kernel.shutdown_kernel(now=True)


@pytest.fixture
def kernel(only_kernel: KernelManager) -> KernelManager:
    """The kernel, knowing no name of another notebook."""
    forget = new_notebook(cells=[new_code_cell("%reset -f")])
    NotebookClient(forget, km=only_kernel).execute()
    return only_kernel


@pytest.mark.parametrize("book", BOOKS, ids=lambda p: p.stem)
def test_runs_as_kept(book: Path, kernel: KernelManager) -> None:
    done = runpy.run_path(str(ROOT / "scripts/run_notebooks.py"))["run"](book, kernel)
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
