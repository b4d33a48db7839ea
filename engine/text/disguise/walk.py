"""Read a stretch of text as terms, every way the disguises allow."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from engine.text.disguise import result as kind
from engine.text.disguise.tables import looks, near, parts, pictures, rare, signs
from engine.text.disguise.trie import STROKES, Node, follow, is_cjk, syllables

#: How many marks in a row may stand between two characters.
_GAP = 4
_LONGEST_SYLLABLE = 6
#: Joiners, variation selectors, zero-width spaces.
_INVISIBLE = frozenset({"Cf", "Mn", "Me"})
#: Marks that no disguise bridges: another line, another column, another text.
_BARRIERS = frozenset("\n\r\t\x1e；;！!？?")
#: Bank numerals are another way to write, and no disguise.
_NUMERALS = dict(zip("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千", strict=True))
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


def readings_at(text: str, start: int, root: Node) -> list[Reading]:
    """Every disguised reading that begins at ``start`` of the folded ``text``."""
    found: list[Reading] = []
    _walk(_Text(text, start), start, root, (), (), found)
    return found


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    start: int


def _walk(
    on: _Text,
    at: int,
    node: Node,
    steps: tuple[Step, ...],
    gaps: tuple[tuple[int, int], ...],
    found: list[Reading],
) -> None:
    if node.term and (gaps or any(step[0] for step in steps)) and not _mid_run(on.text, at, steps):
        found.append(Reading(on.start, at, node.term, steps, gaps))
    if not node.children or at >= len(on.text):
        return
    for to, how, child in _surest(on.text, at, node, steps):
        _walk(on, to, child, (*steps, (*how, at)), gaps, found)
    if not steps:
        return
    to, seen = at, False
    while to < len(on.text) and to - at < _GAP and _is_mark(on.text[to]):
        seen = seen or unicodedata.category(on.text[to]) not in _INVISIBLE
        to += 1
        wider = (*gaps, (at, to)) if seen else gaps
        for beyond, how, child in _surest(on.text, to, node, steps):
            _walk(on, beyond, child, (*steps, (*how, to)), wider, found)
    char = on.text[at]
    if char.isascii() and char.isalpha() and _alone(on.text, at) and at + 1 < len(on.text):
        for beyond, how, child in _steps(on.text, at + 1, node, steps):
            if not how[0] and is_cjk(on.text[at + 1]):
                step = (kind.INSERTED, WEIGHTS[kind.INSERTED], at)
                _walk(on, beyond, child, (*steps, step), gaps, found)


def _surest(
    text: str, at: int, node: Node, before: tuple[Step, ...]
) -> list[tuple[int, _How, Node]]:
    """Of several ways to the same place the surest, so that long words do not multiply them."""
    ways = list(_steps(text, at, node, before))
    if len(ways) < 2:
        return ways
    best: dict[tuple[int, int], tuple[int, _How, Node]] = {}
    for way in ways:
        key = (way[0], id(way[2]))
        if key not in best or best[key][1][1] < way[1][1]:
            best[key] = way
    return list(best.values())


def _steps(
    text: str, at: int, node: Node, before: tuple[Step, ...]
) -> Iterator[tuple[int, _How, Node]]:
    """(position after, step, node after) for whatever stands at ``at``."""
    if at >= len(text):
        return
    char = text[at]
    child = node.children.get(char)
    if child is not None:
        yield at + 1, _PLAIN, child
    if is_cjk(char):
        child = node.children.get(_NUMERALS.get(char, ""))
        if child is not None:
            yield at + 1, _PLAIN, child
        yield from _sounds(char, at, node)
        for other, close in looks().get(char, {}).items():
            child = node.children.get(other)
            if child is not None:
                yield (
                    at + 1,
                    (kind.LOOK_ALIKE, WEIGHTS[kind.LOOK_ALIKE] if close else SHARED_PART),
                    child,
                )
        for ways, child in node.by_part.get(char, ()):
            if text.startswith(ways, at):
                yield at + len(ways), (kind.SPLIT, WEIGHTS[kind.SPLIT]), child
        if char in rare() and char not in _NUMERALS:
            yield from _glyphs(char, at, node)
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
            yield at + size, (name, WEIGHTS[name]), end
    for char in pictures().get(run, ""):
        child = node.children.get(char)
        if child is not None:
            yield at + size, (kind.EMOJI, WEIGHTS[kind.EMOJI]), child
        for _, (step, _weight), child in _sounds(char, at, node):
            if step == kind.HOMOPHONE:
                yield at + size, (kind.EMOJI, PICTURE_SOUND), child


def _glyphs(char: str, at: int, node: Node) -> Iterator[tuple[int, _How, Node]]:
    """A character that hardly anybody writes, for one that has a part of it."""
    mine = parts()[char]
    for other, child in node.children.items():
        if other != char and not mine.isdisjoint(parts().get(other, ())):
            yield at + 1, (kind.LOOK_ALIKE, RARE_GLYPH), child


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


def _sounds(char: str, at: int, node: Node) -> Iterator[tuple[int, _How, Node]]:
    mine = syllables(char)
    for key in dict.fromkeys(near(s[:-1]) for s in mine):
        for other, child in node.by_near.get(key, ()):
            if other == char:
                continue
            theirs = syllables(other)
            if any(s in theirs for s in mine):
                yield at + 1, (kind.HOMOPHONE, WEIGHTS[kind.HOMOPHONE]), child
            elif any(s[:-1] == t[:-1] for s in mine for t in theirs):
                yield at + 1, (kind.HOMOPHONE, OTHER_TONE), child
            else:
                yield at + 1, (kind.NEAR_SOUND, WEIGHTS[kind.NEAR_SOUND]), child


def _latin(
    text: str, at: int, node: Node, before: tuple[Step, ...]
) -> Iterator[tuple[int, _How, Node]]:
    """A syllable, or the first letter of one, at the beginning of a run or after another."""
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
                yield at + size, (kind.PINYIN, WEIGHTS[kind.PINYIN]), child
    if before and before[-1][0] == kind.PINYIN and inside:
        return
    for _, child in node.by_initial.get(text[at], ()):
        yield at + 1, (kind.INITIAL, WEIGHTS[kind.INITIAL]), child


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
