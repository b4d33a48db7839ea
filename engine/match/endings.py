"""Kinds of ends of a matter, and which clauses of a tip each of them covers.

An end covers no more than it speaks of: a refund the sentence that tells of it, an appeal the sentences that caution.
Each asks for two things that do not come by chance together, and for none of the words with which a tip goes on
(还在收, 换了个名字, 别人没退); those only ever keep a tip.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

#: Is what stands there in the text told by who looked or tipped off?
Own = Callable[[int], bool]

_SENTENCE = re.compile(r"[^。；;！!？?\n]+")
_CLAUSE = re.compile(r"[^，,。；;！!？?\n:：]+")
_NUMBER = "[0-9一二两三四五六七八九十百千万几]"
_KIN = "(?:表?[哥弟姐妹]|叔|舅|姑|姨|侄子|外甥|亲戚|亲家|朋友|同学|同事|战友|工友|邻居|老乡|熟人)"

#: It goes on, somewhere, for somebody.
_GOES_ON = re.compile(
    r"还在|还是那|还有(?:人|[一二三四五六七八九十几]|些|别)|仍|照[样旧收开常]|继续|接着|接手|[盘转兑]给|又(?:来|开|租|摆|收|喊|换|到|有|在|拉|搬|去|办|上)|再次|重新|第二天|次日|当[晚天]|头天|隔天|昨天|转[头脸身]|回头(?!看)"
    r"|换(?:了|成|个|张|块|汤|地)|改[叫名]|改在|新(?:来|开|招|收|人|一轮|客|面孔|牌)|那[是就]是?前年|没[动停封]|招牌没"
    r"|[但却]|不过|然而|可是|可(?:他|她|它|这|那|我|人|条|收|合|借|网)|谁知|没想到|偏偏|其实|只是|哪知|倒是"
    r"|也让|也叫|眼熟|一模一样|就是这么|也是这|跟这"
)
#: Not all, not all of it, not in money, or not by free will.
_NOT_PAID = re.compile(
    r"[没未不](?:有?[退还返给兑见拿领到付]|全|完)|拿不|要不回|[退取提返]不|压[着在]|(?<!不)[欠差剩]|挂着|一半|半数|部分|[零大]头|成(?![年立人员都功果交为])|分期|先[退发还给返]|只[退给肯有]|才[退给签]|等处置|说[是等]?退|等于|折[现价抵]|抵[扣债]|转[投成为]|礼品|积分"
    r"|[让叫逼](?:我|她|俺|老人)|[让叫逼要][^，。；]{0,6}[签写]|为了|是因为|别声张|除了|其[余他]|别人(?:家)?的|后头|后面"
)
#: What is given back, and that it is all of it.
_GIVEN = "(?:退|还|返|打回|拿回|追回|要回|垫付|代退|判回|执行回|领|交还|付清)"
_ALL_OF_IT = (
    "(?:一分[钱也都]?[不没]?[差少]|一分没少|全[额部数]|连本带[利息]|如数|悉数|足额|[都全已](?!是))"
)
_REPAID = re.compile(
    f"{_ALL_OF_IT}[^，。；]{{0,8}}?{_GIVEN}|{_GIVEN}[^，。；]{{0,8}}?(?:一分没少|全额|齐|完毕?|清(?!理)|到账|全了)|清退(?:完毕|完成)|完成清退"
    f"|{_GIVEN}[^，。；]{{0,4}}来了|(?:钱货)?两清|[都全]分到|(?:款|钱|资金|赃款)[^，。；]{{0,6}}(?:发还|返还)|已经?交给我|退到了"
)
#: It is so, and not promised to be.
_DONE = re.compile(
    r"已|追回|了|完|毕|齐|两清|[回过]来|到账|给(?:我|[0-9一二两三四五六七八九十])|[发返]还$"
)
#: So were all who had paid, not the reporter alone.
_OF_ALL = re.compile(
    f"{_NUMBER}+(?:几|多|余|来)?(?:户|名|人|个|位)|参与人|受害人|大[家伙]|群众|社员|会员|顾客|客户|一家不落|名单上|各家|每[人户家]|老人"
)
#: The shop is gone, or who ran it is.
_GONE = re.compile(
    r"盘出去|关停|关张|闭店|不开了|注销|倒闭|取缔|查封|解散|吊销|散伙|腾[空退]|搬空|退租|拆了|摘了|填了|店也?[关没撤转]|公司早?没了|(?:牌子|横幅|招牌)[^，。；]{0,2}[摘撤揭]"
    r"|坐牢|判了|进去了|收监|服刑|抓(?:了|获)|拘留|依法处理|(?:车|地|房|园子?|门面|公寓)[^，。；]{0,4}(?:卖了|收回|交回|还给|改成)|(?:去|回)[^，。；]{1,6}(?:打工|老家)"
)
#: And nobody wants more.
_PEACE = re.compile(
    r"不(?:用|必|要|需)[^，。；]{0,4}[查管跑问]|别[^，。；]{0,2}[查跑问管]|谢|锦旗|表扬|满意|没别的事|没意见|[无没]有?异议|撤|销[号案账]|销了|归档|办结|了结|移出|出列|两清|以后不联系|对不住|抱歉|麻烦|耽误|只[为是来][^，。；]{0,2}领|申请领取|提请|知悉|公告"
)
#: Others who have paid or are being asked to.
_OTHERS = re.compile(
    r"老人|大家|村民|群众|邻居|工友|我们|他们|别人|人家里|婶|姨|[收拉][^，。；]{0,3}人"
)
#: So much for so much by the month or year: terms at which money is taken.
_TERMS = re.compile(
    f"(?:每[月年天季周]|[月年周天]{{2}}|一年|半年|按[月季年]|年底|到期)[^，。；]{{0,4}}(?:[给返分领得补]|{_NUMBER}+[万千百块元])|{_NUMBER}+[万千]?[^，。；]{{0,4}}[返送]{_NUMBER}|[月年]息|分利|{_NUMBER}分的"
)


@dataclass(frozen=True, slots=True)
class Ending:
    """``spans``: what of the text it covers; in order, none overlaps the next. ``telling``: words of the
    end, and of what became of it."""

    spans: Sequence[tuple[int, int]] = ()
    telling: tuple[re.Pattern[str], ...] = ()

    def covers(self, start: int, end: int) -> bool:
        at = bisect_right(self.spans, (start, end)) - 1
        near = self.spans[max(at, 0) : at + 2]
        return any(begin <= start and end <= stop for begin, stop in near)

    def tells(self, clause: str) -> bool:
        return any(words.search(clause) for words in self.telling)


def _denied(_text: str, _own: Own) -> Ending | None:
    return Ending()


def _repaid(text: str, own: Own) -> Ending | None:
    """All is given back and the shop is gone; told by who tipped off or looked. Covered is the
    sentence of the refund up to there."""
    if _GOES_ON.search(text) or _NOT_PAID.search(text):
        return None
    paid = next((m for m in _REPAID.finditer(text) if _is_done(m) and own(m.start())), None)
    if paid is None or not (_PEACE.search(text) or _OF_ALL.search(text)):
        return None
    if not (_GONE.search(text) or "两清" in text):
        return None
    if not _OF_ALL.search(text) and _OTHERS.search(text):
        return None
    told = next(m for m in _SENTENCE.finditer(text) if m.end() > paid.start())
    end = max(m.end() for m in _CLAUSE.finditer(text, *told.span()) if _REPAID.search(m.group()))
    spans = () if _TERMS.search(text[told.start() : end]) else ((told.start(), end),)
    return Ending(spans, (_REPAID, _GONE, _PEACE))


def _is_done(paid: re.Match[str]) -> bool:
    clause = re.split("[，。；]", paid.string[paid.start() : paid.end() + 8])[0]
    before = re.split("[，。；]", paid.string[max(0, paid.start() - 12) : paid.start()])[-1]
    return _DONE.search(before + clause) is not None and "满" not in before


#: Who is spoken to by an office, a school, a village.
_ADDRESSED = re.compile(
    r"广大|各(?:小区|村|位|户|社区|单位)|全[镇村县区市体]|父老|乡亲|居民朋友|家长|大爷大妈|街坊|邻居|村民们|都听好|大喇叭|广播|一封信|公告|通告|通知|提示|提醒|倡议|告[^，。；]{1,6}书|凡"
)
#: What they are told not to do, or to do when asked for money; not to believe rumours is what swindlers ask.
_CAUTION = re.compile(
    r"不轻信|(?:不要|别|勿|莫|一律不|不[听信看转贪参拿])(?:再)?(?:轻信|相信|听信|上当|信|贪|参与|参加|投|转账|掏|交钱|拿|听|看|转|[，、])?(?![^，。；]{0,4}(?:谣|传言|网传|举报|闲话|抹黑))"
    r"|守[住护]|捂[紧住]|谨防|警惕|当心|提防|擦亮|多问一句|报警|举报电话|给[^，。；]{0,4}打电话|请拨打|告诉(?:我们|社区|村|网格|民警)"
)
_RUMOURS = re.compile(r"谣|传言|网传|抹黑|闲话|恶意")
#: Somebody who tells of himself or points at somebody.
_TELLS = re.compile(
    r"我(?!们?(?:镇|乡|县|村|社区|街道|办|局|所|会|市|区|站|中心|省|院|校|园|行|处)|们$|们[，。])|俺|[他她](?!人)|(?:那|这|隔壁)家|隔壁|对门|楼[上下]|老板|经理|业务员|结果|新入|本[社店]|我社|我司|我店"
)
_SUM = re.compile(f"{_NUMBER}+(?:多|余)?[万千百块元股份]")


def _appeal(text: str, _own: Own) -> Ending | None:
    """An office, a school or a village cautions everybody, and nobody tells of anything. Covered is
    what is told in a sentence before a caution."""
    bars = (_GOES_ON, _TELLS, _RUMOURS, _SUM)
    if not _ADDRESSED.search(text) or any(bar.search(text) for bar in bars):
        return None
    spans = _up_to_the_last(_CAUTION, text)
    return Ending(spans) if spans else None


def _up_to_the_last(sign: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Of each sentence what stands before the end of its last clause with the sign."""
    spans: list[tuple[int, int]] = []
    for sentence in _SENTENCE.finditer(text):
        clauses = _CLAUSE.finditer(text, *sentence.span())
        ends = [clause.end() for clause in clauses if sign.search(clause.group())]
        spans += [(sentence.start(), end) for end in ends[-1:]]
    return spans


