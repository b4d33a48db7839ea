"""Segmenting every row, as many Chinese text pipelines do first."""

from __future__ import annotations

import jieba

from benchmarks.peers.harness import over_texts
from benchmarks.words import CHARACTERS


def cut(texts: list[str]) -> dict[str, int]:
    return {CHARACTERS: sum(len(word) for text in texts for word in jieba.cut(text))}


if __name__ == "__main__":
    jieba.initialize()
    over_texts(cut)
