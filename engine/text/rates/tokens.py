"""Quantities, sums, goods, periods and multiples of an advert: what readings are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, NamedTuple

from engine.text.numerals import amount
from engine.text.rates.context import Scene
from engine.text.rates.patterns import COOLING_OFF, DIGITS, NUM

#: No advert that promises one rate names more; the rest of a longer list is not read.
MOST_SHARES, MOST_SUMS, MOST_PERIODS, MOST_OTHERS = 12, 12, 20, 6


class Share(NamedTuple):
    """A part of a whole: 8%, 三个点, 二分, 一成; `unit` as it is written."""

    start: int
    end: int
    value: float
    unit: str


class Money(NamedTuple):
    """A sum; `told` if a currency or a scale is written."""

    start: int
    end: int
    value: float
    told: bool


class Goods(NamedTuple):
    """So many grams, bottles or heads."""

    start: int
    end: int
    value: float
    unit: str


class Period(NamedTuple):
    """A length of time; `kind` is each, term, either, vague or feast."""

    start: int
    end: int
    years: float
    kind: str


class Multiple(NamedTuple):
    """翻番, 三倍, 收回投资: `value` times; `kind` is again (番), times (倍), double or recoup."""

    start: int
    end: int
    value: float
    kind: str


class Tokens(NamedTuple):
    """Everything a reading may be made of, in the order of the text."""

    shares: list[Share]
    sums: list[Money]
    goods: list[Goods]
    periods: list[Period]
    multiples: list[Multiple]
    counts: list[Goods]
    #: shares that come on top of others (大额再加2个点); they stand among the shares as well
    raises: list[Share]
    #: sums that are given back (三年后退三万): what was put in, where they are as large
    refunds: list[Money]


_YEARS: Final = {
    "半": 0.5,
    "学": 0.5,
    "年": 1.0,
    "季": 0.25,
    "月": 1 / 12,
    "旬": 1 / 36.5,
    "周": 1 / 52,
    "星": 1 / 52,
    "礼": 1 / 52,
    "小": 1 / 8760,
    "钟": 1 / 8760,
}
_UNIT: Final = (
    r"(?:半年|年半|年|季度?|学期|月|旬|个?星期|个?礼拜|周(?!转|年)|工作日|交易日|天|日|晚|夜|小时)"
)
_PERIOD: Final = re.compile(
    r"(?P<nthend>第(?P<ny>[二三四五六七八九十2-9])年(?:的)?(?:年?[末底]|期?满|到期))"
    r"|(?P<later>大后年|(?<![年月天日期之以满前周])后年(?![化息利度均收]))"
    r"|(?P<nth>第[一二三四五六七八九十0-9]{1,2}[年月]|头一?年|首年|次年|首月)"
    r"|(?P<moons>(?:每月|每?逢)?初一[、和与及,]?十五)"
    r"|(?P<each>[每按逐/](?:隔|满|个|一|过)*(?P<every>" + NUM + r")?个?(?P<eu>" + _UNIT + r"))度?"
    r"|(?P<twice>(?P<t>[天日月周季年])(?P=t))"
    r"|(?P<n>(?<![0-9.])(?=[0-9])(?![0-9]{4,}[日月年周季])"
    + NUM
    + r"|(?<![第零一二三四五六七八九十])(?![0-9])"
    + NUM
    + r")\s?个?(?P<u>"
    + _UNIT
    + r"|钟头|整年)(?![级龄]|"
    + COOLING_OFF
    + r")"
    r"|(?P<half>半个?年|半个?月)"
    # 投3000日收十二: nobody counts days by the thousand
    r"|(?P<bare>(?:(?<![0-9零一二三四五六七八九十半几今去明前当])|(?<=[0-9]{4}))(?:(?<!后)[年天日]|[月周季]|(?<![上中下])旬)(?:度)?(?=[化息利返租领派付收分回产入净固保送得享补给结赚涨投x红均供发奖可挣费出]|[进到]账|[华话划画希吸系]))"
    r"|(?P<slash>一年(?=[,。]))"
    r"|(?P<end>[月季](?:末|底)(?!前))"
    r"|(?P<feast>(?:(?:端午|中秋|春节|重阳|国庆|元旦|清明|元宵|过年|腊月|麦收|秋收|夏粮|秋粮|[春夏秋冬]茶|[春夏秋冬](?=[春夏秋冬、和])|(?<=[春夏秋])冬)[节后季]?[、和与及,]?){2,6}"
    r"|(?:端午|中秋|春节|重阳|国庆|元旦|清明|元宵)|双节|三节|两节|节日|过节|逢年)"
    r"|(?P<vague>明年|来年|年底|年终|转年|年末|年关|腊月|秋后|秋收|过年|当年|年内|今年底)"
)
#: What a period begins with; to try it there alone takes a third of the time.
_BEGINS: Final = re.compile(
    "[0-9零一二三四五六七八九十百千两半廿卅第大后头首次每按逐/初天日月周季年旬端中春重国元清过腊麦秋夏冬双节逢明来转当今]"
)
_FEAST: Final = re.compile(
    "端午|中秋|春节|重阳|国庆|元旦|清明|元宵|过年|腊月|麦收|秋收|[春夏秋冬](?!节)"
)
_SEVERAL: Final = {"双节": 2, "两节": 2, "三节": 3}
_COUNT: Final = re.compile(
    r"(?P<n>" + NUM + r")\s?(?P<u>次|回|期|轮|趟|茬|窝|批|笔|季(?!度)|遍|场|结)(?![0-9])"
)
#: Without these neither goods nor rounds stand in a text.
MAY_BE_GOODS: Final = re.compile(
    DIGITS + r"\s?[公千毫克斤枚坛瓶箱只头吨币个颗袋桶条提饼份股张uebg]"
)
_MAY_BE_COUNT: Final = re.compile(DIGITS + r"\s?[次回期轮趟茬窝批笔季遍场结]")
GOODS: Final = re.compile(
    r"(?P<n>"
    + NUM
    + r")\s?(?P<u>公斤|千克|毫升|克|斤|枚|坛|瓶|箱|只|头|吨|币|个币|颗|袋|桶|条|提|饼|份|股|张|u(?![a-z])|usdt|eth|btc|g(?![a-z]))"
)
MULTIPLE: Final = re.compile(
    r"翻(?:(?P<a>" + NUM + r")?(?P<how>番|倍)|(?P<one>一翻|翻))"
    r"|(?P<b>"
    + NUM
    + r")\s?倍|(?P<double>双倍|加倍|成倍|一倍|对本对利|(?P<in>(?<![0-9.])"
    + NUM
    + r")变(?P<out>"
    + NUM
    + r")(?![0-9.]|万)|翻个?跟头|对半)"
    r"|[投存交放押](?P<put>"
    + NUM
    + r")[得返还回拿领](?P<got>"
    + NUM
    + r")(?![0-9.%万千百元块个点成分])"
    r"|(?P<recoup>(?<!不)收回(?:全部|所有)?(?:投资|成本|本金|本钱|房款)"
    r"|租金?(?:覆盖|抵|等于|=|够)(?:回|掉|了)?(?:全部|整套)?(?:房款|房价|总价|本金))"
)
#: Without these it does not match.
MAY_BE_MULTIPLE: Final = re.compile("[翻倍变投存交放押租]|对本|对半|收回")
#: 千三, 万六一天; 13.5一年: shares without a sign of their own.
SHORT: Final = re.compile(
    r"(?<![0-9零一二三四五六七八九十百千万几两上成数])(?P<per>[百千万])分?之?(?P<n>[零一二三四五六七八九两半][点.][一二三四五六七八九零]{1,2}|[一二三四五六七八九两](?=一[天日])|[一二三四五六七八九两](?![0-9零一二三四五六七八九十百千万])|[0-9]{1,2}(?:\.[0-9])?(?![0-9万千元块]))"
)
HALF: Final = re.compile(r"分半(?=[利息的])|(?<=[利息])分半")
PLAIN: Final = re.compile(
    r"(?<![0-9零一二三四五六七八九十百千万.点号第:/-])(?P<n>[0-9]{1,2}(?:[.点][0-9]{1,2})?|[一二三四五六七八九十两]{1,3}点[一二三四五六七八九零]{1,2}|十[一二三四五六七八九]?)"
    r"(?![0-9零一二三四五六七八九十百千万.点%‰亿元块角毛分厘成个号月日年天周期次人名位家年岁斤吨克米平层楼栋室倍折w:/:-]|\s?[a-z]|刻|线(?![上下]))"
)
#: 七个二, 七个半: points and their tenths; 每月两点: points.
TENTHS: Final = re.compile(
    "(?<![一二三四五六七八九十])(?P<n>[一二三四五六七八九十]{1,2})个(?P<tenth>[一二三四五六七八九半])"
    "(?![\u4e00-\u9fff0-9])"
    "|(?<=[每一][年月季])(?P<points>[一二两三四五六七八九十])点(?![\u4e00-\u9fff0-9])"
)
#: What stands before a share that comes on top of another.
RAISED: Final = re.compile(
    "(?:再|另外?|额外|多|加|添|上浮|上调|提高|增加|追加|补贴)(?!到|至|盟|工)[加添给送付补贴息奖得拿返派上浮]{0,3}[0-9千百万元的利]{0,4}$"
)
#: What stands before a sum that is given back.
_REFUND: Final = re.compile(
    r"(?<!返)(?:退|归还|退还|取回|拿回|还)(?:您|你|回|给您|给你|给)?(?:全款|本金|押金)?$"
)
#: 招一个帮工，早上三点到八点，一个月两千四: what somebody is paid for work.
_WAGE: Final = re.compile(
    r"(?:招|雇|聘|急缺|还缺|缺)(?:聘|用|收)?[一两二三四五六七八九十几0-9]{0,3}[个名位]?[^,。;!?投股返押0-9]{0,8}"
    r"(?:工|员|师傅|厨师|司机|阿姨|会计|徒弟|学徒|保安|保洁|小时工|车的|活的|饭的|货的)[,、]"
    r"[^。;!?投股返押交存]{0,30}$"
)
_RATE_WORD: Final = re.compile(
    r"(?:利|息|率|化|保底|华|话|收益|回报|分红|年期|月期|天期|个月|半年|一年|两年|三年|年|期|档)[:为是给按到约达高仅至可超近\s]{0,3}$"
)
_RATE_AFTER: Final = re.compile(r"^(?:一年|的?[年月日]?(?:利|息|化|收益|回报))")


def tokens(folded: str, scene: Scene, *, told: bool = True) -> Tokens:
    """What the text names, each list cut at what an advert can hold. Where there is nothing to make
    a reading of, and nothing is ``told`` otherwise, periods and counts are not looked for."""
    shares = [Share(q.start, q.end, q.value, q.unit) for q in scene.quantities][:MOST_SHARES]
    sums = [
        Money(*one) for one in scene.money if not _WAGE.search(folded[max(0, one[0] - 56) : one[0]])
    ]
    if len(sums) > MOST_SUMS:
        sums = sums[: MOST_SUMS // 2] + sums[-MOST_SUMS // 2 :]
    if len(shares) < MOST_SHARES:
        shares += _short(folded, shares, sums)
        shares.sort()
    goods = [
        Goods(m.start(), m.end(), value, m["u"])
        for m in islice(_found(GOODS, MAY_BE_GOODS, folded), MOST_OTHERS)
        if (value := amount(m["n"]))
    ]
    multiples = list(islice(_multiples(folded), MOST_OTHERS))
    if not (told or shares or multiples or len(sums) > 1 or len(goods) > 1):
        return Tokens(shares, sums, goods, [], multiples, [], [], [])
    counts = [
        Goods(m.start(), m.end(), value, m["u"])
        for m in islice(_found(_COUNT, _MAY_BE_COUNT, folded), MOST_OTHERS)
        if (value := amount(m["n"])) and 1.0 < value <= 120.0
    ]
    periods = list(islice(_periods(folded), MOST_PERIODS))
    shares = [s for s in shares[:MOST_SHARES] if not scene.keeps(s.start, s.end)]
    raises = [s for s in shares if RAISED.search(folded[max(0, s.start - 12) : s.start])]
    refunds = [s for s in sums if _REFUND.search(folded[max(0, s.start - 8) : s.start])]
    return Tokens(shares, sums, goods, periods, multiples, counts, raises, refunds)


def _found(
    pattern: re.Pattern[str], needed: re.Pattern[str], folded: str
) -> Iterable[re.Match[str]]:
    """Matches of a pattern that matches nowhere without another."""
    return pattern.finditer(folded) if needed.search(folded) else ()


#: What one of a hundred, a thousand, ten thousand is in percent.
_PARTS: Final = {"百": 1.0, "千": 0.1, "万": 0.01}


def _short(folded: str, shares: list[Share], sums: list[Money]) -> list[Share]:
    taken = [(s.start, s.end) for s in shares]
    taken += [(s.start, s.end) for s in sums if s.told]
    found: list[Share] = []

    def free(start: int, end: int) -> bool:
        return all(end <= s or start >= e for s, e in taken)

    for m in islice(SHORT.finditer(folded), MOST_OTHERS):
        value = amount(m["n"])
        if value and all(m.end() <= s.start or m.start() >= s.end for s in shares):
            found.append(Share(m.start(), m.end(), value * _PARTS[m["per"]], "short"))
            taken.append((m.start(), m.end()))
    for m in islice(HALF.finditer(folded), 2):
        if free(m.start(), m.end()):
            found.append(Share(m.start(), m.end(), 1.5, "fen"))
    for m in _plain(folded):
        start, end = m.span()
        value = amount(m["n"])
        if value and 0.2 <= value <= 99.0 and free(start, end):
            found.append(Share(start, end, value, "plain"))
    for m in islice(TENTHS.finditer(folded), MOST_OTHERS):
        tenth = "五" if m["tenth"] == "半" else m["tenth"]
        value = amount(m["points"] or f"{m['n']}点{tenth}")
        if value and free(m.start(), m.end()):
            found.append(Share(m.start(), m.end(), value, "plain"))
    return found


def _plain(folded: str) -> Iterator[re.Match[str]]:
    """Numbers that are shares without any sign. A decimal without a unit is one more often than
    anything else, others by a word beside them."""
    for m in islice(PLAIN.finditer(folded), 4 * MOST_OTHERS):
        start, end = m.span()
        if (
            "." in m["n"]
            or "点" in m["n"]
            or _RATE_WORD.search(folded[max(0, start - 8) : start])
            or _RATE_AFTER.match(folded[end : end + 4])
        ):
            yield m


def may_be_plain(folded: str) -> bool:
    """Does a number stand there that may be a share without any sign? One answer for all texts that
    differ in figures only."""
    return next(_plain(folded), None) is not None


def _length(unit: str) -> float:
    unit = unit.removeprefix("个")
    return _YEARS.get(unit[0], 1 / 365)


def _named(folded: str) -> Iterator[re.Match[str]]:
    """Matches of ``_PERIOD``, as it would find them."""
    last = 0
    for begin in _BEGINS.finditer(folded):
        if begin.start() >= last and (match := _PERIOD.match(folded, begin.start())):
            yield match
            last = match.end()


def _periods(folded: str) -> list[Period]:
    found: list[Period] = []
    for m in islice(_named(folded), 2 * MOST_PERIODS):
        kind, start, end = m.lastgroup, m.start(), m.end()
        if m["each"]:
            count = amount(m["every"]) if m["every"] else 1.0
            if m["every"] and m["eu"] == "日" and (count or 0) > 31:
                continue
            years, kind = (count or 1.0) * _length(m["eu"]), "each"
        elif m["moons"]:
            years, kind = 1 / 24, "each"
        elif m["twice"]:
            years, kind = _length(m["t"]), "each"
        elif m["n"]:
            count, unit = amount(m["n"]), m["u"]
            if not count or count > 2000 or (unit == "年" and count > 60):
                continue
            if unit == "月" and "个月" not in m.group():
                if m["n"] not in {"一", "1"} and not (m["n"].isascii() is False and count <= 12):
                    continue
                kind = "date" if folded[end : end + 1] in {"份", "底", "初"} else "either"
                if m["n"] not in {"一"}:
                    continue
            if unit in {"日"} and count <= 31 and "月" in folded[max(0, start - 1) : start]:
                continue
            years = (count + 0.5) if unit == "年半" else count * _length(unit.replace("整年", "年"))
            if unit in {"周", "星期", "礼拜", "个星期", "个礼拜"} and count > 1:
                years = count * 7 / 365
            kind = "either" if count == 1.0 else "term"
        elif m["nthend"]:
            years, kind = amount(m["ny"]) or 1.0, "term"
        elif m["later"]:
            # 后年 has as many characters as years to come
            years, kind = float(len(m["later"])), "term"
        elif m["half"]:
            years, kind = (1 / 24 if "月" in m["half"] else 0.5), "either"
        elif m["bare"]:
            years, kind = _length(m["bare"]), "bare"
        elif m["nth"]:
            years, kind = (1 / 12 if "月" in m["nth"] else 1.0), "nth"
        elif m["slash"]:
            years, kind = 1.0, "either"
        elif m["feast"]:
            years, kind = 1.0 / _feasts(m["feast"]), "feast"
        elif m["end"]:
            years, kind = _length(m["end"]), "each"
        else:
            years, kind = 1.0, "vague"
        if years > 0.0:
            found.append(Period(start, end, years, kind or "term"))
    return found


def _feasts(word: str) -> int:
    if word in _SEVERAL:
        return _SEVERAL[word]
    return max(1, len(_FEAST.findall(word)))


def _multiples(folded: str) -> list[Multiple]:
    found: list[Multiple] = []
    if not MAY_BE_MULTIPLE.search(folded):
        return found
    for m in islice(MULTIPLE.finditer(folded), MOST_OTHERS):
        if m["recoup"]:
            found.append(Multiple(m.start(), m.end(), 1.0, "recoup"))
        elif m["in"] or m["put"]:
            before, after = amount(m["in"] or m["put"]), amount(m["out"] or m["got"])
            if before and after and before < after < 20 * before:
                found.append(Multiple(m.start(), m.end(), after / before, "times"))
        elif m["double"]:
            found.append(
                Multiple(m.start(), m.end(), 1.0 if m["double"] == "一倍" else 2.0, "double")
            )
        elif m["b"]:
            value = amount(m["b"])
            if value and value < 200:
                found.append(Multiple(m.start(), m.end(), value, "times"))
        else:
            times = (amount(m["a"]) if m["a"] else None) or 1.0
            if m["one"]:
                times = 1.0
            kind = "fold" if m["how"] == "倍" else "again"
            if times < 200:
                found.append(Multiple(m.start(), m.end(), times, kind))
    return found
