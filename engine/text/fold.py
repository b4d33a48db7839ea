"""Fold characters one to one, so that an offset in the folded text is an offset in the raw."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def fold_table() -> dict[int, int]:
    """Code point → code point; see the head of ``data/fold.tsv`` for the sources."""
    table: dict[int, int] = {}
    text = files("engine.text").joinpath("data/fold.tsv").read_text(encoding="utf-8")
    for line in text.split("\n"):
        if line and not line.startswith("#"):
            a, b = line.split("\t")
            table[ord(a)] = ord(b)
    return table


def fold(text: str) -> str:
    """The folded text; always as long as ``text``."""
    return text.translate(fold_table())
