"""Names said briefly: 甘建工 for 甘肃省建工, 陇绣坊文产 for 民间工艺陇绣坊文化产业.

Only of a name that somebody says and no register has, for it is no other firm's legal name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from engine.link import trades
from engine.link.company import CompanyName
from engine.link.places import Spot
from engine.text.dictionary import frequencies

_WORD, _PART, _CITY = 2, 3, 2


def registered(name: CompanyName) -> bool:
    """Is it written as a register has it?"""
    return "有限" in name.text or (name.formal and name.form != "公司")


def spelt_out(brief: CompanyName, full: CompanyName) -> CompanyName | None:
    """``brief`` with its first character as the place that ``full`` begins with (兰石化, 兰州石化);
    None if it can be none. A trade follows it: 甘泉源 is a part of its own."""
    flat = brief.brand + brief.trade
    if registered(brief) or brief.places or not full.places or len(flat) <= _PART:
        return _only_initials(brief, full)
    if flat[0] not in initials(full.places[0]):
        return None
    left, whole = flat[1:], full.brand + full.trade
    size = trades.first(whole, 0)
    if size == _WORD and not whole.startswith(left[:_WORD]) and left[0] in whole[:_WORD]:
        left = whole[:_WORD] + left[1:]  # 宁垦, 宁夏农垦
    if not trades.first(left, 0):
        return None
    brand, trade, words = trades.split(left)
    return brief._replace(
        places=full.places[:1], brands=(brand,) if brand else (), trade=trade, words=frozenset(words)
    )


def _only_initials(brief: CompanyName, full: CompanyName) -> CompanyName | None:
    """甘建投 of 甘肃省建设投资, which has no other part."""
    flat = brief.brand + brief.trade
    if registered(brief) or brief.places or not full.places or full.brands or len(flat) < _PART:
        return None
    if flat[0] in initials(full.places[0]) and trades.initials(flat[1:], full.trade):
        return brief._replace(places=full.places[:1], brands=(), trade=full.trade, words=full.words)
    return None


def initials(spot: Spot) -> str:
    """What stands for a place where only one character does."""
    return spot.stem[0] + _customary().get(spot.stem, "") if spot.level <= _CITY else ""


@cache
def _customary() -> Mapping[str, str]:
    text = files("engine.link").joinpath("data/initials.txt").read_text(encoding="utf-8")
    return dict(line.split() for line in text.split("\n") if line and not line.startswith("#"))


def undescribed(brief: CompanyName, full: CompanyName) -> CompanyName | None:
    """``full`` without the words that describe it before a part that no other firm will have
    (民间工艺陇绣坊); None if there are none, or if ``brief`` keeps them."""
    if registered(brief) or not full.brand:
        return None
    said = brief.brand + brief.trade
    for at in _described(full.brand):
        part = full.brand[at:]
        if said.startswith(part) and part not in frequencies():
            return full._replace(brands=(part,))
    return None


def _described(part: str) -> Iterator[int]:
    """Where words of the language end that ``part`` begins with, the last of them of a trade."""
    for at in range(_WORD, len(part) - _PART + 1):
        if not trades.last(part, at):
            continue
        start = at - trades.last(part, at)
        if not start or part[:start] in frequencies() or trades.begins(part[:start]) == start:
            yield at
