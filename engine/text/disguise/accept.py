"""Which readings are believed, and how much: one rule per kind of disguise.

The margins are natural logarithms (``judge.weigh``). They were set on half A of
``tests/text/disguise_cases.csv``; half B measures them (tests/text/test_disguise.py).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, replace

from engine.text.disguise import result as kind
from engine.text.disguise.judge import Weighed
from engine.text.disguise.money import rated, speaks_of_money
from engine.text.disguise.tables import signs
from engine.text.disguise.trie import OF_MONEY, WHOLE, is_cjk
from engine.text.disguise.walk import Reading
from engine.text.disguise.ways import OTHER_TONE

#: Characters that are changed but still can be nothing else, and need no unchanged neighbour.
_STRONG = frozenset({kind.SPLIT, kind.PINYIN, kind.INSERTED})
#: Margin wanted of a term of two characters and of a longer one, when the text talks of money.
_NEED = {
    kind.SPLIT: (8.0, 8.0),
    kind.PINYIN: (3.0, 3.0),
    kind.INSERTED: (4.0, 4.0),
    kind.HOMOPHONE: (4.0, 2.0),
    kind.NEAR_SOUND: (7.0, 2.0),
    kind.LOOK_ALIKE: (5.5, 5.5),
    kind.EMOJI: (2.0, 0.0),
    kind.DIGIT: (5.0, 0.5),
    kind.INITIAL: (5.0, 4.0),
    kind.SEPARATOR: (6.0, 4.0),
}
#: How much more is wanted when nothing else in the text talks of money: of two, of three, of more
#: characters, and of disguises that nobody writes by accident or of two kinds at once.
_UNSUPPORTED = (4.5, 3.5, 2.5)
_UNSUPPORTED_STRONG = 2.0
#: Wanted of two characters that are both changed, one of them to a picture.
_BOTH = 6.0
#: Wanted when two of three, or three of four, characters are changed.
_MOSTLY, _MOSTLY_UNSUPPORTED = 10.0, 14.0
#: Wanted when nothing is left unchanged: of four characters and more, and of fewer, which
#: moreover need another disguised word beside them.
_BOLD, _BOLD_UNSUPPORTED, _BOLD_SHORT = 12.0, 18.0, 10.0
#: So much more than wanted leaves no other reading.
_PLAINLY = 5.0
#: What other disguised words in the text make up for, and what two that want it make up between
#: them.
_COMPANY, _LITTLE = 4.0, 2.0
#: How sure first letters alone are, and how much surer one disguise makes another.
_LETTERS = 0.6
_TOGETHER = 0.75
#: Less is wanted when the very neighbour talks of money.
_BESIDE = 1.0
#: A sub-word of the term's own sentence may not be cut by more than this.
_CUT = 2.5
#: No more margin than this tells anything (rare characters are likely nowhere).
_MOST = 12.0
#: A margin that leaves a reading open to be decided by the wording of the text; how much margin
#: makes up for one step of log-odds; the sum that is believed; how many readings are tried.
_OPEN, _EVEN, _SAID, _ASKED = 4.0, 4.0, 1.6, 4
#: More is wanted of latin words, which are names as often as not.
_FOREIGN = 0.5
#: Less of long words, which nothing else resembles by chance.
_LONG = 0.4
#: Log-odds wanted for first letters that stand alone, and that have others beside them.
_SAID_LETTER, _SAID_LETTERS = 0.8, 0.0
#: Below this a reading is not reported.
LEAST = 0.3
#: Whole words in latin letters shorter than this are names as often as not.
_LATIN_WORD = 4
#: A latin run costs what a word costs, so that reading it as one gains nothing.
_WHOLE_LATIN = 0.0
#: Marks that end clauses or set list items apart; others have no business between characters.
_CLAUSE = frozenset("，。、：,.:（）()“”‘’\"'《》<>")


@dataclass(frozen=True, slots=True)
class Accepted:
    """A reading with its confidence; ``cut``: to be believed only inside a longer one."""

    reading: Reading
    confidence: float
    margin: float
    cut: bool
    #: Only beside other disguised words; ``wants``: for lack of much margin.
    needs_company: bool = False
    wants: bool = False


def classes(reading: Reading) -> tuple[str, ...]:
    """The disguises used, sorted."""
    names = {name for name, _, _ in reading.steps if name}
    if reading.gaps:
        names.add(kind.SEPARATOR)
    return tuple(sorted(names))


def bold(text: str, reading: Reading) -> bool:
    """Nothing or nearly nothing left unchanged, which asks for more to be believed."""
    changed = [name for name, _, _ in reading.steps if name]
    if len(reading.steps) == 1 or kind.DIGIT in changed or kind.INSERTED in changed:
        return False
    if kind.INITIAL in changed:
        return letters_only(reading)
    size = len(reading.term)
    return len(changed) > max(1, size // 2) and _gaps_fit(text, reading)


def letters_only(reading: Reading) -> bool:
    """First letters in one run, for a word long enough to be known by them."""
    return (
        len(reading.term) >= WHOLE
        and not reading.gaps
        and all(name == kind.INITIAL for name, _, _ in reading.steps)
    )


def bare(text: str, reading: Reading) -> bool:
    """Two or three first letters of a word of money that are a latin run of their own."""
    if len(reading.term) >= WHOLE or reading.gaps or len(reading.steps) != len(reading.term):
        return False
    if any(name != kind.INITIAL for name, _, _ in reading.steps) or not OF_MONEY.search(
        reading.term
    ):
        return False
    around = text[max(0, reading.start - 1) : reading.start], text[reading.end : reading.end + 1]
    if rated(text, reading):
        around = around[0], ""
    return not any(c and c not in _CLAUSE and not is_cjk(c) for c in around) and any(
        map(is_cjk, filter(None, around))
    )


def possible(text: str, reading: Reading) -> bool:
    """Enough left unchanged, and marks jumped over as disguises do it (costs no dictionary)."""
    changed = [name for name, _, _ in reading.steps if name]
    weak = [name for name in changed if name not in _STRONG]
    same = len(reading.steps) - len(changed)
    size = len(reading.term)
    if len(reading.steps) == 1:
        return False  # one picture for the whole word is decoration
    if not same and weak and not _telling(changed):
        return False
    if kind.DIGIT in changed and size == 2:
        return False
    if len(weak) > max(1, size - 2 + (size > 3)) and not (
        kind.EMOJI in weak and (size == 2 or (same and set(weak) == {kind.EMOJI}))
    ):
        return False
    if size == 2 and not same and any(n not in (kind.HOMOPHONE, kind.EMOJI) for n in weak):
        return False
    if not same and size == 2 and all(name == kind.PINYIN for name in changed):
        return _latin_word(text, reading)
    return _gaps_fit(text, reading)


def _telling(changed: list[str]) -> bool:
    """Something among the changes that carries the reading without an unchanged character."""
    return any(name in (kind.SPLIT, kind.PINYIN, kind.EMOJI) for name in changed)


def _latin_word(text: str, reading: Reading) -> bool:
    """Two syllables and nothing else: long enough, and no part of an address."""
    latin = sum(c.isascii() and c.isalpha() for c in text[reading.start : reading.end])
    around = text[max(0, reading.start - 1) : reading.start] + text[reading.end : reading.end + 1]
    return latin >= _LATIN_WORD and not any(c.isascii() and not c.isspace() for c in around)


def _gaps_fit(text: str, reading: Reading) -> bool:
    if not reading.gaps:
        return True
    changed = [name for name, _, _ in reading.steps if name]
    marks = [text[a:b].strip() for a, b in reading.gaps]
    if kind.EMOJI in changed or kind.INITIAL in changed:
        return False
    if changed and any(c in signs() for mark in marks for c in mark):
        return False
    if not any(mark in _CLAUSE for mark in marks):
        return True
    regular = len(reading.gaps) >= len(reading.steps) - 1
    return regular and (len(reading.term) > 2 or all(name in _STRONG for name in changed))


def least(text: str, reading: Reading, money: int) -> float:
    """The margin without which a reading is not believed and makes no difference."""
    if bare(text, reading) or letters_only(reading):
        return -math.inf
    need = _needed(reading, money) if possible(text, reading) else None
    return _OPEN if need is None else min(_OPEN, need - _COMPANY)


def judge(reading: Reading, weighed: Weighed, money: int) -> Accepted | None:
    """Believe it or not; ``money`` as ``Money.supports`` says."""
    need = _needed(reading, money)
    if need is None:
        return None
    verdict = _accepted(reading, weighed, money, need, may_lack=True)
    if verdict is None:
        return None
    if _whole_latin(reading) and not money:
        return replace(verdict, needs_company=True)  # a name as often as not
    return _plainly(verdict, weighed, need)


def _whole_latin(reading: Reading) -> bool:
    return [name for name, _, _ in reading.steps] == [kind.PINYIN] * 2


def _needed(reading: Reading, money: int) -> float | None:
    """The margin wanted; None where none is enough."""
    names = classes(reading)
    weak = [w for name, w, _ in reading.steps if name and name not in _STRONG]
    size = len(reading.term)
    changed = [name for name in names if name != kind.SEPARATOR]
    need = max(_NEED[name][size > 2] for name in changed or names)
    if _whole_latin(reading):
        need = _WHOLE_LATIN
    if not money:
        strong = all(name in _STRONG for name in changed) and changed
        telling = strong or set(changed) == {kind.EMOJI}
        several = len(names) > 1 or len(changed) > 1
        need += _UNSUPPORTED_STRONG if telling or several else _UNSUPPORTED[min(size, 4) - 2]
    elif money > 1:
        need -= _BESIDE
    if size == 2 and len(weak) == 2:
        if not money:
            return None
        need = max(need, _BOTH)
    elif len(weak) > max(1, size // 2):
        if min(weak) < OTHER_TONE or not (money or size > 3):
            return None
        need = max(need, _MOSTLY if money else _MOSTLY_UNSUPPORTED)
    return need


def _plainly(verdict: Accepted, weighed: Weighed, need: float) -> Accepted:
    """Long words far likelier than what stands there are sure, whatever was changed."""
    reading = verdict.reading
    strong = all(name in _STRONG for name, _, _ in reading.steps)
    more = 0.0 if strong else _PLAINLY
    if len(reading.term) >= WHOLE and weighed.margin >= need + more:
        return replace(verdict, confidence=max(verdict.confidence, _LETTERS))
    return verdict


def judge_bold(reading: Reading, weighed: Weighed, money: int) -> Accepted | None:
    """Believe a reading that leaves nothing unchanged? Short ones need company besides."""
    if letters_only(reading):
        return Accepted(reading, _LETTERS, 0.0, False) if money else None
    need = _BOLD_SHORT
    if len(reading.term) >= WHOLE:
        need = _BOLD if money else _BOLD_UNSUPPORTED
    verdict = _accepted(reading, weighed, money, need)
    if verdict is None:
        return None
    if len(reading.term) >= WHOLE:
        return _plainly(verdict, weighed, need)
    return replace(verdict, needs_company=True)


def _accepted(
    reading: Reading, weighed: Weighed, money: int, need: float, may_lack: bool = False
) -> Accepted | None:
    """``may_lack``: something may be wanting that other disguised words make good."""
    if weighed.margin < need - (_COMPANY if may_lack else 0.0):
        return None
    # Long words are not less sure for having more characters to change.
    changed = sum(1 for name, _, _ in reading.steps if name)
    sure = math.prod(weight for _, weight, _ in reading.steps) ** min(1.0, 2 / max(changed, 1))
    over = max(weighed.margin - need, 0.0)
    sure *= (0.9 if reading.gaps else 1.0) * (1 - 0.5 * math.exp(-over / 4 - 0.7))
    if not money:
        sure *= 0.8
    if sure < LEAST:
        return None
    lacks = weighed.margin < need
    wants = weighed.margin < need - _LITTLE
    return Accepted(reading, round(sure, 3), weighed.margin, weighed.cut > _CUT, lacks, wants)


def worded(
    text: str,
    doubtful: list[tuple[Reading, float, int]],
    sure: list[Accepted],
    wording: Callable[[str], float],
) -> list[Accepted]:
    """Readings that the dictionary leaves open and the wording of the whole text decides.

    ``doubtful``: reading, margin, support by words of money.
    """
    open_ = [d for d in doubtful if d[1] >= _OPEN or bare(text, d[0])]
    taken = covered(sure)
    open_ = [d for d in open_ if apart(d[0], taken)]
    letters = [d for d in open_ if bare(text, d[0])]
    words = [d for d in open_ if not bare(text, d[0]) and _enough(text, d[0])]
    found: list[Accepted] = []
    for reading, margin, money in sorted(words, key=lambda d: -d[1])[:_ASKED]:
        score = min(margin, _MOST) / _EVEN + wording(
            _put(text, [*(h.reading for h in sure), reading])
        )
        need = _SAID + _FOREIGN * (kind.PINYIN in classes(reading))
        need -= _LONG * (len(reading.term) >= WHOLE)
        if score + bool(money) >= need:
            found.append(Accepted(reading, _LETTERS, margin, False))
    return found + _by_letters(text, letters, [h.reading for h in (*sure, *found)], wording)


def _enough(text: str, reading: Reading) -> bool:
    """Two characters that only share parts with a word are names, unless a rate follows."""
    return len(reading.term) > 2 or possible(text, reading) or rated(text, reading)


def _by_letters(
    text: str,
    letters: list[tuple[Reading, float, int]],
    known: list[Reading],
    wording: Callable[[str], float],
) -> list[Accepted]:
    """First letters beside each other vouch for each other; one alone wants a telling text."""
    best: dict[int, tuple[float, Reading]] = {}  # by where it begins
    places = sorted({reading.start for reading, _, _ in letters})
    if len(places) > _ASKED:
        return []
    for reading, margin, _ in sorted(letters, key=lambda d: (d[0].start, -d[1])):
        others = [r for _, r in best.values() if r.start < reading.start]
        said = wording(_put(text, [*known, *others, reading])) + margin / _EVEN
        if reading.start not in best or best[reading.start][0] < said:
            best[reading.start] = (said, reading)
    if not best:
        return []
    read = [reading for _, reading in best.values()]
    said = wording(_put(text, [*known, *read]))
    several = len(read) + len(known) > 1 or rated(text, read[0])
    if said < (_SAID_LETTERS if several else _SAID_LETTER):
        return []
    return [Accepted(reading, _LETTERS, 0.0, False) for reading in read]


def _put(text: str, read: list[Reading]) -> str:
    """``text`` with the readings in place of what stands there; the later of two that overlap."""
    end = len(text)
    pieces = []
    for reading in sorted(read, key=lambda r: -r.start):
        if reading.end <= end:
            pieces += [text[reading.end : end], reading.term]
            end = reading.start
    return text[:end] + "".join(reversed(pieces))


def covered(accepted: Iterable[Accepted]) -> set[int]:
    """The places of the readings."""
    return {at for hit in accepted for at in range(hit.reading.start, hit.reading.end)}


def apart(reading: Reading, others: Set[int]) -> bool:
    """Does the reading share no character with those ``covered``?"""
    return others.isdisjoint(range(reading.start, reading.end))


def together(sure: list[Accepted], timid: list[Accepted]) -> list[Accepted]:
    """All that is believed: disguised words of money vouch for each other.

    Timid readings whose margin is enough may vouch too, but for no other that wants margin.
    """
    words = {hit.reading.term: hit for hit in sure if speaks_of_money(hit.reading.term)}
    fit = {hit.reading.term: hit for hit in timid if not hit.wants}
    if words:
        kept = sure + timid
    elif len(fit) > 1:
        kept = sure + list(fit.values())
    else:
        return sure
    if len(words.keys() | {hit.reading.term for hit in kept}) < 2:
        return kept
    kept = [replace(h, confidence=round(1 - (1 - h.confidence) * _TOGETHER, 3)) for h in kept]
    return sorted(kept, key=lambda h: (h.reading.start, h.reading.end, h.reading.term))
