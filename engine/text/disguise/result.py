"""What a disguise finding looks like, and the names of the disguises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

#: Marks, spaces or punctuation between the characters that plain reading does not bridge.
SEPARATOR: Final = "separator"
#: Latin letters put between the characters (高收l益).
INSERTED: Final = "inserted"
#: Another character of the same syllable, tones aside (理材).
HOMOPHONE: Final = "homophone"
#: A syllable that sounds nearly the same (n/l, z/zh, in/ing).
NEAR_SOUND: Final = "near_sound"
#: A character that looks alike (徽信).
LOOK_ALIKE: Final = "look_alike"
#: A character in parts (王里财).
SPLIT: Final = "split"
#: A syllable in latin letters (理cai).
PINYIN: Final = "pinyin"
#: The first letter of a syllable (保b保x).
INITIAL: Final = "initial"
#: A digit or letter for a character (稳赚8赔, O风险).
DIGIT: Final = "digit"
#: A picture for a word (微❤).
EMOJI: Final = "emoji"


@dataclass(frozen=True, slots=True)
class Disguised:
    """``raw[start:end]`` is read as ``term``.

    ``classes`` are the disguises used, sorted; ``confidence`` is between 0 and 1: how sure the
    reading is, not how bad the advert is.
    """

    start: int
    end: int
    term: str
    classes: tuple[str, ...]
    confidence: float
