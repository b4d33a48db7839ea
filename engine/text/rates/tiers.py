"""Several terms side by side: is 半年5%，一年11%，两年25% told by the year or by the term?

Nobody offers less a year for a longer term, nor five times as much: where the gain over the whole
term grows at least as fast as the term, the figures are totals; where it does not, they are
yearly rates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from engine.text.numerals import amount
from engine.text.rates.patterns import NUM

_TERM: Final = re.compile(
    r"(?:(?P<n>"
    + NUM
    + r")(?P<unit>年|个?月|天|周)|(?P<half>半年))(?:的|到期|给|返|付|就|能|拿|收|总共|一共|共|:|利润|分红|回报|收益){0,3}$"
)
_YEARLY: Final = re.compile(r"年化|年率|年息|年利|年收益|年回报|利率|年均|每年|每月|[月日]息|月利")
_GAP: Final = 16


class Step(NamedTuple):
    """A percentage in its place; `place` is the caller's."""

    place: int
    start: int
    end: int
    value: float


def totals(folded: str, steps: Sequence[Step]) -> dict[int, tuple[float, str]]:
    """Yearly percent and term of every step of a ladder whose figures are totals."""
    found: dict[int, tuple[float, str]] = {}
    row: list[tuple[Step, float, str]] = []
    for step in [*steps, None]:
        if step is not None:
            term = _TERM.search(folded, max(0, step.start - 12), step.start)
            years = _years(term) if term else None
            joined = not row or step.start - row[-1][0].end <= _GAP
            if term is not None and years and joined:
                row.append((step, years, term.group()))
                continue
        found.update(_read(folded, row))
        row = []
    return found


def _years(term: re.Match[str]) -> float | None:
    if term["half"]:
        return 0.5
    count = amount(term["n"])
    scale = {"年": 1.0, "天": 365.0, "周": 52.0}.get(term["unit"], 12.0)
    return count / scale if count else None


def _read(folded: str, row: list[tuple[Step, float, str]]) -> dict[int, tuple[float, str]]:
    if len(row) < 2:
        return {}
    lead = folded[max(0, row[0][0].start - 24) : row[-1][0].end + 10]
    rates = [step.value / years for step, years, _ in row]
    grows = all(a[1] < b[1] for a, b in pairwise(row)) and all(
        a <= b * 1.001 for a, b in pairwise(rates)
    )
    if not grows or _YEARLY.search(lead):
        return {}
    return {s.place: (rate, name) for (s, _, name), rate in zip(row, rates, strict=True)}
