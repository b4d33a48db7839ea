"""Sums of money in folded text; what part each plays is read by `ledger`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from engine.text.numerals import amount

# Things sold or shared one by one: 6万一份, 398元/棵, 每坛19800元.
CLASSIFIER: Final = "[提台份股套张坛棵株头只辆间个单件瓶箱盒位席亩铺饼册枚幅款窝群箩块组户柜床名注仓副匹尾桶杆袋筐间]"
_CN: Final = "[零一二三四五六七八九十百千万亿两半廿卅]"
_CURRENCY: Final = r"(?:万?元|块钱?|分钱|[角毛](?![巾线衣毯笔坯豆发病]|利[率润])|万?美[金元]|大洋|刀(?![具片鱼削])|万?usdt|个?u(?![a-z])|泰达币?|个?米(?![饭线粉面兰高长宽深层处远])|个w|w)"
_SUM: Final = re.compile(
    r"(?<![0-9.a-z\-])(?P<low>[0-9]{1,6}(?:\.[0-9]{1,2})?[万千]?元?\s?(?:-{1,2}|~{1,2}|至|到)\s?(?=[0-9]))?(?:(?P<arabic>[0-9]{1,3}(?:,[0-9]{3}){1,3}(?![0-9])|[0-9]{1,9}(?:\.[0-9]{1,4})?)"
    r"(?:个?\s?(?P<scale>[百千万亿]{1,2}|w(?![a-z]))(?P<rest>[0-9]{4}(?![0-9])|[0-9一二三四五六七八九](?:千[0-9一二三四五六七八九]?)?)?)?"
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
    + r"(?P<tail>[一二三四五六七八九1-9](?=[毛角"
    "一每/,。]|$)[毛角]?)?)?"
)
#: What each sum has one of, with none of another; it is found with much less work.
_IN_SUM: Final = re.compile(
    rf"(?<![0-9.a-z\-])[0-9]+|{_CN}{{2}}|(?<=[返每]){_CN}|{_CN}(?=\s?{_CURRENCY})"
)
# What follows a number that counts something other than money.
_OTHER_UNIT: Final = re.compile(
    r"\s?(?:成(?![为了])|周(?!转)|[%‰折倍豆厘点吨斤克升米层楼号栋室岁人家名户次批轮期步时秒度平亩公毫寸级届代杯桶卷罐条颗粒盏双期季班课节晚桌道届路弄区县年月日天]"
    r"|[台份股套张坛棵株头只辆间件瓶箱盒位席枚幅个](?!米|w)|小时|分(?![红给润账利息])|平米|积分|工作日|多?[名人位]|[a-tv-z0-9.:*#])"
)
_TRAILING: Final = re.compile(r"[百千万][一二两三四五六七八九]$|[百千万][一二三四五六七八九]一$")
#: 一万二一穴: whatever is counted there.
_KIND: Final = re.compile("[起并共次手对]|[\u4e00-\u9fff][,。;:( ]")
_MEASURE: Final = re.compile(r"(?:个?[年月天周]|个?季度|星期|日|" + CLASSIFIER + r")")


# No advert holds more; the reading of a text that does stops there, so that it stays quick.
MOST: Final = 20_000


def has_sums(folded: str, count: int) -> bool:
    """Are there so many sums in the text?"""
    if next(islice(_IN_SUM.finditer(folded), count - 1, None), None) is None:
        return False
    return next(islice(_sums(folded), count - 1, None), None) is not None


def money(folded: str) -> list[tuple[int, int, float, bool]]:
    """Start, end, value and whether a currency or scale is written, of every sum in the text."""
    return list(islice(_sums(folded), MOST))


def _sums(folded: str) -> Iterator[tuple[int, int, float, bool]]:
    for match in _SUM.finditer(folded):
        if (read := _value(folded, match)) is not None:
            yield read


def _value(folded: str, match: re.Match[str]) -> tuple[int, int, float, bool] | None:
    start, end, unit = match.end("low"), match.end(), match["unit"] or ""
    if start < 0:
        start = match.start()
    if _LIMIT.match(folded, end):
        return None  # 一直返到3000为止
    chinese = match["cn"]
    if chinese and not unit:
        end = match.end("cn")
        if _TRAILING.search(chinese) and (
            _MEASURE.match(folded, end) or (chinese[-1] == "一" and _KIND.match(folded, end))
        ):
            chinese, end = chinese[:-1], end - 1  # 三万一年, 六百一株
        elif _OTHER_UNIT.match(folded, end) and not (
            chinese[-1] in "百千万" and _PAID_AT_ONCE.match(folded, end)
        ):
            return None
        if chinese in {"万", "千", "百"} and folded[start - 1 : start] == "每":
            return start, end, amount("一" + chinese) or 0.0, True
        if _TENS.fullmatch(chinese) and (
            _HANDED.search(folded[max(0, start - 2) : start]) or _ALONE.match(folded, end)
        ):
            return start, end, amount(chinese) or 0.0, True
        if re.fullmatch("[一二三四五六七八九]", chinese) and folded[start - 1 : start] == "返":
            return start, end, amount(chinese) or 1.0, False  # 投1返三
        if len(chinese) < 2 or not re.search("[百千万]", chinese):
            return None
        if chinese[0] in "百千万亿":
            return None
    elif not unit:
        end = match.end("rest") if match["rest"] else max(match.end("arabic"), match.end("scale"))
        if match["rest"] and (
            _MEASURE.match(folded, end) or (match["rest"] == "一" and _KIND.match(folded, end))
        ):
            end -= len(match["rest"])
        elif (
            _OTHER_UNIT.match(folded, end)
            and not _PIECE.match(folded, end)
            and not (
                (match["scale"] or _THOUSANDS.fullmatch(folded, start, end))
                and _PAID_AT_ONCE.match(folded, end)
            )
            and not (match["scale"] and folded[end] == ":")
        ):
            return None
    number = folded[start:end]
    tail = match["tail"] or ""
    if unit == "块" and chinese == "一" and not match["tail"] and _A_PIECE.match(folded, end):
        return None  # 一块光伏板
    if unit:
        number = number[: len(folded[start:end].rstrip()) - len(match["unit"])].strip()
    before = folded[start - 1 : start]
    if number in {"万", "千", "百"} and (before == "每" or _PER.match(before + folded[end:])):
        return start, end, amount("一" + number) or 0.0, True
    if re.match("0[0-9]", number) or (
        not unit and _LABEL.search(folded[max(0, start - 2) : start])
    ):
        return None  # a telephone number, a score, an ordinal
    value = amount(number.replace("个", "").replace(" ", ""))
    if value is None or value <= 0.0:
        return None
    if unit.startswith("万") or "米" in unit or "w" in unit:
        value *= 1e4
    dime = unit.removesuffix(tail) in {"角", "毛"}
    if unit == "分钱":
        value *= 0.01
    value = (value * 0.1 if dime else value) + (amount(tail.rstrip("毛角")) or 0.0) * (
        0.01 if dime else 0.1
    )
    told = bool(unit) or bool(match["scale"]) or chinese is not None
    return start, end, value, told


# 10万年返1.2万: the period of what comes next, not a count of years.
_PAID_AT_ONCE: Final = re.compile(
    r"\s?(?:[年月日](?=[返租息分领净收给补底利赚得送享付红])|日[收入进]|日到账)"
)
#: Nobody counts days by the thousand, and none of these is a year: 投3000日收十二.
_THOUSANDS: Final = re.compile(r"(?!19|20[0-4])[1-9][0-9]{3,6}|[0-9]{5,7}")
# 每周回四十, 每月鸡蛋钱八十: tens are money right behind a verb of giving, and perhaps where
# nothing is said that they count.
_ALONE: Final = re.compile(r"[,。;!?\n]|$")
_TENS: Final = re.compile("[一二三四五六七八九]?十[一二三四五六七八九]?")
_HANDED: Final = re.compile(
    "[回返给得领补分拿赚付发][您你]?$|红?利息?$|打[给您你]$|产值?$|[进到]账$|(?:每|月|天|日|季|年|周)[月天日季年周]$"
)
_PER: Final = re.compile(r"[,。!?;\n ]?(?:每?[日月天年]|每季)(?:收益?|利|给|返|赚|得|付)")
_LIMIT: Final = re.compile(r"元?(?:为止|封顶|止|以内)")
_LABEL: Final = re.compile("[麻用评积得]分$|[第号码座层龄话]$")
_A_PIECE: Final = re.compile(r"[\u4e00-\u9fff](?<![钱一每给返得领本起])")
_PIECE: Final = re.compile(r"\s?(?:[一每/]" + CLASSIFIER + r")(?![0-9月年])")
