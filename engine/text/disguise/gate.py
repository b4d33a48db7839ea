"""The cheap look: where could a disguised word begin? All texts of a batch at once, in C.

Ordinary text must cost next to nothing, so nothing here decides; it only names places. A place
comes from one of: the text heard as toneless syllables holds a term's syllables; the text holds a
term with one character replaced by a look-alike, its parts or a digit; a latin run that could be
pinyin; a sign or picture that stands for a word; a rare character; a radical that ordinary writing never
sets alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import product

import ahocorasick_rs
import numpy as np
import numpy.typing as npt

from engine.text.disguise.beginnings import Beginnings
from engine.text.disguise.tables import (
    letters,
    looks,
    near,
    pictures,
    rare,
    readings,
    signs,
    splits,
)
from engine.text.disguise.trie import NUMERALS, STROKES, syllables, toneless
from engine.text.figured import Figured
from engine.text.fold import fold_table

Points = npt.NDArray[np.uint32]
_LIMIT = 0x20000
#: Stands between two texts of a batch; no term holds it.
_BETWEEN = "\x1e"
_FIRST_SOUND = 0x100
#: Readings of one term that are tried, when its characters have several.
_READINGS = 8
#: How many characters before a sign a term may begin.
_BACK = 7
#: And how far back at most, marks between the characters counted.
_FAR = 24
#: No term with a sign in it is read across these.
_CLAUSE = frozenset("，。；！？,;!?\n\r\t\x1e")
_RUN = re.compile(r"[a-z]+")
#: A letter or two with figures beside them name a model; a rate (nh15) has two figures at most.
_MODEL = re.compile("^[0-9]|[a-z][0-9]{3}|[a-z][0-9]+[a-z]")
_NEIGHBOUR = re.compile(r"[\u3400-\u9fff〇]")
#: Terms from this size on may stand as their first letters; shorter runs are looked at anyway.
_SPELT = 3
#: Syllables written one by one stand no farther apart.
_BESIDE = 2
#: Latin runs longer than this are no pinyin of a term (6 syllables of at most 6 letters).
_LONGEST_RUN = 36
#: Latin runs remembered.
_REMEMBERED = 50_000


class Gate:
    """Built once from the folded terms; ``frequency`` of a word, 0 for what is none."""

    def __init__(self, terms: Sequence[str], frequency: Callable[[str], int]) -> None:
        self._frequency = frequency
        self._terms = tuple(terms)
        vocabulary = {char for term in terms for char in term}
        self._fold, self._keep, self._sound = _tables()
        heard, self._heard_terms = _sound_patterns(terms)
        seen = sorted(_shape_patterns(terms)) or ["\x1e\x1e"]
        self._heard = ahocorasick_rs.AhoCorasick(heard)
        self._seen = ahocorasick_rs.AhoCorasick(seen)
        self._figured = tuple(Figured(patterns) for patterns in (heard, seen))
        self._parts = ahocorasick_rs.AhoCorasick(
            sorted({way for char in vocabulary for way in splits().get(char, ())}) or ["\x1e\x1e"]
        )
        self._beginnings = Beginnings(terms)
        self._rare = rare() - NUMERALS.keys()
        marks = {_telling(m) for m in (*signs(), *pictures()) if not m.isascii()} | self._rare
        self._signs = np.zeros(_LIMIT, dtype=np.bool_)
        self._signs[[ord(m) for m in marks if ord(m) < _LIMIT]] = True
        known = sorted({s[:-1] for c in vocabulary for s in syllables(c)}, key=len, reverse=True)
        abbreviations = [m for m in signs() if len(m) > 1]
        ways = "|".join(known) or "(?!)"
        initials = {way for term in terms if len(term) >= _SPELT for way in _initials(term)}
        self._syllables = re.compile(f"(?:{ways})+")
        #: latin run → see ``_spelling``
        self._spelt: dict[str, tuple[bool, bool]] = {}
        self._pinyin = re.compile(
            f"(?:{ways})+|[a-z]{{1,2}}|{'|'.join([*abbreviations, *sorted(initials)])}"
        )

    def places(
        self, texts: Sequence[str], figures: dict[int, dict[int, set[str]]] | None = None
    ) -> dict[int, tuple[str, list[int]]]:
        """For each text with any: its number → (folded text, where a disguised term may begin).

        ``figures`` is filled with the places of figures on which a place may depend.
        """
        joined = _BETWEEN.join(texts)
        if not joined:
            return {}
        raw = _points(joined)
        points = np.where(raw < _LIMIT, self._fold[np.minimum(raw, _LIMIT - 1)], raw)
        kept = np.flatnonzero(self._keep[np.minimum(points, _LIMIT - 1)])
        folded, content = _text(points), points[kept]
        heard, stripped = _text(self._sound[content]), _text(content)
        if figures is not None:
            self._by_figure(heard, stripped, kept, texts, figures)
        starts, timid = self._by_sound(heard, stripped, kept)
        for _, begin, _end in self._seen.find_matches_as_indexes(stripped, overlapping=True):
            starts.add(int(kept[begin]))
        for _, begin, _end in self._parts.find_matches_as_indexes(stripped, overlapping=True):
            starts.update(_before(folded, int(kept[begin])))
        for at in self._signed(folded, points):
            starts.update(_before(folded, at))
        places = sorted(starts | timid)
        possible = self._beginnings.possible(points, np.array(places, np.int64))
        return _by_text(places, starts, possible.tolist(), folded, texts)

    def _by_figure(
        self,
        heard: str,
        content: str,
        kept: npt.NDArray[np.int64],
        texts: Sequence[str],
        figures: dict[int, dict[int, set[str]]],
    ) -> None:
        """Where a pattern would match with other figures."""
        found = [
            (int(kept[at]), every)
            for words, text in zip(self._figured, (heard, content), strict=True)
            for at, every in words.places(text)
        ]
        if not found:
            return
        ends = np.cumsum(np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts)))
        for place, every in found:
            owner = int(np.searchsorted(ends, place, side="right"))
            base = int(ends[owner]) - len(texts[owner]) - 1
            figures.setdefault(owner, {}).setdefault(place - base, set()).update(every)

    def _by_sound(
        self, heard: str, content: str, kept: npt.NDArray[np.int64]
    ) -> tuple[set[int], set[int]]:
        """Places to look at, and those that are worth it only where there are others."""
        starts: set[int] = set()
        timid: set[int] = set()
        for pattern, begin, end in self._heard.find_matches_as_indexes(heard, overlapping=True):
            term = self._heard_terms[pattern]
            stretch = content[begin:end]
            if stretch == term:
                if kept[end - 1] - kept[begin] >= end - begin:
                    starts.add(int(kept[begin]))
            elif len(term) > 3 or any(a == b for a, b in zip(term, stretch, strict=True)):
                starts.add(int(kept[begin]))
            else:
                whole = kept[end - 1] - kept[begin] == end - begin - 1
                places = starts if whole and self._no_word(term, stretch) else timid
                places.add(int(kept[begin]))
        return starts, timid

    def _signed(self, folded: str, points: Points) -> list[int]:
        found: list[int] = np.flatnonzero(self._signs[np.minimum(points, _LIMIT - 1)]).tolist()
        if found:
            found = [at for at in found if not self._in_word(folded, at)]
        before, last = -_FAR, -1
        for match in _RUN.finditer(folded):
            begin, end = match.span()
            spelt, possible = self._spelling(match.group())
            beside = spelt and begin - before <= _BESIDE
            if beside:
                found.append(last)
            before, last = (end, begin) if spelt else (-_FAR, -1)
            if not possible:
                continue
            if end - begin < _SPELT and _MODEL.search(folded[max(0, begin - 1) : end + 4]):
                continue
            around = folded[max(0, begin - 2) : begin] + folded[end : end + 2]
            if end - begin > 3 or beside or _NEIGHBOUR.search(around):
                found.append(begin)
        return found

    def _spelling(self, run: str) -> tuple[bool, bool]:
        """Is a latin run made of syllables; and could it be pinyin of a term, or a sign?"""
        known = self._spelt.get(run)
        if known is None:
            if len(self._spelt) >= _REMEMBERED:
                self._spelt.clear()
            short = len(run) <= _LONGEST_RUN
            known = (
                self._syllables.fullmatch(run) is not None,
                (short and self._pinyin.fullmatch(run) is not None),
            )
            if short:
                self._spelt[run] = known
        return known

    def _no_word(self, term: str, stretch: str) -> bool:
        """Exactly the sounds of the term in characters that make no word."""
        same = all(
            {s[:-1] for s in syllables(a)} & {s[:-1] for s in syllables(b)}
            for a, b in zip(term, stretch, strict=True)
        )
        return same and not self._frequency(stretch)

    def _in_word(self, folded: str, at: int) -> bool:
        """A rare character in the word it is for (草莓)."""
        if folded[at] not in self._rare:
            return False
        return any(
            len(word) == 2 and self._frequency(word)
            for word in (folded[max(0, at - 1) : at + 1], folded[at : at + 2])
        )


def _telling(mark: str) -> str:
    """The character of a sign that ordinary text has not (the frame of a framed figure)."""
    return next(char for char in mark if not char.isascii())


def _before(folded: str, at: int) -> list[int]:
    """``at`` and the places before it from which a term could reach it."""
    found = [at]
    here = at - 1
    while here >= 0 and len(found) <= _BACK and at - here <= _FAR:
        char = folded[here]
        if char in _CLAUSE:
            break
        if char.isalnum():
            found.append(here)
        here -= 1
    return found


def _by_text(
    places: list[int], bold: set[int], possible: list[bool], folded: str, texts: Sequence[str]
) -> dict[int, tuple[str, list[int]]]:
    """``places`` that are not ``bold`` count where the text has another; of all only those where a
    term is ``possible`` are told."""
    sizes = np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts))
    ends = np.cumsum(sizes)
    begins = (ends - sizes).tolist()
    found: dict[int, tuple[str, list[int]]] = {}
    owners = np.searchsorted(ends, np.array(places, np.int64), side="right").tolist()
    count = Counter(owners)
    wanted = {o for start, o in zip(places, owners, strict=True) if start in bold}
    for start, owner, may in zip(places, owners, possible, strict=True):
        if not may or (owner not in wanted and count[owner] < 2):
            continue
        base = begins[owner]
        if owner not in found:
            found[owner] = (folded[base : base + len(texts[owner])], [])
        found[owner][1].append(start - base)
    return found


def _points(text: str) -> Points:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _text(points: npt.NDArray[np.uint32]) -> str:
    return points.astype("<u4", copy=False).tobytes().decode("utf-32-le", "surrogatepass")


def _tables() -> tuple[Points, npt.NDArray[np.bool_], Points]:
    """Point → folded point; is it content?; folded point → code of its sound."""
    folded = np.arange(_LIMIT, dtype=np.uint32)
    for source, target in fold_table().items():
        if source < _LIMIT:
            folded[source] = target
    folded[0xD800:0xE000] = 0xFFFD  # half a character cannot be searched
    for source, letter in letters().items():
        folded[source] = ord(letter)
    keep = np.zeros(_LIMIT, dtype=np.bool_)
    for low, high in ((0x3400, 0xA000), (0x30, 0x3A), (0x61, 0x7B)):
        keep[low:high] = True
    for char in f"〇\n\r{_BETWEEN}":
        keep[ord(char)] = True
    for char in STROKES:
        keep[ord(char)] = False
    sound = np.arange(_LIMIT, dtype=np.uint32)
    codes = _codes()
    for char, syllable in readings().items():
        sound[ord(char)] = codes[near(syllable[0][:-1])]
    sound[ord("〇")] = codes[near("ling")]
    return folded, keep, sound


def _codes() -> dict[str, int]:
    known = sorted({near(s[:-1]) for every in readings().values() for s in every})
    return {syllable: _FIRST_SOUND + i for i, syllable in enumerate(known)}


def _sound_patterns(terms: Iterable[str]) -> tuple[list[str], list[str]]:
    codes = _codes()
    patterns, owners = [], []
    for term in terms:
        ways = [[chr(codes[s]) if s in codes else s for s in options] for options in toneless(term)]
        for i, way in enumerate(product(*ways)):
            if i == _READINGS:
                break
            patterns.append("".join(way))
            owners.append(term)
    return patterns or ["\x1e\x1e"], owners or [""]


def _initials(term: str) -> set[str]:
    """The first letters of its syllables, all ways to read it."""
    ways = [{s[0] for s in syllables(char)} for char in term]
    return {"".join(way) for way in product(*ways)} if all(ways) else set()


def _shape_patterns(terms: Iterable[str]) -> set[str]:
    """Each term with one character looked alike, in parts, or as a digit or letter."""
    written: dict[str, list[str]] = {}
    for mark, words in signs().items():
        for _, word in words:
            if mark.isascii() and len(mark) == len(word) == 1:
                written.setdefault(word, []).append(mark)
    found = set()
    for term in terms:
        for i, char in enumerate(term):
            for put in (*looks().get(char, {}), *splits().get(char, ()), *written.get(char, ())):
                found.add(term[:i] + put + term[i + 1 :])
    return found - set(terms)
