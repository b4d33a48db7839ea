"""jieba's dictionary, read once in a process; it is never changed, who adds words has a copy.

jieba itself builds the same table in a second of every process, or reads a copy of it that any
user of the machine may have put into the common temporary folder. Its own file of words (MIT) is
read here instead, by columns, and jieba is imported only where it has to cut.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv


class Words(NamedTuple):
    """``freq``: word or beginning of one → frequency, 0 for a mere beginning. ``total``: of all."""

    freq: dict[str, int]
    total: int

    def and_also(self, words: Iterable[tuple[str, int]]) -> Words:
        """A copy that knows more words, or other frequencies of these."""
        freq, total = dict(self.freq), self.total
        for word, count in words:
            freq[word] = count
            total += count
            for stop in range(1, len(word)):
                freq.setdefault(word[:stop], 0)
        return Words(freq, total)


@cache
def words() -> Words:
    """All words of the dictionary that jieba ships."""
    spec = find_spec("jieba")
    assert spec is not None
    assert spec.origin is not None
    table = csv.read_csv(
        Path(spec.origin).with_name("dict.txt"),
        read_options=csv.ReadOptions(column_names=["word", "count", "kind"]),
        parse_options=csv.ParseOptions(delimiter=" ", quote_char=False),
        convert_options=csv.ConvertOptions(
            column_types={"word": pa.string(), "count": pa.int64(), "kind": pa.string()}
        ),
    )
    known, counts = table.column("word").to_pylist(), table.column("count")
    freq: dict[str, int] = {}
    longer, stop = known, 1
    while longer := [word for word in longer if len(word) > stop]:
        freq.update(dict.fromkeys([word[:stop] for word in longer], 0))
        stop += 1
    freq.update(zip(known, counts.to_pylist(), strict=True))
    return Words(freq, pc.sum(counts).as_py())


def frequencies() -> dict[str, int]:
    """``freq`` of ``words``. Not to be changed."""
    return words().freq


def tokenizer(known: Words) -> Any:
    """jieba's tokenizer with these words."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    own = jieba.Tokenizer()
    own.FREQ, own.total = known
    own.initialized = True
    return own
