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


def lets_a_hall(text: str, end: int) -> bool:
    """``end``: where in ``text`` the name of the house ends."""
    return bool(
        _HOST.search(text, max(0, end - 3), end) and _HALL.match(text, end) and _EVENT.search(text)
    )
