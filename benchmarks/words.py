"""The thirteen plain words every competitor looks for, and the count they must arrive at."""

from __future__ import annotations

from collections.abc import Iterable

WORDS = (
    "金融", "资产管理", "理财", "基金", "基金管理", "投资管理", "财富管理",
    "股权投资基金", "网贷", "网络借贷", "股权众筹", "支付", "小额贷款",
)  # fmt: skip
#: Beside the words: rows with any of them, and characters read.
ANY, CHARACTERS = "any", "characters"


def count(texts: Iterable[str]) -> dict[str, int]:
    """In how many texts each word stands, by Python's own ``in``."""
    found = dict.fromkeys((*WORDS, ANY, CHARACTERS), 0)
    for text in texts:
        held = [word for word in WORDS if word in text]
        for word in held:
            found[word] += 1
        found[ANY] += bool(held)
        found[CHARACTERS] += len(text)
    return found
