"""jieba's dictionary, read once in a process; it is never changed, who adds words has a copy.

jieba itself builds the same table in a second of every process, or reads a copy of it that any
user of the machine may have put into the common temporary folder. Its own file of words (MIT) is
read here instead, by columns, and jieba is imported only where it has to cut. Who asks for a few
hundred windows of text opens only the ``Pages`` of their characters.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt


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


class Pages:
    """The dictionary, of which only the words are at hand that begin with a character of
    ``opened`` texts; ``also``: words to know besides, ``least`` times or as often as it has them."""

    def __init__(self, also: Iterable[str] = (), least: int = 0) -> None:
        #: word or beginning of one → frequency, 0 for a mere beginning
        self.freq: dict[str, int] = {}
        self._open: set[str] = set()
        self._also: dict[str, list[str]] = {}
        for word in also:
            self._also.setdefault(word[:1], []).append(word)
        self._least = least
        self.total = _file().total
        for char in self._also:
            self.open(char)

    def open(self, text: str) -> None:
        if self._open.issuperset(text):
            return
        for char in set(text) - self._open:
            self._open.add(char)
            self._read(char)

    def _read(self, char: str) -> None:
        words, counts = _file().page(char)
        freq = self.freq
        _beginnings(words, freq)
        freq.update(zip(words, counts, strict=True))
        for word in self._also.get(char, ()):
            freq[word] = count = max(self._least, freq.get(word, 0))
            self.total += count
            for stop in range(1, len(word)):
                freq.setdefault(word[:stop], 0)


class _File(NamedTuple):
    """The file of words: a line for each, with its frequency and its kind. ``places``: where words
    stand that begin with a character; mostly one behind the other."""

    content: bytes
    places: dict[str, list[tuple[int, int]]]
    total: int

    def page(self, char: str) -> tuple[list[str], Iterable[int]]:
        """The words that begin with ``char``, and their frequencies."""
        parts = (self.content[begin:end] for begin, end in self.places.get(char, ()))
        return _parted(b"".join(parts))


def _parted(lines: bytes) -> tuple[list[str], Iterable[int]]:
    cells = lines.decode().replace("\n", " ").split(" ")
    return cells[:-1:3], map(int, cells[1::3])


@cache
def _file() -> _File:
    spec = find_spec("jieba")
    assert spec is not None
    assert spec.origin is not None
    content = Path(spec.origin).with_name("dict.txt").read_bytes()
    content += b"\n" * (not content.endswith(b"\n"))
    data = np.frombuffer(content, np.uint8)
    ends = np.flatnonzero(data == ord("\n"))
    begins = np.concatenate([[0], ends[:-1] + 1])
    # A character has three bytes, or is a letter that tells by its first.
    first = data[begins].astype(np.int32)
    first[first >= 0x80] = (first << 16 | data[begins + 1] << 8 | data[begins + 2])[first >= 0x80]
    changes = np.flatnonzero(np.diff(first, prepend=-1))
    places: dict[str, list[tuple[int, int]]] = {}
    for begin, end in pairwise([*begins[changes].tolist(), len(content)]):
        char = content[begin : begin + 4].decode(errors="ignore")[0]
        places.setdefault(char, []).append((begin, end))
    return _File(content, places, _sum(data))


def _sum(data: npt.NDArray[np.uint8]) -> int:
    """Of the second cells of all lines, digit by digit."""
    spaces = np.flatnonzero(data == ord(" ")).reshape(-1, 2)
    total, unit = 0, 1
    before, place = spaces[:, 0], spaces[:, 1] - 1
    while len(place):
        total += unit * int((data[place] - ord("0")).sum())
        unit *= 10
        longer = place - 1 > before
        before, place = before[longer], place[longer] - 1
    return total


@cache
def words() -> Words:
    """All words of the dictionary that jieba ships."""
    known, counts = _parted(_file().content)
    freq: dict[str, int] = {}
    _beginnings(known, freq)
    freq.update(zip(known, counts, strict=True))
    return Words(freq, _file().total)


def _beginnings(words: list[str], freq: dict[str, int]) -> None:
    longer, stop = words, 1
    while longer := [word for word in longer if len(word) > stop]:
        freq.update(dict.fromkeys([word[:stop] for word in longer], 0))
        stop += 1


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
