"""Sites that spell a firm's distinctive part in pinyin: www.hcziyunxuan.cn of 紫云轩."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice, product

from engine.link.index.postings import Postings
from engine.link.index.register import RegisterNames
from engine.link.texts.contacts import sites
from engine.text.disguise.tables import readings

#: Two syllables are many firms', and so few letters may be any word.
_CHARS, _LETTERS = 3, 7
#: What may stand before the part (a county's initials) and behind it (a trade, a year).
_BEFORE, _BEHIND = 4, 8
_READINGS = 4
_LONG = re.compile(r"[A-Za-z][A-Za-z0-9\-]{6}")
_LETTER = re.compile(r"[^a-z]")


class Spelt:
    """``register``: whose firms are looked for."""

    def __init__(self, register: RegisterNames) -> None:
        self._register = register

    @cached_property
    def _index(self) -> Postings:
        return Postings.of_pairs(self._pairs())

    def _pairs(self) -> Iterator[tuple[str, int]]:
        for brand in self._register.brands.keys:
            if len(brand) >= _CHARS:
                for said in dict.fromkeys(_spellings(brand)):
                    if len(said) >= _LETTERS:
                        yield from ((said, e) for e in self._register.entries(brand))

    def find(self, text: str) -> list[int]:
        """Firms that the first site is called like that spells any."""
        if not _LONG.search(text) or self._register.wide:  # there a name alone is no link
            return []
        for site in sites(text):
            label = _LETTER.sub("", site.partition(".")[0])
            for start in range(min(_BEFORE, max(0, len(label) - _LETTERS)) + 1):
                for stop in range(len(label), max(start + _LETTERS, len(label) - _BEHIND) - 1, -1):
                    if entries := self._index.rows(label[start:stop]):
                        return sorted({self._register.row(e) for e in entries})
        return []


def _spellings(brand: str) -> Iterator[str]:
    known = readings()
    every = [dict.fromkeys(s[:-1] for s in known.get(char, ())) for char in brand]
    yield from ("".join(said) for said in islice(product(*every), _READINGS))
