"""pyarrow, loaded quickly."""

from __future__ import annotations

import importlib
import sys
from importlib.abc import MetaPathFinder

import numpy as np
import pyarrow as pa


def without_pandas() -> None:
    """At its first array pyarrow imports pandas, to know its types should it meet any; that takes
    as long as everything else that a small run loads. A process that has no frames hides it
    meanwhile. Who needs pandas later imports it as ever, and pyarrow looks again when a table is to
    become a frame.

    For the first one of numpy's it loads all about masked arrays, which takes as long as to read fifty
    thousand rows. With one made here, copies of this process find that there.
    """
    if "pandas" in sys.modules:
        return
    hidden = _Hidden()
    sys.meta_path.insert(0, hidden)
    try:
        pa.array([0])
    finally:
        sys.meta_path.remove(hidden)
    pa.array(np.zeros(1))


class _Hidden(MetaPathFinder):
    """Who imports pandas is told that there is none."""

    def find_spec(self, name: str, *_: object) -> None:
        if name == "pandas":
            raise ImportError(name)


def without_help() -> None:
    """At import ``pyarrow.compute`` reads the docstrings of a hundred classes of options to write
    those of its functions, half of the time it takes; a command shows them to nobody."""
    from pyarrow.vendored import docscrape

    reader = docscrape.NumpyDocString
    docscrape.NumpyDocString = lambda _: {"Parameters": ()}
    try:
        importlib.import_module("pyarrow.compute")
    finally:
        docscrape.NumpyDocString = reader
