"""Quantities of a text: numbers with a unit of shares, or right behind a word for interest."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import islice
from typing import Final

from engine.text.numerals import amount
from engine.text.rates import patterns as p
from engine.text.rates.sums import MOST

_ONE_TOO_MANY: Final = re.compile(
    "分之(?:[一二三四五六七八九]?十)?[一二三四五六七八九]一[\u4e00-\u9fff]$"
)
#: 一分一厘都有账: each penny, unless it stands behind a word for interest.
_EACH_PENNY: Final = re.compile("(?<![息利按给付算到:是为])一分一[厘毫]")

#: 一分价钱一分货, 一分耕耘一分收获, 多一分保障: sayings about what a thing is worth.
_SAYING: Final = re.compile(
    "(?<![息利])一分(?:(?:价钱?|钱|耕耘|汗水?|付出|努力|辛苦|劳动|用心|料)[,、]?一分|货|料|收获|品质|本事)"
    "|(?:(?<=多)|(?<=带来)|(?<=添))一分(?=[\u4e00-\u9fff])(?![利息半])"
)

#: How two part what comes in: 五五分, 三七开, 二八分成.
_SPLIT: Final = re.compile("五五|[二三四][六七八]|[六七八][二三四]|一九|九一")


@dataclass(frozen=True, slots=True)
class Quantity:
    """`value` in percent; `unit` is percent, point, fen, li, tenth or bare."""

    start: int
    end: int
    value: float
    unit: str


def quantities(folded: str) -> list[Quantity]:
    """Every quantity of folded text, in order of its start."""
    found: list[Quantity] = []
    for match in p.QUANTITY.finditer(folded) if p.MAY_BE_QUANTITY.search(folded) else ():
        quantity = _quantity(match)
        if quantity is not None and _ONE_TOO_MANY.search(folded, match.start(), match.end() + 1):
            shorter = p.QUANTITY.fullmatch(folded, match.start(), match.end() - 1)
            quantity = (
                quantity if shorter is None else _quantity(shorter)
            )  # 千分之一一天, 百分之十五一并
        if quantity is not None:
            found.append(quantity)
            if len(found) >= MOST:
                break
    if not p.MAY_BE_BARE.search(folded):
        return found
    starts = [quantity.start for quantity in found]
    bare: list[Quantity] = []
    for match in islice(p.BARE.finditer(folded), MOST):
        at = bisect_left(starts, match.start("n"))
        if at and found[at - 1].end > match.start("n"):
            continue
        if at < len(found) and found[at].start < match.end():
            continue
        value = max(amount(match["n"]) or 0.0, amount(match["m"] or "") or 0.0)
        if match["per"]:
            value *= 0.1 if match["per"] == "千" else 0.01
        if 0.0 < value <= (1000.0 if match["cue"][0] == "年" else 100.0):
            bare.append(
                Quantity(
                    match.start("per") if match["per"] else match.start("n"),
                    match.end(),
                    value,
                    "bare",
                )
            )
    return sorted(found + bare, key=lambda quantity: quantity.start)


def _quantity(match: re.Match[str]) -> Quantity | None:
    if match["half_fen"]:  # 月息分半, 月利分八
        more = _tailed(1.0, match["half_fen"][1])
        return Quantity(match.start(), match.end(), more or 1.0, "fen")
    if match["of"]:
        values = [amount(match[name] or "") for name in ("of_a", "of_b")]
        scale = {"十": 10.0, "百": 1.0, "千": 0.1, "万": 0.01}[match["of"]]
        unit = "percent"
    else:
        values = [amount(match[name] or "") for name in ("a", "b")]
        scale, unit = 1.0, "percent"
        if values[0] and match["a_unit"] in {"厘", "分"} and (match["li"] or match["fen"]):
            # 月利8厘到1分3: each end has a unit of its own
            values[0] *= {"厘": 0.1, "分": 1.0}[match["a_unit"]] / (0.1 if match["li"] else 1.0)
        if match["permille"]:
            scale = 0.1
        elif match["point"]:
            unit = "point"
            if "半" in match["point"]:
                values[1] = (values[1] or 0.0) + 0.5
            values[1] = _tailed(values[1], match["point_tail"])
        elif match["fen"]:
            at = match.start()
            if _EACH_PENNY.match(match.string, at) or _SAYING.match(match.string, at):
                return None
            unit, tail = "fen", match["fen_tail"] or ""
            values[1] = _tailed(values[1], tail[:1])
            if match["fen_li"] and values[1] is not None:  # 一分二厘五
                values[1] += (_tailed(0.0, match["fen_li"]) or 0.0) / 10.0
        elif match["li"]:
            unit, scale = "li", 0.1
            values[1] = _tailed(values[1], match["li_tail"])
        elif match["tenth"]:
            unit, scale = "tenth", 10.0
            values[1] = _tailed(values[1], match["tenth_tail"])
    if unit in {"fen", "li", "tenth"} and (
        match["b"] in {"千", "百", "十百"} or (values[1] or 0) > 100 or _SPLIT.fullmatch(match["b"])
    ):
        return None
    known = [value for value in values if value is not None]
    if not known or max(known) <= 0.0:
        return None
    return Quantity(match.start(), match.end(), max(known) * scale, unit)


def _tailed(value: float | None, tail: str | None) -> float | None:
    if value is None or not tail:
        return value
    return value + (0.5 if tail == "半" else (amount(tail) or 0.0) / 10.0)
