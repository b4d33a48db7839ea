"""Who speaks in a text and what for: an office that warns, a bank, somebody who sells what is his.

A firm may stand in such a text without being the one that advertises. Told by who signs and by
what the sentence does, not by the firm's name.
"""

from __future__ import annotations

import re
from functools import lru_cache

_HAN = r"[\u4e00-\u9fff]"
_OFFICES = (
    r"(?:法院|检察院|公安[分总]?局|派出所|[刑经]侦[大支]?队|反诈(?:骗)?(?:中心|联盟|专班)|监管局|监督管理局|金融(?:办|局|工作局|办公室)|[处打]非办"
    r"|人民政府|[省市县区镇乡]政府|[省市县区]委|办事处|街道办|[人民教住卫农税文交水林][\u4e00-\u9fff]{0,5}局|卫健委|消防[\u4e00-\u9fff]{0,3}队|总工会|妇联|团委|融媒(?:体中心)?"
    r"|电视台|日报社?|宣传部|管委会|消(?:费者)?协会?|消保委|委员会|工作专班|领导小组(?:办公室)?)"
)
_SPEAKS = r"(?:(?:温馨|郑重|友情|风险|紧急|特别)?(?:提示|提醒|警示|预警|通报|公告|通告|辟谣|发布|倡议|告知|讯)|宣)"
#: 县处非办提示：, 县融媒：
_OPENS = re.compile(
    rf"^\W*[^，。！？；：:,;!?\n]{{0,14}}?(?:{_OFFICES}[^，。！？；：:,;!?\n]{{0,4}}?{_SPEAKS}|(?:融媒|电视台|日报)[\u4e00-\u9fff]{{0,4}}[:：])"
)
#: A signature that is the last clause, with a date at most behind it.
_CLOSES = re.compile(
    rf"(?:^|[。！？!?;；:：\n\s—\-”\"'’）)])({_HAN}{{0,14}}{_OFFICES})(?:宣|启|制)?(?:[\s,，]*\d{{2,4}}年[\d年月日\s]*)?[\s。！!）)】]*$"
)
_SITE = re.compile(r"地址|位于|对面|旁边?|附近|隔壁")
#: Who is to be found, or met, at an office is none: 集合地点：县政府.
_MET = re.compile(r"(?:地[址点]|位置|集合|会场|报名处|门店|店址|厂址)[:：\s]+$")
_BANK = re.compile(r"(?:银行|农信|信用社|农商行|[农工建中]行|邮储|储蓄)")
#: Where what a bank sells is found.
_BANKING = re.compile(
    rf"手机银行|掌上?银行?|网上银行|网银|{_BANK.pattern}[^，。！？；：:,;!?\n]{{0,5}}{_SPEAKS}|{_BANK.pattern}(?:代销|新发|专属)"
)
_WORKER = re.compile(r"(?:在|从|是)$")
#: 在某某上班; who is looked for is asked to come (来某某上班, 在我们某某上班).
_WORKS_THERE = re.compile(
    r"(?:公司|厂|店|那边|这边|里|的)?(?:上过?班|打[过着]?工|工作(?!人员|室)|干活|当过?(?:会计|保安|司机|出纳|业务员|经理)|做过?(?:会计|保安|司机|出纳)|任职|就职|退休)"
)
_CHEATED = re.compile(r"(?:也|都|竟然?|惨|曾|老板)?(?:被|遭)(?:人|他们|平台)?(?:骗|坑|诈骗|套路)")
_INTO_IT = re.compile(r"(?:在|投资?|投入|存[到入进]?|买|参加|加入|入股|跟着?|被|把钱给)了?$")
_FAKES = re.compile(r"(?:假[冒借]|冒[充用]|仿冒|盗用|伪造|打着|冒名)$")
#: 以某某的名义; but 挂某某的牌子 is the firm itself, and 某某，门口摆牌子 says nothing of it.
_NAMELY = re.compile(r"^[^，。；！？,;!?\s]{0,6}(?:名义|旗号|幌子)")
_WISHES = re.compile(r"祝(?!贺)|愿(?:您|你|大家|各位|天下|家人|所有|新)|恭喜发财|恭贺新|拜年")
_BREAKS = re.compile(r"[。！？!?\n—【】]")
#: Somebody sells or lets what is his own.
_PRIVATE = re.compile(
    r"\d成新|[几全九八七]成新|自用|个人(?:闲置|房源|出售|转让|出租)|闲置(?!资金)|中介勿扰|非中介|勿扰|房东|业主(?:本人|直[租售]|急|[\u4e00-\u9fff]?先生|[\u4e00-\u9fff]?女士|外地|自)|急售|急出|满[五二]唯?一?|证过[两二]年"
    r"|自提|用不上|忍痛|割爱|拎包入住|[押付][一二三]付?|[\d一两二三四]室[\d一两二两]厅|毛坯|精装[\d一二三四两]|(?:寻物|寻人|走失|失物招领|拾到|丢失|遗失)"
)
_INDIVIDUAL = re.compile(
    r"(?:个人|私人|房东|业主|车主|失主)(?:转让|出售|出租|求租|求购|急[转售出]|闲置|发布)?"
)
_ESTATE = re.compile(
    r"(?:小区|家园|花园|苑|[一二三四五六七八九\d]{1,2}[期区](?!间)|[a-z]?\d{1,3}(?:栋|幢|号楼|座|#)|\d{1,3}-\d{1,2}-\d{3})"
)
_BY = re.compile(r"(?:由|从|在|跟|向|给|为|替|帮)$")
_DONE = re.compile(
    r"^[^，。！？!?；;]{0,8}?(?:拿货|拿的?(?=$|[，。！？!?；;、])|进货|进的|采购|承办|主办|协办|冠名|赞助|承建|施工|供货|做的?(?:装修|监控|系统|工程))"
)
_CHEERS = re.compile(
    r"(?:祝贺|恭贺|恭喜|庆祝|签约|服务(?:过|了)?|客户[:：]?|案例[:：]?|携手|中标)$"
)
#: Work that is shown, with those that it was done for.
_SHOWN = re.compile(
    r"案例|业绩|客户(?:名单|见证|展示|有)|合作(?:客户|单位|伙伴)|(?:合作|协议|签约|入住|下榻|住宿)[\u4e00-\u9fff]{0,4}[:：]|服务过|施工现场|完工|竣工|交付|验收"
)
_FOR = re.compile(
    r"(?:完成|承接|承建|签约|中标|服务于?|进驻|走进|交付|助力|(?:现?已)?为|给|与|和|帮)了?$"
)
#: 曾为康沐医院、小太阳幼儿园施工
_FOR_ALL = re.compile(r"(?:曾?为|给|服务(?:于|过)?|承接过?|完成)[^，。！？!?；;]{2,40}[、和及]$")
_WORK = re.compile(
    r"^[^，。！？!?；;]{0,16}?(?:改造|安装|施工|做过|工程|项目|装修|检测|设计|制作|搭建|定制|开发|培训|达成|签约|提供|合作|供货|上门|维保|清洗|搬迁|注册|代账|做账)"
)
_OURS = re.compile(r"我司|我公司|我们公司|本司|我店|我厂|由我们")
#: What a text ends with that signs it: ——长沙凌寒制冷设备有限公司
_SIGNED = re.compile(
    r"(?:[—–]{1,2}|--|[。！!？?\n])\s*([\u4e00-\u9fff（）()]{4,30}?(?:有限责任公司|有限公司|股份公司|合作社))(?:宣|启|敬上|全体[^，。]{0,6})?[\s。！!）)]*$"
)
#: What a text begins with that is its advertiser: 云州远瞳电子有限公司承接监控工程
_HEADED = re.compile(
    r"\W*([\u4e00-\u9fff（）()]{4,26}?(?:有限责任公司|有限公司|股份公司|专业合作社)(?:[（(][\u4e00-\u9fff]{2,6}[）)])?)(?!的?(?:老板|客户|员工|会员|社员))"
)
#: The branch of it that speaks: …有限公司云泉第二分公司.
_ITS_BRANCH = re.compile(
    r"[\u4e00-\u9fff]{0,6}?(?:第?[\d一二三四五六七八九十]{1,2})?(?:分公司|支公司|分社)"
)
_SPOKEN_OF = re.compile(
    r"[我您你的请到在由给为把被]|欢迎|加入|感谢|恭喜|祝贺|热烈|庆祝|关于|成立|代办|注册|转让|收购|某"
)
#: Somebody whom others thank for a gift; who thanks his customers speaks of himself.
_THANKED = re.compile(
    r"(?:鸣谢|致谢|(?:赞助|支持|捐赠|捐助|协办|冠名)(?:单位|商家?|方|企业)|爱心(?:企业|商家|单位))[:：]?[^。！？!?；;\n]{0,30}$"
)
_GAVE = re.compile(
    r"^[^，。！？!?；;]{0,8}?(?:赞助|捐[赠助款]|赠送|提供(?:的)?(?:场地|奖品|支持|物资))"
)
#: Where parcels are fetched and left is no advertiser.
_FETCHED = re.compile(
    r"(?:[（(][^（）()]{1,12}[）)])?(?:的|内|门口|处|旁)?(?:代收|代取|代存|自提|提货点|取件|快递|驿站|寄存|丰巢)"
)
#: Ways to say that something lies by a firm; its street or branch may be told in brackets before.
BESIDE = re.compile(
    r"(?:[（(][^（）()]{1,12}[）)])?(?:[园区城楼场院店馆厂]?(?:附近|周边|一带|沿线|隔壁|旁边)|(?:的|[大正侧后]?门口?|门前|同[层楼]|往前)*(?:[东西南北左右][手侧边面](?![街路])|(?:斜|正)?对[门面过]|同[层楼](?=[，。！!]|$)|往[东西南北前后左右]|[东西南北前后]行|步行|直走|\d+米))"
)
BANKS = re.compile(r"银行|信用社|农商行|农信")
BUILDERS = re.compile(r"房地产|置业|地产|房产|建设开发|物业|楼盘")
#: How far back it is said whom work was done for; a text that repeats a name is read in linear time.
_WINDOW, _FAR, _BACK = 24, 400, 8


