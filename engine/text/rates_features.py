"""What speaks for and against a reading: features of its tokens, of what stands around them.

Features are words, classes of words, distances and magnitudes, never sentences. They come in
groups that belong to one token in one role or to one pair, so that readings sharing a token share
the work; ``Features.of`` gives the groups of a reading, ``Features.nothing`` those of `none`.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final, Generic, Protocol, TypeVar

from engine.text.rate_context import Scene
from engine.text.rates_readings import Main, Reading
from engine.text.rates_tokens import Period, Tokens

_SPACE: Final = re.compile(r"\s|[\x00-\x1f\x85]")
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]{2,}")
#: Steps of a logarithmic scale of percent a year.
_STEPS: Final = (1, 2, 4, 6, 9, 13, 19, 28, 40, 60, 90, 150, 250, 400, 800, 2000)
_FAMILY: Final = {
    "monthly": "s", "yearly": "s", "dimes": "s", "per": "s", "over": "s", "often": "s",
    "again": "x", "double": "x", "recoup": "x", "times": "x", "but-one": "x",
    "on-top": "p", "back": "p", "parts": "p", "goods-top": "g", "goods-back": "g", "told": "t",
}  # fmt: skip

Group = tuple[str, ...]
T = TypeVar("T")


class Told(Protocol):
    """What the reader by patterns says: a value and its kind."""

    @property
    def annual_pct(self) -> float: ...
    @property
    def kind(self) -> str: ...


def _far(gap: int) -> str:
    for limit in (0, 2, 4, 8, 14, 24, 40, 80):
        if gap <= limit:
            return str(limit)
    return "far"


class Features(Generic[T]):
    """Features of the readings of one folded text.

    ``weigh`` makes of each group what is wanted of it. ``memo`` holds what was made, by all that
    it depends on but the shape of the text; texts of one shape may share it.
    """

    def __init__(
        self,
        folded: str,
        told: Tokens,
        found: Sequence[Reading],
        scene: Scene,
        weigh: Callable[[Group], T],
        memo: dict[object, T],
    ) -> None:
        self._folded, self._told, self._found = folded, told, found
        self._weigh, self._memo = weigh, memo
        # Features are kept one a line, their parts parted by spaces.
        self._plain = _SPACE.sub(" ", folded)
        self._scene = scene
        shape = scene.shape
        self._cues = shape.cues
        self._clauses, self._sentences = shape.places("clauses"), shape.places("sentences")
        self._annual = "annual" in set(self._cues.between(0, len(folded)))
        self._verdicts: dict[tuple[int, int], str] = {}
        self._values = Counter(round(one.annual, 1) for one in found)
        self._highest: dict[object, float] = {}
        for one in found:
            key = self._alike(one)
            self._highest[key] = max(self._highest.get(key, 0.0), one.annual)
        self._numbers = sorted(
            t.start for row in (told.shares, told.sums, told.multiples) for t in row
        )
        self._places = [p.start for p in told.periods]

    def _alike(self, one: Reading) -> object:
        unit = getattr(one.main, "unit", getattr(one.main, "kind", ""))
        after = one.period is not None and one.period.start > one.main.start
        return (one.how, unit, one.period is None, after)

    def of(self, one: Reading) -> list[T]:
        """The groups of a reading."""
        family = _FAMILY[one.how]
        groups = [self._around(one.main, family + one.how[:2]), self._around(one.main, family)]
        if one.base is not None:
            groups.append(self._around(one.base, family + "base"))
            groups.append(self._pair(one.main, one.base, family, one.how))
        if one.period is not None:
            groups.append(self._time(one.period, family + one.how[:2]))
            groups.append(self._link(one.main, one.period, one.how))
            if one.base is not None:
                groups.append(self._between(one.base, one.period, one.how))
        groups.append(self._value(one, family))
        groups.append(self._verdict(one.main, family))
        return groups

    def _verdict(self, one: Main, family: str) -> T:
        place = (one.start, one.end)
        if (verdict := self._verdicts.get(place)) is None:
            verdict = self._verdicts[place] = self._scene.verdict(*place, "fair")
        key = ("verdict", verdict, family)
        if (known := self._memo.get(key)) is None:
            group = (f"verdict {verdict}", f"verdict {verdict} {family}")
            known = self._memo[key] = self._weigh(group)
        return known

    def nothing(self) -> list[Group]:
        """The groups of `none`: what the text as a whole speaks of."""
        return [self.counts(), self.speaker(), *self.content()]

    def content(self) -> list[Group]:
        """Of `none`, what depends on the shape of the text alone."""
        words = [f"0 {name}" for name in self._cues.between(0, len(self._folded))]
        pieces = {
            run[i : i + 2] for run in _CHINESE.findall(self._folded) for i in range(len(run) - 1)
        }
        return [tuple(words), tuple(f"00 {piece}" for piece in sorted(pieces))]

    def counts(self) -> Group:
        """Of `none`, how many tokens and readings there are."""
        told = self._told
        return (
            "0",
            f"0 shares {min(3, len(told.shares))}",
            f"0 sums {min(4, len(told.sums))}",
            f"0 periods {min(3, len(told.periods))}",
            f"0 readings {_far(len(self._found))}",
            f"0 length {_far(len(self._folded) // 4)}",
        )

    def speaker(self) -> Group:
        """Of `none`, who speaks of what."""
        scene = self._scene
        return tuple(
            f"0 {name}"
            for name, holds in (
                ("a-loan", scene.loan), ("an-investment", scene.invest), ("a-bank", scene.bank),
                ("work", scene.employed), ("a-borrower", scene.borrows), ("a-warning", scene.warns),
                ("an-invitation", scene.solicits), ("an-office", scene.shape.says("office")),
                ("pay", scene.shape.says("work")), ("letting", scene.shape.says("let")),
                ("a-topic", scene.topic), ("a-lender", scene.shape.says("lends")),
            )
            if holds
        )  # fmt: skip

    def patterns(self, one: Reading | None, told: Sequence[Told]) -> Group:
        """Whether the reader by patterns agrees, and what it says instead."""
        high = max((t.annual_pct for t in told if t.kind == "return"), default=0.0)
        loan = max((t.annual_pct for t in told if t.kind == "loan"), default=0.0)
        said = "return" if high else "loan" if loan else "other" if told else "nothing"
        if one is None:
            return (f"0= {said}",)
        family = _FAMILY[one.how]
        agrees = next(
            (
                t.kind + ("+" if t.annual_pct in (high, loan) else "")
                for t in sorted(told, key=lambda t: -t.annual_pct)
                if abs(t.annual_pct - one.annual) <= 0.006 * one.annual
            ),
            "",
        )
        return (f"= {agrees or 'not'} {said}", f"= {agrees or 'not'} {family}")

    def _bounds(self, at: int, marks: list[int]) -> tuple[int, int]:
        place = bisect_left(marks, at)
        low = marks[place - 1] + 1 if place else 0
        return low, marks[place] if place < len(marks) else len(self._folded)

    def _around(self, one: Main, role: str) -> T:
        """What stands to the left and right of a number."""
        text, start, end, names = self._plain, one.start, one.end, self._cues.between
        unit = getattr(one, "unit", None) or getattr(one, "kind", None) or str(one[-1])
        left, right = text[max(0, start - 2) : start], text[end : end + 2]
        key = (start, end, role, unit, left, right)
        if (known := self._memo.get(key)) is not None:
            return known
        low, _ = self._bounds(start, self._clauses)
        _, high = self._bounds(end, self._clauses)
        first, last = self._bounds(start, self._sentences)
        found = [role, f"{role} {unit}"]
        found += [f"{role} l {n}" for n in names(max(low, start - 4), start)]
        found += [f"{role} L {n}" for n in names(max(low, start - 16), start)]
        found += [f"{role} r {n}" for n in names(end, min(high, end + 4))]
        found += [f"{role} R {n}" for n in names(end, min(high, end + 12))]
        if len(role) <= 1 or role.endswith("base"):
            found += [f"{role} B {n}" for n in names(max(first, low - 16), low)]
            found += [f"{role} A {n}" for n in names(high, min(last, high + 16))]
            found += [f"{role} < {left}", f"{role} < {left[-1:]}", f"{role} > {right}"]
            found += [f"{role} > {right[:1]}"]
            found += [f"{role} S {n}" for n in names(first, last)]
        made = self._memo[key] = self._weigh(tuple(found))
        return made

    def _time(self, one: Period, role: str) -> T:
        text = self._plain
        beside = text[max(0, one.start - 2) : one.start], text[one.end : one.end + 2]
        key = ("time", one, role, beside)
        if (known := self._memo.get(key)) is not None:
            return known
        size = _far(round(one.years * 12)) if one.years >= 0.08 else "days"
        around = self._cues.between(one.end, one.end + 6)
        group = (
            f"{role} t {one.kind}",
            f"{role} t {one.kind} {size}",
            f"{role} t> {text[one.end : one.end + 1]}",
            f"{role} t< {text[max(0, one.start - 1) : one.start]}",
            f"t> {text[one.end : one.end + 2]}",
            f"t< {text[max(0, one.start - 2) : one.start]}",
            *(f"{role} t {n}" for n in around),
        )
        made = self._memo[key] = self._weigh(group)
        return made

    def _link(self, one: Main, period: Period, how: str) -> T:
        """How a period stands to the number that it is taken for."""
        ahead = period.start < one.start
        low, high = (period.end, one.start) if ahead else (one.end, period.start)
        side = "<" if ahead else ">"
        skipped = bisect_left(self._places, high) - bisect_left(self._places, low)
        crossed = bisect_left(self._numbers, high) - bisect_left(self._numbers, low)
        key = ("link", low, high, how, side, min(skipped, 2), min(crossed, 2), period.kind)
        if (known := self._memo.get(key)) is not None:
            return known
        broken = self._broken(low, high)
        role = f"{how}{side}"
        group = (
            f"{role} {_far(high - low)}",
            f"{role} skips {min(skipped, 2)} {period.kind}",
            f"{role} over {min(crossed, 2)} {period.kind}",
            f"{role} {broken} {period.kind}",
            f"{role} {broken}",
            *(f"{role} | {n}" for n in self._cues.between(low, min(high, low + 30))),
        )
        made = self._memo[key] = self._weigh(group)
        return made

    def _broken(self, low: int, high: int) -> str:
        if bisect_left(self._sentences, high) > bisect_left(self._sentences, low):
            return "sentence"
        return str(min(2, bisect_left(self._clauses, high) - bisect_left(self._clauses, low)))

    def _pair(self, one: Main, base: Main, family: str, how: str) -> T:
        ahead = base.start < one.start
        low, high = (base.end, one.start) if ahead else (one.end, base.start)
        crossed = bisect_left(self._numbers, high) - bisect_left(self._numbers, low)
        role = f"{how}{'<' if ahead else '>'}"
        ratio = round(2 * math.log10(max(1e-4, one.value / base.value)))
        size = round(math.log10(base.value + 1))
        key = ("pair", low, high, role, family, min(crossed, 3), ratio, size)
        if (known := self._memo.get(key)) is not None:
            return known
        group = (
            f"{role} base {_far(high - low)}",
            f"{role} base over {min(crossed, 3)}",
            f"{role} base {self._broken(low, high)}",
            f"{role} ratio {ratio}",
            f"{family} size {size}",
            *(f"{role} base | {n}" for n in self._cues.between(low, min(high, low + 40))),
        )
        made = self._memo[key] = self._weigh(group)
        return made

    def _between(self, base: Main, period: Period, how: str) -> T:
        ahead = period.start < base.start
        low, high = (period.end, base.start) if ahead else (base.end, period.start)
        side = "<" if ahead else ">"
        key = ("between", low, high, how, side)
        if (known := self._memo.get(key)) is not None:
            return known
        far, broken = _far(high - low), self._broken(low, high)
        made = self._memo[key] = self._weigh((f"{how} bt{side} {far}", f"{how} bt{side} {broken}"))
        return made

    def _value(self, one: Reading, family: str) -> T:
        value = one.annual
        step = bisect_left(_STEPS, value)
        even = (
            "whole"
            if abs(value - round(value)) < 1e-6
            else "half"
            if abs(2 * value - round(2 * value)) < 1e-6
            else "odd"
        )
        highest = self._highest[self._alike(one)]
        period = one.period.kind if one.period is not None else "-"
        top = "yes" if value >= highest * 0.999 else "no"
        agree = min(3, self._values[round(value, 1)])
        place = "end" if one.main.start > len(self._folded) * 0.6 else "front"
        key = ("value", one.how, period, step, even, top, agree, place)
        if (known := self._memo.get(key)) is not None:
            return known
        group = (
            f"how {one.how}",
            f"how {one.how} {period}",
            f"value {step}",
            f"value {one.how} {step // 2}",
            f"even {family} {even}",
            f"even {one.how} {period} {even}",
            f"top {family} {top}",
            f"agree {agree}",
            f"place {family} {place}",
            *((f"annual {one.how} {period}",) if self._annual else ()),
        )
        made = self._memo[key] = self._weigh(group)
        return made
