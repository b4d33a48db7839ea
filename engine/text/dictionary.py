"""jieba's dictionary, read once in a process; it is never changed, tokenizers get copies."""

from __future__ import annotations

import logging
from functools import cache
from typing import Any


@cache
def _base() -> Any:
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    return tokenizer


def frequencies() -> dict[str, int]:
    """Word or beginning of one → frequency, 0 for a mere beginning. Not to be changed."""
    found: dict[str, int] = _base().FREQ
    return found


def tokenizer() -> Any:
    """A tokenizer of one's own, to which words may be added."""
    import jieba

    own = jieba.Tokenizer()
    own.FREQ, own.total = dict(_base().FREQ), _base().total
    own.initialized = True
    return own
