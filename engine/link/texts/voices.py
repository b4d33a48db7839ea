"""Others than a firm who speak of it in an advert or a letter: who counts it among his customers, who once bought or
sold its goods, who meets in its house, who complains of it to a paper.
"""

from __future__ import annotations

import re

_STOP = r"，。；！？,;!?\n"
#: 古渡酒业、和济堂都是咱老客户: the names of a list end with whose customers they are.
_CLIENTS = re.compile(
    rf"[^{_STOP}]{{0,16}}?(?:都|全|也|均)?是(?:我|咱|俺|本|咱家|我家|我司)们?(?:店|厂|公司|家)?的?(?:常年|长期|多年|固定)?的?[老大]?(?:客户|主顾|用户|合作|供货|供应|甲方)"
)
_LISTED = re.compile(r"(?:合作|服务|供货)(?:过的?)?(?:单位|客户|商家|企业)(?:有|包括|[:：])[^。；！？;!?\n]{0,30}$")
#: 本人卖过某某的货: goods that went through somebody's hands.
_ONCE = re.compile(
    r"(?:我|本人|俺|咱|自己|^|[，。；！？,;!?\s])(?:们|家)?(?:以前|之前|曾经?|一直|也|都|还)?(?:卖|买|吃|喝|用|穿|做|代理|跑|送|进|发|拿|订)过$"
)
_AT = re.compile(r"(?:在|于|到|来)$")
_HELD = re.compile(r"(?:[一二三四五六七八九十\d]+[楼层])?(?:隆重)?(?:举行|举办|召开|开讲|开课|集合|上课|开会|进行)")
_HOST = re.compile(r"(?:酒店|宾馆|饭店|饭庄|会馆|茶楼|茶馆|酒楼|餐厅|农家乐|山庄|度假村|影院|剧院|礼堂)$")
#: Money that whoever tells of it does not get back, and that others are warned by him.
_LOST = re.compile(
    rf"(?<!担心)(?<!怕)(?:取不出|拿不[出回]|要不[回来]|退不[了出]|不(?:肯|给)?退|到期不[还给]|没退|卷[钱款]跑|被骗)"
)
_I = re.compile(r"[我俺咱](?:在|妈|爸|家|们|把|存|交|投|的|也|从)|读者|听众|市民|网友|来信")
_WARNS = re.compile(
    r"(?:提醒|劝|告诉|奉劝|大家|街坊|邻居|姐妹|各位|都)[^，。；]{0,6}(?:别|不要|莫)再?(?:去|信|存|买|交|充|投|上当)|一起(?:报案|维权|去告|举报)|曝光|投诉"
)


def complains(text: str) -> bool:
    """Does somebody tell others that his money is gone?"""
    lost = _LOST.search(text)
    return bool(lost and _I.search(text) and _WARNS.search(text))


def speak(text: str, begin: int, stop: int) -> bool:
    """Do others speak of the firm that is named there?"""
    return dealt_with(text, begin, stop) or held_at(text, begin, stop)


def dealt_with(text: str, begin: int, stop: int) -> bool:
    """Is it somebody's customer, or one whose goods somebody once had?"""
    left = text[max(0, begin - 40) : begin]
    if _CLIENTS.match(text, stop) or _LISTED.search(left):
        return True
    return _ONCE.search(left) is not None


def held_at(text: str, begin: int, stop: int) -> bool:
    """Is it a house in which something is held?"""
    named = _HOST.search(text, max(0, begin), stop)
    return bool(named and _AT.search(text[:begin]) and _HELD.match(text, stop))
