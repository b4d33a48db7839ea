"""Tips that accuse nobody of taking money from people, whomever they name: somebody wants what he earned or sold
to be paid, a share of what his village divides, or what is left on a small card; nothing was promised; who is talked
of denies it himself, or whoever heard of it went to see.
"""

from __future__ import annotations

import re

from engine.link.tips.taking import TAKES

_HAN = r"[\u4e00-\u9fff]"
_CLAUSE = re.compile(r"[^，。；！？,;!?\n]+")
#: Money is put in: whatever else there is a quarrel about, this is told of people's money.
_PUT_IN = re.compile(
    r"存(?!货|放货|在)|[投入](?:了|过|资|钱|进|股|社|会)|股金|股钱|集资|筹资|理财|认[购养领筹]|出借|借给|借钱给|吸[收储]|揽|吃利|吃息|会员|充值|储值|加盟|押金|保本|养老钱|本金"
    r"|放(?:在|着|他|她|公司|那|到|进)|[交充][了过]?[\d一二两三四五六七八九十几]+[万千]"
)
#: What is owed for work, for goods, for a house: 枸杞款, 奶款; and not 存款 or 借款.
_DUE = (
    r"(?:工资|薪水|薪|工钱|工费|加班费|运费|车费|货钱|料钱|饭钱|稿费"
    r"|(?<![存贷借集投资股会本罚捐汇打取收付转拨善专房铺息认欠])款(?!项|式|待)|(?:奶|粮|料|煤|砖|沙|菜|羊|牛|猪|果)钱)"
)
_OWED = re.compile(
    rf"(?:拖?欠|赖)(?:着|了|下|我们?|俺们?|咱|大家|农户|工人|他们?){{0,3}}[^，。；]{{0,8}}?{_DUE}"
    rf"|{_DUE}[^。；]{{0,12}}?(?:拖|欠|赖|压着|[没不未](?:给|结|付|发|兑))"
)
#: What no debt has, whatever else is owed.
_SCHEME = re.compile(
    r"返[利现本钱租一还]|包租|分红|回购|回收|合伙人|股东|年化|退本|翻[一倍番]|增值|一倍|[\d.]+%|百分之|原价"
)
#: Who belongs to a village and gets no share of what it divides.
_MEMBER = re.compile(
    r"户口|户籍|[外出]嫁|嫁[到出]|上门女婿|入赘|成员资格|成员身份|集体成员|承包地|离[了过]?婚|迁[走出回入]|人头"
)
_SHARE = re.compile(r"分红|分[的了]?[钱款地]|[分配]股|股[份权]|补偿|征地")
_NOT_GIVEN = re.compile(
    rf"[没不未][有给]?(?:分|发|算|配|认)|[不没]给|没[有我俺咱他她]{_HAN}{{0,4}}份?|少[分给]|取消"
)
#: 没说返利: what was promised is nothing. 利息没给 was.
_NOT_PROMISED = re.compile(
    r"(?:没有?|并没|从没|也没)(?:说|提|答应|承诺|许|讲|写)[过要给有会的能]{0,3}[^，。；]{0,3}(?:返利?|利息|分红|回报|收益|息)"
)
_PROMISED = re.compile(
    r"返[利现本钱租]|月返|日返|利息|分红|分成|回报|收益|年化|[月年日]息|[一二两三四五六七八九十\d]+[分厘](?:利|息)|保本|回购|股东|每[月天年季][^，。；]{0,4}[给返领分]|给[^，。；]{0,4}[\d一二两三四五六七八九十]+[百千万元块成]|高息"
)
#: A card on which small sums are left.
_CARD = re.compile(r"卡|充[了值]?[\d一二两三四五六七八九]|储值|预存")
_SMALL = re.compile(r"[一二两三四五六七八九]百|(?<!\d)\d{2,3}(?![\d.%])")
_LARGE = re.compile(r"[万千]|\d{4}")
_GIFT = re.compile(r"[送赠]|[剩余]|打折|折扣|清零|到期|过期")
#: What people say, and not what was seen.
_HEARD = re.compile(
    r"听[说人]|听到|传[说言闻]?[^，。；]{0,2}(?=集资|收|骗|吸)|都[说传]|(?:有人|同行|对[门面过]|隔壁|邻居|别人|网上|网友|视频|抖音|群里|街上|大家)[^，。；]{0,10}?(?:说|传|讲|举报|反映|告|发)|刷到|造谣|诬|谣"
)
_DENIED = re.compile(
    r"(?:[没未]有?|从不|并不|不|没听说)[^，。；]{0,6}?(?:[收集拿吸揽]|参与|搞)(?!到)|没有?(?:这|那|的)?[回个]?事|没问题|清白|冤枉|子虚乌有|澄清"
)
_WENT = re.compile(
    r"(?:我|俺|咱|自己|本人)[^，。；]{0,8}?(?:去|到|上门|进店|找)[^，。；]{0,10}?(?:问|看|打听|了解|瞧|核实)|我[^，。；]{0,2}问[过了]"
)
#: Who is talked of speaks himself.
_OF_ME = re.compile(
    r"(?:说|传|讲|举报|告|造谣|诬陷|诬告)(?:是|成|到|了)?(?:我|俺|咱|本店|本公司|本人)(?!们?(?:村|镇|小区|这|妈|爸|儿|女))"
)
_TURNS = re.compile(r"^(?:可是?|但是?|不过|结果|其实|然而|却)")


def accuses_nobody(text: str) -> bool:
    """Is it a quarrel about something else, or taken for untrue by whoever tells it?"""
    return _own_claim(text) or _nothing_promised(text) or _small_card(text) or denied(text)


def _own_claim(text: str) -> bool:
    """What was earned or sold, or a share of the village's."""
    if _PUT_IN.search(text):
        return False
    if _OWED.search(text):
        return not _SCHEME.search(text)
    return bool(_MEMBER.search(text) and _SHARE.search(text) and _NOT_GIVEN.search(text))


def _nothing_promised(text: str) -> bool:
    left = _NOT_PROMISED.sub("", text)
    return left != text and not (_PROMISED.search(left) or _SCHEME.search(left))


def _small_card(text: str) -> bool:
    """A card with some hundreds on it, and no more than a gift for it."""
    small = _SMALL.search(text) and not _LARGE.search(text)
    return bool(small and _CARD.search(text) and _GIFT.search(text) and not _PROMISED.search(text))


def denied(text: str) -> bool:
    """Does it tell but what others say, and that it is not so?"""
    clauses = _CLAUSE.findall(text)
    heard = [clause for clause in clauses if _HEARD.search(clause) or _OF_ME.search(clause)]
    mine = _OF_ME.search(text) is not None
    if not heard or not (mine or _WENT.search(text)):
        return False
    left = [clause for clause in clauses if clause not in heard]
    no = [clause for clause in left if _DENIED.search(clause)]
    rest = "，".join(clause for clause in left if clause not in no)
    turns = any(_TURNS.match(clause) and TAKES.search(clause) for clause in left)
    return bool(no) and not turns and not TAKES.search(rest)
