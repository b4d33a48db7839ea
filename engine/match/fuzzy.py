"""Words of rules with a character or two wrong, lacking or too many.

Of a word with at most ``k`` edits, cut into ``k + 1`` parts, one part stands unchanged: the parts are
looked for as words are, and only what stands around one is compared. Of stretches that overlap one
is the slip: that with the fewest edits, of these one that begins and ends as its word does, of these
one as long as its word, of these the first. Where a word of the family stands as it is, none is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from engine.match.scan import Scanner, Texts, distinct
from engine.ruleset import schema
from engine.text.figured import FIGURE
from engine.text.fold import fold


class Family(NamedTuple):
    """Words of which up to ``edits`` characters may differ. A hit of the word at ``place`` with ``n``
    edits has the number ``first + place * edits + n - 1``."""

    words: tuple[str, ...]
    edits: int
    first: int


class Candidate(NamedTuple):
    """How ``text[start:end]`` differs from a word of a family; in order of preference."""

    edits: int
    #: how many of its ends are not those of the word
    ends: int
    #: by how many characters it is shorter or longer than the word
    odd: int
    start: int
    place: int
    end: int

    @classmethod
    def of(cls, stretch: str, start: int, word: str, place: int, edits: int) -> Candidate:
        ends = (stretch[0] != word[0]) + (stretch[-1] != word[-1])
        odd = abs(len(stretch) - len(word))
        return cls(edits, ends, odd, start, place, start + len(stretch))


def words_of(feature: schema.Fuzzy, terms: Iterable[str]) -> tuple[str, ...]:
    """Those of its terms, folded, that may be written with a slip. Lists of words may hold shorter
    ones, and other figures are another word: those are found as they are."""
    folded = dict.fromkeys(map(fold, terms))
    least = max(feature.min_length, feature.needed)
    return tuple(w for w in folded if len(w) >= least and not FIGURE.search(w))


def parts(word: str, edits: int) -> Iterator[tuple[int, str]]:
    """The parts of a word, each with its place in it."""
    cuts = [len(word) * i // (edits + 1) for i in range(edits + 2)]
    return ((a, word[a:b]) for a, b in pairwise(cuts))


class Slips:
    """Finds words of some families in folded texts."""

    def __init__(self, families: Sequence[Family]) -> None:
        self.families = tuple(families)
        #: part → number of the family, place of the word in it, place of the part in the word
        known: dict[str, list[tuple[int, int, int]]] = {}
        for number, family in enumerate(families):
            for place, word in enumerate(family.words):
                for at, part in parts(word, family.edits):
                    known.setdefault(part, []).append((number, place, at))
        self._scanner = Scanner(list(known))
        self._words = [*known.values()]

    def text(self, folded: str) -> list[tuple[int, int, int]]:
        """(number, start, end) of every slip in one folded text."""
        if not self.families:
            return []
        found: list[set[Candidate]] = [set() for _ in self.families]
        asked: set[tuple[int, int, int]] = set()
        for part, at, _ in self._scanner.text(folded):
            for number, place, before in self._words[part]:
                if (number, place, at - before) not in asked:
                    asked.add((number, place, at - before))
                    found[number].update(_around(folded, self.families[number], place, at - before))
        return [
            hit
            for family, some in zip(self.families, found, strict=True)
            for hit in chosen(family, some, len(folded))
        ]

    def column(self, texts: Texts) -> Iterator[tuple[int, list[tuple[int, int, int]]]]:
        """The same for a column: (row, its slips) where there are any."""
        if self.families:
            rows = distinct(self._scanner.column(texts).row)
            for row, text in zip(rows.tolist(), texts.folded(rows), strict=True):
                if slips := self.text(text):
                    yield row, slips


def _differing(one: str, other: str, edits: int) -> int:
    """How many characters two words differ in; more than ``edits`` where that is too many."""
    from rapidfuzz.distance import Levenshtein  # most rule sets have no such word

    return Levenshtein.distance(one, other, score_cutoff=edits)


def _around(text: str, family: Family, place: int, at: int) -> Iterator[Candidate]:
    """What a word may be that stands at about one place of a text."""
    word, edits = family.words[place], family.edits
    if text.startswith(word, max(0, at)):  # all else there would overlap with it
        yield Candidate.of(word, max(0, at), word, place, 0)
        return
    for start in range(max(0, at - edits), at + edits + 1):
        least, most = start + len(word) - edits, start + len(word) + edits
        for end in range(least, min(most, len(text)) + 1):
            stretch = text[start:end]
            differing = _differing(stretch, word, edits)
            if differing <= edits and may_be(stretch, word):
                yield Candidate.of(stretch, start, word, place, differing)


def meant(text: str, words: Collection[str], edits: int) -> str:
    """The word that a slip is one of; "" if none."""
    told = {word: _differing(text, word, edits) for word in words}
    best = min(told, key=lambda word: told[word], default="")
    return best if told.get(best, edits + 1) <= edits else ""


def may_be(stretch: str, word: str) -> bool:
    """Is it the word, or could it be meant for it? With a mark in it that is not the word's own it is
    two words; a part of it (资产管理 in 受托资产管理) is another word; so is what has neither of its
    first two or of its last two characters (自有资产管理)."""
    return stretch == word or (
        stretch not in word
        and all(char.isalnum() or char in word for char in stretch)
        and any(char in stretch[:3] for char in word[:2])
        and any(char in stretch[-3:] for char in word[-2:])
    )


def chosen(
    family: Family, found: Iterable[Candidate], length: int
) -> Iterator[tuple[int, int, int]]:
    """Of all that words of a family may be in a text the slips, none of which overlap; ``length``: of
    the text."""
    taken = bytearray(length)
    for one in sorted(found):
        # Words as they are come first, and may overlap.
        if one.edits and any(taken[one.start : one.end]):
            continue
        taken[one.start : one.end] = b"\1" * (one.end - one.start)
        if one.edits:
            number = family.first + one.place * family.edits + one.edits - 1
            yield number, one.start, one.end
