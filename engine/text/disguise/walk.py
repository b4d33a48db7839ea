"""Read a stretch of text as terms, every way the disguises allow."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from engine.text.disguise import result as kind
from engine.text.disguise.tables import looks, near, parts, pictures, rare, signs
from engine.text.disguise.trie import NUMERALS, STROKES, Node, follow, is_cjk, syllables

#: How many marks in a row may stand between two characters.
_GAP = 4
_LONGEST_SYLLABLE = 6
#: Joiners, variation selectors, zero-width spaces.
_INVISIBLE = frozenset({"Cf", "Mn", "Me"})
#: Marks that no disguise bridges: another line, another column, another text.
_BARRIERS = frozenset("\n\r\t\x1e；;！!？?")
#: What makes one picture of several.
_JOINER, _FORM = "\u200d", "\ufe0f"
_COLOURS = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
#: How sure one step of a disguise is; judged on what else the same writing commonly means.
WEIGHTS = {
    kind.HOMOPHONE: 0.9,
    kind.NEAR_SOUND: 0.7,
    kind.LOOK_ALIKE: 0.85,
    kind.SPLIT: 0.95,
    kind.PINYIN: 0.95,
    kind.INITIAL: 0.65,
    kind.DIGIT: 0.75,
    kind.EMOJI: 0.85,
    kind.INSERTED: 0.9,
}
OTHER_TONE = 0.85
SHARED_PART = 0.7
#: A rare character for one it shares any part with; a picture for what sounds like its name.
RARE_GLYPH = 0.7
PICTURE_SOUND = 0.75

#: Class (empty: the character itself), confidence, where it stands in the text.
Step = tuple[str, float, int]
_How = tuple[str, float]
_PLAIN: _How = ("", 1.0)


@dataclass(frozen=True, slots=True)
class Reading:
    """``text[start:end]`` read as ``term``; one step per character (a word's sign is one step)."""

    start: int
    end: int
    term: str
    steps: tuple[Step, ...]
    #: Begin and end of the marks jumped over.
    gaps: tuple[tuple[int, int], ...]


#: No reading, with what is looked at behind it, reaches farther from where it begins, pictures
#: made of several aside.
FARTHEST = 120


def shifted(reading: Reading, by: int) -> Reading:
    """The same reading where the same stands again ``by`` places on."""
    return Reading(
        reading.start + by,
        reading.end + by,
        reading.term,
        tuple([(name, sure, at + by) for name, sure, at in reading.steps]),
        tuple([(start + by, end + by) for start, end in reading.gaps]),
    )


#: Ways known by heart, of all nodes together; more would fill the memory on hostile text.
_REMEMBERED = 200_000
#: Place in a text → figures that make a difference there.
Figures = dict[int, set[str]]
#: How far, step, node after.
_Way = tuple[int, _How, Node]


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    start: int
    found: list[Reading]
    #: Place → figures that would have been read there.
    figures: Figures


class Walker:
    """Reads stretches of text as the terms of one tree.

    What a Chinese character or a mark may stand for depends on the node alone; that is worked out
    once and remembered (``Node.moves``).
    """

    def __init__(self, root: Node) -> None:
        self._root = root
        self._taught: list[Node] = []
        self._remembered = 0
        self._single = frozenset(m[0] for m in (*signs(), *pictures()) if not m[0].isalnum())
        self._spelt = frozenset(m[0] for m in (*signs(), *pictures()) if m[0].isascii())
        _mark_figures(root)

    @staticmethod
    def bounded(text: str) -> bool:
        """Holds it no picture made of several, which may go on without end?"""
        return _JOINER not in text and _FORM not in text and _COLOURS.isdisjoint(text)

    def readings_at(self, text: str, start: int, figures: Figures | None = None) -> list[Reading]:
        """Every disguised reading that begins at ``start`` of the folded ``text``.

        ``figures`` collects the places where a figure may be read, with the figures that are.
        """
        on = _Text(text, start, [], {} if figures is None else figures)
        self._walk(on, start, self._root, (), ())
        return on.found

    def _walk(
        self,
        on: _Text,
        at: int,
        node: Node,
        steps: tuple[Step, ...],
        gaps: tuple[tuple[int, int], ...],
    ) -> None:
        text = on.text
        if node.term and (gaps or any(s[0] for s in steps)) and not _mid_run(text, at, steps):
            on.found.append(Reading(on.start, at, node.term, steps, gaps))
        if not node.children or at >= len(text):
            return
        for size, how, child in self._ways(on, at, node, steps):
            self._walk(on, at + size, child, (*steps, (*how, at)), gaps)
        char = text[at]
        if not steps or (is_cjk(char) and char.isalnum()):
            return
        to, seen = at, False
        while to < len(text) and to - at < _GAP and _is_mark(text[to]):
            seen = seen or unicodedata.category(text[to]) not in _INVISIBLE
            to += 1
            wider = (*gaps, (at, to)) if seen else gaps
            for size, how, child in self._ways(on, to, node, steps):
                self._walk(on, to + size, child, (*steps, (*how, to)), wider)
        if char.isascii() and char.isalpha() and _alone(text, at) and at + 1 < len(text):
            if not is_cjk(text[at + 1]):
                return
            for size, how, child in self._ways(on, at + 1, node, steps):
                if not how[0]:
                    step = (kind.INSERTED, WEIGHTS[kind.INSERTED], at)
                    self._walk(on, at + 1 + size, child, (*steps, step), gaps)

    def _ways(
        self, on: _Text, at: int, node: Node, before: tuple[Step, ...]
    ) -> tuple[_Way, ...] | list[_Way]:
        """Of several ways to the same place the surest, so that long words do not multiply them."""
        if at >= len(on.text):
            return ()
        char = on.text[at]
        known = node.moves.get(char)
        if known is not None and (char not in self._single or not self._goes_on(on.text, at)):
            return known
        if char.isascii() and char.isalnum():
            if char.isdigit():
                if not node.figures:
                    return ()
                figures = node.figures
                if any(
                    c.isdigit() for c in on.text[max(0, at - 1) : at] + on.text[at + 1 : at + 2]
                ):
                    figures = figures & node.children.keys()  # a number is no sign
                if figures:
                    on.figures.setdefault(at, set()).update(figures)
            elif not (char in node.by_initial or char in node.children or char in self._spelt):
                return ()
            return _surest(_steps(on.text, at, node, before))
        # What follows decides.
        if char in node.by_part or (char in self._single and self._goes_on(on.text, at)):
            return _surest(_steps(on.text, at, node, before))
        return self._learn(node, char)

    @staticmethod
    def _goes_on(text: str, at: int) -> bool:
        """Could what stands there be the beginning of a longer picture?"""
        after = text[at + 1 : at + 2]
        return after in (_JOINER, _FORM) or after in _COLOURS

    def _learn(self, node: Node, char: str) -> tuple[_Way, ...]:
        if self._remembered >= _REMEMBERED:
            for taught in self._taught:
                taught.moves.clear()
            self._taught.clear()
            self._remembered = 0
        if not node.moves:
            self._taught.append(node)
        self._remembered += 1
        found = node.moves[char] = tuple(_surest(_steps(char, 0, node, ())))
        return found


def _mark_figures(root: Node) -> None:
    """Tell each node which figures lead on from it.

    A sign is one figure, so that a number of several stands for nothing whatever its figures are.
    """
    words = [
        (char, w) for m, told in signs().items() for char in m if char.isdigit() for _, w in told
    ]
    waiting = [root]
    while waiting:
        node = waiting.pop()
        children = {char for char in node.children if char.isdigit()}
        node.figures = frozenset(children | {d for d, w in words if follow(node, w) is not None})
        waiting.extend(node.children.values())


def _surest(ways: Iterator[_Way]) -> list[_Way]:
    best: dict[tuple[int, int], _Way] = {}
    for way in ways:
        key = (way[0], id(way[2]))
        if key not in best or best[key][1][1] < way[1][1]:
            best[key] = way
    return list(best.values())


def _steps(text: str, at: int, node: Node, before: tuple[Step, ...]) -> Iterator[_Way]:
    """(how far, step, node after) for whatever stands at ``at``."""
    char = text[at]
    child = node.children.get(char)
    if child is not None:
        yield 1, _PLAIN, child
    if is_cjk(char):
        child = node.children.get(NUMERALS.get(char, ""))
        if child is not None:
            yield 1, _PLAIN, child
        yield from _sounds(char, node)
        for other, close in looks().get(char, {}).items():
            child = node.children.get(other)
            if child is not None:
                yield (
                    1,
                    (kind.LOOK_ALIKE, WEIGHTS[kind.LOOK_ALIKE] if close else SHARED_PART),
                    child,
                )
        for ways, child in node.by_part.get(char, ()):
            if text.startswith(ways, at):
                yield len(ways), (kind.SPLIT, WEIGHTS[kind.SPLIT]), child
        if char in rare() and char not in NUMERALS:
            yield from _glyphs(char, node)
        return
    if char.isascii() and char.isalpha():
        yield from _latin(text, at, node, before)
    run = _run(text, at)
    size = len(run)
    if run in pictures() or run in signs():
        size = _sequence(text, at, size)
    for cls, word in signs().get(text[at : at + size], signs().get(run, ())):
        end = follow(node, word)
        if end is not None:
            name = kind.EMOJI if cls == "emoji" else kind.DIGIT
            yield size, (name, WEIGHTS[name]), end
    for char in pictures().get(run, ""):
        child = node.children.get(char)
        if child is not None:
            yield size, (kind.EMOJI, WEIGHTS[kind.EMOJI]), child
        for _, (step, _weight), child in _sounds(char, node):
            if step == kind.HOMOPHONE:
                yield size, (kind.EMOJI, PICTURE_SOUND), child


def _glyphs(char: str, node: Node) -> Iterator[_Way]:
    """A character that hardly anybody writes, for one that has a part of it."""
    if node.pieces is None:
        node.pieces = {}
        for at, other in enumerate(node.children):
            for part in parts().get(other, ()):
                node.pieces.setdefault(part, []).append((at, other))
    alike = {one for part in parts()[char] for one in node.pieces.get(part, ())}
    for _, other in sorted(alike):
        if other != char:
            yield 1, (kind.LOOK_ALIKE, RARE_GLYPH), node.children[other]


def _sequence(text: str, at: int, size: int) -> int:
    """The length of a picture with its colour, its form and the pictures joined to it."""
    end = last = at + size
    while end < len(text):
        if text[end] == _JOINER and end + 1 < len(text):
            last = end = end + 2
        elif text[end] == _FORM or text[end] in _COLOURS:
            end += 1
        else:
            break
    return last - at


def _sounds(char: str, node: Node) -> Iterator[_Way]:
    for key in _heard(char):
        for other, child in node.by_near.get(key, ()):
            if other != char:
                yield 1, _alike(char, other), child


@cache
def _heard(char: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(near(s[:-1]) for s in syllables(char)))


@cache
def _alike(char: str, other: str) -> _How:
    """How two characters sound alike that do, southern speech allowed for."""
    mine, theirs = syllables(char), syllables(other)
    if any(s in theirs for s in mine):
        return kind.HOMOPHONE, WEIGHTS[kind.HOMOPHONE]
    if any(s[:-1] == t[:-1] for s in mine for t in theirs):
        return kind.HOMOPHONE, OTHER_TONE
    return kind.NEAR_SOUND, WEIGHTS[kind.NEAR_SOUND]


def _latin(text: str, at: int, node: Node, before: tuple[Step, ...]) -> Iterator[_Way]:
    """A syllable, or the first letter of one, at the beginning of a run or after another."""
    if text[at] not in node.by_initial:
        return
    latin = (kind.PINYIN, kind.INITIAL)
    inside = at > 0 and text[at - 1].isascii() and text[at - 1].isalpha()
    if inside and (not before or before[-1][0] not in latin):
        return
    for size in range(2, _LONGEST_SYLLABLE + 1):
        piece = text[at : at + size]
        if len(piece) < size or not (piece.isascii() and piece.isalpha()):
            break
        for other, child in node.by_near.get(near(piece), ()):
            if any(s[:-1] == piece for s in syllables(other)):
                yield size, (kind.PINYIN, WEIGHTS[kind.PINYIN]), child
    if before and before[-1][0] == kind.PINYIN and inside:
        return
    for _, child in node.by_initial[text[at]]:
        yield 1, (kind.INITIAL, WEIGHTS[kind.INITIAL]), child


def _mid_run(text: str, end: int, steps: tuple[Step, ...]) -> bool:
    """Does the reading end in the middle of a latin word?"""
    if steps[-1][0] not in (kind.PINYIN, kind.INITIAL, kind.DIGIT) or end >= len(text):
        return False
    return text[end - 1].isalpha() and text[end].isascii() and text[end].isalpha()


def _alone(text: str, at: int) -> bool:
    """A single latin letter, not part of a run."""
    return not any(
        0 <= i < len(text) and text[i].isascii() and text[i].isalnum() for i in (at - 1, at + 1)
    )


def _run(text: str, at: int) -> str:
    """The sign at ``at``: one character, or a whole latin or digit run from its beginning."""
    if not (text[at].isascii() and text[at].isalnum()):
        return text[at]
    alike = str.isdigit if text[at].isdigit() else str.isalpha
    if at > 0 and text[at - 1].isascii() and alike(text[at - 1]):
        return ""
    end = at + 1
    while end < len(text) and end - at < _LONGEST_SYLLABLE and text[end].isascii():
        if not alike(text[end]):
            break
        end += 1
    return text[at:end]


def _is_mark(char: str) -> bool:
    return (not char.isalnum() and char not in _BARRIERS) or char in STROKES
