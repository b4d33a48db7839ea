"""Do the trades of two names fit one firm? Words may be left out, shortened, or said otherwise."""

from __future__ import annotations

import re

from rapidfuzz.distance import Prefix

from engine.link.names import places, trades
from engine.link.names.company import CompanyName

#: Behind these a trade is said, too.
_WHOLE_TRADES = frozenset({"投资", "控股", "建设", "传播", "传媒"})
#: Words of so many trades that a firm may leave them out or not.
_SOFT = frozenset(
    {"文化", "创意", "艺术", "传播", "传媒", "金融", "电子", "生态", "农业", "种植", "养殖"}
)
_LEAST, _PREFIX = 2, 3
#: What a shop lies in.
_STREET = re.compile(r"(?:路|街|大道|巷|胡同|小区|花园|家园|新村|社区|公寓|广场|车站|医院)$")


def fit(one: CompanyName, other: CompanyName) -> bool:
    """Can both names say what one firm does?"""
    if trades.agree(one.words, other.words):
        return not _another_trade(one, other)
    if trades.initials(*sorted((one.trade, other.trade), key=len)):
        return True
    if one.form == other.form == "公司" and one.formal and other.formal and not _brief(one, other):
        return False
    if one.formal and other.formal and {one.form, other.form} == {"公司", "店"}:
        return False
    if trades.agree(trades.loosely(one.words), trades.loosely(other.words)):
        return True
    brief, full = sorted((one.trade, other.trade), key=len)
    if 1 < len(brief) < trades.first(full, 0) and full.startswith(brief):  # 工艺, 工艺品
        return True
    if len(brief) != _LEAST or brief in full or "集团" in one.words ^ other.words:
        return False
    return brief[0] == full[0] and brief[1] in full[trades.first(full, 0) :]  # 农资, 农业生产资料


def inserted(one: str, other: str) -> bool:
    """Is one name the other with words of a trade left out before a word that nobody listed?"""
    shorter, longer = sorted((one, other), key=len)
    more = len(longer) - len(shorter)
    at = Prefix.similarity(one, other)
    if more < _LEAST:
        return False
    starts = range(max(_PREFIX, at - more + 1), at + 1)
    return any(
        trades.begins(longer[: i + more], i) == i + more
        and longer[:i] + longer[i + more :] == shorter
        for i in starts
    )


def _brief(one: CompanyName, other: CompanyName) -> bool:
    """Is one of two companies written without 有限, as people say it, and told by its part?"""
    said = ("有限" in one.text) != ("有限" in other.text)
    return said and min(len(one.brand), len(other.brand)) >= _PREFIX


def _another_trade(one: CompanyName, other: CompanyName) -> bool:
    """Two companies of a register, one of which says the other's whole trade and a further one:
    沙家浜旅游发展 and 沙家浜旅游发展餐饮服务."""
    if not (one.formal and other.formal and "有限" in one.text and "有限" in other.text):
        return False
    brief, full = sorted((one, other), key=lambda name: len(name.trade))
    if not brief.trade or full.words - brief.words <= trades.common():
        return False
    if ("股份有限" in brief.text) != ("股份有限" in full.text):
        return True
    size = len(brief.trade)
    if not full.trade.startswith(brief.trade):  # 云帆科技, 云帆教育科技
        return brief.words <= trades.common() and len(brief.brand) <= _LEAST
    ending = brief.trade[-trades.last(brief.trade, size) :]
    further = full.trade[size : size + trades.first(full.trade, size)]
    if ending in (trades.common() | _WHOLE_TRADES):
        return bool(further) and further not in trades.common()
    if not further or further in (trades.common() | _SOFT):
        return False
    kinds = trades.topics()[0]  # 婚庆, 婚庆礼仪, but not 渔业, 渔业饲料
    return kinds.get(ending, frozenset()).isdisjoint(kinds.get(further, ()))


def further_place(left: str, one: CompanyName, other: CompanyName) -> bool:
    """Does one of two names of a register go on with a place: X林产, X林产肃南木业?"""
    if "有限" not in one.text or "有限" not in other.text:
        return False
    found = places.head(left, places.atlas())[0]
    return bool(found) and not places.shared(found, (*one.places, *other.places))


def is_street(part: str, one: CompanyName, other: CompanyName) -> bool:
    """Does a shop's ``part`` say nothing but which street or estate it lies in?"""
    if "有限" in one.text or "有限" in other.text:
        return False
    return _STREET.search(part) is not None
