"""pyarrow, loaded quickly."""

from __future__ import annotations

import importlib
import sys
import types
import warnings

import pyarrow as pa


def without_pandas() -> None:
    """At its first array pyarrow imports pandas, to know its types should it meet any; that takes
    as long as everything else that a small run loads. A process that has no frames shows it a
    pandas that it thinks too old to use. Who needs pandas later imports it as ever, and pyarrow
    looks again when a table is to become a frame.
    """
    if "pandas" in sys.modules:
        return
    old = types.ModuleType("pandas")
    old.__version__ = "0"  # type: ignore[attr-defined]
    sys.modules["pandas"] = old
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pa.array([0])
    finally:
        del sys.modules["pandas"]


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
