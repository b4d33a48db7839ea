"""Sums of money in folded text, and whether each is paid in or given back.

A sum is told apart by the words beside it, not by a fixed sentence: what stands nearest to it
inside its clause decides (`投2万`, `一坛3800`, `每月到店领240元`, `按7600回购`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from engine.text.numerals import amount

# Things sold or shared one by one: 6万一份, 398元/棵, 每坛19800元.
CLASSIFIER: Final = "[提台份股套张坛棵株头只辆间个单件瓶箱盒位席亩铺饼册枚幅款窝群箩块组户柜床名注仓副匹尾桶杆袋筐间]"
_CN: Final = "[零一二三四五六七八九十百千万亿两半]"
_CURRENCY: Final = r"(?:万?元|块钱?|分钱|[角毛](?![巾线衣毯笔坯豆发病]|利[率润])|万?美[金元]|大洋|刀(?![具片鱼削])|万?usdt|u(?![a-z])|泰达币?|枚|个?米(?![饭线粉面兰高长宽深层处远])|个w|w)"
_SUM: Final = re.compile(
    r"(?<![0-9.a-z\-])(?:(?P<arabic>[0-9]{1,3}(?:,[0-9]{3}){1,3}(?![0-9])|[0-9]{1,9}(?:\.[0-9]{1,4})?)"
    r"(?:个?(?P<scale>[百千万亿]{1,2}|w(?![a-z]))(?P<rest>[0-9一二三四五六七八九]千?)?)?"
    r"|(?P<cn>"
    + _CN
    + r"{2,12}(?:点[零一二三四五六七八九]{1,3}万)?|(?:(?<=[返每])"
    + _CN
    + r"|"
    + _CN
    + r"(?=\s?"
    + _CURRENCY
    + r"))))\s?(?P<unit>"
    + _CURRENCY
    + r"(?P<tail>[一二三四五六七八九](?=["
    "一每/,。]|$))?)?"
)
# What follows a number that counts something other than money.
_OTHER_UNIT: Final = re.compile(
    r"\s?(?:成(?![为了])|周(?!转)|[%‰折倍厘点吨斤克升米层楼号栋室岁人家名户次批轮期步时秒度平亩公毫寸级届代杯桶卷罐条颗粒盏双期季班课节晚桌道届路弄区县年月日天]"
    r"|[台份股套张坛棵株头只辆间件瓶箱盒位席枚幅个](?!米|w)|小时|分(?![红给润账利息])|平米|积分|工作日|多?[名人位]|[a-tv-z0-9.:*#])"
)
_TRAILING: Final = re.compile(r"[百千万][一二两三四五六七八九]$|[百千万][一二三四五六七八九]一$")
_MEASURE: Final = re.compile(r"(?:个?[年月天周]|个?季度|星期|日|" + CLASSIFIER + r")")


# No advert holds more; the reading of a text that does stops there, so that it stays quick.
MOST: Final = 20_000


class Sum(NamedTuple):
    """Money at `start:end`; `role` is in, out or empty; `word` the word that said so."""

    start: int
    end: int
    value: float
    role: str
    word: str
    told: bool  # a currency or a scale is written: 500元, 3万, but not 1500


def sums(folded: str) -> list[Sum]:
    """The sums of money with their roles, in order; none where fewer than two stand in the text."""
    found: list[tuple[int, int, float, bool]] = []
    for match in _SUM.finditer(folded):
        read = _value(folded, match)
        if read is not None:
            found.append(read)
            if len(found) >= MOST:
                break
    told: list[Sum] = []
    if len(found) < 2:
        return told  # a payout needs a principal beside it
    for i, (start, end, value, plain) in enumerate(found):
        if folded[start - 1 : start] == "每":
            told.append(Sum(start, end, value, "in", "每", plain))
            continue
        low = max(found[i - 1][1] if i else 0, start - 26)
        high = min(found[i + 1][0] if i + 1 < len(found) else len(folded), end + 14)
        role, word = _role(folded[low:start], folded[end:high])
        told.append(Sum(start, end, value, role, word, plain))
    return told


def _value(folded: str, match: re.Match[str]) -> tuple[int, int, float, bool] | None:
    start, end, unit = match.start(), match.end(), match["unit"] or ""
    if _LIMIT.match(folded, end):
        return None  # 一直返到3000为止
    chinese = match["cn"]
    if chinese and not unit:
        end = match.end("cn")
        if _TRAILING.search(chinese) and _MEASURE.match(folded, end):
            chinese, end = chinese[:-1], end - 1  # 三万一年, 六百一株
        elif _OTHER_UNIT.match(folded, end) and not (
            chinese[-1] in "百千万" and _PAID_AT_ONCE.match(folded, end)
        ):
            return None
        if chinese in {"万", "千", "百"} and folded[start - 1 : start] == "每":
            return start, end, amount("一" + chinese) or 0.0, True
        if _TENS.fullmatch(chinese) and _HANDED.search(folded[max(0, start - 1) : start]):
            return start, end, amount(chinese) or 0.0, True
        if re.fullmatch("[一二三四五六七八九]", chinese) and folded[start - 1 : start] == "返":
            return start, end, amount(chinese) or 1.0, False  # 投1返三
        if len(chinese) < 2 or not re.search("[百千万]", chinese):
            return None
        if chinese[0] in "百千万亿":
            return None
    elif not unit:
        end = match.end("rest") if match["rest"] else max(match.end("arabic"), match.end("scale"))
        if match["rest"] and _MEASURE.match(folded, end):
            end -= len(match["rest"])
        elif (
            _OTHER_UNIT.match(folded, end)
            and not _PIECE.match(folded, end)
            and not (match["scale"] and _PAID_AT_ONCE.match(folded, end))
        ):
            return None
    number = folded[start:end]
    tail = match["tail"] or ""
    if unit == "块" and chinese == "一" and not match["tail"] and _A_PIECE.match(folded, end):
        return None  # 一块光伏板
    if unit:
        number = number[: len(match.group().rstrip()) - len(match["unit"])].strip()
    before = folded[start - 1 : start]
    if number in {"万", "千", "百"} and (before == "每" or _PER.match(before + folded[end:])):
        return start, end, amount("一" + number) or 0.0, True
    if re.match("0[0-9]", number) or (
        not unit and _LABEL.search(folded[max(0, start - 2) : start])
    ):
        return None  # a telephone number, a score, an ordinal
    value = amount(number.replace("个", ""))
    if value is None or value <= 0.0:
        return None
    if unit.startswith("万") or "米" in unit or "w" in unit:
        value *= 1e4
    dime = unit.removesuffix(tail) in {"角", "毛"}
    if unit == "分钱":
        value *= 0.01
    value = (value * 0.1 if dime else value) + (amount(tail) or 0.0) * (0.01 if dime else 0.1)
    told = bool(unit) or bool(match["scale"]) or chinese is not None
    return start, end, value, told


# 10万年返1.2万: the period of what comes next, not a count of years.
_PAID_AT_ONCE: Final = re.compile(
    r"\s?(?:[年月日](?=[返租息分领净收给补底利赚得送享付红])|日[收入])"
)
# 每周回四十: tens are money only right behind a verb of giving.
_TENS: Final = re.compile("[一二三四五六七八九]?十[一二三四五六七八九]?")
_HANDED: Final = re.compile("[回返给得领补分拿赚]")
_PER: Final = re.compile(r"[,。!?;\n ]?(?:每?[日月天年]|每季)(?:收益?|利|给|返|赚|得|付)")
_LIMIT: Final = re.compile(r"元?(?:为止|封顶|止|以内)")
_LABEL: Final = re.compile("[麻用评积得]分$|[第号码座层龄话]$")
_A_PIECE: Final = re.compile(r"[\u4e00-\u9fff](?<![钱一每给返得领本起])")
_PIECE: Final = re.compile(r"\s?(?:[一每/]" + CLASSIFIER + r")(?![0-9月年])")

_OUT_WORD: Final = (
    r"本息合计|连本带[利息]|本息|本利|派[发送息现]?(?![人员出遣])|获(?:得|取)?|取回|拿回|收回|买回|赎回|退回|退还|退(?![休税换货役伍])|返还|返现|返利|返息|返本|返佣|返租|返|领取|领|到手|分红|分润|分账"
    r"|分给|分得|分|得到|得|收益|利息|利钱|利润|净利|红利|红包利|租金|房租|包租|福利金?|补贴|补助|补偿|津贴|奖励|分成|回馈"
    r"|受赠|受助金?|受助|外加|另加|(?:礼|慰问|关[爱怀]|感恩|权益|孝[心敬]|幸福|体验|补偿)金|释放|产出|产币|产(?![品权地业量区])|出币|挣|赚|盈利|净得|净收|付息|结息|付|给到|给|发放|发|收购|回收|回购|兜底|收|变成?|多拿|拿(?!出)"
    r"|取|还给|归还|还(?!清)|送|赠|打款?到?|结算|结|入账|进账|回款|回|兑现|兑付|息|补|另有|另给|提(?![成供前升高货示醒车到])|享受?|折合|坐领|奉还|吃(?!饭)|生(?![活日产效鲜])"
)
_IN_WORD: Final = (
    r"[您你]先?[付出交投存]|(?:一次|全款|现金)?付(?:清|款)|投资金额|投资|投入|投放|投|存入|存款|存满|存|出资|出借|认购|购买|订购|缴纳|缴|交满|交|充值|充|消费满?|花费|花|满|买断|买下|买"
    r"|预订|首付|入[股伙社份]|打款|入金|本金|本钱|转入|转进|集资|预存|预交|预付|储值|借给|借到?[我俺咱他她你]?|入会|门槛|押金?|购|垫付|垫资|垫钱|垫|捐助|捐赠|捐|布施"
    r"|认领|认养|领养|认|只要|只需|仅需|总价|单价|成本|定金|诚意金|会费|首发|做|放|付(?=您|出)|拿出|原价|(?:会员|储值|预付|养老|消费|金|银|尊享|贵宾)卡|承包|包下|租下|养|盘下|进货|合股|集|凑"
)
_LEFT: Final = re.compile(
    r"(?P<out>"
    + _OUT_WORD
    + r")|(?P<in>"
    + _IN_WORD
    + r")|(?P<each>[每一]"
    + CLASSIFIER
    + r"(?!月))"
)
_RIGHT_OUT: Final = re.compile(
    r"^\s?(?:[一每/]?"
    + CLASSIFIER
    + r")?(?:现金|左右|以上|多|整|的|就?被|由|全部|统一|上门)*(?:保底|保价|兜底|溢价|包|原?价|公司|平台|我们|厂家|给您?)*"
    r"(?P<w>回购|回收|回款|收回|收走|收购|买回|赎回|接盘|收(?![银费款到据藏割入益])|(?:的)?(?:利息|利钱|利(?![民国])|收益|红利|分红|租金|回报|补贴|补助|福利|奖励|分润|利润|健康补贴|养老补贴)"
    r"|打[到给进]|归[您你]|给[您你]|返给|返还|取现|兑现|算给|发给|入账|进账|入袋|到手(?=[,。!的啊了]))"
)
_RIGHT_IN: Final = re.compile(
    r"^\s?(?:[一/]|每)?(?P<each>"
    + CLASSIFIER
    + r")(?![月年])|^(?:人民币|现金)?(?P<w>入住|入会|入股|起[投存]?|即可|就[能可]|入伙|跟[投着]|买|投|存|放|押|租[下台]|本金|拿[^,。]{0,8}份|认[购领养]|开|办|代养|养|进|购|垫|的本[钱金]?)"
)
_JOINING: Final = re.compile(r"^(?:块?钱)?(?:入[伙股会社]|投|跟|合伙|参[与加股])")
_FORTH: Final = re.compile(r"^[出进过]来|^给我们|^放[我咱这]")
# Between the word and the sum nothing but filler may stand.
_FILLER: Final = re.compile(
    r"^(?:[了资款额为仅需只要约达可到超是您你我俺咱的共就能人民币在现金至最高大稳净另每人份回再不低少于另外给本月利润分红利息红租金收益元费价"
    r":( ~]|生活|养老|奖励|营养|健康|旅游|合计|价值|保底|发电|货款|仓储|按照?|包给|差价|诚意|会员|服务|健身|"
    + CLASSIFIER
    + r"){0,12}$"
)


@lru_cache(maxsize=8192)
def _role(left: str, right: str) -> tuple[str, str]:
    """in, out or empty, and the word that decides, from the text on both sides of a sum."""
    clause = re.split(r"[。!?;\n\r|,]", left)[-1]
    after = _RIGHT_OUT.match(right)
    last: tuple[str, str, str] | None = None
    for match in _LEFT.finditer(clause):
        kind = match.lastgroup or ""
        last = (kind, match.group(), clause[match.end() :])
    if after is not None:
        return "out", after["w"]
    if last is not None:
        kind, word, gap = last
        filler = _FILLER.match(gap) is not None
        if kind == "out" and (filler or len(gap) <= 3):
            if word in {"拿", "取"} and (_FORTH.match(right) or _JOINING.match(right)):
                return "in", "拿出"
            return "out", word
        if kind == "in" and (filler or len(gap) <= 10):
            return "in", word
        if kind == "each" and len(gap) <= 8:
            return "in", word
    before = _RIGHT_IN.match(right)
    if before is not None:
        return "in", before["w"] or before["each"] or ""
    return "", ""
