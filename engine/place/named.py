"""Whether words that stand before 村, 小区 or 路 may be what the place is called, or go on from a sentence.

反映村里修路 and 老板收村里人的钱 have as many characters before 村 as 红星村 has. Names are nouns or no words
at all; a verb is one where a township somewhere is called so, as 团结, 前进 and 丰收 are.
"""

from __future__ import annotations

from functools import cache

from engine.text.divisions import divisions
from engine.text.kinds import cut_kinds

_TOWNS = ("镇", "乡", "街道")
#: Verbs, pronouns, adverbs, prepositions, conjunctions, particles, times: in the dictionary's letters.
_OF_SENTENCES = frozenset("vrdpcut")
#: Who goes into a village is told no name: 上月进村, 收钱到村.
_GOES = frozenset("进回到出入")

#: What stands before a verb, and what takes the village for its object: 还跟, 外嫁女按.
_BEFORE, _DOES = frozenset("drc"), frozenset("vpc")
_PAIR = 2


def may_be_name(own: str) -> bool:
    """``own``: what stands before the word for the kind of place; "" is told by that word alone."""
    if not own or any(own + town in _called() for town in _TOWNS):
        return True
    words = cut_kinds(own)
    if "在" in own or (len(words) > 1 and own[-1] in _GOES):
        return False
    if any(len(word) > 1 and kind[:1] in _OF_SENTENCES for word, kind in words):
        return False
    (first, told), (last, done) = words[0], words[-1]
    if len(words) == 1 or len(last) > 1:
        return True
    if len(words) == _PAIR and len(first) == 1:
        return not (told in _BEFORE and done in _DOES)
    return done not in _DOES  # somebody does something: 老板收


@cache
def _called() -> frozenset[str]:
    """What townships are called."""
    known = divisions().counties.values()
    return frozenset(
        town for counties in known for county in counties for town in county.written.split(" ")
    )
