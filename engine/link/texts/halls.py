"""Houses in whose halls somebody else holds a lecture: 盛鼎酒店三楼宴会厅, 原始股说明会."""

from __future__ import annotations

import re

_HOST = re.compile(
    r"(?:酒店|宾馆|饭店|饭庄|会馆|茶楼|茶馆|酒楼|餐厅|餐饮|农家乐|客栈|民宿|山庄|度假村|影院|剧院|礼堂|文化宫|俱乐部)"
    r"(?:管理)?(?:有限责任公司|有限公司|公司)?$"
)
_HALL = re.compile(
    r"的?(?:[a-z]座)?(?:[\d一二三四五六七八九十]{1,2}[楼层](?:[\u4e00-\u9fff]{0,3}(?:厅|会议室|包[间厢房]))?"
    r"|[\u4e00-\u9fff]{0,3}(?:厅|会议室|包[间厢房]|大堂|礼堂))"
)
_EVENT = re.compile(
    r"讲座|说明会|推介|答谢|宣讲|报告会|路演|沙龙|见面会|认购会|分享会|招商会|启动会|论坛|年会|开讲|讲课|听课"
)
#: Where people meet to be taken elsewhere.
_MEETING = re.compile(r"(?:集合|上车|乘车|接送|候车|碰头)(?:地点|点|处)?(?:设?[在:：]|位于)*$")
#: Where something takes place: a firm's own 地址 is none.
_PLACE = re.compile(r"(?:地点|会场|场地)(?:设?[在:：]|位于)*$")
_LETS = re.compile(r"[^，。！？,!?]{0,2}(?:出租|提供)(?:场地)?(?=[，。！？,!?]|$)")
_SITE = re.compile(r"(?:场地|会场|会议室)[^，。！？,!?]{0,2}由$")

#: Who builds on the hall, or says "our hotel", is the house itself.
_ITSELF = re.compile(
    r"本(?:酒店|宾馆|饭店|饭庄|会馆|茶楼|店|馆|楼)|我店|我们(?:酒店|饭店|宾馆|茶楼|店)"
)
_BUILT = re.compile(r"[,，]?(?:重新|升级)?(?:装修|扩建|改造|翻新|翻修|升级)")
#: Who else has people come there: 省城某某财富答谢晚宴, 联合某某资本邀您.
_GUEST = re.compile(
    r"(?:[:：，,。\s]|联合|携手|由)(?:[\u4e00-\u9fff]{2,9}?)(?:财富|投资|资本|金服|基金|理财|资管|集团|商学院)"
)
_LEAST, _HOUSE = 8, 14


def lets_a_hall(text: str, begin: int, end: int, title: str) -> bool:
    """``begin``, ``end``: where in ``text`` the house is named that is registered as ``title``."""
    before = text[max(0, begin - _LEAST) : begin]
    if _SITE.search(before) and _LETS.match(text, end):
        return True
    if _MEETING.search(before):
        return True
    named = _HOST.search(text, max(0, end - _HOUSE), end) or _HOST.search(title)
    hall = _HALL.match(text, end) if named else None
    if _ITSELF.search(text) or (hall is not None and _BUILT.match(text, hall.end())):
        return False
    if _PLACE.search(before) and (named or hall):
        return True
    if named and _GUEST.search(text, end):
        return True
    return hall is not None and bool(_EVENT.search(text))