def office(text: str) -> bool:
    """Does an office speak or sign?"""
    if _OPENS.match(text):
        return True
    closing = _CLOSES.search(text)
    if closing is None or _SITE.search(closing.group(1)):
        return False
    return _MET.search(text[max(0, closing.start(1) - _BACK) : closing.start(1)]) is None


def bank(text: str) -> bool:
    """Is it what a bank sells that the text speaks of?"""
    return _BANKING.search(text) is not None


def private(text: str) -> bool:
    """Does somebody sell, let or look for what is his own?"""
    return _PRIVATE.search(text) is not None


def individual(sender: str) -> bool:
    """Is somebody the sender who sells or looks for what is his own?"""
    return _INDIVIDUAL.fullmatch(sender) is not None


def signed(text: str) -> list[str]:
    """The full name that a text ends with."""
    found = _SIGNED.search(text)
    return [found.group(1)] if found is not None else []


def fetched(text: str, end: int) -> bool:
    """Is it where parcels are fetched?"""
    return _FETCHED.match(text, end) is not None


def borrowed(text: str, start: int, end: int) -> bool:
    """Is the name one that others use wrongfully?"""
    return bool(
        _FAKES.search(text[max(0, start - 6) : start]) or _NAMELY.match(text[end : end + 12])
    )


