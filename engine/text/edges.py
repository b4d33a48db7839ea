"""Word edges: characters decide, segmentation vetoes.

A hit is cut when a dictionary word crosses one of its edges (代[理|财]务), and stays whole when
the crossing word only adds a part that is a word by itself (国有[资产|管理]).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from engine.model.arrays import Flags
from engine.text import dictionary
from engine.text.borders import Borders, Points
from engine.text.crossings import Crossings
from engine.text.readings import Words, crossing_gain, likeliest, words_in

#: Characters to either side of a hit that are looked at.
REACH = 6
#: More windows than this are decided anew each time.
_REMEMBERED = 200_000
#: For fewer texts it takes longer to open the dictionary as a whole.
_MANY = 500
#: From this length on a hit may hold two dictionary words of its own.
_LONG = 4
#: A crossing word rarer than this in jieba's dictionary is no reason to give up a hit.
_FREQUENT = 20
#: Frequency of a word that the pack tells and the dictionary lacks.
_TOLD = 300
#: Odds (natural logarithm) that a finance word is one when nothing of finance follows it: worse
#: than those of a reading that a word crosses its edge and is so many times less likely.
_FOREIGN = -5.5
#: Suffixes that add a part and leave the word before them what it is (互助|社).
_SUFFIX = frozenset("社会部所业性类者人员型站室店科组处厅")
#: Closed-class characters that stand alone beside any word.
_FUNCTION = frozenset("的和及与或之为等类性型业部处者员人在是有所")


_CHINESE = re.compile(rf"[\u4e00-\u9fff\u3400-\u4dbf]{{0,{REACH}}}")


_ONLY_CHINESE = re.compile(r"[\u4e00-\u9fa5]*")
#: Chinese characters that jieba takes for none: windows that hold them are read as a whole.
_RARE = ((0x9FA6, 0x9FFF), (0x3400, 0x4DBF))
RARE = re.compile(f"[{''.join(f'{chr(first)}-{chr(last)}' for first, last in _RARE)}]")


def rare(points: Points) -> Flags:
    """Which characters of a text, as code points, are ``RARE``."""
    found: Flags = np.zeros(len(points), np.bool_)
    for first, last in _RARE:
        found |= points - np.uint32(first) <= np.uint32(last - first)
    return found


class Edges:
    """A dictionary with words of its own, loaded at the first suspicious window only."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._words = frozenset(words)
        self._opened: dictionary.Opened | None = None
        self._freq: dict[str, int] = {}
        self._log_total = 0.0
        self._borders: Borders | None = None
        #: window, hit, brand → the word that cuts, and the one that cuts when nothing of finance
        #: follows; the same for the part of a window that decides
        self._known_windows: dict[tuple[str, int, int, bool], tuple[str, str]] = {}
        self._known_parts: dict[tuple[str, int, int, bool], tuple[str, str]] = {}
        #: characters around an edge, and how many stand before it → may a word lie across it?
        self._crossed: dict[tuple[str, int], bool] = {}

    def load(self) -> dictionary.Opened:
        self._opened = dictionary.Opened(sorted(self._words), _TOLD)
        self._freq, self._log_total = self._opened.freq, math.log(self._opened.total)
        return self._opened

    def cut_by(
        self,
        text: str,
        start: int,
        end: int,
        brand: bool = False,
        foreign: Callable[[], bool] = lambda: False,
    ) -> str:
        """The dictionary word that cuts ``text[start:end]``, or ``""`` when the hit is whole.

        ``brand``: a made-up trade name may stand before the hit (中合|理财咨询), so that a word
        made of its last character is no cut unless the other reading works out (代理|财务).
        ``foreign``: is what follows no business of finance (料理|财鱼), so that a crossing word
        needs less to be believed? Asked only where that decides.
        """
        word, at_less = self.cuts(text, start, end, brand)
        return at_less if at_less != word and foreign() else word

    def cuts(self, text: str, start: int, end: int, brand: bool = False) -> tuple[str, str]:
        """The word that cuts, and the word that cuts when what follows is foreign."""
        if self._opened is None:
            self.load()
        if not self._may_cross(text, start) and not self._may_cross(text, end):
            return "", ""
        before = _CHINESE.match(text[max(0, start - REACH) : start][::-1])
        behind = _CHINESE.match(text, end)
        assert before is not None  # it matches nothing at all as well
        assert behind is not None
        left, right = start - before.end(), behind.end()
        window = text[left:right]
        key = (window, start - left, end - left, brand)
        found = self._known_windows.get(key)
        if found is None:
            found = self._decide(*key)
            if len(self._known_windows) < _REMEMBERED:
                self._known_windows[key] = found
        return found

    def whole(
        self, texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]
    ) -> list[set[tuple[int, int]]]:
        """Of each text those of its spans that may not be cut: ``cut_by`` is ``""`` for these."""
        return self._crossings.whole(texts, spans)

    @cached_property
    def _crossings(self) -> Crossings:
        return Crossings(self._words)

    def pays(self, texts: int) -> bool:
        """Are borders worth while for so many texts?"""
        return self._borders is not None or texts >= _MANY

    @property
    def borders(self) -> Borders:
        """Where no word that this knows lies across."""
        return self._borders or self.open_borders()

    def make_ready(self) -> None:
        """Open what pays for many texts."""
        _ = self.borders, self._crossings

    def open_borders(self) -> Borders:
        self._borders = Borders(self._words)
        return self._borders

    def _is_word(self, word: str) -> bool:
        return len(word) >= 2 and self._freq.get(word, 0) > 0

    def _decide(self, window: str, start: int, end: int, brand: bool) -> tuple[str, str]:
        """The word that cuts, and the word that cuts when nothing of finance follows."""
        assert self._opened is not None
        self._opened.read_for(window)
        if not self._may_cross(window, start) and not self._may_cross(window, end):
            return "", ""  # a word with a letter in it lies across, and ends the window
        if _ONLY_CHINESE.fullmatch(window):
            first, last = self._held(window, start, end)
            window, start, end = window[first:last], start - first, end - first
        key = (window, start, end, brand)
        found = self._known_parts.get(key)
        if found is None:
            found = self._weighed(*key)
            if len(self._known_parts) < _REMEMBERED:
                self._known_parts[key] = found
        return found

    def _held(self, window: str, start: int, end: int) -> tuple[int, int]:
        """The part of a window that decides: what lies beyond a border no word lies across makes
        no difference. One character on either side always belongs to it."""
        first, last = max(0, start - 1), min(len(window), end + 1)
        while first and self._crosses(window, first, 0):
            first -= 1
        while last < len(window) and self._crosses(window, last, first):
            last += 1
        return first, last

    def _crosses(self, window: str, edge: int, first: int) -> bool:
        """Does any dictionary word that begins at ``first`` or later lie across the edge?"""
        freq, length = self._freq, len(window)
        for begin in range(edge - 1, first - 1, -1):
            for stop in range(begin + 1, length + 1):
                known = freq.get(window[begin:stop])
                if known is None:
                    break
                if known and stop > edge:
                    return True
        return False

    def _weighed(self, window: str, start: int, end: int, brand: bool) -> tuple[str, str]:
        words = words_in(window, self._freq, self._log_total)
        found = self._heuristic(window, words, start, end, brand)
        if found and window[start:end] in self._words and not self._frequent(found):
            return "", ""  # a word that was told (众筹) outweighs a rare one (筹募)
        if found or end - start >= _LONG:
            return found, found
        gain = crossing_gain(words, start, end, self._log_total)
        return "", self._crossing(window, words, start, end) if gain > _FOREIGN else ""

    def _crossing(self, window: str, words: Words, start: int, end: int) -> str:
        """The most frequent dictionary word that crosses an edge of the hit."""
        found = [
            window[begin:stop]
            for edge in (start, end)
            for begin in range(max(0, edge - 3), edge)
            for stop, _ in words[begin]
            if edge < stop <= edge + 3 and not (begin <= start and end <= stop)
        ]
        return max(found, key=lambda word: (self._freq[word], word), default="")

    def _heuristic(self, window: str, words: Words, start: int, end: int, brand: bool) -> str:
        bounds = {0}
        at = 0
        known = self._is_word(window[start:end])
        sound = end - start >= _LONG and self._words_only(window[start:end])
        for token in self._segment(window, words):
            stop = at + len(token)
            if at < start < stop < end:
                rest = window[stop:end]
                works = not brand or self._goes_on(window, stop, end)
                if works and not (
                    self._parts(token, start - at, rest) or self._breaks(sound, rest)
                ):
                    return str(token)
            if start < at < end < stop:
                rest = window[start:at]
                # 众筹|融资 though 筹融资 is a word: what is added must be common by itself
                added = known and stop - end >= 2 and self._frequent(window[end:stop])
                if not (added or self._parts(token, end - at, rest) or self._breaks(sound, rest)):
                    return str(token)
            around = at <= start and end <= stop and stop - at > end - start
            if around and self._split_inside(token, start - at, end - at):
                return str(token)
            bounds.add(stop)
            at = stop
        return self._orphan(window, start, end, bounds, sound, brand)

    def _segment(self, window: str, words: Words) -> list[str]:
        """What jieba makes of a short text; among Chinese alone that is quickly reckoned."""
        if not _ONLY_CHINESE.fullmatch(window):
            return list(self._jieba.cut(window, HMM=False))
        ends = likeliest(words, self._log_total)
        return [window[a:b] for a, b in zip([0, *ends], ends, strict=False)]

    @cached_property
    def _jieba(self) -> Any:
        assert self._opened is not None
        return dictionary.tokenizer(self._opened.whole())

    def _split_inside(self, token: str, start: int, end: int) -> bool:
        """A known word around the hit, made of two words that meet inside it (筹[集|资]金)."""
        left, right = token[:start], token[end:]
        if all(not part or part in _SUFFIX or self._is_word(part) for part in (left, right)):
            return False
        return any(
            self._is_word(token[:cut]) and self._is_word(token[cut:])
            for cut in range(start + 1, end)
        )

    def _orphan(
        self, window: str, start: int, end: int, bounds: set[int], sound: bool, brand: bool
    ) -> str:
        """A crossing word whose other part would be left a lone character (镍[基|金]属)."""
        if end in bounds and end + 1 in bounds and window[end] not in _FUNCTION:
            for begin in range(max(start + 1, end - 3), end):
                scraps = self._breaks(sound, window[start:begin])
                if self._frequent(window[begin : end + 1]) and not scraps:
                    return window[begin : end + 1]
        if start in bounds and start - 1 in bounds and window[start - 1] not in _FUNCTION:
            for stop in range(start + 1, min(end, start + 4)):
                scraps = self._breaks(sound, window[stop:end])
                scraps = scraps or (brand and not self._goes_on(window, stop, end))
                if self._frequent(window[start - 1 : stop]) and not scraps:
                    return window[start - 1 : stop]
        return ""

    def _goes_on(self, window: str, stop: int, end: int) -> bool:
        """Does a dictionary word begin at ``stop`` and reach beyond the hit?"""
        return any(self._is_word(window[stop:last]) for last in range(end + 1, len(window) + 1))

    def _frequent(self, word: str) -> bool:
        return word in self._words or self._freq.get(word, 0) >= _FREQUENT

    def _may_cross(self, window: str, edge: int) -> bool:
        """Does a dictionary word of two to four characters lie across the edge?"""
        apart = self._borders.apart if self._borders is not None else None
        if apart and 0 < edge < len(window) and apart(window[edge - 1], window[edge]):
            return False
        first = max(0, edge - 3)
        around, at = window[first : edge + 3], edge - first
        found = self._crossed.get((around, at))
        if found is None:
            assert self._opened is not None
            self._opened.read_for(around)
            freq = self._freq
            found = any(
                freq.get(around[begin:stop])
                for begin in range(at)
                for stop in range(at + 1, min(begin + 4, len(around)) + 1)
            )
            if len(self._crossed) < _REMEMBERED:
                self._crossed[around, at] = found
        return found

    def _parts(self, token: str, cut: int, rest: str) -> bool:
        """Does the crossing token only add a word, and leave words on both sides of ``cut``?"""
        first, second = token[:cut], token[cut:]
        if second in _SUFFIX:
            return self._is_word(first)
        return self._is_word(first) and self._is_word(second) and self._words_only(rest)

    def _breaks(self, sound: bool, rest: str) -> bool:
        """A hit made of words is not given up for a reading that leaves scraps (内资|产|管理)."""
        return sound and not self._words_only(rest)

    def _words_only(self, text: str) -> bool:
        """Is ``text`` nothing but dictionary words, one after another?"""
        if not text or self._is_word(text):
            return True
        return any(
            self._is_word(text[:cut]) and self._words_only(text[cut:])
            for cut in range(2, len(text) - 1)
        )