_ASKS = re.compile(
    r"算不算|是不是|能不能|会不会|要不要|有没有|该不该|哪[个家种]|怎[么样幺]|多少|吗$"
)
_NEWS = re.compile(r"电视|新闻|报纸|报道|网上")
#: Somebody of whom one asks; who asks of a kind of thing points at nobody.
_SOMEBODY = re.compile(
    r"隔壁|对门|楼[上下里]|[他她那这我]家|他们|她们|有个|有人(?!卖|在)|老板|经理|业务员|公司(?!债)|合作社|店|馆|铺|茶|(?:厂|社|村|楼|群)里|我[妈爸爹娘婆公爷奶叔舅姑姨们]|[交投买存收](?:了|进)|叫[^，。；]{0,3}某|让|年底|到期"
)


def _question(text: str, _own: Own) -> Ending | None:
    """Somebody asks how things are in general. Covered are what is asked and what the news told."""
    bars = (_GOES_ON, _SOMEBODY, _TERMS)
    if any(bar.search(text) for bar in bars):
        return None
    if not (_ASKS.search(text) or "？" in text or "?" in text):
        return None
    parts = _CLAUSE.finditer(text)
    return Ending([m.span() for m in parts if _ASKS.search(m.group()) or _NEWS.search(m.group())])


