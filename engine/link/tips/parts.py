"""Who of several firms that a tip names is accused, and who only stands in its story.

Told by what the sentence does with each: whom the money goes to, who promises, who is named in one
breath with such a one; not the bank it was drawn from, the hotel they met in, the house next door,
who warned, who was cheated as well, where somebody once worked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import pairwise

from engine.link.adverts.mentions import Mention
from engine.link.texts.roles import BANKS
from engine.link.tips import another
from engine.link.tips.clearing import cleared
from engine.link.tips.taking import TAKES, paid_to
from engine.model.surnames import SURNAMES


class Part(Enum):
    """What a tip says that a firm did: it took money; it did nothing; it does not say."""

    ACCUSED = "accused"
    BYSTANDER = "bystander"
    UNTOLD = "untold"


#: How a name goes on that is told by less.
_FORM = re.compile(r"(?:有限)?(?:公司|合作社|超市|中心|[社店馆厂行部铺](?![员里]))")
_STOPS = "，。；！？,;!?\n"
_SENTENCE = re.compile(r"[。；！？;!?\n]")
_CLAUSE = re.compile(f"[{_STOPS}]")
_WITH = re.compile(r"(?:跟|和|与|同)$")
_SIGNED = re.compile(r"(?:再|另外?|又)?签")
_BY = re.compile(r"(?:被|让|叫|遭|给|由)$")
_CHEATED = re.compile(r"(?:的[^，。；]{1,4})?[^，。；]{0,4}(?:骗|坑|忽悠|拉|哄|套|卷)")
#: The same people under another name.
_SAME = re.compile(
    r"(?:(?:改|换|变)成?了?(?:名[叫为]?|叫|牌子叫?)?|(?:现在|如今|后来|又|新)(?:叫做?|是)|其实就?是|前身就?是)了?$"
)
#: Two in one breath: 甲和对面乙, 甲、乙, 甲还有街对面的乙.
_JOINED = re.compile(
    r"(?:的?(?:老板|经理|公司|[一那这]家|一[个家]))?(?:[，、,]?(?:和|与|及|以及|跟|同|还有|加上|连同)|[、，,])"
    r"(?:[^，。；、]{0,6}?(?:对[面门过]|隔壁|旁边|楼[上下]|[左右]边|附近|同[楼层一][^，。；、]{0,2}|[一二三四五六七八九十\d][楼层]|[路街镇乡村]))?(?:的|那[家个边]|这[家个]|有[家个])*"
)
_AND = re.compile(r"[和与及跟同、]|[还也]有|加上|连同")
_PAIR = re.compile(
    r"[这那]?(?:[两二2][家个边](?!月|人|老)|俩)|都|(?:就|其实|都)?是(?:一伙|一家|同一)"
)
_ONE_BAND = re.compile(
    r"(?:就|其实|都)?(?:是不是|是)(?:一[家伙起个体]|同一|一[帮套])|(?:相互|互相|串通|勾结|联手|合伙|合起|一起|一唱一和|里应外合)"
)
_ALL = re.compile(
    r"(?:[二两三四几][家个边头处](?!月|人|老)|俩|一[家个](?=[^，。；]{1,8}[，、]?一[家个](?!月)))"
)
#: What two do of whom one was told in one breath.
_PAYS = re.compile(
    r"(?:年底|到期|按?[月年季]|每[月年天季]|月月|年年|定期)[^，。；]{0,3}给[^，。；]{0,3}钱"
)
_ALSO = re.compile(r"的?(?:也|同样|一样|照样)(?!被|投|上当|受骗|知道|劝|提醒|报)")

#: Where something lies: 楼上是某某, 门口往前走就是某某.
_LIES = re.compile(
    r"(?:楼[上下]|对[面门过]|隔壁|旁边|边上|[左右东西南北前后][边面]|[一二三四五六]楼|门口|底商|走|过去|不远)(?:就|正好|正|便)?是$"
)
_WAS = re.compile(
    r"(?:以前|原先|原来|之前|从前|早先|早年|曾经?|过去|前几年|去年)[^，。；]{0,8}(?:在|是|给|为|跟|开|租|的)$"
)
_LEFT = re.compile(r"[^，。；]{0,4}(?:出来|离职|辞职|跳槽|退休|下岗|被开除)")
_WORKS = re.compile(
    r"(?:的)?[^，。；]{0,6}(?:上班|打工|干活|工作|当|做[保教老会服]|任教|教书|员工|职工|会计|老板|保安|教练|厨师|店主|出纳|老师|业主|租户|供货|[\u4e00-\u9fff]{1,3}[员师工]$|的$)"
)
_ME = re.compile(
    r"(?:我|我们|俺|本人|(?<!被)(?:举报|反映|投诉|来电|来访|诉求)人|我爸|我妈|我老公|我媳妇|我儿子|我女儿)(?:们|家)?(?:就)?"
)
_MINE = re.compile(rf"{_ME.pattern}(?:是|在)$")
_OWN = re.compile(rf"{_ME.pattern}(?:开的?|经营的?|住在?|家住|家在)$")
_FROM, _DRAWN = (
    re.compile(r"(?:从|在|把|将|向|到|去)$"),
    re.compile(
        r"[^，。；]{0,8}(?:取(?!不|款难)|提前支|支取|贷[的了款出]|转出|退保|销户|的(?:定期|存款|存折|卡|保险|公积金))"
    ),
)
_COMPARED = re.compile(r"(?:比|不如|超过|不像|不是|并非|学|模仿|(?:冒充|自称|假装)是?)$")
_HIGHER = re.compile(r"[^，。；]{0,6}(?:高|多|划算|还好|强)")
_CLAIMED = re.compile(
    r"(?:的|给|来|做|作|出|提供)*(?:担保|背书|托管|存管|合作(?:单位|伙伴|方)|兜底|后盾|撑腰|控股|认证|推荐单位)"
)
_SERVED, _SERVICE = (
    re.compile(r"(?:给|为|向|替|帮)$"),
    re.compile(r"[^，。；]{0,2}(?:供|送[货菜餐]|装修|打工|干活|打扫|做(?:饭|广告|账|保洁)|施工)"),
)
_ROLE = r"(?:老板娘?|员工|职工|会计|学员|学生|老师|教练|店主|业主|住户|顾客|客户|社员|人|经理|同事|保安|柜员|工作人员|大堂经理|几个|很多|好多|不少)"
_FAMILIES = "".join(sorted(SURNAMES))
_WHO, _SOMEBODY = rf"(?:的?{_ROLE}*)", rf"的?{_ROLE}+"
#: The same with the person's name: 老板傅小毛.
_NAMED = rf"{_WHO}(?:{_ROLE}[{_FAMILIES}皇欧上司诸令][\u4e00-\u9fff]{{1,2}})?(?:自己|前几天|前天|昨天|今[早晚天]|最近|后来|去年|也|都|就)*"
_SUFFERED = re.compile(
    rf"{_NAMED}(?:(?:被|让|叫|遭)[^，。；]{{0,12}}?(?:骗|坑|忽悠|拉|哄)|[被遭][^，。；]{{0,10}}?(?:逼|害|卷|借|租|包[场下]|占|冒[用充名]|盗|连累|牵连))"
    rf"|{_SOMEBODY}(?:也|都)(?:投|交|存|买|上当|受骗|吃亏|赔|损失)"
    rf"|{_NAMED}(?<=[也都])[^，。；]{{0,10}}(?:报了?案|报警|维权|上当|受骗|投进去)"
)
#: Who warns, and not of the police: 劝老人别信, 提醒我说不靠谱.
_ADVISED = re.compile(
    r"[^。！？!?]{0,14}?(?:劝|提醒|告诫|叮嘱|拦)[^，。；]{0,6}?(?:别(?!报|取)|不要(?!报|取)|小心|当心|骗|不靠谱|[住下]了?)"
)
_WARNED = re.compile(
    rf"{_WHO}(?:已经|早就|早|也|都|曾|还|及时|当场)*(?:提醒|提示|劝|拦|阻止|报了?警|制止|告诉|叮嘱|怀疑|发现不对|不让(?:取|转|汇)|说(?:是|这是|那是)?(?:骗|假|别(?:信|投|存|交|转|汇|买|上当)))"
)
_KNOWS = re.compile(
    rf"{_SOMEBODY}(?:都|也|就)*(?:知道|看见|看到|认识|清楚|看不(?:下去|惯|过去)|议论|好奇|奇怪)|{_WHO}(?:都|也|就)*(?:能?证明|可以作证|有监控)"
)
#: Who reports it himself: 物业来反映, 超市老板向我们举报.
_REPORTS = re.compile(
    rf"{_WHO}(?:来[电信访人]?|主动|打电话|写信|向[^，。；]{{1,6}}?)(?:反映|举报|报告|投诉|求助)(?!的)"
)
#: Those that an insider goes on to tell of: 我在某某当会计，公司收了三百户的存款.
_ITS = re.compile(
    r"(?![^，。；]{2,4}(?:对[面门过]|隔壁|楼[上下]|旁边))(?:他们|我们|咱们|公司|单位|老板|经理|店里|社里|里面|物业|开发商|合作社|院里|学校|商场)"
)
_LETS = re.compile(
    r"的?(?:[^，。；]{0,3})?(?:门面|店面|写字楼|旧址|会议室|会议厅|场地|大厅|大堂|包间|门口|停车场|小区|开发的)"
)
_LET = re.compile(r"(?:租|借|占|住|搬)[^，。；]{0,4}$|(?:原来|以前|原|老|旧)的?$")
#: Where people meet, and what they do there.
_HOUSES = re.compile(
    r"酒店|宾馆|饭店|饭庄|大饭|酒楼|餐厅|茶楼|影院|剧院|会议|广场|大厦|公园|学校|体育馆|KTV|山庄|度假",
    re.I,
)
_AT, _MEETS = (
    re.compile(r"(?:在|于|去|到|租|借|包)了?$"),
    re.compile(r"[^，。；]{0,4}(?:开|办|举|搞|听|讲|聚|吃|宣|推|发布|做活动|培训|年会|请|会)"),
)


def parts(text: str, mentions: Sequence[Mention]) -> dict[int, Part]:
    """Of each firm its part; of one that is named more than once the worst."""
    placed = sorted(mentions, key=lambda m: m.begin)
    alone = len({m.row for m in placed}) == 1
    free = cleared(text, placed).rows
    acting = [m for m in placed if m.row not in free and not stands_by(text, m, alone)]
    told = {m.row: Part.BYSTANDER for m in placed}
    told |= {m.row: Part.UNTOLD for m in acting}
    accused = _accused(text, acting)
    return told | dict.fromkeys(accused, Part.ACCUSED)


def in_one_breath(
    text: str, sure: Sequence[Mention], likely: Sequence[Mention]
) -> Iterator[Mention]:
    """Those of the ``likely`` that are named together with one for sure, or two of them as a pair."""
    rows = {m.row for m in sure}
    placed = sorted({*sure, *(m for m in likely if m.row not in rows)}, key=lambda m: m.begin)
    for one, other in pairwise(placed):
        between = text[_end(text, one) : other.begin]
        if one.row == other.row or not (_JOINED.fullmatch(between) and _AND.search(between)):
            continue
        known = {one.row, other.row} & rows
        if known or _PAIR.match(text, _end(text, other)):
            yield from (m for m in (one, other) if m.row not in rows)


def _accused(text: str, acting: Sequence[Mention]) -> set[int]:
    found: set[int] = set()
    for at, one in enumerate(acting):
        left, right = _around(text, one)
        reach = acting[at + 1].begin if at + 1 < len(acting) else len(text)
        said = _SENTENCE.split(text[one.end : reach])[0]
        signed = _WITH.search(left) and _SIGNED.match(right)
        by = _BY.search(left) and _CHEATED.match(right)
        if signed or by or TAKES.search(said):
            found.add(one.row)
    if not acting:
        return found
    found |= _paid(text, acting)
    for one, other in zip(acting[-2::-1], acting[:0:-1], strict=True):
        between, behind = text[_end(text, one) : other.begin], text[_end(text, other) :]
        behind = _SENTENCE.split(behind)[0]
        pair = {one.row, other.row}
        if _JOINED.fullmatch(between):
            if other.row in found or _ONE_BAND.match(behind):
                found |= pair
        elif pair & found and (_SAME.search(between) or _ALSO.match(behind)):
            found |= pair
    rows = {m.row for m in acting}
    all_do = _ALL.search(text, acting[-1].end)
    said = _SENTENCE.split(text[all_do.start() :])[0] if all_do else ""
    all_take = len(rows) > 1 and (TAKES.search(said) or _PAYS.search(said))
    return rows if all_take else found


def _paid(text: str, acting: Sequence[Mention]) -> set[int]:
    """Whom the money goes to, and those listed behind such a one: 交了甲、乙和丙, but not 交了甲，乙在对面."""
    found = {one for one in acting if takes_money(text, one)}
    for one, other in pairwise(acting):
        between, behind = text[_end(text, one) : other.begin], text[_end(text, other) :]
        ends = not behind or behind[0] in _STOPS
        if one in found and _JOINED.fullmatch(between) and (ends or _AND.search(between)):
            found.add(other)
    return {one.row for one in found}


def _end(text: str, one: Mention) -> int:
    """Where its name ends, with its form (社, 公司)."""
    form = _FORM.match(text, one.end)
    return form.end() if form else one.end


def stands_by(text: str, one: Mention, alone: bool = False) -> bool:
    """Does the sentence give it a part in which nobody takes money? ``alone``: nobody else is named,
    so that whoever once worked there, knows or warns may well mean it."""
    one = one._replace(end=_end(text, one))
    left, right = _around(text, one)
    name = text[one.begin : one.end]
    if _COMPARED.search(left) or _OWN.search(left):
        return True
    if _LIES.search(left) and not right:
        return True
    takes = TAKES.search(right) or paid_to(left)
    worked = _WORKS.match(right) and (_WAS.search(left) or _MINE.search(left))
    if not takes and (worked or _LEFT.match(right)) and not (alone and _accuses_it(text, one)):
        return True
    if (
        BANKS.search(name)
        and not paid_to(left)
        and not re.match(r"[^，。；]{0,8}(?:卖|推|拉|介绍)", right)
    ):
        return True
    if _FROM.search(left) and _DRAWN.match(right):
        return True
    if _SERVED.search(left) and _SERVICE.match(right):
        return True
    if re.search(r"(?:比|跟)[^，。；]{0,3}$", left) and _HIGHER.match(right):
        return True
    if _CLAIMED.match(right) and re.search(r"(?:有|由|是|跟|和|与|请|找|说|称)$", left):
        return True
    if _SUFFERED.match(right) or (not left.strip() and _REPORTS.match(right)):
        return True
    advised = _ADVISED.match(text, one.end)
    if advised and not TAKES.search(advised[0]):
        return True
    if alone and not _accuses_it(text, one) and another.acts(text, one.begin, one.end, TAKES):
        return True
    if not (takes or alone) and (_WARNED.match(right) or _KNOWS.match(right)):
        return True
    if _LETS.match(right) and _LET.search(left):
        return True
    return bool(_HOUSES.search(name) and _AT.search(left) and (_MEETS.match(right) or not right))


def _accuses_it(text: str, one: Mention) -> bool:
    """Does the text go on with what its people do with money?"""
    clauses = _CLAUSE.split(text[one.end :])[1:]
    return any(_ITS.match(clause) and TAKES.search(clause) for clause in clauses)


def takes_money(text: str, one: Mention) -> bool:
    """Does the money go to it: 放在某某的, 交给某某?"""
    return paid_to(_around(text, one)[0])


def _around(text: str, one: Mention) -> tuple[str, str]:
    """The clause before the name and behind it."""
    left = _CLAUSE.split(text[: one.begin])[-1]
    return left, _CLAUSE.split(text[one.end :])[0]
