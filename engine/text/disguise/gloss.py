"""Is a reading a spelling lesson, or a name told with its sound?"""

from __future__ import annotations

import re
from itertools import islice, product

from engine.text.disguise import result as kind
from engine.text.disguise.trie import syllables
from engine.text.disguise.walk import Reading

#: How far behind its syllables the plain word of a lesson stands.
_GLOSS = 3
#: And how far its syllables are looked for beside a name.
_LATIN_REACH = 24
_LATIN_END, _LATIN_BEGIN = re.compile("[a-z][a-z ]+$"), re.compile("[ ]?[a-z][a-z ]+")


def glossed(text: str, reading: Reading) -> bool:
    """A spelling lesson or a name: plain characters stand beside their syllables or parts."""
    if _spelt_beside(text, reading):
        return True
    if not any(name in (kind.PINYIN, kind.SPLIT) for name, _, _ in reading.steps):
        return False
    size = len(reading.term) + _GLOSS
    before = text[max(0, reading.start - size) : reading.start]
    beside = before, text[reading.end : reading.end + size]
    if any(reading.term in stretch for stretch in beside):
        return True
    latin = all(name == kind.PINYIN for name, _, _ in reading.steps)
    return latin and any(_sounds_as(reading.term, stretch) for stretch in beside)


def _spelt_beside(text: str, reading: Reading) -> bool:
    """Do the syllables of the term stand before or after in latin letters (BAO XI 宝玺)?"""
    before = _LATIN_END.search(text[max(0, reading.start - _LATIN_REACH) : reading.start])
    after = _LATIN_BEGIN.match(text[reading.end : reading.end + _LATIN_REACH])
    beside = [m.group().replace(" ", "") for m in (before, after) if m]
    if not beside:
        return False
    ways = product(*(dict.fromkeys(s[:-1] for s in syllables(char)) for char in reading.term))
    spelt = {"".join(way) for way in islice(ways, _LATIN_REACH)}
    return any(run in spelt for run in beside)


def _sounds_as(term: str, stretch: str) -> bool:
    """Do characters that sound as the term stand there (a name and how it is read)?"""
    wanted = [frozenset(s[:-1] for s in syllables(char)) for char in term]
    there = [frozenset(s[:-1] for s in syllables(char)) for char in stretch]
    return any(
        all(a & b for a, b in zip(wanted, there[i:], strict=False))
        for i in range(len(there) - len(wanted) + 1)
    )
