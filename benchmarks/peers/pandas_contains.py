"""What a notebook does first: ``str.contains`` with all words in one pattern."""

from __future__ import annotations

import pandas as pd

from benchmarks.peers.harness import NAME, SCOPE, over_file
from benchmarks.words import ANY, WORDS


def contains(file: str) -> tuple[int, dict[str, int]]:
    frame = pd.read_csv(file, dtype=str, keep_default_na=False)
    pattern = "|".join(WORDS)
    hit = frame[NAME].str.contains(pattern) | frame[SCOPE].str.contains(pattern)
    return len(frame), {ANY: int(hit.sum())}


if __name__ == "__main__":
    over_file(contains)
