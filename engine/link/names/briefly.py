"""Names said briefly: 甘建工 for 甘肃省建工, 陇绣坊文产 for 民间工艺陇绣坊文化产业.

Only of a name that somebody says and no register has, for it is no other firm's legal name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from engine.link.names import places, trades
from engine.link.names.company import CompanyName
from engine.link.names.places import Spot
from engine.text.dictionary import frequencies

_WORD, _PART, _CITY = 2, 3, 2


def registered(name: CompanyName) -> bool:
    """Is it written as a register has it?"""
    return "有限" in name.text or (name.formal and name.form != "公司")


def spelt_out(brief: CompanyName, full: CompanyName) -> CompanyName | None:
    """``brief`` with its first character as the place that ``full`` begins with (兰石化物流, 兰州石化物流);
    None if it can be none. A trade follows it: 甘泉源 is a part of its own."""
    if brief.places or not full.places or registered(brief):
        return None
    flat = brief.brand + brief.trade
    if len(flat) <= _PART:
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
        places=full.places[:1],
        brands=(brand,) if brand else (),
        trade=trade,
        words=frozenset(words),
    )


def _only_initials(brief: CompanyName, full: CompanyName) -> CompanyName | None:
    """甘建投 of 甘肃省建设投资, which has no other part."""
    flat = brief.brand + brief.trade
    if full.brands or len(flat) < _PART:
        return None
    if flat[0] in initials(full.places[0]) and trades.initials(flat[1:], full.trade):
        return brief._replace(places=full.places[:1], brands=(), trade=full.trade, words=full.words)
    return None


def initials(spot: Spot) -> str:
    """What stands for a place where only one character does."""
    return spot.stem[0] + _customary().get(spot.stem, "") if spot.level <= _CITY else ""


@cache
def _customary() -> Mapping[str, str]:
    text = files("engine.link.names").joinpath("data/initials.txt").read_text(encoding="utf-8")
    return dict(line.split() for line in text.split("\n") if line and not line.startswith("#"))


@cache
def _stems() -> Mapping[str, tuple[str, ...]]:
    """Character → the places that it may stand for."""
    found: dict[str, dict[str, None]] = {}
    for spot in places.gazetteer().values():
        for char in initials(spot):
            found.setdefault(char, {})[spot.stem] = None
    return {char: tuple(stems) for char, stems in found.items()}


def parts(name: CompanyName) -> Iterator[str]:
    """What may be said for the distinctive part of a registered name."""
    brand = name.brand
    if registered(name) and brand:
        yield from (brand[at:] for at in _described(brand))
        if name.places and trades.first(brand, 0) == _WORD < len(brand):  # 宁垦
            yield from (brand[1:], brand[0] + brand[2:])


def said(name: CompanyName) -> tuple[list[str], list[str]]:
    """Distinctive parts that a name may mean which says them briefly, and those of ``parts``."""
    brand = name.brand
    if registered(name):  # names that say this one briefly
        first = initials(name.places[0]) if name.places else ""
        return [char + left for char in first for left in (brand, brand[1:])], []
    cut = [] if name.places else [brand[1:]]
    return cut, [*cut, *(brand[:size] for size in range(_PART, len(brand) + 1))]


def bodies(name: CompanyName) -> Iterator[tuple[str, frozenset[str]]]:
    """Place and words of the trade of a name that may be nothing else (甘建投)."""
    flat = name.brand + name.trade
    if registered(name) or name.places or len(flat) < _PART:
        return
    left, _, words = trades.split(flat[1:])
    if words and not left:
        yield from ((stem, frozenset(words)) for stem in _stems().get(flat[0], ()))


def undescribed(brief: CompanyName, full: CompanyName) -> CompanyName | None:
    """``full`` without the words that describe it before a part that no other firm will have
    (民间工艺陇绣坊); None if there are none, or if ``brief`` keeps them."""
    if brief.brand[:_PART] not in full.brand or not full.brand or registered(brief):
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