_FAMILY = re.compile(
    f"本家|自家|亲兄弟|几个兄弟|兄弟(?:几个|俩)|老?姐妹|寝室|{_KIN}[^，。；]{{0,2}}(?:几个|合伙)|跟{_KIN}"
)
_CLOSED = re.compile(
    r"没(?:有)?(?:对|跟|找|拉|向|叫)[^，。；]{0,2}(?:外|别人|旁人)|没有?(?:外人|第三人|别人)|无第三人|没有?利(?:息)?(?:$|[，。])|谁也不多拿|都?是自己出|没有回报|不对外"
)
_INSIDE = re.compile(f"{_FAMILY.pattern}|{_CLOSED.pattern}")
_LENDS = re.compile(f"放[贷款债]|高利|利息?{_NUMBER}|[欠压]着")


def _among_kin(text: str, own: Own) -> Ending | None:
    """It was among brothers, or people of one room; nobody else was asked. Covered is what is told in
    a sentence before both are said."""
    if any(bar.search(text) for bar in (_GOES_ON, _TERMS, _LENDS)):
        return None
    closed = any(own(m.start()) for m in _CLOSED.finditer(text))
    return Ending(_up_to_the_last(_INSIDE, text)) if closed and _FAMILY.search(text) else None


_LENT = re.compile(f"借给?了?我?的?{_KIN}|{_KIN}[^，。；]{{0,6}}借")
#: More than two, or a firm.
_MORE = re.compile(
    r"[户厂店社群]|公司|平台|项目|大家|别人也|好[多几]|很多|不少|到处|都借|全村|我们[村厂楼]|集资|入股|投资|理财|分红|存|老人|月息|跑|失联|编号|前头|介绍|拉|高利|利滚利|贷|到手|催|砸|泼|打人|威胁|[二两三四五六七八九2-9]分"
)


def _loan(text: str, _own: Own) -> Ending | None:
    """Two who know each other, one owes the other. Covered is the text."""
    alone = not _MORE.search(text.replace("没别人", "")) and not _GOES_ON.search(text)
    return Ending([(0, len(text))]) if alone and _LENT.search(text) else None


#: Of these it does not matter who tells them: they say nothing of how a matter ended.
TOLD_BY_ANYBODY = frozenset({"appeal", "question", "leaflet", "loan"})
#: Kind → the end as it stands in a text; None where the text does not end so.
ENDINGS: dict[str, Callable[[str, Own], Ending | None]] = {
    "": _denied,
    "repaid": _repaid,
    "appeal": _appeal,
    "question": _question,
    "kin": _among_kin,
    "leaflet": _denied,
    "loan": _loan,
}
