"""Which readings are believed, and how much: one rule per kind of disguise.

The margins are natural logarithms (``judge.weigh``). They were set on half A of
``tests/text/disguise_cases.csv``; half B measures them (tests/text/test_disguise.py).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from engine.text.disguise import result as kind
from engine.text.disguise.judge import Weighed
from engine.text.disguise.tables import signs
from engine.text.disguise.walk import Reading

#: Characters that are changed but still can be nothing else, and need no unchanged neighbour.
_STRONG = frozenset({kind.SPLIT, kind.PINYIN, kind.INSERTED})
#: Margin wanted of a term of two characters and of a longer one, when the text talks of money.
_NEED = {
    kind.SPLIT: (8.0, 8.0),
    kind.PINYIN: (3.0, 3.0),
    kind.INSERTED: (4.0, 4.0),
    kind.HOMOPHONE: (4.0, 3.0),
    kind.NEAR_SOUND: (7.0, 4.5),
    kind.LOOK_ALIKE: (5.5, 5.5),
    kind.EMOJI: (2.0, 3.0),
    kind.DIGIT: (5.0, 4.0),
    kind.INITIAL: (8.0, 8.0),
    kind.SEPARATOR: (6.0, 4.0),
}
#: How much more is wanted when nothing else in the text talks of money.
_UNSUPPORTED = 4.0
#: Wanted when two of three, or three of four, characters are changed.
_MOSTLY = 10.0
#: A sub-word of the term's own sentence may not be cut by more than this.
_CUT = 2.5
#: Below this a reading is not reported.
LEAST = 0.3
#: Whole words in latin letters shorter than this are names as often as not.
_LATIN_WORD = 5
#: A latin run costs what a word costs, so that reading it as one gains nothing.
_WHOLE_LATIN = -2.0
#: Marks that end clauses or set list items apart; others have no business between characters.
_CLAUSE = frozenset("，。、：,.:（）()“”‘’\"'《》<>")
_N = "[0-9一二三四五六七八九十两百千万]"
_MONEY = re.compile(
    rf"{_N}(?:\.[0-9]+)?(?:%|％|分(?![钟店院公局部洪])|厘|个点|倍|成(?!立|品|人))"
    rf"|[返存投充借领赚拿](?:满|入|够|资|了)?{_N}+[0-9]*[百千万元块]?|[返存投充借][0-9]|拉[0-9一二两三四五]个?人"
    r"|[年月日周][利息返收]|[利本]息|返[利现还本租]|赚|收益|回[报本]|本金|投资|入股|股[东权份票]|[一每]股"
    r"|理财|借[款钱]|贷款|抵押|征信|利息|分红|翻[番倍]|复投|直推|提现|币|融资|集资|担保|佣金|基金"
    r"|项目|认购|起投|放款|下款|[当秒][天日场]?(?:拿钱|到账|到手)|内部|上市|老师|带单|月月|年年|闲钱|钱生钱|连本带利|门槛|银行不"
)


def supported(text: str, reading: Reading) -> bool:
    """Does the folded text talk of money, what the reading itself supplies left aside?"""
    supplied = [at for name, _, at in reading.steps if name]
    if not supplied or len(reading.term) == 2:
        supplied = list(range(reading.start, reading.end))
    return any(
        not any(match.start() <= at < match.end() for at in supplied)
        for match in _MONEY.finditer(text)
    )


@dataclass(frozen=True, slots=True)
class Accepted:
    """A reading with its confidence; ``cut``: to be believed only inside a longer one."""

    reading: Reading
    confidence: float
    margin: float
    cut: bool


def classes(reading: Reading) -> tuple[str, ...]:
    """The disguises used, sorted."""
    names = {name for name, _, _ in reading.steps if name}
    if reading.gaps:
        names.add(kind.SEPARATOR)
    return tuple(sorted(names))


def possible(text: str, reading: Reading) -> bool:
    """Enough left unchanged, and marks jumped over as disguises do it (costs no dictionary)."""
    changed = [name for name, _, _ in reading.steps if name]
    weak = [name for name in changed if name not in _STRONG]
    same = len(reading.steps) - len(changed)
    size = len(reading.term)
    if len(reading.steps) == 1:
        return False  # one picture for the whole word is decoration
    if weak and not same and not (kind.SPLIT in changed or kind.PINYIN in changed):
        return False
    if kind.DIGIT in changed and size == 2:
        return False
    if len(weak) > max(1, size - 2) or (size == 2 and weak and not same and _loose(weak)):
        return False
    if not same and size == 2 and all(name == kind.PINYIN for name in changed):
        return _latin_word(text, reading)
    return _gaps_fit(text, reading)


def _loose(weak: list[str]) -> bool:
    return any(name != kind.HOMOPHONE for name in weak)


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
    return regular and (len(reading.term) > 2 or not changed)


def judge(reading: Reading, weighed: Weighed, money: bool) -> Accepted | None:
    """Believe it or not; ``money``: see ``supported``."""
    names = classes(reading)
    weak = [w for name, w, _ in reading.steps if name and name not in _STRONG]
    size = len(reading.term)
    changed = [name for name in names if name != kind.SEPARATOR]
    need = max(_NEED[name][size > 2] for name in changed or names)
    if size == 2 and [name for name, _, _ in reading.steps] == [kind.PINYIN] * 2:
        need = _WHOLE_LATIN
    if not money:
        need += _UNSUPPORTED
    if len(weak) > max(1, size // 2):
        if not money or min(weak) < 0.85:
            return None
        need = max(need, _MOSTLY)
    if weighed.margin < need:
        return None
    sure = math.prod(weight for _, weight, _ in reading.steps) * (0.9 if reading.gaps else 1.0)
    sure *= 1 - 0.5 * math.exp(-(weighed.margin - need) / 4 - 0.7)
    if not money:
        sure *= 0.8
    if sure < LEAST:
        return None
    return Accepted(reading, round(sure, 3), weighed.margin, weighed.cut > _CUT)