def employs(text: str, start: int, end: int) -> bool:
    """Is it where somebody works of whom the text tells?"""
    if not _WORKER.search(text[max(0, start - 2) : start]):
        return False
    return _WORKS_THERE.match(text[end : end + _WINDOW]) is not None


def cheated(text: str, start: int, end: int) -> bool:
    """Is it somebody who was cheated? Who put money into it was cheated by it."""
    if _INTO_IT.search(text[max(0, start - 4) : start]):
        return False
    return _CHEATED.match(text[end : end + _WINDOW]) is not None


def wished(text: str, start: int, end: int) -> bool:
    """Is it a word of good wishes: 祝您祥瑞安康?"""
    window = _BREAKS.split(text[max(0, start - _WINDOW) : start])[-1]
    return _WISHES.search(window) is not None


def estate(text: str, end: int) -> bool:
    """Does a block of flats or a part of an estate follow?"""
    return _ESTATE.match(text, end) is not None


@lru_cache(maxsize=1024)
def _shows(before: str) -> bool:
    # Asked for every firm that a place of a text may name.
    return _SHOWN.search(before) is not None


def served(text: str, start: int, end: int) -> bool:
    """Is it somebody for whom the advertiser shows that he worked, or whom he thanks for a gift?"""
    if not start:
        return False
    before = text[max(0, start - _FAR) : start]
    if _shows(before) or _THANKED.search(before[-_WINDOW * 2 :]):
        return True
    if re.search(r"感谢$", before) and _GAVE.match(text[end : end + _WINDOW]):
        return True
    for_it = _FOR.search(before[-6:]) or _FOR_ALL.search(before[-_WINDOW * 2 :])
    return for_it is not None and _WORK.match(text[end : end + 24]) is not None


def heading(text: str) -> tuple[str, str]:
    """The full name that a text begins with, and the branch of it; "" for none."""
    found = _HEADED.match(text)
    if found is None or _SPOKEN_OF.search(found.group(1)):
        return "", ""
    branch = _ITS_BRANCH.match(text, found.end(1))
    told = branch is not None and not _SPOKEN_OF.search(branch.group())
    return found.group(1), branch.group() if branch is not None and told else ""


def customer(text: str, start: int, end: int) -> bool:
    """Is it somebody whom the advertiser buys from, works for or congratulates?"""
    left = text[max(0, start - 6) : start]
    if served(text, start, end):
        return True
    if _BY.search(left) and _DONE.match(text[end : end + 16]):
        return True
    return _CHEERS.search(left) is not None and _OURS.search(text, end) is not None
