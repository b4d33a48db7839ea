"""A rate of return or of interest in a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate: `text[start:end] == raw`; `kind` is return, loan, benchmark or other."""

    start: int
    end: int
    annual_pct: float
    period: str
    raw: str
    kind: str
