"""Firms that a tip clears: 天佑堂是正规的, 跟他没关系; 不是那个盖楼的国晟; 与洗车行无关.

Such a firm is nobody's rival and is not linked by what else is told of it. Who is cleared is told by
grammar: the subject of the clause or whoever the story spoke of last, else the object of 跟 and 不是. Nobody is
cleared in his own mouth by 正规, nor by what somebody once took him for, nor whose people take money
all the same; 不知情 and 没关系 in his own mouth count where another one is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from engine.link.adverts.mentions import Mention
from engine.link.tips.taking import TAKES, paid_to

_STOPS = "，。；！？,;!?\n（）()"
_PIECE = re.compile(f"[^{_STOPS}]+")
_ENDS = frozenset("。！？!?\n")
_NONE = r"(?:没有?|无|毫无|不存在|从[来未]没有?)(?:什么|啥|任何|半点|一点|多大|直接|得)*"
_NEVER = r"(?:没有?|未(?:见|发现|曾)?|不存在|从[不没未]有?|从来[不没]有?|并[未没]有?)"
#: Of two: what one has to do with the other, or with what happened.
_RELATION = re.compile(
    rf"{_NONE}[^，。；]{{0,3}}?(?:关系|干系|瓜葛|牵连|牵扯|关联|联系|相干|来往|往来|合作|交集)|无关|不认识|(?:没|从没|从未)(?:打过交道|听说过[那这他她它人])"
    r"|不(?:相干|搭界|沾边|搭边|搭嘎)|不[是关干](?:[他她它我]们?)?的?事|(?:不是|并非|不算)(?:同?一[家个]|一回事|一码事|一伙|同一|一起)|两(?:码|回)事"
    r"|(?:名字|店名|招牌|字号|叫法)[^，。；]{0,4}?(?:像|差不多|接近|一样|相[近似同])|[差错]一个字|重名|同名"
)
#: What one has no part in.
_NO_PART = re.compile(
    rf"不知情|蒙在鼓里|(?:{_NEVER}|不)(?:参与|参加|掺和|沾|碰|介入|插手|入伙)|{_NEVER}拿[^，。；]{{0,3}}(?:钱|好处)"
    rf"|{_NEVER}(?:让[^，。；]{{0,4}})?(?:收(?!了)|要|拉|搞|做|吸收?)[过取]?[^，。；给]{{0,5}}?(?:[钱款费人]|资金|[股押本]金|集资|存款|理财|投资)|{_NEVER}[^，。；]{{0,3}}?(?:集资|吸储|吸收|非法)(?!的?(?:资格|资质|许可|牌照))"
    r"|(?:一分钱?|分文)[^，。；]{0,2}(?:没有?|未)(?:收|拿|要|碰|沾)|(?:不|压根不|根本不)(?:知道|晓得|清楚)(?:这|那|此|有)"
    r"|(?:院子?|房子?|门面|场地|铺[面子]|地方|会议室|大厅|车|店面)[^，。；]{0,3}[租借]给了?[他她它那人外别]"
    r"|(?:被|让|遭)[^，。；]{0,8}?(?:冒用|冒充|冒名|盗用|假冒|顶着|借着?名|顶名)|(?:名字|招牌|牌子|执照|名义)(?:是|都)?被[^，。；]{0,4}[用借盗冒]|(?:是|也是|才是|都是)(?:个|纯)?(?:房东|受害[者人]?|无辜|冤枉|清白|被骗|被冤)|很?(?:冤|冤枉|无辜|清白)(?:的|啊)?$"
)
#: That what is said of one is made up.
_FALSE = re.compile(
    r"(?:没有?|无|不存在)(?:[这那]|过)(?:一?[回个件种码]|样的|些)?事|没有?的事|子虚乌有|(?:不|并非)(?:属实|是事实|真实)|造谣|谣言|谣传|诬[告陷蔑]|污蔑|诽谤|抹黑|栽赃|瞎[说编讲传]|胡[说编诌扯]|乱[说讲传编]|恶意[^，。；]{0,2}(?:举报|投诉|中伤|竞争)|(?:搞|弄|看|说|报|举报|听|记|认)错(?!了?人)了?|撤[销回诉]"
    r"|(?:同行|对手|竞争)[^，。；]{0,6}(?:嫉妒|妒忌|眼红|使坏|捣鬼|搞鬼|挤兑|陷害|故意)"
)
#: That one does nothing but this.
_TRADE = re.compile(
    r"(?:只|仅|光|就是|只管|单纯|纯粹)(?:是|管|会)?(?:从事|个?房东|[租借]给|出租|[卖修种养做洗印搬]|看[病门场]|开[店车药饭]|收(?!钱|现金|款|会员|老|费|押|定|[\d一二两三四五六七八九十几百千万])|提供场地|供货|打工)|(?:只|就|光|仅)(?:是|管|会)?收[了过个点]*(?:场租|场地|房[租费]|茶水|饭钱|餐费)|不收(?:老[^，。；]{0,2}的?|[^，。；给]{0,3})[钱款费]|一手交钱[，、]?一手交货|[钱银]货两[清讫]"
)
#: What is said for one, and what everyone says of himself.
_PRAISE = re.compile(
    r"(?<![不无])正规(?!合同|发票|收据|手续|协议|票)|合法|合规|正经|老实|本分|(?:没有?|没得?|无)(?:啥|什么|任何)?(?:问题|毛病|责任|事儿?(?=[，。的了啊]|$))|(?:不是|并非|不算)(?:骗子|骗人|传销|集资|非法集资|诈骗)|证照齐全|手续齐全|口碑[^，。；]{0,3}好|靠谱|是?个?好人|正常(?:营业|经营|开门|上班)"
)
_MIXED = re.compile(
    r"(?:别|不要|勿|莫|请勿|切莫|不能|容易|不可)[^，。；]{0,10}?(?:搞|弄|认|记|扯|混|牵扯|冤枉|误会|错怪|怪|误伤|混为)(?:混|错|淆|到|上|一谈)?|混淆|搞混|弄混|错怪|冤枉|误伤"
)
_REFUSED = re.compile(
    r"(?:不|没|非|未必|哪里?|哪有|算不上|不太|不怎么|不像|什么)(?:是|有|见得|多)?(?:什么|啥|很|个)?$"
)
#: It is asked, or it was thought or made to look so.
_UNREAL = re.compile(
    r"以为|还当|当成|当作|相信|信了|觉得|看着|看[上起]去|看起来|听[上起]?[去来]?像|貌似|是不是|是否|能不能|会不会|有没有|有无|还是不是|如果|要是|假如|即使|就算|难道|怎么|凭什么|谁知|谁信|哪有|^(?:我|俺|我们|也|还)*不(?:知道|清楚|确定|敢)|[问查核][问查一]?(?:一下|清楚)?[^，。；]{0,8}(?:正规|合法)|核实|[吗么不]$|有人[^，。；]{0,2}[说讲传]|听人[说讲]|传言|都说|装[作成得]|冒充|假装|打着|伪装|标榜|幌子|包装"
    r"|(?:原来|原先|之前|当初|当时|开始|起初|最初|本来|以前|那时|先前|头[先里])[^，。；]{0,6}(?:说|讲|称|觉|还|都|是|没)"
)
_PITCH = re.compile(
    r"嘴上|口头上|表面|自称|号称|宣称|[写印贴挂标打][着了有出]|声称|宣传|吹嘘|吹|承诺|保证|打包票|拍胸脯|口口声声|一再|再三|反复|发誓"
)
_SAYS = re.compile(
    r"(?:说|称|讲|表示|解释|声明|回复|告诉|澄清|回应|介绍|答复|辩称|嘴硬|喊)(?!不[上清])"
)
#: Who speaks for himself, and who has nothing to gain.
_OWN = re.compile(
    r"老板娘?|经理|业务员|销售|店员|员工|客服|主任|负责人|店长|老师|讲师|主持|经营者|法人|会计|代办员|对方|公司|[他她]们|店家|商家|院长|园长|院方|社长|骗子|推销|那人|那帮|人家|宣传单|广告|海报|传单|群里|女的|男的"
)
_OTHERS = re.compile(
    r"(?<![跟对和向给让叫劝])[我俺咱]|本人|邻居|同学|朋友|亲戚|[弟哥姐妹爸妈叔婶姨舅]|媳妇|儿子|女儿|民警|警察|派出所|公安|社区|居委|网格|村[里干委支]|镇上|经[查核]|核实|核查|查实|查过|监管|市监|所里|局里?|律师|大家|群众|居民|街坊|知情"
)
_WE = re.compile(r"(?:我们|咱们|俺们|我司|本[公店社院])[^，。；]{0,12}$")
#: Where somebody else begins to tell.
_SAW = re.compile(
    rf"[{_STOPS}](?:[我俺咱]们?|本人|民警|警察|派出所|社区|居委会?|网格员|村[里干委支]|镇上|街坊|邻居|大家)[^{_STOPS}]*?(?:[去问看查找核]|作证|知道|清楚|证明)"
)
_EMPLOYED = re.compile(
    r"(?:^|[，。；])(?:[我俺]|本人)(?:是|在)[^，。；]{2,14}?(?:的?(?:[店职员]员工?|员工|会计|护[工士]|老师|保安|厨师|前台|收银员?|司机)|上班|打工|工作)(?=[，。；])"
)
#: To whom somebody speaks.
_HEARER = re.compile(r"(?:跟|对|和|向|给)[我俺咱][^，。；]{0,3}$")
#: The whole report is taken back.
_RETRACTS = re.compile(
    r"更正|纠正|撤[销回诉]|(?:搞|弄|看|说|报|举报|听|记|认)错了|误会(?!我)|误报|白?冤枉了?人家"
)
#: Whose doing it was, who has no name here.
_SOMEBODY = re.compile(
    r"别人|另外?|其他|有人|外地|骗子|外面|是[^，。；]{1,8}[收干搞骗做]的|的是(?:隔壁|对[门面]|旁边|楼[上下]|别家)"
)
#: 讲课的是外地老师: who takes the money is told, if not by name.
_OUTSIDER = re.compile(
    r"(?:讲|开|办|收|卖|来|租)[^，。；]{0,4}?的(?:是|都是|人)?[^，。；]{0,2}(?:外地|外面|外头|外省|省城|别处)|(?:外地|外面|外头|外省|省城)(?:来)?的?(?:人|老师|讲师|公司)|(?:租|借)给[^，。；]{0,6}(?:公司|人)|(?:租|放)进来|(?:谁|[什啥]么?人)[^，。；]{0,2}都[^，。；]{0,6}[租放进]"
)
#: 酒店会议室天天有人讲课: it is a hall that is spoken of.
_HALL = re.compile(
    r"[^，。；]{0,2}(?:[一二三四五六\d]+[楼层])?的?(?:会议室|[大宴会多功能]{1,3}厅|包[间厢房]|场地)|[^，。；]{0,4}(?:天天|每[天周月]|常|老|总)?有[^，。；]{0,4}(?:人|外地|外面|老师|讲师)|[^，。；]{0,3}(?:不管|管不[了着住]|放任|容留)"
)
_TURNS = re.compile(
    r"(?:可是?|但是?|不过|其实|实际|结果|后来|却|哪知|谁知|没想到|现在|如今|今年|最近|原来|背地|暗地|私下|照样|也|还|偏偏|然而|只是(?!房))"
)
_RUMOUR = re.compile(
    r"有人[^，。；]{0,3}(?:说|传|讲|误|把|当|举报|反映|投诉|告)|都说|传言|谣|误[以传将把]|错把|当成|混淆|[将把]其|一事|的?(?:这件?)?事情?$"
)
_WITH = re.compile(r"(?:跟|和|与|同|及)(?:[那这][家个边])?(?:[^，。；跟和与同]{0,5}?的)?$")
#: What one has nothing to do with who is cleared by it.
_AFFAIR = re.compile(
    r"[这那此其他她它该人]|外面|[做搞弄卖干][^，。；]{1,6}的|集资|投资|收[^，。；]{0,3}[钱款费金]|骗|传销|事|活动|理财|存款|项目|公司|返|押金"
)
_NOT = re.compile(
    r"(?<!是)(?<!要)(?:不是|并非|不是说|别怪|不怪|[算赖怪扣怨]不[到着得上]|不能[怪怨赖算][到在]?|别冤枉|不能怪|别把|不要把|别[跟和与同]|不要[跟和与同]|勿与|勿将|莫把)(?:说|指|讲|在|去)?(?:隔壁|楼[上下]|对面|旁边|街上|镇上|村里|县里)?(?:[那这]个?[家个]?)?(?:[^，。；]{1,8}?的)?(?:[那这][家个])?$"
)
_ANY_NOT = re.compile(r"不是|并非|[别不勿莫][怪要把跟和与同将冤]|[算赖怪扣怨]不")
_ONLY = re.compile(
    r"[^，。；]{0,4}(?:一家|一个)(?:人|在|收|骗|这)?|[^，。；]*(?:吗|嘛|还能|又是谁|是谁)|[^，。；]{0,6}又?是(?:哪|谁)"
)
_PRONOUN = re.compile(r"(?:[那这][家个边]|[他她它]们?|人家|其(?![实中他它])|该[店公院社])")
#: What leads to whom no clause is about.
_UNDER = re.compile(r"[在跟和与给到去从向对让被往把][^，。；]{0,3}$")
#: 在药房柜台上交的
_PAID_IN = re.compile(r"[^，。；]{0,6}[交存投充][的了过进]")
#: Who was cheated as well.
_ALSO_PAID = re.compile(r"(?:的?老板娘?|本人|自己|[^，。；]{0,3})[也都](?:投|交|存|买|被)")
_TAIL_LEAST, _TAIL_MOST = 2, 4
_FORMS = frozenset(["公司", "有限", "中心", "服务", "合作社", "作社"])


class Clause(NamedTuple):
    """``sentence``: its number; ``asked``: does it end with a question mark?"""

    begin: int
    end: int
    sentence: int
    asked: bool


class Cleared(NamedTuple):
    """``rows`` of firms; ``clauses`` (begin, end) that say so."""

    rows: frozenset[int]
    clauses: tuple[tuple[int, int], ...]


NOBODY_CLEARED = Cleared(frozenset(), ())


def may_clear(text: str) -> bool:
    """Is there a word in it that may clear somebody?"""
    signs = (_RELATION, _NO_PART, _FALSE, _TRADE, _PRAISE, _MIXED, _ANY_NOT)
    return any(sign.search(text) for sign in signs)


def cleared(text: str, mentions: Sequence[Mention]) -> Cleared:
    """Whom the text clears of those that it names."""
    if not mentions:
        return NOBODY_CLEARED
    return _Story(text, list(dict.fromkeys(mentions))).cleared()


class _Found(NamedTuple):
    """``weak``: said by the firm, or no more than that it is a good one."""

    row: int
    clause: Clause
    weak: bool
    own: bool = False


class _Story:
    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self._text = text = text.replace("幺", "么")  # as which 么 is read
        self._clauses = list(_clauses(text))
        said = [*mentions, *_echoes(text, mentions)]
        self._said = sorted(said, key=lambda m: (m.begin, -m.end))
        self._rows = {m.row for m in mentions}
        self._retracted = _RETRACTS.search(text) is not None

    def cleared(self) -> Cleared:
        found: list[_Found] = []
        for clause in self._clauses:
            found += self._in(clause, found)
        at = {one.clause for one in found}
        rows = {one.row for one in found}
        kept = {row for row in rows if self._accused(row, at, found)}
        outsider = _OUTSIDER.search(self._text) is not None
        if self._rows == rows - kept and not outsider and self._others_take(at):
            return NOBODY_CLEARED
        strong = {one.row for one in found if not one.weak} - kept
        # What one says of himself counts where there is another whom it can have been.
        weak = {one.row for one in found if one.weak} - kept
        if self._rows - weak - strong or not any(one.own for one in found):
            strong |= weak
        clauses = tuple(
            sorted({(one.clause.begin, one.clause.end) for one in found if one.row in strong})
        )
        return Cleared(frozenset(strong), clauses)

    def _in(self, clause: Clause, before: Sequence[_Found]) -> Iterator[_Found]:
        text = self._text[clause.begin : clause.end]
        if clause.asked or _UNREAL.search(text):
            return
        here = [m for m in self._said if clause.begin <= m.begin < clause.end]
        for one in here:
            left, right = self._text[clause.begin : one.begin], self._text[one.end : clause.end]
            if _NOT.search(left) and not _ONLY.match(right):
                yield _Found(one.row, clause, False)
        mixed = _MIXED.search(text)
        if mixed and here and not _RELATION.search(text):
            objects = [m for m in here if _WITH.search(self._text[clause.begin : m.begin])]
            at = clause.begin + mixed.start()
            others = [m for m in here if m not in objects]
            # 旅行社别和电商搞混, 别把旅行社和电商搞混: where the other takes the money it clears the one.
            if others and objects and self._accused(objects[-1].row, set(), ()):
                objects = others[:1]
            aimed = objects or [m for m in here if m.begin >= at]
            yield from (_Found(m.row, clause, False) for m in aimed or here[-1:])
            return
        relation = _RELATION.search(text)
        part = _NO_PART.search(text) or _FALSE.search(text)
        trade = _TRADE.search(text)
        sign = relation or part or trade or _PRAISE.search(text)
        if sign is None or _REFUSED.search(text[: sign.start()]):
            return
        if not relation and _takes(text[sign.start() :]):
            return
        own = self._own_mouth(clause, clause.begin + sign.start())
        if own and not (relation or part or trade):
            return
        weak = own or not (relation or part)
        for row in self._of_whom(clause, here, sign, relation is not None, before):
            yield _Found(row, clause, weak, own)

    def _of_whom(
        self,
        clause: Clause,
        here: Sequence[Mention],
        sign: re.Match[str],
        relation: bool,
        before: Sequence[_Found],
    ) -> set[int]:
        here = [m for m in here if m.begin < clause.begin + sign.start() or relation]
        objects: list[Mention] = []
        if relation:
            objects = [m for m in here if _WITH.search(self._text[clause.begin : m.begin])]
        subjects = [m for m in here if m not in objects]
        if relation and not objects:
            led = re.search(
                "[跟和与同](.*)$", self._text[clause.begin : clause.begin + sign.start()]
            )
            if led and not _AFFAIR.search(led[1]):
                return set()
        if subjects and objects:
            return self._of_two(subjects[0].row, objects[-1].row)
        if subjects:
            return {m.row for m in subjects}
        last = self._last(clause)
        # 天佑堂是正规的，跟灵芝堂没关系: who was cleared goes on to be.
        if objects and last is not None:
            if any(f.row == last and f.clause.end + 1 == clause.begin for f in before):
                return {last}
            if _PRONOUN.match(self._text, clause.begin):
                return self._of_two(last, objects[-1].row)  # 他们跟安和没有合作
        if objects:
            return {m.row for m in objects}
        return {last} if last is not None else set()

    def _of_two(self, one: int, other: int) -> set[int]:
        """X跟Y没关系 clears whoever of them took no money."""
        guilty = [self._accused(row, set(), ()) for row in (one, other)]
        return {other if guilty == [True, False] else one}

    def _last(self, clause: Clause) -> int | None:
        """Whom the sentence spoke of last; of the one before, where a word points back."""
        text = self._text[clause.begin : clause.end]
        back = 1 if _PRONOUN.search(text[:8]) else 0
        inside = {
            (c.begin, c.end)
            for c in self._clauses
            if clause.sentence - back <= c.sentence <= clause.sentence
        }
        said = [
            m
            for m in self._said
            if m.begin < clause.begin and any(begin <= m.begin < end for begin, end in inside)
        ]
        if not said:
            return None
        start = max(c.begin for c in self._clauses if c.begin <= said[-1].begin)
        subjects = [
            m for m in said if start <= m.begin and not _UNDER.search(self._text[start : m.begin])
        ]
        return (subjects[0] if subjects else said[-1]).row

    def _own_mouth(self, clause: Clause, at: int) -> bool:
        """Does one of the firm say it, or ``我们``?"""
        start = min(c.begin for c in self._clauses if c.sentence == clause.sentence)
        left = self._text[clause.begin : at]
        if _EMPLOYED.search(self._text) and _WE.search(left):
            return False  # who works there and tells of another
        if _WE.search(left) or _PITCH.search(left):
            return True
        told = self._text[start:at]
        verbs = list(_SAYS.finditer(told))
        if not verbs:
            return False
        verb = verbs[-1]
        names = [m for m in self._said if m.begin >= start + verb.end() and m.begin < at]
        # A new subject begins another statement, but for what is said right behind the verb.
        if names and re.search(f"[{_STOPS}]", told[verb.end() : names[0].begin - start]):
            return False
        # What somebody saw for himself since is not what he was told.
        if _SAW.search(told, verb.end()):
            return False
        speaker = _HEARER.sub("", told[: verb.start()])
        own = max((m.end() for m in _OWN.finditer(speaker)), default=-1)
        firm = max(
            (
                m.end - start
                for m in self._said
                if start <= m.begin and m.end <= start + verb.start()
            ),
            default=-1,
        )
        other = max((m.end() for m in _OTHERS.finditer(speaker)), default=-1)
        return other <= max(own, firm)

    def _accused(self, row: int, at: set[Clause], found: Sequence[_Found]) -> bool:
        """Does money go to it all the same?"""
        for one in self._said if not self._retracted else ():
            if one.row != row:
                continue
            clause = next((c for c in self._clauses if c.begin <= one.begin < c.end), None)
            if clause is None or clause in at:
                continue
            left = self._text[clause.begin : one.begin]
            reach = min([m.begin for m in self._said if m.begin > one.begin] + [clause.end])
            right = self._text[one.end : reach]
            if _RUMOUR.search(left) or _RUMOUR.search(right):
                continue
            if _ALSO_PAID.match(right) or (_HALL.match(right) and _OUTSIDER.search(self._text)):
                continue
            if paid_to(left) or _takes(right):
                return True
            if _UNDER.search(left) and _PAID_IN.match(right):
                return True
        return any(self._turns(one.clause) for one in found if one.row == row)

    def _others_take(self, at: set[Clause]) -> bool:
        """Does money go to somebody who is not named, while everyone who is named is cleared?"""
        if self._retracted:
            return False
        told = [self._text[c.begin : c.end] for c in self._clauses if c not in at]
        return any(_takes(t) for t in told if not (_SOMEBODY.search(t) or _RUMOUR.search(t)))

    def _turns(self, clause: Clause) -> bool:
        """Does the text go on with: 其实也在收钱?"""
        rest = [c for c in self._clauses if c.begin >= clause.end]
        for following in rest[:2]:
            text = self._text[following.begin : following.end]
            named = [m for m in self._said if following.begin <= m.begin < following.end]
            if named and not _WITH.search(self._text[following.begin : named[0].begin]):
                return False
            if _TURNS.match(text) and not _NO_PART.search(text):
                rest_of = self._text[following.begin : rest[min(2, len(rest) - 1)].end]
                return _takes(rest_of) or paid_to(text)
        return False


#: 没收过谁一分钱投资: what none was taken for.
_NONE_TAKEN = re.compile(
    rf"(?:{_NO_PART.pattern})(?:的?(?:投资|集资|存款|股金|本金|会费|押金|利息)款?(?=$|[{_STOPS}]))?"
)


def _takes(text: str) -> bool:
    """Does somebody take money, and is not said to take none?"""
    return TAKES.search(_TRADE.sub("", _NONE_TAKEN.sub("", text))) is not None


def _clauses(text: str) -> Iterator[Clause]:
    sentence = 0
    for match in _PIECE.finditer(text):
        stop = text[match.end() : match.end() + 1]
        yield Clause(match.start(), match.end(), sentence, stop in ("？", "?"))
        sentence += stop in _ENDS


def _echoes(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Where one of them is called again by what it is (洗车行, 药房) or by its part, which no other of them is called."""
    taken = [(m.begin, m.end) for m in mentions]
    names = {m.row: text[m.begin : m.end] for m in mentions}
    for row, name in names.items():
        for size in range(min(_TAIL_MOST, len(name) - 1), _TAIL_LEAST - 1, -1):
            for end in (name[-size:], name[:size]):
                if end in _FORMS or any(end in other for r, other in names.items() if r != row):
                    continue
                for begin in (m.start() for m in re.finditer(re.escape(end), text)):
                    if not any(a < begin + size and begin < b for a, b in taken):
                        taken.append((begin, begin + size))
                        yield Mention(row, begin, begin + size)
