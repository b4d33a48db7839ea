"""Run the notebooks and keep their outputs, so that they show on a hosting site."""

from pathlib import Path

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parent.parent / "notebooks"


def run(file: Path) -> nbformat.NotebookNode:
    """The executed notebook. Raises CellExecutionError."""
    book = nbformat.read(file, as_version=4)
    NotebookClient(book, timeout=300, resources={"metadata": {"path": str(FOLDER)}}).execute()
    for cell in book.cells:
        # When a cell ran is nobody's business and changes at every run.
        cell.metadata.pop("execution", None)
    return book


if __name__ == "__main__":
    for file in sorted(FOLDER.glob("*.ipynb")):
        nbformat.write(run(file), file)
        print(file.name)
