"""Readings of a text: every way in which its numbers could make a yearly rate."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from engine.text.rates.tokens import Goods, Money, Multiple, Period, Share, Tokens

#: Percent a year: less is nobody's promise, more is a slip of the reading.
LOWEST, HIGHEST = 0.3, 9000.0
MOST_READINGS: Final = 60
_FAR: Final = 200
_PAIRS: Final = 20

Main = Share | Money | Multiple | Goods


class Reading(NamedTuple):
    """`how` names the arithmetic; `main` is what comes, `base` what it comes of."""

    annual: float
    how: str
    main: Main
    base: Money | Goods | Share | None
    period: Period | None

    def span(self) -> tuple[int, int]:
        """From the first to the last of the tokens it is made of."""
        told = [one for one in (self.main, self.base, self.period) if one is not None]
        near = [t for t in told if abs(t.start - self.main.start) <= _FAR]
        return min(t.start for t in near), max(t.end for t in near)


def readings(told: Tokens) -> list[Reading]:
    """At most ``MOST_READINGS``, the likelier kinds first."""
    found: list[Reading] = []
    for make in (_of_shares, _of_multiples, _of_sums, _of_goods):
        room = MOST_READINGS - len(found)
        kept = (one for one in make(told) if LOWEST <= one.annual <= HIGHEST)
        found += islice(kept, room)
    return found


def _near(periods: list[Period], one: Main, before: int, after: int, reach: int) -> list[Period]:
    """The nearest periods on each side of a token."""
    left = [p for p in periods if p.start < one.start and one.start - p.end <= reach][-before:]
    right = [p for p in periods if p.start >= one.start and p.start - one.end <= reach][:after]
    return [*left[::-1], *right]


def _of_shares(told: Tokens) -> Iterator[Reading]:
    few = 4 if len(told.shares) <= 4 else 2
    for one in told.shares:
        monthly = one.unit in {"fen", "li"}
        near = _near(told.periods, one, few, 2, 60)
        if monthly:
            yield Reading(one.value * 12.0, "monthly", one, None, None)
        yield Reading(one.value, "yearly", one, None, None)
        for period in near:
            if one.unit in {"fen", "li"} and period.years == 1.0:
                yield Reading(one.value * 10.0, "dimes", one, None, period)
            yield Reading(one.value / period.years, "per", one, None, period)
            if 100.0 < one.value < 400.0:
                yield Reading((one.value - 100.0) / period.years, "over", one, None, period)
        if 100.0 < one.value < 400.0:
            yield Reading(one.value - 100.0, "over", one, None, None)
        for count in told.counts:
            if abs(count.start - one.start) <= 40:
                for period in near[:2]:
                    yield Reading(
                        one.value * count.value / period.years, "often", one, count, period
                    )
    yield from _raised(told)


def _raised(told: Tokens) -> Iterator[Reading]:
    """A share and what comes on top of it, both for the same time."""
    for more in told.raises:
        for one in [s for s in told.shares if s.start < more.start and s.value > more.value][-2:]:
            if more.start - one.end > 60:
                continue
            if one.unit in {"fen", "li"}:
                # so much is added to a monthly share of that kind, or of a year to any other
                added = more.value * (12.0 if more.unit in {"fen", "li"} else 1.0)
                yield Reading(one.value * 12.0 + added, "raised", one, more, None)
            both = one.value + more.value
            yield Reading(both, "raised", one, more, None)
            for period in _near(told.periods, one, 2, 1, 30):
                if {one.unit, more.unit} <= {"fen", "li"} and period.years == 1.0:
                    yield Reading(both * 10.0, "raised", one, more, period)
                yield Reading(both / period.years, "raised", one, more, period)


def _of_multiples(told: Tokens) -> Iterator[Reading]:
    for one in told.multiples:
        if one.kind == "again":
            gains = [("again", 2.0 ** min(one.value, 10.0) - 1.0)]
        elif one.kind in {"double", "recoup"}:
            gains = [(one.kind, 1.0)]
        else:
            gains = [("times", one.value), ("but-one", one.value - 1.0)]
        for how, gain in gains:
            yield Reading(gain * 100.0, how, one, None, None)
            for period in _near(told.periods, one, 2, 1, 40):
                yield Reading(gain * 100.0 / period.years, how, one, None, period)


def _of_sums(told: Tokens) -> Iterator[Reading]:
    pairs = [
        (abs(pay.start - base.start), pay, base)
        for pay in told.sums
        for base in told.sums
        if pay is not base
        and abs(pay.start - base.start) <= _FAR
        and 3e-5 <= pay.value / base.value <= 30.0
        # so much and no more is given back
        and not (pay.value == base.value and (pay in told.refunds or base in told.refunds))
    ]
    pairs.sort(key=lambda pair: pair[0])
    few = 3 if len(pairs) <= 6 else 2
    for _, pay, base in pairs[:_PAIRS]:
        share = pay.value / base.value * 100.0
        near = _near(told.periods, pay, few, 2, 120)
        first = base if base.start < pay.start else pay
        for period in _near(told.periods, first, 1, 0, 30):
            if period not in near:
                near.append(period)
        for period in near:
            yield Reading(share / period.years, "on-top", pay, base, period)
            if 100.0 < share <= 2000.0:
                yield Reading((share - 100.0) / period.years, "back", pay, base, period)
        yield Reading(share, "on-top", pay, base, None)
        if 100.0 < share <= 2000.0:
            yield Reading(share - 100.0, "back", pay, base, None)
        if share < 100.0:
            yield from _in_parts(told, pay, base, near)


def _in_parts(told: Tokens, pay: Money, base: Money, near: list[Period]) -> Iterator[Reading]:
    """Paid so many times, or as often as a period goes into a longer one, the base included."""
    for count in told.counts:
        if abs(count.start - pay.start) > 40:
            continue
        for period in [p for p in near if p.years >= 0.08][:2]:
            share = pay.value * count.value / base.value * 100.0
            yield Reading(share / period.years, "often", pay, base, period)
    short = [p for p in near if p.years < 0.6][:1]
    for rhythm in short:
        for term in near:
            times = term.years / rhythm.years
            share = pay.value * times / base.value * 100.0
            if times >= 2.0 and 97.0 <= share <= 400.0:
                gain = share - 100.0 if share > 100.5 else 100.0
                yield Reading(gain / term.years, "parts", pay, base, term)


def _of_goods(told: Tokens) -> Iterator[Reading]:
    for base in told.goods:
        for pay in told.goods:
            if pay is base or pay.unit != base.unit or pay.start < base.start:
                continue
            if pay.value > 20.0 * base.value:
                continue
            share = pay.value / base.value * 100.0
            near: list[Period | None] = [*_near(told.periods, pay, 2, 1, 40), None]
            for period in near:
                years = period.years if period else 1.0
                yield Reading(share / years, "goods-top", pay, base, period)
                if share > 100.0:
                    yield Reading((share - 100.0) / years, "goods-back", pay, base, period)
