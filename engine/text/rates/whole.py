"""Returns told as a whole: a multiple, a buy-back price, all money back, a bare ladder of terms.

Each reader takes the folded text and its scene and gives `(start, end, annual percent, period)`;
a gain over a term is divided by the term, never compounded.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final, NamedTuple

from engine.text.numerals import amount
from engine.text.rates import patterns as p
from engine.text.rates.context import Scene
from engine.text.rates.sums import MOST


class Whole(NamedTuple):
    """One reading; `annual` in percent a year."""

    start: int
    end: int
    annual: float
    period: str


_GROWN: Final = re.compile(
    r"装机|连年|逐年|年年|业绩|销量|流量|客流|工资|积分|成绩|效[率果]|营业额|人气|[定订]金|房价|薪|产量|粉丝|订单|快乐|流水|功效|价格.{0,2}$"
)
_PERCENT: Final = (
    r"(?:(?P<n>"
    + p.NUM
    + r")\s?(?:%|个点|个百分点)|百分之(?P<of>"
    + p.NUM
    + r")|(?P<ten>[一二两三四五六七八九1-9])成(?P<tail>[半一二三四五六七八九])?|(?P<x>"
    + p.NUM
    + r")倍|(?P<double>双倍|翻倍))"
)
_BACK: Final = r"(?:回购|回收|收回|收走|收购|买回|赎回|购回|接盘|退(?:还|给|款|回)|返还本|兜底|收(?![银费款到据藏割入益]))"
_BUYBACK: Final = re.compile(
    r"(?P<how>涨价|加价|溢价|加[付成]?|上浮|升值|增值|高于?原价|本金[加+]|原价[加+]|另加|贴补)\s?(?:年化)?"
    + _PERCENT.replace("?P<", "?P<a_")
    + r"(?:的?(?:价钱?|价格))?[^,。;]{0,6}?"
    + _BACK
    + r"|(?:[按以照](?:原价|本金|票面|成交价?|房款|房价|总价|货款|购买价|进货价|当初)?|原价|本金|票面|成交价|房款|总价|买价|购价)的?\s?"
    + _PERCENT
    + r"的?(?:价钱?|价格|金额)?[^,。;]{0,5}?"
    + _BACK
    + r"|(?P<m_n>"
    + p.NUM
    + r")倍(?:的?价钱?|价格)?(?:回购|回收|收购|买回|赎回)"
    + r"|(?:回购|回收|收购|赎回|买回)价格?[^,。;]{0,3}(?P<rise>上浮|上涨|上调|涨|加|升|提高|递增|增加)[了到至约]?"
    + _PERCENT.replace("?P<", "?P<b_")
)
FULL: Final = re.compile(
    r"全额?[度部]?返(?![修校程乡工航厂岗])|全返|返(?:完|清|够|满(?![0-9一二三四五六七八九十]))|退完|(?:消费|花|买|投)(?:了)?多少[,]?[就都]?返(?:还)?多少|足额返还?|百分之?百返"
)
_FULL_CUE: Final = re.compile(
    r"消费|花[的出掉]|[零0]元购|先付款|购物|货款|买单|白拿|不花钱|等于免费|房款|车款|充值|订购|花(?=[0-9])"
)
_REFUND: Final = re.compile(
    r"不满意|不过|未通过|没过|押金|定金|订金|质量|退货|退课|无理由|假一|如未|取消|试用|保证金|考不上|失败"
)
_LADDER: Final = re.compile(
    r"(?P<t>[一二三四五六两1-9半][年](?:期|档|定期|的)?|(?:[1-9]|1[0-8]|[一二三六九])个月(?:期|档|定期|的)?|(?:30|60|90|120|180|360|365)天(?:期|档|的)?|活期)"
    r"[:为是给按到]{0,2}(?P<n>[0-9]{1,2}(?:\.[0-9]{1,2})?)(?![0-9.%‰a-z元块万千百个年月日天分厘成点折倍号楼层期岁人斤吨公米节])"
)
_LADDER_CUE: Final = re.compile(r"利|息|收益|回报|年化|出借|存|理财|起投")
#: What ``_LADDER`` does not match without, whatever the figures are: 3月8日 is none.
_MAY_BE_LADDER: Final = re.compile(
    r"(?:[0-9一二三四五六两半]年|[0-9一二三六九]个月|[0-9]天|活期)(?:期|档|定期|的)?[:为是给按到]{0,2}"
    r"[0-9]{1,2}(?:\.[0-9]{1,2})?(?![0-9.%‰a-z元块万千百个年月日天分厘成点折倍号楼层期岁人斤吨公米节])"
)


_TERM_ONLY: Final = re.compile(
    r"(?:保证|承诺|只要|包你?)?(?:"
    + p.NUM
    + r"(?:年|个月|天)|半年)(?:之?内|后)?(?:就|即|可|保证|必定?|一定)?"
)


PRICED: Final = re.compile(
    r"[%点成倍百][^。;]{0,12}[购收退赎接返兜回]|[购收赎回]价格?[^,。;]{0,5}[涨浮升加提增]"
)


def may_be_ladder(folded: str) -> bool:
    """May a ladder of terms stand there? One answer for all texts that differ in figures only."""
    return bool(_LADDER_CUE.search(folded) and _MAY_BE_LADDER.search(folded))


def wholes(folded: str, scene: Scene) -> list[Whole]:
    """Every return that is told without a rate a period of its own."""
    found = [*_doublings(folded, scene)]
    if PRICED.search(folded):
        found += _buybacks(folded, scene)
    if "返" in folded or "退完" in folded:
        found += _full_returns(folded, scene)
    found += _slang(folded, scene)
    found += [*_goods(folded, scene), *_bearing(folded)]
    found += [*_dimes(folded), *_points_a_year(folded)]
    if _LADDER_CUE.search(folded):
        found += _ladders(folded)
    return found


def _left(folded: str, start: int, reach: int) -> str:
    return p.STRONG_BREAK.split(folded[max(0, start - reach) : start])[-1]


def _right(folded: str, end: int, reach: int) -> str:
    return p.STRONG_BREAK.split(folded[end : end + reach], maxsplit=1)[0]


def _doublings(folded: str, scene: Scene) -> list[Whole]:
    """翻番, 翻3倍, 涨五倍, 本息三倍: the gain over the term beside it, else over a year."""
    found: list[Whole] = []
    for match in islice(p.DOUBLE.finditer(folded), MOST):
        left = _left(folded, match.start(), 36)
        near = p.WEAK_BREAK.split(left)[-1]
        alone = _TERM_ONLY.fullmatch(near) is not None  # 一年翻一番，白纸黑字
        if (
            not (scene.invest or alone)
            or _GROWN.search(near[-8:])
            or folded[match.end() :][:2] == "积分"
        ):
            continue
        times = amount(match["times"] or match["rise"] or "") or 1.0
        gain = times
        if match["both"]:
            gain = (amount(match["both"]) or 2.0) - 1.0
        elif match["how"] == "番":
            gain = 2.0 ** min(times, 10.0) - 1.0
        right = _right(folded, match.end(), 8)
        term = scene.term(left[-12:]) or scene.term(right)
        years, name = term or (1.0, "year")
        found.append(Whole(match.start(), match.end(), gain * 100.0 / years, name))
    return found


def _share(match: re.Match[str], prefix: str) -> float | None:
    """What a buy-back names, as percent of the price."""
    number = match[f"{prefix}n"] or match[f"{prefix}of"]
    if number:
        return amount(number)
    if match[f"{prefix}ten"]:
        tail = match[f"{prefix}tail"]
        half = 0.0 if not tail else 5.0 if tail == "半" else amount(tail) or 0.0
        return (amount(match[f"{prefix}ten"]) or 0.0) * 10.0 + half
    if match[f"{prefix}x"]:
        return (amount(match[f"{prefix}x"]) or 0.0) * 100.0
    return 200.0 if match[f"{prefix}double"] else None


def _buybacks(folded: str, scene: Scene) -> list[Whole]:
    """按115%的价钱收回, 加价18%收回, 本金双倍收: the gain on the price over the term."""
    found: list[Whole] = []
    for match in islice(_BUYBACK.finditer(folded), MOST):
        if match["how"]:
            gain = _share(match, "a_")
            if gain is not None and match["a_double"]:
                gain -= 100.0
        elif match["rise"]:
            gain = _share(match, "b_")
        elif match["m_n"]:
            gain = ((amount(match["m_n"]) or 0.0) - 1.0) * 100.0
        else:
            share = _share(match, "")
            gain = None if share is None else share - 100.0
        if not gain or gain <= 0.0 or gain > 1e5:
            continue
        left = _left(folded, match.start(), 40)
        if re.search("违约|延期交|逾期|罚", left):
            continue
        terms = list(_TERM.finditer(left))
        term = scene.term(terms[-1].group()) if terms else None
        yearly = "年化" in match.group()
        years, name = (1.0, "year") if yearly or term is None else term
        found.append(Whole(match.start(), match.end(), gain / years, name))
    return found


#: 十个进来，十一个二出去; 13.5一年.
_SLANG: Final = re.compile(
    r"(?P<in>[0-9一二三四五六七八九两十]{1,3})(?:个|万|块)进(?:来|去)?[,;](?P<out>[0-9一二三四五六七八九两十]{1,3})"
    r"(?:个|万|块)(?P<tail>[1-9一二三四五六七八九])?出(?:来|去)?"
    r"|(?<=[,。;:])(?P<n>[0-9]{1,2}(?:\.[0-9]{1,2})?)一年(?=[,。;!]|$)"
)
#: What it does not match without, whatever the figures are.
MAY_BE_SLANG: Final = re.compile(r"[个万块]进[来去]?[,;].*出|[0-9]一年(?=[,。;!]|$)", re.DOTALL)


#: 利息一毛五, 年息壹角贰分: dimes a year on every yuan; 月息一毛: a month.
_DIMES: Final = re.compile(
    r"(?P<monthly>月[付给]?)?[利息]{1,2}(?P<a>[一二两三1-3])[毛角](?P<b>[一二三四五六七八九1-9])?分?(?![钱元块])"
)


#: 收益年10点: a clock strikes the hour, nobody earns it.
POINTS_A_YEAR: Final = re.compile(
    r"(?<!贷款)(?<!房贷)(?:(?:收益|回报|利[息率])[:为是]?(?:每|一)?年|年[化息利]率?[:为是]?)"
    r"(?P<n>[0-9]{1,2}(?:\.[0-9])?|[一二三四五六七八九十]{1,3})点(?=$|[,。;!、)以起左上]|随|到期|保本)"
)


def _points_a_year(folded: str) -> list[Whole]:
    return [
        Whole(match.start(), match.end(), amount(match["n"]) or 0.0, "year")
        for match in islice(POINTS_A_YEAR.finditer(folded), MOST)
    ]


def _dimes(folded: str) -> list[Whole]:
    found: list[Whole] = []
    for match in islice(_DIMES.finditer(folded), MOST):
        gain = (amount(match["a"]) or 0.0) * 10.0 + (amount(match["b"] or "") or 0.0)
        times, name = (12.0, "month") if match["monthly"] else (1.0, "year")
        found.append(Whole(match.start("a"), match.end(), gain * times, name))
    return found


_COUNT, _KEPT = "[0-9一二三四五六七八九十百零]{1,6}", "(?:克|斤|公斤|枚|坛|瓶|箱|只|头)"
#: 存一百克，一年后提一百零六克: goods that grow.
GOODS: Final = re.compile(
    rf"(?:存|放|寄存|托管)[^,。;0-9]{{0,6}}?(?P<in>{_COUNT})(?P<unit>{_KEPT})"
    rf"(?P<gap>[^。;!?]{{0,24}}?)[提取拿领还给变][^,。;0-9]{{0,6}}?(?P<out>{_COUNT})(?P=unit)"
)


#: 每年, 一年 and 年 alone; no 三年, 半年, 去年, 12月底.
_EACH = r"(?:每|按|(?<![0-9一二三四五六七八九十两])一|(?<![0-9一二三四五六七八九十两半几去今前后个]))(?P<each>[年月季])(?![底份度初末])"
_INTEREST, _BORNE = (
    "(?:[息利](?!率)|收益|孳)",
    r"(?P<out>[0-9一二三四五六七八九十]{1,4}(?:\.[0-9])?)(?P=unit)",
)
_LENT = rf"(?P<in>{_COUNT})(?P<unit>{_KEPT})[^。;!?]{{0,24}}?{_EACH}[^,。;0-9]{{0,5}}?"
#: 100克黄金每年给金息4克: goods that bear interest in kind.
BEARING: Final = (
    re.compile(rf"{_LENT}{_INTEREST}[^,。;0-9]{{0,3}}?{_BORNE}"),
    re.compile(rf"{_LENT}{_BORNE}的?[^,。;0-9]?{_INTEREST}"),
)
_PERIODS: Final = {"年": (1.0, "year"), "季": (0.25, "quarter"), "月": (1 / 12, "month")}


def _bearing(folded: str) -> list[Whole]:
    found: list[Whole] = []
    for match in (m for some in BEARING for m in islice(some.finditer(folded), MOST)):
        years, name = _PERIODS[match["each"]]
        paid, back = amount(match["in"]) or 0.0, amount(match["out"]) or 0.0
        if 0.0 < back < paid:
            found.append(Whole(match.start(), match.end(), back / paid * 100.0 / years, name))
    return found


def _goods(folded: str, scene: Scene) -> list[Whole]:
    found: list[Whole] = []
    for match in islice(GOODS.finditer(folded), MOST):
        paid, back = amount(match["in"]) or 0.0, amount(match["out"]) or 0.0
        term = scene.term(match["gap"])
        if term and 0.0 < paid < back < paid * 4.0:
            gain = (back / paid - 1.0) * 100.0 / term[0]
            found.append(Whole(match.start(), match.end(), gain, term[1]))
    return found


def _slang(folded: str, scene: Scene) -> list[Whole]:
    found: list[Whole] = []
    for match in islice(_SLANG.finditer(folded), MOST):
        if match["n"]:
            if scene.invest and 2.0 <= (value := float(match["n"])) <= 60.0:
                found.append(Whole(match.start(), match.end(), value, "year"))
            continue
        paid = amount(match["in"]) or 0.0
        back = (amount(match["out"]) or 0.0) + (amount(match["tail"] or "") or 0.0) / 10.0
        term = scene.term(folded[max(0, match.start() - 12) : match.start()])
        if term and 0.0 < paid < back < paid * 4.0:
            gain = (back / paid - 1.0) * 100.0 / term[0]
            found.append(Whole(match.start(), match.end(), gain, term[1]))
    return found


_TERM: Final = re.compile(r"(?:" + p.NUM + r")(?:年|个月|天)|半年")


def _full_returns(folded: str, scene: Scene) -> list[Whole]:
    """消费全返, 分12个月返完: all the money back, over the term if one is named."""
    found: list[Whole] = []
    for match in islice(FULL.finditer(folded), MOST):
        left, right = _left(folded, match.start(), 44), _right(folded, match.end(), 22)
        if (
            re.search("红包|立减|券|封顶", whole_near := left[-24:] + right)
            and "分红" not in whole_near
        ):
            continue  # a day's rebate of a shop
        if _REFUND.search(left[-20:]) or _REFUND.search(right):
            continue
        whole = left + match.group() + right
        if not (_FULL_CUE.search(whole) or "多少" in match.group()):
            continue
        if p.QUANTITY.search(whole) or "分之" in right or p.COUPON.search(right[:4]):
            continue  # 每天返千分之一，直到返完: the rate is told
        near = re.search(r"(?:" + p.NUM + r")(?:年|个月|天)(?!$)|半年", right) or _last(
            _TERM, left[-14:]
        )
        term = scene.term(near.group()) if near else None
        years, name = term or (1.0, "year")
        found.append(Whole(match.start(), match.end(), 100.0 / years, name))
    return found


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for found in pattern.finditer(text):  # noqa: B007 - the last one
        pass
    return found


def _ladders(folded: str) -> list[Whole]:
    """一年期10.5，半年期9: yearly rates without a sign, at least two of them in a row."""
    found: list[Whole] = []
    previous: re.Match[str] | None = None
    for match in islice(_LADDER.finditer(folded), MOST):
        if previous is not None and match.start() - previous.end() <= 8:
            for one in (previous, match):
                value = amount(one["n"]) or 0.0
                if 1.0 <= value <= 60.0:
                    found.append(Whole(one.start(), one.end(), value, "year"))
        previous = match
    return found
