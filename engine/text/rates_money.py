"""Returns told as sums of money: a principal, a sum given back, and how often.

Sums that are 返, 领 or 分红 come on top of the principal; what is 取, 还, 拿回, bought back or
called 本息 contains it (shared/design.md, section 4).
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from engine.text import rate_patterns as p
from engine.text.numerals import amount
from engine.text.rate_patterns import COUPON, FRANCHISE, FUNDING, INVEST_CUE, NUM, STRONG_BREAK
from engine.text.rates_sums import Sum, sums


class Payout(NamedTuple):
    """A promised payout; `annual` in percent a year of the principal it stands beside."""

    start: int
    end: int
    annual: float
    period: str


_EVERY: Final = re.compile(
    r"每个?(?:工作|交易)?(?P<a>[年月天日周])|每个?(?P<b>季)度?|每个?(?P<c>星期)|每(?P<d>半年)"
    r"|(?P<e>[天日月年季]){1}(?P=e)(?!红|结)|按(?P<f>[年月天日周季])|(?P<h>半年)(?!后|内|期满|到期|以后|之后|就)"
    r"|一个(?P<i>月)(?!后|期|内|到期|以后|之后|就回|回本)|一(?P<j>[年天周])(?!后|期|内|到期|以后|之后|就回|期满)|一个?(?P<g>季)度?"
    r"|(?<![0-9零一二三四五六七八九十个半每按两几])(?P<k>[年月日周季])度?(?=返|息|分|领|净|收|入|给|租|保|赚|利|得|付|红|固|均|可|能|送|享|补|福|奖|津)"
)
_AFTER_EVERY: Final = re.compile(
    r"^\s?(?:元|块|的?利息)?\s?[/一每]?个?(?P<a>[年月天日周季])(?![0-9底后内期])|^\s?/\s?万元?\s?/\s?(?P<b>[年月天日周季])"
)
_TERM: Final = re.compile(
    r"(?:共|满|期限|周期|连续|领|为期|持有|用)?("
    + NUM
    + r")(?:(个?月|天|周|年|个?星期|个工作日|个?季度|小时)|日(?=到期|内|后))(?!化|息|利率)"
)
_HALF: Final = re.compile(r"半年")
_TIMES: Final = re.compile(r"\s?[×x*]\s?(?=" + NUM + r"天)")
_BACK: Final = re.compile(r"回购|回收|收回|收走|收购|买回|赎回|兜底|接盘")
_WHOLE: Final = re.compile(r"本息|本利|连本带[利息]|含本|连同?本金")
#: Paid in parts, what is taken back holds the principal: 每月拿回1000元, 拿满12个月.
_IN_PARTS: Final = re.compile(r"[拿取收领要]回|(?<![返归退])还(?![有本])|回本|收回")
_RETURNED: Final = re.compile(
    r"取回?|拿回?|提|还给?|归还|奉还|变成?|取|退回?|到手|收|" + _BACK.pattern
)
_ON_TOP: Final = re.compile(r"多[拿给得返还领]|另[外有]?|之外|再|额外|利|息|红|补|租|分|领|产|福利")
_ADVANCE: Final = re.compile(r"垫|抢单|刷单|做单|放单|货款.{0,4}退")
_CONSUME: Final = re.compile(
    r"消费满?|满|充值?|买|购买?|花费?|储值|预存|订购|只[要需]|仅需|单价|总价"
)
_STRONG: Final = re.compile(
    r"返[还利息租本]|的利|利息|利钱|利润|本息|连本带|分红|分润|分账|红利|收益|租金|[包房]租|息$|净|福利金|回报|释放|产|回馈|受[赠助]|兑|回购|保价|保底|坐领|币|打[到给进]?[您你]|归[您你]|分给[您你]|给[您你]|利(?=[,。;!]|$)"
)
_EMPLOYED: Final = re.compile(
    r"招聘|诚聘|急招|底薪|月薪|日薪|包吃|包住|试用期|工资(?=面议|月结|日结|待遇|[:0-9])|薪资|薪水|五险|社保|招工|长白班|计件|基本工资|应届|岗位"
)
_LEASED: Final = re.compile(
    r"押一付|拎包|月租|求租|招租|出租房|合租|整租|水电|[居室][一两]?厅|租房"
)
_PUBLIC: Final = re.compile(
    r"低保|残疾|高龄|失业|医保|农保|社保局|退休金|养老保险|抚恤|助学金|奖学金|困难|民政局|村集体|流转|医疗救助|报销|人社|财政|惠农|公积金"
)
# Money asked for, not given: fines, fees, trade-ins.
_CHARGE: Final = re.compile(
    r"逾期|滞纳|违约|罚|超期|超时|置换|以旧|国补|抵扣|抵房款|首付|月供|(?:管理|服务|物业|手续|停车|保教|代理|材料|学|水|运|邮|快递|租赁|使用|月|年)费"
)
_OPEN_BOOKS: Final = re.compile(
    r"收入公开|财务公开|村务公开|公示|收支|结余|流转费?|民政局|人社局|医保局"
)
_PER_TEN_THOUSAND: Final = re.compile(
    r"(?<![0-9.])([0-9]{1,4}(?:\.[0-9]{1,2})?)元?[/每]一?万元?[/每]([年月天日周季])"
)
# A sum without a verb can be a principal only near the head of its clause: 咱家一万一个月一百五.
_OPENING: Final = re.compile(
    r"(?:^|[。,!?;:\n\r|(~ 】」』])(?:[我咱俺您你]{1,2}[们家这]?|每|按|一[年天月]|半年后?|(?:"
    + NUM
    + r")(?:天|个月|年)后?|存期|比如|例如|就|拿|只|[^。,!?;\n]{0,2})?$"
)
_RAFFLE: Final = re.compile("[元块]抽|抽到|抽中|盲盒|中奖")
_REFUND: Final = re.compile("的?本[钱金]|押金|定金")
_REACH: Final = 64
_DAYS: Final = {
    "年": 1.0,
    "月": 12.0,
    "天": 365.0,
    "日": 365.0,
    "周": 52.0,
    "星期": 52.0,
    "季": 4.0,
}
_NAMES: Final = {
    1.0: "year",
    2.0: "half-year",
    4.0: "quarter",
    12.0: "month",
    52.0: "week",
    365.0: "day",
}


def payouts(folded: str) -> list[Payout]:
    """Every payout that stands beside the principal it is paid on."""
    told = sums(folded)
    found: list[Payout] = []
    for match in _PER_TEN_THOUSAND.finditer(folded):
        per_year, name = _per_year(match[2])
        value = amount(match[1])
        if value:
            found.append(Payout(match.start(), match.end(), value * per_year / 100.0, name))
    if not told:
        return found
    frame: _Frame | None = None
    for i, out in enumerate(told):
        if out.role == "in":
            continue
        principal = _principal(folded, told, i)
        if principal is None:
            continue
        frame = frame or _Frame(folded)
        payout = frame.read(principal, out, told[i + 1].start if i + 1 < len(told) else None)
        if payout is not None:
            found.append(payout)
    return found


def _principal(folded: str, told: list[Sum], i: int) -> Sum | None:
    """The sum this one is paid on: the nearest paid-in sum before it, else right behind it."""
    out = told[i]
    for j in range(i - 1, max(-1, i - 5), -1):
        other = told[j]
        if out.start - other.end > _REACH:
            break
        plain = (
            other.role == ""
            and j == i - 1
            and _OPENING.search(folded[max(0, other.start - 8) : other.start])
        )
        if other.role == "in" or (plain and out.role == "out"):
            return other
        if plain and out.start - other.end <= 6:
            return other
    if i and _WHOLE.search(folded, told[i - 1].end, out.start) and out.start - told[i - 1].end < 40:
        return told[i - 1]
    if out.role != "in" and i + 1 < len(told):
        other = told[i + 1]
        if (
            other.role == "in"
            and other.start - out.end <= 16
            and not STRONG_BREAK.search(folded, out.end, other.start)
        ):
            return other
    return None


class _Frame:
    """What the whole text says of itself, found once, and the reading of single pairs."""

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self.invest = (INVEST_CUE.search(folded) or FUNDING.search(folded)) is not None
        self.loan = re.search("应急|急用|急需|放款|借", folded) is not None
        self.franchise = FRANCHISE.search(folded) is not None
        self.employed = _EMPLOYED.search(folded) is not None
        self.leased = _LEASED.search(folded) is not None and not re.search(
            "包租|返租|代租|托管|租金回报", folded
        )
        self.public = _PUBLIC.search(folded) is not None

    def read(self, principal: Sum, out: Sum, limit: int | None) -> Payout | None:
        """The payout `out` on `principal` as simple annual percent, or None if it is none."""
        text = self.folded
        ahead = principal.end <= out.start
        before = (
            text[principal.end : out.start]
            if ahead
            else _clause(text[max(0, out.start - 20) : out.start])
        )
        after = text[out.end : min(len(text), out.end + 16, limit or len(text))]
        own = (
            re.split(r"[,。;!?\n]", before)[-1]
            + text[out.start : out.end]
            + re.split(r"[,。;!?\n]", after)[0]
        )
        if p.PAST.search(before[-24:]) or _RAFFLE.search(text, principal.end - 1, out.start):
            return None
        if out.value <= principal.value and _REFUND.match(after):
            return None
        every = _every(before, after, text, out) or _cycle(text, principal, out)
        if out.value == principal.value and every and not re.search("每|按", own):
            return None  # 每天给12块…两年后6800收回: the day belongs to the other sum
        term = _term(text, principal, before, after)
        # A gift with its worth written beside a time of waiting is interest by another name.
        worth = re.search("价值.{0,2}$", before[-5:]) and (every or term)
        if (COUPON.search(own[-24:]) and not worth) or _CHARGE.search(own):
            return None
        if out.value == principal.value and _BESIDES.match(after):
            return None
        inclusive, top = self._inclusive(principal, out, own, _clause_head(after), every)
        if not self._promised(principal, out, own, before, bool(every), term is not None, top):
            return None
        base, value = principal.value, out.value
        start, end = min(principal.start, out.start), max(principal.end, out.end)
        gain = value - base if inclusive else value
        per_year, name = every or (1.0, "year")
        if (shares := _SHARES.search(before[-12:])) is not None:
            every = per_year, name = per_year * (amount(shares[1]) or 1.0), name
        if inclusive and every and per_year > 1.0:
            if term is None or not (_WHOLE.search(own + after) or _IN_PARTS.search(own)):
                return None
            gain = value * per_year * term[0] - base
            annual, name = gain / base / term[0], term[1]
        elif inclusive or not every:
            years, name = term or (1.0, "year")
            if every and term is None:
                years, name = 1.0 / per_year, name
            annual = gain / base / years
        else:
            annual = gain / base * per_year
        percent = annual * 100.0
        if not 0.0 < percent < 1e5:
            return None
        if out.role == "" and (
            every is None or (not _TIMES.match(text, out.end) and (percent > 60.0 or base < 1000.0))
        ):
            return None
        if percent > 120.0 and not self._sure(principal, out, own, term is not None):
            return None
        return Payout(start, end, percent, name)

    def _inclusive(
        self, principal: Sum, out: Sum, own: str, later: str, every: tuple[float, str] | None
    ) -> tuple[bool, bool]:
        """Whether the sum contains the principal, and whether it says to come on top."""
        base, value = principal.value, out.value
        if _WHOLE.search(own + later):
            return True, False
        repeated = every is not None and every[0] > 1.0
        top = _ON_TOP.search(own) is not None
        if repeated and value < base and _IN_PARTS.search(own) and not top:
            return True, False
        if _BACK.search(own):
            return value > base, False
        if repeated or value <= base:
            return False, top
        if re.search("[返领]|分红", out.word):
            advance = _ADVANCE.search(self.folded) is not None
            return (advance or base < value < 2.0 * base) and "利" not in own, top
        if re.search("利|红|租|补|福|息", out.word):
            return False, top
        return True, top

    def _promised(
        self,
        principal: Sum,
        out: Sum,
        own: str,
        before: str,
        every: bool,
        term: bool,
        top: bool,
    ) -> bool:
        base, value, word = principal.value, out.value, out.word
        strong = _STRONG.search(own) is not None or word[0:1] in {"返", "领"}
        if self.leased or (self.employed and not re.search("返|利息|分红|本息|入股", own)):
            return False
        if self.public and (not self.invest or _OPEN_BOOKS.search(self.folded)):
            return False
        asked_little = base < 100.0 and not principal.told
        if asked_little and (out.told or value >= 100.0 or len(before) > 3):
            return False
        if not out.told and value < 10.0 and base >= 100.0:
            return False
        if principal.word.startswith("借") and word == "到手":
            return False
        timed = every or term or _AT_END.search(before) is not None
        consume = _CONSUME.fullmatch(principal.word) is not None
        if word in {"送", "赠"} and (not timed or consume or re.search("送.{1,8}送", own)):
            return False
        if consume and not every and value < base and not (term and re.search("返|还|退", own)):
            return False
        if consume and word in {"得", "收"} and not every and value < base:
            return False
        back = _BACK.search(own) is not None
        if value < base and back and not every:
            return False
        if (
            word in {"还", "取", "归还", "拿回", "取回", "退回", "返本", "还给"}
            and value <= base
            and not (top or every)
        ):
            return False
        if self.franchise and not re.search(
            "返|分红|利息|本息|领|保底|固定|托管|不少于|不低于|保证|至少", own
        ):
            return False
        if not (strong or self.invest or _PUT_IN.search(principal.word)):
            given = (
                re.search("给|得|拿|退|分|打|挣|赚|净|结|付|补|奖|进账|福利|津贴|享", word)
                is not None
            )
            return out.role == "" or (timed and given) or ((term or back) and value > base)
        return bool(timed or value >= base or strong)

    def _sure(self, principal: Sum, out: Sum, own: str, term: bool) -> bool:
        """High returns count only where it is plain that money is put in for them."""
        return bool(
            self.invest
            or (term and out.value > principal.value)
            or (self.loan and "还" in own)
            or out.word[:1] in {"返", "领"}
            or _STRONG.search(own)
            or _PUT_IN.search(principal.word)
        )


#: 返还1万并付1200元利息: the first sum is the principal.
_BESIDES: Final = re.compile(
    r"元?,?(?:并|另|外加|再|还|同时)[^,。;]{0,4}(?:付|给|送|加|支付|返|有)"
)
#: 十天一结: a rhythm told once, before or after the principal.
_CYCLE: Final = re.compile(
    r"(" + NUM + r")(天|个?月|周)(?:为)?一?个?(?:结|返|付|次|轮|领|兑|清|期|周期)(?=[,。;:,每 ]|$)"
)
#: 每月每万元利息一百一
_EACH_PER: Final = re.compile(r"每个?([年月天日周季])度?[每一]$")
_SHARES: Final = re.compile(r"分?([两二三四234])(?:次|回|笔)(?:各|每[次回笔])")
_AT_END: Final = re.compile(r"明年|来年|转年|过年|开春|年底|年终|到期|期满|满期|秋后|年末")
_PUT_IN: Final = re.compile(
    r"投|每$|拿出|存|入股|认[购领养]|集|出[资借]|本[金钱]|入[会金住]|放|借|垫|捐|布施|合股|转"
)


def _cycle(text: str, principal: Sum, out: Sum) -> tuple[float, str] | None:
    """How often a sum is paid, told as a cycle of days or months near the principal."""
    if (each := _EACH_PER.search(text, max(0, principal.start - 4), principal.start)) is not None:
        return _per_year(each[1])
    match = _CYCLE.search(text, max(0, principal.start - 14), out.start)
    if match is None or (length := _length(match[1], match[2])) is None:
        return None
    return 1.0 / length[0], length[1]


def _clause_head(text: str) -> str:
    return re.split(r"[。!?;\n\r|]", text)[0]


def _clause(text: str) -> str:
    return re.split(r"[。!?;\n\r|]", text)[-1]


def _every(before: str, after: str, text: str, out: Sum) -> tuple[float, str] | None:
    """How often a sum is paid: the nearest rhythm before it, else right after it."""
    if (times := _TIMES.match(text, out.end)) is not None and times:
        return 365.0, "day"
    if (match := _AFTER_EVERY.match(after)) is not None:
        return _per_year(match[match.lastgroup or 0])
    if re.match(r"^[^。;!?]{0,6}[,(](?:一天|每[天日])[^,。]{0,4}[轮单次]", after):
        return 365.0, "day"
    last: tuple[float, str] | None = None
    for match in _EVERY.finditer(before[-34:]):
        if before[-34:][match.start() - 1 : match.start()] == "满":
            continue
        last = _per_year(match[match.lastgroup or 0])
    return last


def _per_year(word: str) -> tuple[float, str]:
    value = 2.0 if "半" in word else _DAYS[word]
    return value, _NAMES[value]


def _length(number: str, unit: str) -> tuple[float, str] | None:
    """A term in years, and its name."""
    count = amount(number)
    if not count or (unit == "年" and count > 60):
        return None
    unit = unit.removeprefix("个")
    scale, word = {
        "月": (12.0, "month"),
        "周": (365.0 / 7.0, "week"),
        "星期": (365.0 / 7.0, "week"),
        "年": (1.0, "year"),
        "季": (4.0, "quarter"),
        "季度": (4.0, "quarter"),
        "小时": (8760.0, "hour"),
    }.get(unit, (365.0, "day"))
    return count / scale, word if count == 1.0 else f"{count:g} {word}s"


def _term(text: str, principal: Sum, before: str, after: str) -> tuple[float, str] | None:
    """The length of time after which a single sum is paid."""
    found = None
    for found in _TERM.finditer(before[-40:]):  # noqa: B007 - the last one
        pass
    if found is not None:
        return _length(found[1], found[2] or "天")
    if _HALF.search(before):
        return 0.5, "half-year"
    tail = re.match(
        r"^[^,。;!?]{0,3}[,(]?分?[拿取领还付返给]?(?:共|满|够|期限为?|周期为?|为期|连续|一共|合计)?"
        + _TERM.pattern,
        after,
    )
    if tail is not None:
        return _length(tail[1], tail[2] or "天")
    lead = re.search(
        _TERM.pattern + r"[期内后标档款,]{0,3}[^,。\d]{0,4}$",
        text[max(0, principal.start - 14) : principal.start],
    )
    if lead is not None:
        return _length(lead[1], lead[2] or "天")
    return None
