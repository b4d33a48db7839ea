"""Rates that a text names: in which fields it may, and what is asked of those found."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.ruleset import schema
from engine.text.rates.find import Rate, may_promise

#: Field → the rates found in it.
Rates = Mapping[str, list[Rate]]
#: Field → where each character of the text as it was meant begins and ends in the raw one.
Places = Mapping[str, tuple[Sequence[int], Sequence[int]]]

_PERCENT = re.compile("[%％‰]|百分之|个点")


def promising(texts: Mapping[str, str]) -> frozenset[str]:
    """Fields that may name a rate."""
    return frozenset(f for f in ("title", "text") if f in texts and may_promise(texts[f]))


def told_in_percent(rates: Rates) -> Rates:
    """Of a public offer with risk notes (储蓄国债票面年利率2%)."""
    return {f: [r for r in rs if _PERCENT.search(r.raw)] for f, rs in rates.items()}


def heeded(rates: Rates, warned: schema.Warning_ | None) -> Rates:
    """Those that count where this warning speaks for the whole text."""
    return rates if warned is None or warned.sums else told_in_percent(rates)


def returns(rates: Rates) -> Rates:
    """Those that are promised, not asked for a loan."""
    return {f: [r for r in rs if r.kind == "return"] for f, rs in rates.items()}


def highest(rates: Rates, kind: str) -> float | None:
    """The highest of a ``kind``, in percent a year."""
    return max((r.annual_pct for rs in rates.values() for r in rs if r.kind == kind), default=None)


def placed(rates: Rates, places: Places, values: Mapping[str, str]) -> Rates:
    """Rates with their places in the raw texts; fields without ``places`` are the raw ones."""
    return {
        field: [_placed(rate, values[field], *places[field]) for rate in found]
        if field in places
        else found
        for field, found in rates.items()
    }


def _placed(rate: Rate, raw: str, begin: Sequence[int], end: Sequence[int]) -> Rate:
    start, stop = begin[rate.start], end[rate.end - 1]
    return replace(rate, start=start, end=stop, raw=raw[start:stop])
