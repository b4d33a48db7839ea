"""Returns told as sums of money: a principal, a sum given back, and how often."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final, NamedTuple

from engine.text.numerals import amount
from engine.text.rate_patterns import COUPON, FRANCHISE, INVEST_CUE, NUM, STRONG_BREAK

MONEY: Final = (
    r"(?:"
    + NUM
    + r"(?:千万|百万|十万|万|亿|w|千|百)?(?:(?<=[万千w])[0-9一二三四五六七八九]千?(?![年个月天]))?|万)"
)
_TAIL: Final = r"(?:个?米|个w|万?元|块钱?|大洋)?"
_NO_UNIT: Final = r"(?!\s?(?:[0-9.%‰折个张分成点积t台斤吨亩桶卷券次年月天日期家人名户套件瓶箱盒位只枚送赠]|元?(?:券|红包|话费|礼)))"
_IN: Final = (
    r"投资金额|投资|投入|投|存入|存款|存满|存|出资|出借|认购|购买|缴纳|缴|交|充值|充|消费满?|花|满|买|预订|首付|每(?=[0-9一二三五十]*[万千百])"
    r"|入股|打款|入金|本金|转入|集资|预存|储值|借给|入会|门槛|押|购"
)
PRINCIPAL: Final = re.compile(
    r"(?P<verb>"
    + _IN
    + r")(?:了|资|款|额|为|仅需?|只需|只要|人民币|[:]|\s){0,3}(?P<sum>"
    + MONEY
    + r")(?P<unit>"
    + _TAIL
    + r")"
    r"(?!(?<=[0-9零一二三四五六七八九十半])\s?(?:年|个?月|天|[%‰折成倍分厘点吨斤亩个]|[0-9.零一二三四五六七八九]))"
    r"|(?<![0-9一二三四五六七八九.])(?P<sum2>"
    + NUM
    + r"[万千]?)(?P<unit2>元|块钱?)?(?=存|投资|入股|本金|买|购|一个?[月年]|每[年月天])"
)
_EVERY: Final = r"每个?(?:工作|交易)?[年月天日周]|每个?季度?|每个?星期|每半年|半年|按[年月天日]|天天|月月|日日|一个?月|一[年天日周]|年|月|日|周|季度"
PAYOUT: Final = re.compile(
    r"(?:(?P<every>" + _EVERY + r")(?:固定|可以?|能|就|稳|保底|返还?|净|多|都)?)?"
    r"(?:(?P<n>" + NUM + r")(?P<span>个月|天|年|周)(?:期|后|内|到期|满)?(?:可以?|共|总|就|能)?)?"
    r"(?P<verb>本息合计|本息共?|连本带利|取回|拿回|收回|还|取|拿|返还|返现|返利|返息|返|领取|领|送|赠|分红|分|得|收益|利息|利润|赚|盈利|净赚|净得|付息|付|给付|给|租金|红利|补贴|发放|发|收|变成?|变)"
    r"(?:最高|约|达|可达|到|超|是|为|你|您|现金|分红|利息|红利|租金|收益|息|[:]|\s){0,2}"
    r"(?P<sum>"
    + MONEY
    + r")(?P<unit>"
    + _TAIL
    + r")"
    + _NO_UNIT
    + r"(?P<after>的?(?:利息|收益|红利|分红|租金|现金|回报))?"
    r"|(?P<every3>"
    + _EVERY
    + r")(?P<sum3>"
    + MONEY
    + r")(?P<unit3>元|块钱?)(?P<after3>的?(?:利息|收益|红利|分红|租金|回报)?)"
)
_TERM: Final = re.compile(
    r"(?:共|满|期限|周期|连续|领|为期)?("
    + NUM
    + r")(?:(个月|天|周|年)|日(?=到期|内|后))(?:期|后|内)?"
)
_TIMES: Final = re.compile(r"\s?[×x*]\s?(?=" + NUM + r"天)")  # 65元×30天 is a sum a day
_INCLUSIVE: Final = re.compile(r"本息|连本带利|取|还|拿|收回|变")
_PER_YEAR: Final = {
    "年": 1.0,
    "月": 12.0,
    "天": 365.0,
    "日": 365.0,
    "周": 52.0,
    "期": 52.0,
    "季": 4.0,
    "半": 2.0,
}
_NAMES: Final = {
    1.0: "year",
    2.0: "half-year",
    4.0: "quarter",
    12.0: "month",
    52.0: "week",
    365.0: "day",
}
_REACH: Final = 48
_CONSUME: Final = frozenset(
    {"消费", "消费满", "满", "充", "充值", "买", "购", "购买", "花", "储值", "预存"}
)


class Payout(NamedTuple):
    start: int
    end: int
    annual: float
    period: str


class _Sum(NamedTuple):
    start: int
    end: int
    value: float
    verb: str
    bare: bool


def payouts(folded: str) -> list[Payout]:
    """Every payout that stands beside the principal it is paid on."""
    principals = _principals(folded)
    if not principals:
        return []
    franchise = FRANCHISE.search(folded) is not None
    invest = INVEST_CUE.search(folded) is not None
    starts = [p.start for p in principals]
    found: list[Payout] = []
    for match in PAYOUT.finditer(folded):
        times = _TIMES.match(folded, match.end()) if match["sum3"] else None
        own = match.start("sum3") if match["sum3"] else match.start("sum")
        principal = _beside(folded, principals, starts, match, own)
        if principal is None:
            continue
        # 存1万每年900元: without a word for what is paid, only right behind a deposit.
        told = not match["sum3"] or match["after3"] or times
        behind = principal.verb[:1] in {"存", "投"} and 0 <= match.start() - principal.end <= 2
        if told or behind:
            payout = _rate(folded, principal, match, franchise, invest, times is not None)
            if payout is not None:
                found.append(payout)
    return found


def _money(sum_: str, unit: str) -> float | None:
    if sum_ == "万":
        return 1e4
    value = amount(sum_)
    if value is None:
        return None
    if unit.startswith("万") or unit.endswith(("米", "w")):
        value *= 1e4
    return value


def _principals(folded: str) -> list[_Sum]:
    found = []
    for match in PRINCIPAL.finditer(folded):
        value = _money(match["sum"] or match["sum2"] or "", match["unit"] or match["unit2"] or "")
        if match["sum2"] and not (match["unit2"] or match["sum2"][-1] in "万千"):
            continue
        if value:
            found.append(
                _Sum(
                    match.start(),
                    match.end(),
                    value,
                    match["verb"] or "",
                    not (match["unit"] or match["unit2"])
                    and not re.search("[万千百w]", match["sum"] or match["sum2"]),
                )
            )
    return found


def _beside(
    folded: str, principals: list[_Sum], starts: list[int], match: re.Match[str], own: int
) -> _Sum | None:
    at = bisect_left(starts, match.start() + 1)
    for principal in reversed(principals[max(0, at - 2) : at + 1]):
        if (
            principal.end <= own
            and own - principal.end <= _REACH
            and not (principal.start <= own < principal.end)
        ):
            if STRONG_BREAK.search(folded, principal.end, own):
                continue
            return principal
    for principal in principals[at : at + 2]:
        if principal.start >= match.end() and principal.start - match.end() <= 16:
            if STRONG_BREAK.search(folded, match.end(), principal.start):
                return None
            return principal
    return None


def _rate(
    folded: str, principal: _Sum, match: re.Match[str], franchise: bool, invest: bool, times: bool
) -> Payout | None:
    verb = match["verb"] or ""
    sum_, unit = (match["sum"], match["unit"]) if match["sum"] else (match["sum3"], match["unit3"])
    value = _money(sum_, unit or "")
    start, end = min(principal.start, match.start()), max(principal.end, match.end())
    if not value or COUPON.search(folded, match.start(), min(len(folded), match.end() + 8)):
        return None
    base = principal.value
    every = match["every"] or match["every3"] or ""
    between = folded[principal.end : match.start()] if principal.end <= match.start() else ""
    tail = folded[end : end + 14]
    per_year, name = (365.0, "day") if times else _period(every)
    bare = base < 100.0 and principal.bare
    if bare and (unit or value >= 100.0 or match.start() - principal.end not in range(4)):
        return None
    term = _term(match, between, tail)
    ahead = folded[max(0, principal.start - 8) : principal.start]
    if (
        not every
        and term is None
        and (lead := re.search(r"(" + NUM + r")(个月|天|年)(?:期|内)?[,]?$", ahead))
    ):
        term = _length(lead[1], lead[2])
    if verb in {"给", "付", "收", "发", "分", "补贴", "变", "返现"} and not (
        every or term or match["after"] or value >= base
    ):
        return None
    if verb in {"送", "赠"} and (not (every or term) or re.search("送[^,。]{0,3}$", between)):
        return None
    if principal.verb in _CONSUME and not every and value < base:
        return None
    if principal.verb in _CONSUME and verb in {"送", "赠", "得"}:
        return None
    if franchise and not re.search("返|分红|利息|本息|领", folded[match.start() : match.end()]):
        return None
    if verb in {"还", "取", "拿", "收"} and not every and value <= base:
        return None
    if not (
        invest or verb.startswith(("返", "领", "利息", "分红", "本息", "租金")) or match["after"]
    ):
        return None
    together = folded[match.start() : min(len(folded), match.end() + 10)]
    inclusive = (
        bool(_INCLUSIVE.match(verb))
        or "本息合计" in together
        or "本息合计" in between
        or "含本" in together
    )
    if match["after"] or match["after3"]:
        inclusive = False
    if verb == "得" and value > base and not match["after"]:
        inclusive = True
    if inclusive and every:
        if term is None:
            return None
        payments = per_year * term[0]
        gain = (value * payments - base) / base
        annual = gain / term[0]
        name = term[1]
    elif every:
        annual = (value - base if inclusive else value) / base * per_year
    elif term is not None:
        annual = (value - base if inclusive else value) / base / term[0]
        name = term[1]
    else:
        annual, name = (value - base if inclusive else value) / base, "year"
    percent = annual * 100.0
    if not 0.0 < percent < 1e6:
        return None
    return Payout(start, end, percent, name)


def _period(every: str) -> tuple[float, str]:
    for sign in "半季年月周期天日":
        if sign in every and not (sign == "期" and "星期" not in every):
            return _PER_YEAR[sign], _NAMES[_PER_YEAR[sign]]
    return 1.0, "year"


def _length(number: str, unit: str) -> tuple[float, str] | None:
    """A term in years, and its name."""
    count = amount(number)
    if not count or (unit == "年" and count > 60):
        return None
    scale = {"个月": 12.0, "天": 365.0, "周": 52.0, "年": 1.0}[unit or "天"]
    name = {"个月": "months", "天": "days", "周": "weeks", "年": "years"}[unit or "天"]
    return count / scale, name[:-1] if count == 1.0 else f"{count:g} {name}"


def _term(match: re.Match[str], between: str, tail: str) -> tuple[float, str] | None:
    if match["n"]:
        return _length(match["n"], match["span"])
    for window in (between, tail):
        if (found := _TERM.search(window)) is not None:
            return _length(found[1], found[2] or "天")
        if window is between and "半年" in window:
            return 0.5, "half-year"
    return None
