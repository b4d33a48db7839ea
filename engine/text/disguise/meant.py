"""Which characters of the terms another one may stand for, or begin to."""

from __future__ import annotations

from collections.abc import Iterable

from engine.text.disguise.tables import looks, parts, pictures, rare, signs, splits
from engine.text.disguise.trie import NUMERALS, is_cjk, syllables
from engine.text.disguise.ways import heard

_FIGURES = "0123456789"


class Meant:
    """Of one vocabulary of characters; more may be told than is, never less.

    ``marks``: what begins a sign or picture. ``longer``: of these those that stand for several
    characters. ``firsts``: first parts of characters, with these; ``parts``: the first two parts.
    ``pairs``: of letters that begin a syllable or a sign.
    """

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self.vocabulary = frozenset(vocabulary)
        self._sounding: dict[str, set[str]] = {}
        self._having: dict[str, set[str]] = {}
        self._spelt: dict[str, set[str]] = {figure: set(_FIGURES) for figure in _FIGURES}
        self.firsts: dict[str, set[str]] = {}
        self.parts: set[str] = set()
        self.pairs: set[str] = set()
        for char in self.vocabulary:
            for key in heard(char):
                self._sounding.setdefault(key, set()).add(char)
            for part in parts().get(char, ()):
                self._having.setdefault(part, set()).add(char)
            for way in splits().get(char, ()):
                self.firsts.setdefault(way[0], set()).add(char)
                self.parts.add(way[:2])
            for syllable in syllables(char):
                self._spelt.setdefault(syllable[0], set()).add(char)
                self.pairs.add(syllable[:-1][:2])
        self.marks: dict[str, set[str]] = {}
        self.longer: set[str] = set()
        self._sign_words()
        self.pairs = {pair for pair in self.pairs if len(pair) == 2 and pair.isascii()}

    def _sign_words(self) -> None:
        figured: set[str] = set()
        several = False
        for mark, told in signs().items():
            words = {word[0] for _, word in told}
            self.marks.setdefault(mark[0], set()).update(words)
            self.pairs.add(mark[:2])
            long = not mark[0].isascii() or any(len(word) > 1 for _, word in told)
            if long and (len(mark) == 1 or not mark.isascii()):
                self.longer.add(mark[0])
            if any(char.isdigit() for char in mark):
                figured |= words
                several = several or any(len(word) > 1 for _, word in told)
        for picture, name in pictures().items():
            alike = {c for char in name for key in heard(char) for c in self._sounding.get(key, ())}
            self.marks.setdefault(picture[0], set()).update(name, alike)
            self.longer.add(picture[0])
        # Which figure stands there makes no difference: others are told apart by it.
        for figure in _FIGURES:
            self.marks.setdefault(figure, set()).update(figured)
        self.longer.update(_FIGURES if several else "")

    def of(self, char: str) -> set[str]:
        """What a character stands for by its sound, its look, a part or its first letter."""
        found = {char} | self._spelt.get(char, set())
        if is_cjk(char):
            found |= {NUMERALS.get(char, ""), *looks().get(char, ())}
            found.update(*(self._sounding.get(key, ()) for key in heard(char)))
            if char in rare():
                found.update(*(self._having.get(part, ()) for part in parts().get(char, ())))
        return found & self.vocabulary

    def signed(self, char: str) -> set[str]:
        """And what as a sign, or as the beginning of one."""
        return self.marks.get(char, set()) & self.vocabulary
