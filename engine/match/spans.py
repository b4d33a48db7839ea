"""Where a pattern matches in a column of texts."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import re2

from engine.match.scan import Characters
from engine.model.arrays import Ints

#: Bytes that stand in no text.
_OPEN, _CLOSE = 0xFF, 0xFE
_AROUND = bytes([_OPEN]) + rb"\0" + bytes([_CLOSE])
#: Of the largest pattern more states are met than fit into what RE2 takes otherwise: it would make them
#: anew for each text, four times as long.
_MEMORY = 32 << 20


class Spans(NamedTuple):
    """Of each match the number of its text, start and end (characters), and what it matched."""

    at: Ints
    start: Ints
    end: Ints
    matched: pa.Array


def spans(array: pa.Array, pattern: str) -> Spans:
    """Every match that is not empty, in order. ``array``: large strings.

    Arrow makes a pattern ready anew, and twice, for each column, which takes as long as to search about as many
    texts as the pattern has instructions: in fewer texts it is searched one by one.
    """
    ready = _ready(pattern)
    return _one_by_one(array, ready) if len(array) < ready.programsize else _at_once(array, pattern)


@cache
def _ready(pattern: str) -> Any:
    options = re2.Options()
    options.max_mem = _MEMORY
    return re2.compile(pattern, options)


def _one_by_one(array: pa.Array, ready: Any) -> Spans:
    found = []
    for number, text in enumerate(array.cast(pa.large_binary()).to_pylist()):
        for match in ready.finditer(text):
            if matched := match.group().decode():
                before = len(text[: match.start()].decode())
                found.append((number, before, before + len(matched), matched))
    at, start, end = np.array([place[:3] for place in found], np.int64).reshape(-1, 3).T
    return Spans(at, start, end, pa.array([place[3] for place in found], pa.large_string()))


def _at_once(array: pa.Array, pattern: str) -> Spans:
    """Arrow tells only where the first match of each text is, but it replaces all of them: each is
    put between two marks, and the marks are looked for.
    """
    marked = pc.replace_substring_regex(array, pattern, _AROUND)
    offsets = np.frombuffer(marked.buffers()[1] or bytes(8), np.int64)
    offsets = offsets[marked.offset : marked.offset + len(marked) + 1]
    data = np.frombuffer(marked.buffers()[2] or b"", np.uint8)[: offsets[-1]]
    opens, closes = (data == _OPEN).nonzero()[0], (data == _CLOSE).nonzero()[0]
    at = np.searchsorted(offsets, opens, side="right") - 1
    count = Characters(data)
    before = 2 * (np.arange(len(at)) - np.searchsorted(at, at)) + count.before(offsets[at])
    start, end = count.before(opens) - before, count.before(closes) - before - 1
    edges = np.stack([opens + 1, closes], axis=1).astype(np.int64)
    between = pa.Array.from_buffers(
        pa.large_string(), max(edges.size - 1, 0), [None, pa.py_buffer(edges), pa.py_buffer(data)]
    )
    some = (end > start).nonzero()[0]
    return Spans(at[some], start[some], end[some], between.take(pa.array(2 * some)))
