"""Word edges: characters decide, segmentation vetoes.

A hit is cut when a dictionary word crosses one of its edges (代[理|财]务), and stays whole when
the crossing word only adds a part that is a word by itself (国有[资产|管理]).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

_REACH = 6
#: A crossing word rarer than this in jieba's dictionary is no reason to give up a hit.
_FREQUENT = 20
#: Suffixes that add a part and leave the word before them what it is (互助|社).
_SUFFIX = frozenset("社会部所业性类者人员型站")
#: Closed-class characters that stand alone beside any word.
_FUNCTION = frozenset("的和及与或之为等类性型业部处者员人在是有所")


def _is_cjk(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf"


class Edges:
    """A private jieba tokenizer, loaded at the first suspicious window only."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._words = tuple(sorted(set(words)))
        self._tokenizer: Any = None
        self._freq: dict[str, int] = {}
        self._cache: dict[tuple[str, int, int], str] = {}

    def _load(self) -> None:
        import logging

        import jieba

        jieba.setLogLevel(logging.WARNING)
        tokenizer = jieba.Tokenizer()
        tokenizer.initialize()
        for word in self._words:
            tokenizer.add_word(word)
        self._tokenizer, self._freq = tokenizer, tokenizer.FREQ

    def cut_by(self, text: str, start: int, end: int) -> str:
        """The dictionary word that cuts ``text[start:end]``, or ``""`` when the hit is whole."""
        left = start
        while left > 0 and start - left < _REACH and _is_cjk(text[left - 1]):
            left -= 1
        right = end
        while right < len(text) and right - end < _REACH and _is_cjk(text[right]):
            right += 1
        key = (text[left:right], start - left, end - left)
        found = self._cache.get(key)
        if found is None:
            found = self._cache[key] = self._decide(*key)
        return found

    def _is_word(self, word: str) -> bool:
        return len(word) >= 2 and self._freq.get(word, 0) > 0

    def _decide(self, window: str, start: int, end: int) -> str:
        if self._tokenizer is None:
            self._load()
        if not self._may_cross(window, start) and not self._may_cross(window, end):
            return ""
        bounds = {0}
        at = 0
        for token in self._tokenizer.cut(window, HMM=False):
            stop = at + len(token)
            if at < start < stop < end and not self._parts(token, start - at, window[stop:end]):
                return str(token)
            if start < at < end < stop and not self._parts(token, end - at, window[start:at]):
                return str(token)
            bounds.add(stop)
            at = stop
        return self._orphan(window, start, end, bounds)

    def _orphan(self, window: str, start: int, end: int, bounds: set[int]) -> str:
        """A crossing word whose other part would be left a lone character (镍[基|金]属)."""
        if end in bounds and end + 1 in bounds and window[end] not in _FUNCTION:
            for begin in range(max(start + 1, end - 3), end):
                if self._freq.get(window[begin : end + 1], 0) >= _FREQUENT:
                    return window[begin : end + 1]
        if start in bounds and start - 1 in bounds and window[start - 1] not in _FUNCTION:
            for stop in range(start + 1, min(end, start + 4)):
                if self._freq.get(window[start - 1 : stop], 0) >= _FREQUENT:
                    return window[start - 1 : stop]
        return ""

    def _may_cross(self, window: str, edge: int) -> bool:
        for size in (2, 3, 4):
            for begin in range(max(0, edge - size + 1), edge):
                if begin + size <= len(window) and self._is_word(window[begin : begin + size]):
                    return True
        return False

    def _parts(self, token: str, cut: int, rest: str) -> bool:
        """Does the crossing token only add a word, and leave words on both sides of ``cut``?"""
        first, second = token[:cut], token[cut:]
        if second in _SUFFIX:
            return self._is_word(first)
        return self._is_word(first) and self._is_word(second) and (not rest or self._is_word(rest))
