"""Run the notebooks and keep their outputs, so that they show on a hosting site."""

from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parent.parent / "notebooks"


def run(file: Path, kernel: Any = None) -> nbformat.NotebookNode:
    """The executed notebook. ``kernel``: the manager of one that runs in the notebooks' folder; a
    new one otherwise. Raises CellExecutionError."""
    book = nbformat.read(file, as_version=4)
    where = {"metadata": {"path": str(FOLDER)}}
    NotebookClient(book, km=kernel, timeout=300, resources=where).execute()
    for cell in book.cells:
        # When a cell ran is nobody's business and changes at every run.
        cell.metadata.pop("execution", None)
    return book


if __name__ == "__main__":
    for file in sorted(FOLDER.glob("*.ipynb")):
        nbformat.write(run(file), file)
        print(file.name)
