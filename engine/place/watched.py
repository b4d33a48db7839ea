"""A text that notes what was asked of it.

What was found in it holds for every text that begins with the same ``seen`` characters (the end of
the text counts as one) and of which nothing stands that was looked for in vain further on
(``absent``). So it can be remembered by few characters.
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Literal

from engine.text.divisions import HEAD, Lengths

_RUN = re.compile(r"[\u4e00-\u9fff]*")

#: What does not stand at a place: one of some words, one of some beginnings of names, a name, a
#: match.
Absent = (
    tuple[Literal["words"], int, tuple[str, ...]]
    | tuple[Literal["heads"], int, Container[str]]
    | tuple[Literal["names"], int, Lengths]
    | tuple[Literal["pattern"], int, re.Pattern[str]]
)


class Words:
    """One of several words."""

    def __init__(self, *words: str) -> None:
        self.words = words
        self.longest = max(map(len, words))


class Watched:
    """Every question to ``text`` goes through one of the methods."""

    def __init__(self, text: str) -> None:
        self.text, self.seen = text, 0
        #: with the place up to which the text decides
        self._absent: list[tuple[int, Absent]] = []

    def look(self, until: int) -> None:
        """Notes that characters before ``until`` were looked at."""
        if until > self.seen:
            self.seen = until

    def starts(self, words: str | Words, at: int) -> bool:
        words = Words(words) if isinstance(words, str) else words
        if not self.text.startswith(words.words, at):
            self._absent.append((at + words.longest, ("words", at, words.words)))
            return False
        self.look(at + min(len(word) for word in words.words if self.text.startswith(word, at)))
        return True

    def begins(self, heads: Container[str], at: int) -> bool:
        """Are the next characters the head of a name?"""
        found = self.text[at : at + HEAD] in heads
        if found:
            self.look(at + HEAD)
        else:
            self._absent.append((at + HEAD, ("heads", at, heads)))
        return found

    def longest(self, names: Lengths, at: int) -> str:
        """The longest name that stands at ``at``; "" for none."""
        if not self.begins(names.heads, at):
            return ""
        found = names.longest(self.text, at)
        most = at + max(names.at(self.text, at))
        if found:
            self.look(most)
        else:
            self._absent.append((most, ("names", at, names)))
        return found

    def match(
        self, pattern: re.Pattern[str], at: int, beyond: int, most: int
    ) -> re.Match[str] | None:
        """A match at ``at`` of a pattern over Chinese characters that looks at most ``beyond``
        characters past its end, and at ``most`` characters in all when it finds nothing."""
        rest = self.text[at:]
        found = pattern.match(rest)
        if found:
            # No such pattern gets past a character that is none: it sees only that it is none.
            run = _RUN.match(rest).end() + 1  # type: ignore[union-attr]
            self.look(at + min(run, found.end() + beyond))
        else:
            self._absent.append((at + most, ("pattern", at, pattern)))
        return found

    def absent(self) -> tuple[Absent, ...]:
        """What was looked for in vain, without what the characters seen decide."""
        return tuple(dict.fromkeys(what for until, what in self._absent if until > self.seen))


def lacks(text: str, absent: tuple[Absent, ...]) -> bool:
    """Does nothing of all that stand in ``text``?"""
    for kind, at, what in absent:
        if kind == "words":
            if text.startswith(what, at):  # type: ignore[arg-type]
                return False
        elif kind == "heads":
            if text[at : at + HEAD] in what:  # type: ignore[operator]
                return False
        elif kind == "names":
            if what.longest(text, at):  # type: ignore[union-attr]
                return False
        elif what.match(text[at:]):  # type: ignore[union-attr]
            return False
    return True
