"""A long text is read once, however often it is quoted."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pyarrow as pa

from engine.triage.quotes import part, parts


def test_a_long_text_is_read_once() -> None:
    text = "月息13800138000分，" * 20_000
    texts = pa.array(["短", text])
    # Each ends in the midst of a number.
    first = np.arange(0, len(text) - 20, 14, dtype=np.int64)[:4000]
    number = np.ones(len(first), np.int64)
    tracemalloc.start()
    found = parts(texts, number, first, first + 6)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.to_pylist() == [part(text, at, at + 6) for at in first.tolist()]
    assert peak < 50 * len(text)
