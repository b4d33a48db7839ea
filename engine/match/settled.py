"""Whether a tip says how the matter ended: somebody looked and found nothing, or the reporter takes it back.

Words of such an end stand in true accusations as well: in the mouth of who is accused (社长说没有问题), of another
shop (一楼饭店正常经营), of an earlier tip. So an end counts only where nothing else in the text accuses: each clause that
speaks of raising money is told as what had been reported, is quoted, denied or explained, and nobody of the firm says
the end himself. No list of charges is complete: what is left of the text when all this is taken out is given back, for
it may still read like an accusation. Where in doubt the tip stays.
"""

from __future__ import annotations

import re
from typing import Any

_CLAUSE = re.compile(r"[^，,。；;！!？?\n:：]+")
_STOPS = re.compile(r"[。；;！!？?\n]")
_COMMAS = re.compile(r"[，,:：]")
_QUOTED = re.compile(r"[“「『\"][^“”「」『』\"]{0,60}[”」』\"]")
#: In the mouth of who takes the money a quoted promise is his promise.
_TOLD_SO = re.compile(
    r"(?:[说讲喊叫]|承诺|答应|许诺?|保证|吹|写|印|推销|[卖买搞办做交投充]|入股)(?:的是|明|着|了|好|成|上)?[:：，,]?$"
)
#: So much for so much is an offer, whoever quotes it.
_FIGURES = re.compile(
    r"[0-9一二两三四五六七八九十百千]+[万千百元块][^”」』\"]*[0-9一二两三四五六七八九十百千]"
)
#: Money is taken, promised, or not given back; or what was reported is so.
_ACCUSES = re.compile(
    r"集资|吸储|揽储|揽款|高息|利息|付息|给息|保本|返(?:[利本现钱租]|[^，。；]{0,3}[0-9一二两三四五六七八九十])|分红|红利|理财|股金|入股|认购|年化|[年月日]息|收益|存款|存[钱进入了]|众筹"
    r"|(?:[收吸交投借放]|存(?!在))[^，。；]{0,6}?(?:钱|款|资金|本金|押金|积蓄|现金|[0-9一二两三四五六七八九十百千几]+[万千元块])"
    r"|原始股|回购|虚拟币|挖矿|包租|[标抬合]会(?!议|同|理|计|员|长|务)|互助会|会[头脚]|会钱|养金"
    r"|拒绝|不让[^，。；]{0,6}[进看查]|登记[^，。；]{0,4}不[符一]|[无没]有?[证照](?:经营|$)|听课|宣讲|推介会|拉人|传单|聚集|签合同|登记身份证|[送领](?:鸡蛋|礼品|米|油)|免费(?:旅游|体检)|人去楼空|卷款|高利贷|套路贷|砍头息|[校培][园训]贷|[放转]贷|催收|逼债"
    r"|投[入给进了到]|转[成投]|停[了发付]|[年月日]利|(?:接着|继续|还在|照[样旧常]?|仍在?)[^，。；]{0,3}[收卖拉讲办]"
    r"|养老钱|棺材本|血汗钱|保底|[不会]亏|亏[了完光]|损失|违约金|续[签存]|暂停打款|下周到账|拖[着了]|不认(?!识|为|可|得)|收[不得]?回来|年后[^，。；]{0,4}收回|还[^，。；]{0,2}[0-9一二两三四五六七八九十]+万|按合同退|[退取提要]不[出了回到]"
    r"|本金|兑付|[不没未][给退还付兑]|取不出|拿不回|要不回|失联|跑路|(?<!诈)骗(?![局术案])|(?<!不)属实|确有其事|[一二两三四五六七八九0-9](?:分利|厘利|成利|个点)"
)
#: What had been reported or made up, told before the charge: 举报集资, 造谣其集资; and what people are warned of.
_REPORTED = re.compile(
    r"举报|反映|投诉|信访|来信|被指|传言|传闻|网[上络]?传|网上说|听说|所[谓称说]|[群大]众说|[居村]民说|有人说|误传|误[以认]为|误[将把]|当[成作]|造谣|谣传|编造|捏造|诬[告陷]|瞎[编说]"
    r"|(?:防范?|打击|远离|抵制|警惕|识别|反)(?:非法|各类)?$"
)
#: Who tips off in the present charges, whatever else he says; told of an earlier tip or of others it is no charge.
_TIPS_OFF = re.compile(r"(?<!被)(?<!被人)(?<!有人)(?:举报|反映|投诉|来信|信访)")
#: What answers such a charge: it is said to be untrue, or somebody looked.
_ANSWERED = re.compile(
    r"不属实|不实|失实|有误|没有根据|查无|捏造|编造|编的|造谣|诬[告陷]|误[传会]|无关|没有?关系|撤|弄错|听[错岔]"
    r"|经[查核走复检现调]|核[查实验对]|查[明实]|走访|上门|入户|巡查|[看问]过|了解|派出所|民警|网格|社区|工作人员|执法|回[复访]|答复|反馈"
)
#: Who goes on asking for a look, or doubts the end, does not end it.
_INSISTS = re.compile(
    r"请[^，。；]{0,8}(?:查处|核实|调查|取缔|严查|处理|立案)|(?:要求|希望|恳请|请求|盼)[^，。；]{0,6}(?:查|取缔|立案|打击|介入)"
    r"|尽快|怀疑|不认可|不服|不满意|不放心|不相信|照旧|照样|又开始|每次|以前查|不是误会"
    r"|(?:没有?|无)(?:金融|牌照|许可|批准)|没有走访"
)
#: That behind which no charge is meant: it is but named, or told to be something else than money taken.
_EXPLAINED = re.compile(
    r"[”」』\"]?[^，。；]{0,8}?(?:一事|的?(?:问题|情况|说法|传言|谣言|骗局|陷阱|案例|套路|危害|宣传|举报|投诉|反映|纠纷|漫画|展板|海报|标语|易拉宝|台词)"
    r"|(?<![他她我们司店社])(?:无关|没有?关系|不沾边)|(?:系|属于?|为|是)[^，。；]{0,16}?(?:编|造谣|误[传会]|谣|货款|农资|代购|捐|银行代销|银行发行|国债|存单|补贴|津贴|工资|优惠|促销|活动|亲[友属兄戚]|纠纷))"
)
#: A whole clause that tells what had been reported, before it is told what came of it, or what it was instead.
_REPORT = re.compile(
    r"(?<!关)系(?![列统])|[均实]为|(?:核[实验查]|查[明实]|认定)[^，。；]{0,2}为|(?:群众|居民|村民|市民|网民|来电人|来信|有人|网上)[^，。；]{0,8}(?:反映|举报|投诉|传|称)|(?:反映|举报|投诉|所[谓称说])[^，。；]{0,6}某"
)
_DENIED = re.compile(
    r"(?:未(?:发现|查到|见|有|曾)|[并从尚]未|(?:没有?|无)(?!证|照|牌|许可|资质|金融|批准)|不(?:存在|涉及|属于?|收|是|搞|参与|承诺))"
    r"[^，。；]{0,14}?$"
)
#: Who says the end; not 讲清, 说明.
_SAYS = re.compile(
    r"(?P<who>[^，,。；;：:]{0,12}?)(?:回应|解释|表示|告诉|宣[称传]|对外|[辩声自]?称|(?<!所)说|讲)(?![明清法上不到服])"
)
#: Who may say so: whoever looks into it, and who tipped off himself.
_LOOKS = re.compile(
    r"(?:派出所|民警|片警|警察|公安|经侦|社区|居委|村委|街道|镇|专班|网格|工作人员|检查|核[查实]|复查|查看|走访|巡查|监管|市监|[局所站]|回[复访]|反馈|答复|打电话|举报人|来电人|投诉人|反映人|本人|^我)[^，。；]{0,2}$"
)
#: Where somebody begins to look into it, whatever was said before.
_LOOKED = re.compile(
    r"[，,:：](?:[^，,:：]{0,4}(?:上门|入户|现场)|经|核[查实]|查[明实]|走访|实地|了解)"
)
#: Somebody is made to take it back.
_MADE_TO = re.compile(
    r"(?:让|叫|逼|劝|求|(?<!被)骗着?|要求|威胁)(?:我们?|俺|其|他|她|举报人|老人)|(?:公司|老板|经理|他们|对方|业务员)[^，。；]{0,4}要求"
)
#: So far before an end or a charge is looked: what is done for a text must not grow with its square.
_FAR = 100


