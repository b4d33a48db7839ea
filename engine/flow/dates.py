"""The day a screening is made for: the newest date in the inputs that can be believed.

Not today's date: the same inputs give the same ages on another day. So nobody can tell that a date
lies in the future, and a single slip of the hand (2092 for 2024) would make every licence expired.
A date counts if others of its column bear it out; in short columns, where nothing can be borne
out, if it is no later than a few years after the rules were last looked at.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self

import pyarrow as pa

from engine import ingest
from engine.ruleset import RuleSet

_COLUMNS = ("est_date", "publish_time", "received_time")
#: Dates of a column from which on it bears out its own: one in so many rows must be as late.
_MANY, _ONE_IN, _FEW = 100, 200, 3
#: Years for which rules are believed to be in use after the last year they speak of.
_YEARS = 3


class AsOf(NamedTuple):
    """``later``: dates too late to be believed; ``impossible``: those no calendar has; ``newest``: the
    newest to be believed, where the day was given by hand."""

    day: str
    later: int = 0
    impossible: int = 0
    newest: str | None = None

    def messages(self) -> list[str]:
        if self.newest is not None:
            newest = f"资料里最新的日期是 {self.newest}" if self.newest else "资料里没有日期"
            return [f"基准日 {self.day} 是筛查时指定的，{newest}。"]
        told = []
        if self.later:
            told.append(f"{self.later} 个日期晚得不可信（没有别的记录佐证，可能是录入错误）")
        if self.impossible:
            told.append(f"{self.impossible} 个日期日历上没有")
        if not told:
            return []
        until = f"本次以 {self.day} 为截止日。" if self.day else "本次没有截止日。"
        return [f"有 {'，'.join(told)}，确定截止日时没有采用。{until}"]

    def record(self) -> dict[str, Any]:
        """For ``run.json``."""
        given = {} if self.newest is None else {"as_of_given": True, "newest_date": self.newest}
        return {"dates_passed_over": {"later": self.later, "impossible": self.impossible}, **given}


@dataclass(slots=True)
class Dates:
    """How many rows name each day, by column; parts of the inputs in any order give the same."""

    days: dict[str, Counter[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, *tables: pa.Table) -> Self:
        found = cls()
        found.add(tables)
        return found

    def add(self, tables: Iterable[pa.Table]) -> None:
        for table in tables:
            for name in _COLUMNS:
                if name in table.column_names and table.num_rows:
                    self.days.setdefault(name, Counter()).update(ingest.days(table.column(name)))

    def join(self, other: Dates) -> None:
        for name, days in other.days.items():
            self.days.setdefault(name, Counter()).update(days)

    def as_of(self, ruleset: RuleSet, given: str = "") -> AsOf:
        """``given``: the day that somebody wants it made for."""
        newest, later, impossible = "", 0, 0
        for days in self.days.values():
            real = {day: count for day, count in days.items() if _on_calendar(day)}
            limit = _last_year(real, _horizon(ruleset))
            believed = [day for day in real if int(day[:4]) <= limit]
            newest = max([newest, *believed])
            later += sum(real.values()) - sum(real[day] for day in believed)
            impossible += sum(days.values()) - sum(real.values())
        if given:
            return AsOf(given, later, impossible, newest)
        return AsOf(newest, later, impossible)


def _on_calendar(day: str) -> bool:
    try:
        dt.date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _last_year(days: dict[str, int], horizon: int) -> int:
    """The last year in which the dates of a column are believed."""
    years: Counter[int] = Counter()
    for day, count in days.items():
        years[int(day[:4])] += count
    total = years.total()
    needed = max(_FEW, total // _ONE_IN)
    as_late, borne_out = 0, 0
    for year in sorted(years, reverse=True):
        as_late += years[year]
        if as_late >= needed:
            borne_out = year
            break
    # The first weeks of a year stand in few rows yet.
    return borne_out + 1 if total >= _MANY else max(borne_out, horizon)


def _horizon(ruleset: RuleSet) -> int:
    """A year that only a slip goes beyond; the rules tell it, for the clock must not."""
    told: Sequence[str] = [
        day
        for param in ruleset.params.values()
        for day in (*param.values, param.checked_on, param.review_by)
        if day
    ]
    return int(max(told)[:4]) + _YEARS if told else dt.MAXYEAR
