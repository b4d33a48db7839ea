"""Whether words that stand before 村, 小区 or 路 may be what the place is called, or go on from a sentence.

反映村里修路 and 老板收村里人的钱 have as many characters before 村 as 红星村 has. Names are nouns or no words
at all; a verb is one where a township somewhere is called so, as 团结, 前进 and 丰收 are.
"""

from __future__ import annotations

import re
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
_PAIR, _LONGEST = 2, 3
#: Sentences begin with these; other verbs and times name estates as well (互助, 现代).
_OPENERS = re.compile(
    r"反映|举报|投诉|要求|建议|咨询|感谢|希望|请求|恳请|组织|发现|听说|据说|得知|怀疑|担心|欺骗|诱骗|动员|鼓动|宣传|带领|通知|忽悠"
    r"|昨[天日晚]|前[天日年]|后来|[上下去今明]年|目前|现在|最近|近[日来期]|当时|已经|经常|到处|其他|我们|他们|她们|你们|咱们|自己|这[里个些]|那[里个些]|各个"
)
_PEOPLE = re.compile("老板|老人|老乡|会计|主任|经理|业务员|群众|[村居]民|邻居")
#: Somebody is told to be or to do something there; of anything else the village may be the object.
_THERE = re.compile(r"有(?:人|家|个|一|几|伙|公司)|$|里?有人|[东西南北]门|门口|附近|旁|对面")


def told_as_name(own: str, before: str, behind: str) -> bool:
    """The same of a word within its clause: behind a township (城关镇进步村) or before a number
    (开发路12号) a verb is a name as well."""
    if may_be_name(own):
        told = not (_PEOPLE.search(own) or _OPENERS.fullmatch(own))
        return told or any(own + town in _called() for town in _TOWNS)
    counted = re.match(r"[\d一二三四五六七八九十A-Za-z]", behind) is not None
    sure = before.endswith(_TOWNS) or counted
    words = cut_kinds(own)
    if "在" in own or _PEOPLE.search(own) or len(own) > _LONGEST or own[-1] in _GOES - {"进"}:
        return False
    if _OPENERS.match(own):
        return own == "希望" and (sure or _THERE.match(behind) is not None)
    if len(words) > 1 and (len(words) > _PAIR or words[0][1] in _DOES or words[-1][1] in "pc"):
        return False
    if len(words) > 1 and len(words[-1][0]) == 1 and not counted:
        return False
    if any(kind[:1] in "rpc" for _, kind in words):
        return False
    return sure or (len(words) == 1 and _THERE.match(behind) is not None)


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
