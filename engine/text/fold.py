"""Fold characters one to one, so that an offset in the folded text is an offset in the raw."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import accumulate

import numpy as np
import numpy.typing as npt


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


def fold_all(texts: Sequence[str]) -> list[str]:
    """``fold`` of many texts, their characters looked up all at once."""
    joined = "".join(texts).encode("utf-32-le", "surrogatepass")
    folded = (
        _points()[np.frombuffer(joined, np.uint32)].tobytes().decode("utf-32-le", "surrogatepass")
    )
    ends = list(accumulate(map(len, texts)))
    return [folded[a:b] for a, b in zip([0, *ends], ends, strict=False)]


@cache
def _points() -> npt.NDArray[np.uint32]:
    """Code point → folded code point."""
    points = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    table = fold_table()
    points[list(table)] = list(table.values())
    return points


def odd_glyphs(text: str) -> bool:
    """Does a Chinese character stand there that folds and is no traditional one (収, 髙)?"""
    table = fold_table()
    return any(
        "\u3400" <= char <= "\u9fff" and ord(char) in table and not _in_big5(char) for char in text
    )


def _in_big5(char: str) -> bool:
    try:
        char.encode("big5")
    except UnicodeEncodeError:
        return False
    return True
