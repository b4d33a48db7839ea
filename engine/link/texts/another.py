"""Whether a tip that names one firm tells of somebody else who has no name: 门口有人摆桌子收钱, 同桌一个大姐叫我投,
有个冒充它的人打电话.

A text brings in whoever is new with 有个, 一个, 另一家. Whose people they are is told by what stands between:
nothing (某某有个业务员), a door (某某门口有个人), what the reporter did there (在某某吃饭，同桌一个人).
"""

from __future__ import annotations

import re

_HAN = r"[\u4e00-\u9fff]"
_COUNT = r"[一两几二三四五]"
#: Somebody who was not in the story before.
_SOMEBODY = re.compile(
    rf"有(?:人|{_COUNT}?[个位名群伙帮家](?!月)|些|大[妈爷姐哥叔]|老[人头太]|自称)|(?<![这那哪每第])(?:{_COUNT}|另外?一?)[个位名伙帮](?=姓|叫|自称|男|女|老|大|小|年轻|外|不|陌|骗|搞|做|卖|网|朋|熟|同|客|摆|穿|戴|妈|微|QQ|群)"
    r"|(?:认识|碰到|遇到|遇上|碰上|结识)了?[^，。；]{0,4}?(?:的?人|[个位])|陌生人|骗子|外地(?:人|来的|公司)|请客的|租(?:他|她|这|那)[^，。；]{0,6}的"
)
#: Somebody else, said to be one.
_OTHER = re.compile(
    r"另[外]?一?[家个]|别[家处](?:的)?|其他的?公司|(?:对[面门过]|隔壁|楼[上下]|旁边|边上)(?:的|那|有|一?[家个])*[^，。；]{0,6}?(?:公司|[店馆铺社家]|理财的|投资的)"
)
#: 骗人的是网上的: who did it is told, and is not the one named before.
_CLEFT = re.compile(
    rf"{_HAN}{{1,4}}的(?:人|家伙|那个|公司)?(?:其实|倒|却|反而|应该|才)?是(?=[^，。；]{{0,6}}?(?:一[家个伙]|另|外地|省城|网上|姓|别[人家]|骗子|谁|上海|北京|深圳|平台))"
)
#: 有人借那里讲课: the house is lent.
_LENT = re.compile(
    r"(?:有人|外人|别人)[^，。；]{0,6}?(?:借|租|包)了?(?:用)?(?:那|这|他|她|场|地方)"
)
_PRONOUN = re.compile(r"(?:就|正|都)?(?:他|她|它|这[家个]|该|那[家个]|本[店社院])")
#: Within the clause of a name: a part of its place in which others may be.
_DOOR = re.compile(
    r"(?:的|[大正侧后]?)*(?:门口|门前|门外|楼[上下](?!的?(?:办公|总部))|隔壁|旁边|对[面门过]|附近|边上|[大前]厅|包[间厢房]|会议[室厅]|多功能厅|院[里内]|[\u4e00-\u9fff]{0,2}群里?|停车场|广场上?|外[面头]|[一二三四五六七八九十\d]{1,2}[楼层])"
)
#: What leads to where the reporter was, and not to whom he gave his money.
_GUEST = re.compile(
    r"(?:我|俺|咱|同事|朋友|邻居|亲戚|老[公婆伴妈]|[爸妈爷奶儿女姐哥弟妹姨姑叔舅婆公媳])[^，。；]{0,8}(?:在|去|到|从|给)$"
)
_SAID = re.compile(
    rf"(?:的?(?:老板娘?|员工|经理|店主|会计|柜员|老师|园长|院长|前台|保安|师傅|{_HAN}总)|[老小]{_HAN}|{_HAN}{{2,3}}(?=说|讲|反映))*(?:说|讲|反映|告诉|提醒|投诉)"
)
#: What is done for a customer.
_FOR = re.compile(r"(?:给|帮|替|为)(?:我|俺|咱|大家|受害|业主|村)")
#: Who asks for his money at a door was cheated by whoever is behind it.
_CLAIMS = re.compile(
    r"^[^，。；]{0,10}?(?:要钱|退钱|讨|堵|维权|横幅|排队|闹|哭|要求退|取钱|交钱|存钱|签)"
)
_TAKES_THERE = re.compile(
    r"投资|理财|财富|资产|资本|基金|金服|金融|信贷|贷款|担保|典当|寄卖|互助|信息咨询|养老|康养"
)
_STOPS = re.compile(r"[，。；！？,;!?\n]")


def acts(text: str, begin: int, end: int, takes: re.Pattern[str]) -> bool:
    """Does somebody else do what the text tells of? ``begin``, ``end``: of the one firm that it names;
    ``takes``: words of whoever takes money."""
    left = _STOPS.split(text[:begin])[-1]
    right = _STOPS.split(text[end:])[0]
    behind = text[end:]
    name = text[begin:end]
    cleft = _CLEFT.search(behind)
    if cleft and not _PRONOUN.match(behind, cleft.end()) and name not in behind[cleft.end() :]:
        return True
    if _LENT.search(behind):
        return True
    if takes.search(right) and not _SOMEBODY.search(right):
        return False
    other = _OTHER.search(behind)
    if other and other.start() > len(right) and not _TAKES_THERE.search(name):
        return True
    new = _SOMEBODY.search(behind) or other
    if new is None:
        return False
    between = behind[: new.start()]
    door = _DOOR.match(between) is not None and not _TAKES_THERE.search(name)
    if door and not _CLAIMS.match(behind[new.end() :]):
        return True
    if len(between) < len(right):  # in one clause without a door between they are its people
        return bool(_GUEST.search(left)) and bool(between)
    return bool(_GUEST.search(left) or _SAID.match(right) or _FOR.match(right))
