"""Rates of return and of interest in an advert, as simple annual percent.

Day × 365, week × 52, month × 12, quarter × 4, half-year × 2, N days × 365/N, N months × 12/N,
N years ÷ N, never compounded. 分 is 1 % and 厘 0.1 % a month, or 10 % and 1 % of 年息.
What is promised is the best of many readings of the text's numbers (``ranking``); patterns
(``patterned``) have a say in it and tell the prices of loans and the benchmarks.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from engine.text.figure_fold import close_up, fold
from engine.text.rates.context import Scene
from engine.text.rates.patterned import by_patterns
from engine.text.rates.possible import may_name_rate
from engine.text.rates.ranking import Ranking, same
from engine.text.rates.rate import Rate
from engine.text.rates.readings import Reading
from engine.text.rates.weights import Weights, weights

__all__ = ["Rate", "annual_rate", "find_rates"]

_SIGNS: Final = re.compile(
    r"[%‰分厘里成点返派获翻倍息利领赚取还拿得租年月日天回给收涨产释放兜润挣付补季周奖送发打提]"
)
_NUMBER: Final = re.compile(r"[0-9零一二三四五六七八九十百千万两半]|翻|双")

_LENGTHS: Final = (
    ("year", 1.0),
    ("half-year", 0.5),
    ("quarter", 0.25),
    ("month", 1 / 12),
    ("week", 1 / 52),
    ("ten days", 1 / 36.5),
    ("day", 1 / 365),
)


def find_rates(text: str, table: Weights | None = None) -> list[Rate]:
    """Every rate in the text, in order of its start; `table` holds other weights to be tried."""
    if not text:
        return []
    folded = fold(text)
    if not (_SIGNS.search(folded) and _NUMBER.search(folded)):
        return []
    closed, kept = close_up(folded)
    found = _find(text if kept is None else closed, closed, weights() if table is None else table)
    if kept is None:
        return found
    spans = [(kept[rate.start], kept[rate.end - 1] + 1) for rate in found]
    return [
        replace(rate, start=start, end=end, raw=text[start:end])
        for rate, (start, end) in zip(found, spans, strict=True)
    ]


def may_promise(text: str) -> bool:
    """Could there be a rate in the text, whatever its figures are?"""
    folded = fold(text)
    if not (_SIGNS.search(folded) and _NUMBER.search(folded)):
        return False
    return may_name_rate(close_up(folded)[0])


def annual_rate(text: str, *, lender: bool = False) -> float | None:
    """The highest promised return, or None; for a `lender` what it asks of the borrower too."""
    kinds = {"return", "loan"} if lender else {"return"}
    rates = [rate.annual_pct for rate in find_rates(text) if rate.kind in kinds]
    return round(max(rates), 4) if rates else None


def _find(text: str, folded: str, table: Weights) -> list[Rate]:
    scene = Scene(folded)
    told = by_patterns(text, folded, scene)
    ranking = Ranking(folded, told, scene, table)
    best = ranking.best()
    if best is None:
        return [replace(r, kind="other") if r.kind == "return" else r for r in told]
    start, end = best.span()
    # Nobody who lends gives money back (返).
    asked = ranking.asked and "返" not in folded[start:end]
    kind = _kind(best, told, asked, scene.shape.says("bank lends"))
    chosen = Rate(start, end, round(best.annual, 4), _period(best), text[start:end], kind)
    rest = [r for r in told if not (_same(r, best) and r.kind == kind)]
    # Nothing is promised beyond the best reading.
    beyond = {"return"} | ({"loan"} if kind == "loan" else set())
    found = [
        replace(r, kind="other") if r.kind in beyond and r.annual_pct > best.annual else r
        for r in rest
    ]
    same = [r for r in told if _same(r, best) and r.kind == kind]
    return sorted([*found, *(same or [chosen])], key=lambda r: (r.start, r.end, r.annual_pct))


def _same(rate: Rate, best: Reading) -> bool:
    return same(rate.annual_pct, best.annual)


def _kind(best: Reading, told: list[Rate], asked: bool, bank: bool) -> str:
    """Promised, or asked of who borrows; a benchmark stays one, a bank's loan is no news."""
    if any(rate.kind == "benchmark" and _same(rate, best) for rate in told):
        return "benchmark"
    if not asked:
        return "return"
    return "other" if bank else "loan"


def _period(best: Reading) -> str:
    """The name of the period a reading is per."""
    if best.how in {"monthly", "yearly"} or best.period is None:
        return "month" if best.how == "monthly" else "year"
    years = best.period.years
    for name, length in _LENGTHS:
        if abs(years - length) < 1e-6:
            return name
    return f"{years:.4g} years" if years >= 1.0 else f"{years * 365:.0f} days"
