"""Whether a tip that names one firm tells of somebody else who has no name: 门口有人摆桌子收钱, 同桌一个大姐叫我投,
今晚被一家公司包场.

A text brings in whoever is new with 有个, 一家, 对面那家. Whose people they are is told by what stands between
the name and them: nothing (某某有个业务员), or a door, a meal, somebody of the firm who tells of it.
"""

from __future__ import annotations

import re

_HAN = r"[\u4e00-\u9fff]"
_COUNT = r"[一两几二三四五]"
#: Those who work there are its people.
_STAFF = r"(?![^，。；]{0,3}(?:老师|业务员|经理|员工|店员|老板|会计|主任|销售|客服|前台|院长|教练))"
_BY = r"(?:对[面门过]|隔壁|楼[上下]|旁边|边上)"
#: What somebody tells of who was there before: 说有个产品.
_THING = r"(?:产品|项目|活动|计划|套餐|基金|机会|名额|工程|政策|好事|渠道|平台|投资(?!人|公司|的))"
#: Somebody who was not in the story before.
_SOMEBODY = re.compile(
    rf"(?:有(?:人|公司|{_COUNT}?[个位名群伙帮家](?!月|{_HAN}{{0,4}}?{_THING})|些|大[妈爷姐哥叔]|老[人头太]|自称)|(?<![这那哪每第])(?:{_COUNT}|另外?一?)[个位名伙帮](?=姓|叫|自称|男|女|老|大|小|年轻|外|不|陌|骗|搞|做|卖|网|朋|熟|同|客|摆|穿|戴|妈|微|QQ|群)"
    rf"|(?:来了?一?|[被让是]一)[家个伙帮群](?!月|人都)|被(?!他们|她们|店|业务|老板|经理)[^，。；]{{1,8}}?[拉骗叫带]去|那[帮伙群][^，。；]{{0,4}}的|穿[^，。；]{{1,4}}的|{_BY}(?:的|那|有|新|搬来|一?[家个])*[^，。；]{{0,6}}?(?:公司|[店馆铺社家间屋桌]|包厢|理财的|投资的)"
    r"|(?:认识|碰到|遇到|遇上|碰上|结识)了?[^，。；]{0,4}?(?:的?人|[个位])|陌生人|骗子|外地(?:人|来的|公司)|请客的|租(?:他|她|这|那)[^，。；]{0,6}的"
    r"|(?:停|来|开来|开过来)(?:着|了|过)?[^，。；]{0,3}?[辆台](?:外[地省县]|无牌|没牌|没挂牌|面包|大巴|生[面脸])[^，。；]{0,8}?车?)"
    + _STAFF
)
#: Somebody else, said to be one.
_OTHER = re.compile(r"另[外]?一?[家个]|别[家处](?:的)?|其他的?公司")
#: 骗人的是网上的: who did it is told, and is not the one named before.
_CLEFT = re.compile(
    rf"{_HAN}{{1,4}}的(?:人|家伙|那个|公司)?(?:其实|倒|却|反而|应该|才)?是(?=[^，。；]{{0,6}}?(?:一[家个伙]|另|外地|省城|网上|姓|别[人家]|骗子|谁|上海|北京|深圳|平台))"
)
#: 有人借那里讲课: the house is lent.
_LENT = re.compile(
    r"(?:有人|外人|别人)[^，。；]{0,6}?(?:借|租|包)了?(?:用)?(?:那|这|他|她|场|地方)|(?:租|借|包)给了?(?:一[家个伙]|别人|外[人地]|[^我俺咱，。；]{1,10}?的(?=[，。；]|$))"
)
_PRONOUN = re.compile(r"(?:就|正|都)?(?:他|她|它|这[家个]|该|那[家个]|本[店社院])")
#: What leads to where the reporter was, and not to whom he gave his money.
_GUEST = re.compile(
    r"(?:我|俺|咱|同事|朋友|邻居|亲戚|老[公婆伴妈]|[爸妈爷奶儿女姐哥弟妹姨姑叔舅婆公媳])[^，。；]{0,8}(?:在|去|到|从|给)$"
)
_SAID = re.compile(
    rf"(?:的?(?:老板娘?|员工|经理|店主|会计|柜员|老师|园长|院长|前台|保安|师傅|小伙子?|{_HAN}总)|[老小]{_HAN}|的?{_HAN}{{2,3}}(?=说|讲|反映))*(?:[跟和对向][我俺咱]们?)?(?:说|讲|反映|告诉|提醒|投诉)"
)
#: What is done for a customer.
_FOR = re.compile(r"(?:给|帮|替|为)(?:我|俺|咱|大家|受害|业主|村)")
#: Who paid in, or asks for his money at a door, was cheated by whoever is behind it.
_CLAIMS = re.compile(
    r"^[^，。；]{0,10}?(?:要钱|退钱|讨|堵|维权|横幅|排队|闹|哭|要求退|[取交存投充][了钱]|签|上当|被骗|拿不|买了)"
)
#: Whose trade is other people's money, or whose customers pay long before.
_MONEY = re.compile(
    r"投资|理财|财富|资产|资本|基金|金服|金融|信贷|贷款|小贷|担保|典当|寄卖|互助|信息咨询|商务咨询|养老|康养|公寓|合作社"
)
#: Address and stops say nothing of who acts.
_NOBODY = re.compile(
    r"[\W\da-zA-Z]|[的那里边家在]|[\u4e00-\u9fff]{1,4}?(?:[路街巷号楼层室镇乡村]|大厦|广场)"
)
_STOPS = re.compile(r"[，。；！？,;!?\n]")


def acts(text: str, begin: int, end: int, takes: re.Pattern[str]) -> bool:
    """Does somebody else do what the text tells of? ``begin``, ``end``: of the one firm that it names;
    ``takes``: words of whoever takes money."""
    left = _STOPS.split(text[:begin])[-1]
    right = _STOPS.split(text[end:])[0]
    behind, name = text[end:], text[begin:end]
    cleft = _CLEFT.search(behind)
    if cleft and not _PRONOUN.match(behind, cleft.end()) and name not in behind[cleft.end() :]:
        return True
    if _LENT.search(behind):
        return True
    money = _MONEY.search(name) is not None
    new = _SOMEBODY.search(behind)
    if new is None and not (money or takes.search(right)):
        new = _OTHER.search(behind)
    if new is None:
        return False
    between = behind[: new.start()]
    said = _SAID.match(right) is not None
    paid = _CLAIMS.match(behind[new.end() :]) and not new[0].startswith("被")
    if takes.search(between) or (paid and not said):
        return False
    aside = bool(_GUEST.search(left) or said or _FOR.match(right))
    if money:
        return aside and len(between) >= len(right)
    return aside or _NOBODY.sub("", between) != "" or re.match(_BY, new[0]) is not None