def settled(text: str, cues: Any) -> str | None:
    """What is left of a text that ends the matter by one of the ``cues`` when the end and all that is told as no
    charge is taken out; None where it does not end the matter or accuses of something besides."""
    text = _QUOTED.sub(_said_in, text)
    if not any(_own_end(text, cue.start()) for cue in cues.finditer(text)) or _INSISTS.search(text):
        return None
    return _left(text, cues)


def _said_in(quoted: re.Match[str]) -> str:
    """A quotation as it is weighed: who quotes does not accuse, unless he tells what was said to him."""
    before = quoted.string[max(0, quoted.start() - _FAR) : quoted.start()]
    said = _STOPS.split(before)[-1]
    offered = _TOLD_SO.search(said) or _FIGURES.search(quoted.group())
    return quoted.group() if offered and not _REPORTED.search(said) else "某"


def _own_end(text: str, at: int) -> bool:
    """Is the end told by who looked or tipped off, not by who is accused or made to say so?"""
    sentence = _STOPS.split(text[max(0, at - _FAR) : at])[-1]
    if _MADE_TO.search(_COMMAS.split(sentence)[-1]):
        return False
    sayings = list(_SAYS.finditer(sentence))
    if not sayings or _LOOKED.search(sentence, sayings[-1].end()):
        return True
    return _LOOKS.search(sayings[-1]["who"]) is not None


def _left(text: str, cues: Any) -> str | None:
    left: list[str] = []
    for clause in _CLAUSE.finditer(text):
        said = clause.group()
        charged = False
        for charge in _ACCUSES.finditer(said):
            before = said[max(0, charge.start() - _FAR) : charge.start()]
            excused = _REPORTED.search(before) or _DENIED.search(before)
            if not (excused or _EXPLAINED.match(said, charge.end())):
                return None
            if _TIPS_OFF.search(before) and not (_ANSWERED.search(text) or _DENIED.search(before)):
                return None
            charged = True
        if not (charged or cues.search(said) or _REPORT.search(said)):
            left.append(said)
    return "，".join(left)
