"""A slip of the pen in the words of a trade: 文化传煤, 口腔诊锁, 投咨询.

What a firm does is said in words that everybody knows. A word with one wrong character is no word
of a trade any more, so that it is read as part of the distinctive part; it is a slip where the other
name has the right word in the same place and nothing else differs.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from engine.link.names import chars, trades
from engine.link.names.slips import changed
from engine.text.dictionary import frequencies

#: A word that jieba's corpus has so often is one that people know.
_KNOWN, _WHOLE, _LEAST, _LONG = 50, 20, 2, 3
#: What shops call themselves and no trade holds.
_SHOPS = frozenset(
    {
        "商行",
        "商店",
        "商铺",
        "门市",
        "饭馆",
        "酒馆",
        "粉馆",
        "菜馆",
        "汤馆",
        "小馆",
        "作坊",
        "酒坊",
        "油坊",
        "书社",
    }
)
_LONGEST, _NAMELESS = 6, 4


def slipped(one: str, other: str, size: int = 0) -> bool:
    """Is ``one`` the ``other`` but for a slip in a word of its trade? Both are distinctive part and
    trade; ``size``: length of the shorter distinctive part, 0 for none."""
    if size < _LEAST and (size or len(one) < _NAMELESS):
        return False
    if len(one) != len(other):
        shorter, longer = sorted((one, other), key=len)
        return _lost(shorter, longer, size)
    at = changed(one, other)
    if at < size:
        return False
    a, b = one[at], other[at]
    if chars.counted(a) and chars.counted(b):
        return False
    wrong = other
    start, end = _word(one, at)
    if not end:
        wrong = one
        start, end = _word(other, at)
        if not end:
            return False
    elif _word(other, at)[1]:
        return frozenset((one[start:end], other[start:end])) in _mistaken()
    if not (chars.sound(a, b) or chars.look(a, b) or b in chars.akin(a)):
        return False
    return not _known(wrong, start, end, at)


def _lost(shorter: str, longer: str, size: int) -> bool:
    """Is a character of a trade's word left out, or one written twice?"""
    if len(longer) != len(shorter) + 1 or size < _LONG:
        return False
    at = next((i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), -1)
    if at < size or shorter[at:] != longer[at + 1 :] or chars.counted(longer[at]):
        return False
    if longer[at] == longer[at - 1]:
        return bool(_word(shorter, at - 1)[1])
    start, end = _word(longer, at)
    left = shorter[start : end - 1]
    return bool(end) and end < len(longer) and left not in trades.lexicon() and len(left) == 1


@cache
def _mistaken() -> frozenset[frozenset[str]]:
    """Words of trades that are written for one another though both are words."""
    text = files("engine.link.names").joinpath("data/mistaken.txt").read_text(encoding="utf-8")
    lines = (line.split() for line in text.split("\n") if line and not line.startswith("#"))
    return frozenset(frozenset(pair) for pair in lines)


def _word(text: str, at: int) -> tuple[int, int]:
    """Where the longest word of a trade is that holds the character at ``at``; (0, 0) for none."""
    spans = (
        (begin, end)
        for begin in range(max(0, at - _LONGEST + 1), at + 1)
        for end in range(max(at + 1, begin + _LEAST), min(len(text), begin + _LONGEST) + 1)
        if text[begin:end] in trades.lexicon() or text[begin:end] in _SHOPS
    )
    return max(spans, key=lambda span: span[1] - span[0], default=(0, 0))


def _known(text: str, start: int, end: int, at: int) -> bool:
    """Is the wrong character in a word of the language that lies within the word of the trade?"""
    known = frequencies()
    return known.get(text[start:end], 0) >= _WHOLE or any(
        known.get(text[i:j], 0) >= _KNOWN
        for i in range(start, at + 1)
        for j in range(max(at + 1, i + _LEAST), end + 1)
    )
