"""Tips about a business in their subject that accuse it of nothing: whoever reported it takes that back, calls it
他们 and clears it, or tells of strangers whom it chases off its door.
"""

from __future__ import annotations

import re

#: It was a mistake; and that the report is taken back, and not a market stall or a counter.
_MISTAKE = re.compile(
    r"(?:弄|搞|看|记|听|说|报|举报|反映|投诉|认|听)(?:错|岔|混)了?|误会|对不起|不好意思|抱歉|道歉|已经?全?(?:部)?退|都退了|问(?:明白|清楚)了"
)
_BACK = re.compile(
    r"撤[销回诉]|(?:^|[，。；])(?:我|给我|请|现在|就)*撤(?:了|掉|吧)+(?=[，。；！]|$)|撤(?:了|掉)?(?:上次|之前|原来|那)?的?(?:举报|投诉|反映|工单|信)"
)
#: Whoever is made to take it back, or takes back one of several.
_MADE = re.compile(
    r"(?:让|叫|逼|求|劝|要|要求|威胁|答应|只要|不|别|没|才)[^，。；]{0,6}撤|撤[^，。；]{0,8}(?:才|再|就)(?:肯|给|能|退)|撤[^，。；]{0,6}旧|不是[^，。；]{1,12}[，]?(?:而)?是|又(?:来|开始|在)|换了|接着|还在"
)
_REPORTED = re.compile(r"举报|投诉|反映|工单|12345|打过?电话|报过")
#: Whom the subject of a tip is called by in its text.
_THEM = re.compile(r"(?:他们|她们|他家|她家|这家)(?![\u4e00-\u9fff]{0,2}[店馆社厂房])")
_OWNER = r"(?:老板娘?|店主|店员|经理|掌柜|保安|[\u4e00-\u9fff]{1,3}(?:老板|经理|师傅))"
#: 书店门口天天有人发单子，邵老板撵都撵不走
_AT_THE_DOOR = re.compile(r"门(?:口|前|外)[^，。；]{0,8}?(?:有|来了?|站着?|摆着?|蹲着?|支着?)")
_CHASES = re.compile(
    rf"{_OWNER}[^，。；]{{0,4}}?(?:撵|赶|轰)(?!我|俺|咱|老人|人家|出[来去]|客)|(?:撵|赶|轰)(?:都|也|了几[次回])[^，。；]{{0,3}}(?:不走|又来|不动)"
)


def taken_back(text: str) -> bool:
    """Does whoever reported it say that it was a mistake, and that he takes it back?"""
    back = _BACK.search(text) is not None and _REPORTED.search(text) is not None
    return back and _MISTAKE.search(text) is not None and _MADE.search(text) is None


def with_name(text: str, subject: str) -> str:
    """The text with the subject for the words that point to it."""
    return _THEM.sub(subject, text)


def at_its_door(text: str) -> bool:
    """Do strangers stand before it whom it chases off?"""
    door = _AT_THE_DOOR.search(text)
    return door is not None and _CHASES.search(text, door.end()) is not None
