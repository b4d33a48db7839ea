"""Where samples lie: a folder, or the bundled township."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.model.errors import UsageError

if TYPE_CHECKING:
    from engine.study.corpus import Corpus


def samples_folder() -> Path:
    """The bundled township. Raises UsageError when the installation lacks it."""
    for folder in samples_places():
        return folder
    raise UsageError("找不到自带样例，请重新安装。")


def samples_places() -> list[Path]:
    """Where the bundled township lies."""
    here = Path(__file__).resolve().parent.parent
    places = (here / "_samples", here.parent / "data" / "samples")
    return [folder for folder in places if (folder / "registrations.csv").is_file()]


def opened(*paths: Path) -> Corpus:
    """What lies there; says how each file was taken whose name does not say it."""
    from engine.study.corpus import Corpus

    corpus = Corpus.open(*paths)
    for line in corpus.said:
        click.echo(" ".join(line.splitlines()), err=True)  # a name of a file may have several
    return corpus


def corpus_folder(named: Path) -> Path:
    """The folder ``named``; ``shipped`` means the bundled township."""
    if str(named) == "shipped" and not named.exists():
        return samples_folder()
    return named
