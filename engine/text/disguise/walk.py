"""Read a stretch of text as terms, every way the disguises allow."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import NamedTuple

from engine.text.disguise import result as kind
from engine.text.disguise.tables import looks, pictures, rare, signs
from engine.text.disguise.trie import NUMERALS, STROKES, Node, follow, is_cjk
from engine.text.disguise.unbelieved import UNPARTED, unbelieved
from engine.text.disguise.ways import (
    COLOURS,
    FORM,
    JOINER,
    LONGEST_SYLLABLE,
    WEIGHTS,
    Step,
    Way,
    heard,
    steps_at,
    surest,
)

#: How many marks in a row may stand between two characters.
_GAP = 4
#: Joiners, variation selectors, zero-width spaces.
_INVISIBLE = frozenset({"Cf", "Mn", "Me"})
#: Marks that no disguise bridges: another line, another column, another text.
_BARRIERS = frozenset("\n\r\t\x1e；;！!？?")


class Reading(NamedTuple):
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
#: What stands behind a text.
_END = frozenset({""})
#: Place in a text → figures that make a difference there.
Figures = dict[int, set[str]]
#: A letter or figure with what may be read along with it.
_ALNUM = re.compile(rf"[A-Za-z0-9]{{1,{LONGEST_SYLLABLE + 1}}}")
#: Stands for any character that parts nothing.
_PLAIN = "一"
#: From a place on so many characters are read first; mostly they decide.
_WINDOWS = (4, 7)
#: No character is parted into more.
_PARTS = 3


class _FollowingDecidesError(Exception):
    """What stands behind a window makes a difference."""


@dataclass(slots=True)
class _Text:
    text: str
    start: int
    found: list[Reading]
    #: Place → figures that would have been read there.
    figures: Figures
    #: Is it a window, of which nobody knows what follows?
    window: bool = False
    #: place of marks → places behind them, see ``_beyond``
    beyond: dict[int, tuple[tuple[int, bool], ...]] = field(default_factory=dict)
    #: place of a letter or figure → see ``Walker._around``
    around: dict[int, str] = field(default_factory=dict)

    def reaches(self, at: int) -> bool:
        """Does the text reach as far as ``at``? Of a window nobody knows what lies beyond."""
        if at < len(self.text):
            return True
        if self.window:
            raise _FollowingDecidesError
        return False


class Walker:
    """Reads stretches of text as the terms of one tree.

    What a Chinese character or a mark may stand for depends on the node alone; that is worked out
    once and remembered (``Node.moves``).
    """

    def __init__(self, root: Node) -> None:
        self._root = root
        self._taught: list[Node] = []
        self._remembered = 0
        #: window → what is read where it begins, and figures; None where more has to be seen
        self._windows: dict[str, tuple[list[Reading], Figures] | None] = {}
        self._single = frozenset(m[0] for m in (*signs(), *pictures()) if not m[0].isalnum())
        self._spelt = frozenset(m[0] for m in (*signs(), *pictures()) if m[0].isascii())
        #: near syllable → the characters of the terms that sound so
        self._sounding: dict[str, set[str]] = {}
        #: Chinese character → characters of the terms that it may stand for
        self._meant: dict[str, frozenset[str]] = {}
        self._make_ready(root)

    @staticmethod
    def bounded(text: str) -> bool:
        """Holds it no picture made of several, which may go on without end?"""
        return JOINER not in text and FORM not in text and COLOURS.isdisjoint(text)

    def readings_at(self, text: str, start: int, figures: Figures | None = None) -> list[Reading]:
        """Every disguised reading that begins at ``start`` of the folded ``text``.

        ``figures`` collects the places where a figure may be read, with the figures that are.
        """
        told = self._by_window(text, start)
        if told is None:
            on = _Text(text, start, [], {} if figures is None else figures)
            self._walk(on, start, self._root, (), ())
            return on.found
        found, read = told
        if figures is not None:
            for at, every in read.items():
                figures.setdefault(at + start, set()).update(every)
        return [shifted(reading, start) for reading in found]

    def _by_window(self, text: str, start: int) -> tuple[list[Reading], Figures] | None:
        """What is read at ``start``, counted from there, if a few characters tell."""
        # What stands before is asked of letters and figures only, as it may be one as well.
        before = text[start - 1] if start and text[start : start + 1].isascii() else _PLAIN
        if is_cjk(before):
            before = _PLAIN
        for size in _WINDOWS:
            if start + size >= len(text):
                return None
            window = before + text[start : start + size]
            try:
                told = self._windows[window]
            except KeyError:
                told = self._in_window(window)
                if len(self._windows) >= _REMEMBERED:
                    self._windows.clear()
                self._windows[window] = told
            if told is not None:
                return told
        return None

    def _in_window(self, window: str) -> tuple[list[Reading], Figures] | None:
        on = _Text(window, 1, [], {}, window=True)
        try:
            self._walk(on, 1, self._root, (), ())
        except _FollowingDecidesError:
            return None
        figures = {at - 1: every for at, every in on.figures.items()}
        return [shifted(reading, -1) for reading in on.found], figures

    def _walk(
        self,
        on: _Text,
        at: int,
        node: Node,
        steps: tuple[Step, ...],
        gaps: tuple[tuple[int, int], ...],
    ) -> None:
        text = on.text
        if node.term and (gaps or any(s[0] for s in steps)) and not _mid_run(on, at, steps):
            on.found.append(Reading(on.start, at, node.term, steps, gaps))
        if not node.children or not on.reaches(at):
            return
        self._step(on, at, node, steps, gaps)
        char = text[at]
        if not steps or (is_cjk(char) and char.isalnum()):
            return
        beyond = on.beyond.get(at)
        if beyond is None:
            beyond = on.beyond[at] = _beyond(on, at)
        bridged = not any(step[0] in UNPARTED for step in steps)
        for to, seen in beyond:
            if bridged or not seen:
                self._step(on, to, node, steps, (*gaps, (at, to)) if seen else gaps)
        if not (char.isascii() and char.isalpha() and on.reaches(at + 1)):
            return
        if is_cjk(text[at + 1]) and _alone(on, at):
            for size, how, child in self._ways(on, at + 1, node, steps):
                if not how[0]:
                    step = (kind.INSERTED, WEIGHTS[kind.INSERTED], at)
                    self._walk(on, at + 1 + size, child, (*steps, step), gaps)

    def _step(
        self,
        on: _Text,
        at: int,
        node: Node,
        steps: tuple[Step, ...],
        gaps: tuple[tuple[int, int], ...],
    ) -> None:
        text = on.text
        for size, how, child in self._ways(on, at, node, steps):
            if how[0] and unbelieved(how[0], steps, gaps, child):
                continue
            to = at + size
            after = text[to] if on.reaches(to) else ""
            if after in child.dead or (
                "a" <= after <= "z"
                and not (child.term or after in child.by_initial or after in child.children)
                and after not in self._spelt
                and not _alone(on, to)
            ):
                continue
            self._walk(on, to, child, (*steps, (*how, at)), gaps)

    def _ways(
        self, on: _Text, at: int, node: Node, before: tuple[Step, ...]
    ) -> tuple[Way, ...] | list[Way]:
        """Of several ways to the same place the surest, so that long words do not multiply them."""
        if not on.reaches(at):
            return ()
        char = on.text[at]
        if char in node.dead:
            return ()
        known = node.moves.get(char)
        if known is not None and (char not in self._single or not self._goes_on(on, at)):
            return known
        if char.isascii() and char.isalnum():
            if char.isdigit():
                if not node.figures:
                    return ()
                figures = node.figures
                after = on.text[at + 1] if on.reaches(at + 1) else ""
                if after.isdigit() or on.text[max(0, at - 1) : at].isdigit():
                    figures = figures & node.children.keys()  # a number is no sign
                if figures:
                    on.figures.setdefault(at, set()).update(figures)
            elif not (char in node.by_initial or char in node.children or char in self._spelt):
                return ()
            return self._signed(on, at, node, before)
        # What follows decides.
        parts = char in node.by_part and (not on.window or on.reaches(at + _PARTS))
        if parts or (char in self._single and self._goes_on(on, at)):
            return surest(steps_at(on.text, at, node, before))
        return self._learn(node, char)

    @staticmethod
    def _goes_on(on: _Text, at: int) -> bool:
        """Could what stands there be the beginning of a longer picture?"""
        after = on.text[at + 1] if on.reaches(at + 1) else ""
        goes_on = after in (JOINER, FORM) or after in COLOURS
        if goes_on and on.window:
            raise _FollowingDecidesError
        return goes_on

    def _signed(
        self, on: _Text, at: int, node: Node, before: tuple[Step, ...]
    ) -> tuple[Way, ...] | list[Way]:
        """The ways of a letter or figure; they hang on its run, on the kind of what stands before
        it and of the step before, and on pictures behind."""
        around = on.around.get(at)
        if around is None:
            around = on.around[at] = self._around(on, at)
        if not around:
            return surest(steps_at(on.text, at, node, before))
        key = f"{before[-1][0] if before else ''} {around}"
        known = node.moves.get(key)
        if known is None:
            self._remember(node)
            known = node.moves[key] = tuple(surest(steps_at(on.text, at, node, before)))
        return known

    def _around(self, on: _Text, at: int) -> str:
        """What the ways of a letter or figure hang on; nothing where a picture follows."""
        text = on.text
        around = _ALNUM.match(text, at)
        assert around is not None  # it stands on such a sign
        if on.reaches(around.end()) and not self.bounded(text[around.end()]):
            if on.window:
                raise _FollowingDecidesError
            return ""
        last = text[at - 1] if at else ""
        kind_of = "" if not last.isascii() else "a" if last.isalpha() else "0" * last.isdigit()
        return f"{kind_of} {around.group()}"

    def _learn(self, node: Node, char: str) -> tuple[Way, ...]:
        self._remember(node)
        found: tuple[Way, ...] = ()
        if not is_cjk(char) or char in rare() or self._means(char) & node.children.keys():
            found = tuple(surest(steps_at(char, 0, node, ())))
        if found or node.term or not is_cjk(char):
            node.moves[char] = found
        else:
            node.dead.add(char)
        return found

    def _means(self, char: str) -> frozenset[str]:
        """Whatever a Chinese character that is not rare may stand for."""
        known = self._meant.get(char)
        if known is None:
            sounds = [self._sounding.get(key, ()) for key in heard(char)]
            written = (char, NUMERALS.get(char, ""), *looks().get(char, ()))
            known = self._meant[char] = frozenset(written).union(*sounds)
        return known

    def _remember(self, node: Node) -> None:
        """Make room for one more move of a node."""
        if self._remembered >= _REMEMBERED:
            for taught in self._taught:
                taught.moves.clear()
                taught.dead &= _END
            self._taught.clear()
            self._remembered = 0
        if not node.moves and len(node.dead) <= 1:
            self._taught.append(node)
        self._remembered += 1

    def _make_ready(self, root: Node) -> None:
        """Tell each node which figures lead on from it, and that nothing lies behind the end.

        A sign is one figure, so that a number of several stands for nothing whatever its figures
        are.
        """
        words = [(c, w) for m, told in signs().items() for c in m if c.isdigit() for _, w in told]
        waiting = [root]
        while waiting:
            node = waiting.pop()
            children = {char for char in node.children if char.isdigit()}
            node.figures = frozenset(
                # A figure in a word of two is never believed.
                children | {d for d, w in words if (to := follow(node, w)) and to.longest > 2}
            )
            for key, alike in node.by_near.items():
                self._sounding.setdefault(key, set()).update(char for char, _ in alike)
            if not node.term:
                node.dead |= _END
            waiting.extend(node.children.values())


def _beyond(on: _Text, at: int) -> tuple[tuple[int, bool], ...]:
    """The places behind marks at ``at``, and whether any of these is seen."""
    found: list[tuple[int, bool]] = []
    text, to, seen = on.text, at, False
    while to - at < _GAP and on.reaches(to) and _is_mark(text[to]):
        seen = seen or unicodedata.category(text[to]) not in _INVISIBLE
        to += 1
        found.append((to, seen))
    return tuple(found)


def _mid_run(on: _Text, end: int, steps: tuple[Step, ...]) -> bool:
    """Does the reading end in the middle of a latin word?"""
    if steps[-1][0] not in (kind.PINYIN, kind.INITIAL, kind.DIGIT) or not on.reaches(end):
        return False
    text = on.text
    return text[end - 1].isalpha() and text[end].isascii() and text[end].isalpha()


def _alone(on: _Text, at: int) -> bool:
    """A single latin letter, not part of a run."""
    before, after = on.text[max(0, at - 1) : at], on.text[at + 1] if on.reaches(at + 1) else ""
    return not any(char.isascii() and char.isalnum() for char in (before, after))


def _is_mark(char: str) -> bool:
    return (not char.isalnum() and char not in _BARRIERS) or char in STROKES
