"""jieba's dictionary, read once in a process; it is never changed, who adds words has a copy.

jieba itself builds the same table in a second of every process, or reads a copy of it that any
user of the machine may have put into the common temporary folder. Its own file of words (MIT) is
read here instead, by columns, and jieba is imported only where it has to cut. Who asks for a few
hundred windows of text looks up only what stands there (``Opened``).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

#: Who looks up more heads than this is better off with the whole.
_MANY = 20_000
#: Answers kept of what is no word.
_KEPT = 100_000


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


class Opened:
    """The dictionary, of which only the words are at hand that begin like a part of the texts it
    was ``read_for``; ``also``: words to know besides, ``least`` times or as often as it has them."""

    def __init__(self, also: Iterable[str] = (), least: int = 0) -> None:
        #: word or beginning of one → frequency, 0 for a mere beginning
        self.freq: dict[str, int] = {}
        self._least, self._also = least, tuple(also)
        #: single characters and pairs that were looked up
        self._read: set[str] = set()
        self._complete = False
        self._told: dict[str, list[str]] = {}
        for word in self._also:
            self._told.setdefault(word[:2], []).append(word)
        self.total = _file().total
        self.read_for(*self._also)

    def read_for(self, *texts: str) -> None:
        if self._complete:
            return
        for text in texts:
            for head in (*text, *map("".join, pairwise(text))):
                if head not in self._read:
                    self._read.add(head)
                    self._look_up(head)
        if len(self._read) > _MANY:
            self.complete()

    def complete(self) -> None:
        """Have all words at hand."""
        base = words().freq
        told = {word: max(self._least, base.get(word, 0)) for word in self._also}
        # Beginnings of what is told besides are there already.
        self.freq.update(base)
        self.freq.update(told)
        self._complete = True

    def whole(self) -> Words:
        base = words()
        return base.and_also((w, max(self._least, base.freq.get(w, 0))) for w in self._also)

    def _look_up(self, head: str) -> None:
        freq, found = self.freq, _file().beginning(head)
        for word, _ in found:
            for stop in range(len(head), len(word)):
                freq.setdefault(word[:stop], 0)
        freq.update(found)
        for word in self._told.get(head, ()):
            freq[word] = count = max(self._least, freq.get(word, 0))
            self.total += count
            for stop in range(1, len(word)):
                freq.setdefault(word[:stop], 0)


class _File(NamedTuple):
    """The file of words: a line for each, with its frequency and its kind. ``places``: where lines
    stand that begin with a character; mostly one behind the other."""

    content: bytes
    places: dict[str, list[tuple[int, int]]]
    total: int

    def words(self, first: str) -> dict[str, int]:
        """Those that begin with a character, and their frequencies."""
        found: dict[str, int] = {}
        for begin, end in self.places.get(first, ()):
            known, counts = _parted(self.content[begin + 1 : end + 1])
            found.update(zip(known, counts, strict=True))
        return found

    def begins(self, word: str) -> bool:
        """Does any word begin so?"""
        line = f"\n{word}".encode(errors="surrogatepass")
        return " " not in word and any(
            self.content.find(line, begin, end) >= 0 for begin, end in self.places.get(word[:1], ())
        )

    def beginning(self, head: str) -> list[tuple[str, int]]:
        """The words that begin with a pair of characters, and their frequencies. Of a single one
        only itself, if it begins any."""
        places = self.places.get(head[0], ())
        found = [(head, 0)] if places and len(head) == 1 else []
        cue = ("\n" + head + " " * (len(head) == 1)).encode(errors="surrogatepass")
        for begin, end in places:
            at = begin
            while (at := self.content.find(cue, at, end)) >= 0:
                at += 1
                word, count, _ = self.content[at : self.content.index(b"\n", at)].split(b" ")
                found.append((word.decode(), int(count)))
        return found

    def kind(self, word: str) -> str:
        """What it is marked as: v, n; "" for no word."""
        cue = f"\n{word} ".encode(errors="surrogatepass")
        for begin, end in self.places.get(word[:1], ()):
            at = self.content.find(cue, begin, end)
            if at >= 0:
                return (
                    self.content[at + 1 : self.content.index(b"\n", at + 1)].split(b" ")[2].decode()
                )
        return ""


def _parted(lines: bytes) -> tuple[list[str], Iterable[int]]:
    cells = lines.decode().replace("\n", " ").split(" ")
    return cells[:-1:3], map(int, cells[1::3])


@cache
def _file() -> _File:
    spec = find_spec("jieba")
    assert spec is not None
    assert spec.origin is not None
    # Each line between two ends, so that one is found by the end before it.
    content = b"\n" + Path(spec.origin).with_name("dict.txt").read_bytes().rstrip() + b"\n"
    data = np.frombuffer(content, np.uint8)
    begins = np.flatnonzero(data == ord("\n"))[:-1] + 1
    # A character has three bytes, or is a letter that tells by its first.
    first = data[begins].astype(np.int32)
    first[first >= 0x80] = (first << 16 | data[begins + 1] << 8 | data[begins + 2])[first >= 0x80]
    changes = np.flatnonzero(np.diff(first, prepend=-1))
    places: dict[str, list[tuple[int, int]]] = {}
    for begin, end in pairwise([*(begins[changes] - 1).tolist(), len(content)]):
        char = content[begin + 1 : begin + 5].decode(errors="ignore")[0]
        places.setdefault(char, []).append((begin, end))
    return _File(content, places, _sum(data))


def kind(word: str) -> str:
    """The kind of word that the dictionary has it for: v, n; "" for no word."""
    return _file().kind(word)


def all_told() -> int:
    """How often all words stand in what the frequencies were counted in."""
    return _file().total


def content() -> str:
    """The file of words: an end of a line, and lines of word, frequency and kind."""
    return _file().content.decode()


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
    known, counts = _parted(_file().content[1:])
    freq: dict[str, int] = {}
    _beginnings(known, freq)
    freq.update(zip(known, counts, strict=True))
    return Words(freq, _file().total)


def _beginnings(words: list[str], freq: dict[str, int]) -> None:
    longer, stop = words, 1
    while longer := [word for word in longer if len(word) > stop]:
        freq.update(dict.fromkeys([word[:stop] for word in longer], 0))
        stop += 1


class _Asked(Mapping[str, int]):
    """The same, of which only the words are at hand that begin like one that was asked for: a list
    of licences asks for hundreds, and all of them would take more memory than everything else that
    it needs."""

    def __init__(self) -> None:
        #: first character → words that begin with it, and their frequencies
        self._words: dict[str, dict[str, int]] = {}
        #: what is no word → does it begin one?
        self._begun: dict[str, bool] = {}

    def __getitem__(self, word: str) -> int:
        found: int | None = self.get(word)
        if found is None:
            raise KeyError(word)
        return found

    def get(self, word: str, default: Any = None) -> Any:
        first = word[:1]
        known = self._words.get(first)
        if known is None:
            known = self._words[first] = _file().words(first)
        found = known.get(word)
        if found is None:  # what is no word may begin one
            found = 0 if default != 0 and self._begins(word) else default
        return found

    def _begins(self, word: str) -> bool:
        found = self._begun.get(word)
        if found is None:
            if len(self._begun) > _KEPT:
                self._begun.clear()
            found = self._begun[word] = _file().begins(word)
        return found

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and self.get(word) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(words().freq)

    def __len__(self) -> int:
        return len(words().freq)


@cache
def _asked() -> _Asked:
    return _Asked()


def frequencies() -> Mapping[str, int]:
    """``freq`` of ``words``, of which only what is asked for is read."""
    return words().freq if words.cache_info().currsize else _asked()


def tokenizer(known: Words) -> Any:
    """jieba's tokenizer with these words."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    own = jieba.Tokenizer()
    own.FREQ, own.total = known
    own.initialized = True
    return own
