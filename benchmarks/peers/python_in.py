"""No library at all."""

from __future__ import annotations

from benchmarks.peers.harness import over_texts
from benchmarks.words import count

if __name__ == "__main__":
    over_texts(count)
