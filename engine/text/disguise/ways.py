"""What stands at one place of a text, and the nodes that it leads to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from engine.text.disguise import result as kind
from engine.text.disguise.tables import looks, near, parts, pictures, rare, signs
from engine.text.disguise.trie import NUMERALS, Node, follow, is_cjk, syllables

LONGEST_SYLLABLE = 6
#: What makes one picture of several.
JOINER, FORM = "\u200d", "\ufe0f"
COLOURS = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
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
#: How far, step, node after.
Way = tuple[int, _How, Node]


def surest(ways: Iterator[Way]) -> list[Way]:
    best: dict[tuple[int, int], Way] = {}
    for way in ways:
        key = (way[0], id(way[2]))
        if key not in best or best[key][1][1] < way[1][1]:
            best[key] = way
    return list(best.values())


def steps_at(text: str, at: int, node: Node, before: tuple[Step, ...]) -> Iterator[Way]:
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


def _glyphs(char: str, node: Node) -> Iterator[Way]:
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
        if text[end] == JOINER and end + 1 < len(text):
            last = end = end + 2
        elif text[end] == FORM or text[end] in COLOURS:
            end += 1
        else:
            break
    return last - at


def _sounds(char: str, node: Node) -> Iterator[Way]:
    for key in heard(char):
        for other, child in node.by_near.get(key, ()):
            if other != char:
                yield 1, _alike(char, other), child


@cache
def heard(char: str) -> tuple[str, ...]:
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


def _latin(text: str, at: int, node: Node, before: tuple[Step, ...]) -> Iterator[Way]:
    """A syllable, or the first letter of one, at the beginning of a run or after another."""
    if text[at] not in node.by_initial:
        return
    latin = (kind.PINYIN, kind.INITIAL)
    inside = at > 0 and text[at - 1].isascii() and text[at - 1].isalpha()
    if inside and (not before or before[-1][0] not in latin):
        return
    for size in range(2, LONGEST_SYLLABLE + 1):
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


def _run(text: str, at: int) -> str:
    """The sign at ``at``: one character, or a whole latin or digit run from its beginning."""
    if not (text[at].isascii() and text[at].isalnum()):
        return text[at]
    alike = str.isdigit if text[at].isdigit() else str.isalpha
    if at > 0 and text[at - 1].isascii() and alike(text[at - 1]):
        return ""
    end = at + 1
    while end < len(text) and end - at < LONGEST_SYLLABLE and text[end].isascii():
        if not alike(text[end]):
            break
        end += 1
    return text[at:end]
