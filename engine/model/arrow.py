"""pyarrow without pandas."""

from __future__ import annotations

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
