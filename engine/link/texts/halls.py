"""Houses in whose halls somebody else holds a lecture: 盛鼎酒店三楼宴会厅, 原始股说明会."""

from __future__ import annotations

import re

_HOST = re.compile(r"(?:酒店|宾馆|饭店|饭庄|会馆|茶楼|影院|剧院|礼堂|文化宫|俱乐部)$")
_HALL = re.compile(
    r"的?(?:[a-z]座)?(?:[\d一二三四五六七八九十]{1,2}[楼层])?[\u4e00-\u9fff]{0,3}(?:厅|会议室|包[间厢房]|大堂|礼堂)"
)
_EVENT = re.compile(
    r"讲座|说明会|推介|答谢|宣讲|报告会|路演|沙龙|见面会|认购会|分享会|招商会|启动会|论坛|年会|开讲"
)

#: Who builds on the hall, or says "our hotel", is the house itself.
_ITSELF = re.compile(
    r"本(?:酒店|宾馆|饭店|饭庄|会馆|茶楼|店|馆|楼)|我店|我们(?:酒店|饭店|宾馆|茶楼|店)"
)
_BUILT = re.compile(r"[,，]?(?:重新|升级)?(?:装修|扩建|改造|翻新|翻修|升级)")


def lets_a_hall(text: str, end: int) -> bool:
    """``end``: where in ``text`` the name of the house ends."""
    hall = _HALL.match(text, end) if _HOST.search(text, max(0, end - 3), end) else None
    if hall is None or _BUILT.match(text, hall.end()) or _ITSELF.search(text):
        return False
    return bool(_EVENT.search(text))
