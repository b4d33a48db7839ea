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
from collections.abc import Iterable, Sequence
from typing import Any, Final, Generic, Protocol, TypeVar

from engine.text.rates.context import Scene
from engine.text.rates.readings import Main, Reading
from engine.text.rates.tokens import Period, Tokens
from engine.text.rates.weights import Group, Windows

_SPACE: Final = re.compile(r"\s|[\x00-\x1f\x85]")
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]{2,}")
#: So many of the windows of a number lie in its own clause.
_NEAR: Final = 4
#: Steps of a logarithmic scale of percent a year.
_STEPS: Final = (1, 2, 4, 6, 9, 13, 19, 28, 40, 60, 90, 150, 250, 400, 800, 2000)
_FAMILY: Final = {
    "monthly": "s", "yearly": "s", "dimes": "s", "per": "s", "over": "s", "often": "s", "raised": "s",
    "again": "x", "double": "x", "recoup": "x", "times": "x", "but-one": "x",
    "on-top": "p", "back": "p", "parts": "p", "goods-top": "g", "goods-back": "g", "told": "t",
}  # fmt: skip

T = TypeVar("T")


class Scale(Protocol[T]):
    """What is wanted of features: ``Weights`` their sums, ``Named`` they themselves."""

    @property
    def memo(self) -> dict[Any, Any]: ...
    def of(self, group: Group) -> T: ...
    def of_names(self, before: str, names: Iterable[str]) -> T: ...
    def of_windows(self, role: str, windows: Windows) -> list[T]: ...
    def together(self, parts: Iterable[T]) -> T: ...


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

    ``scale`` makes of each group what is wanted of it. ``memo`` holds what was made, by all that
    it depends on but the shape of the text; texts of one shape may share it.
    """

    def __init__(
        self,
        folded: str,
        told: Tokens,
        found: Sequence[Reading],
        scene: Scene,
        scale: Scale[T],
        memo: dict[Any, T],
    ) -> None:
        self._folded, self._told, self._found = folded, told, found
        self._scale, self._memo = scale, memo
        # Features are kept one a line, their parts parted by spaces.
        self._plain = _SPACE.sub(" ", folded)
        self._scene = scene
        shape = scene.shape
        self._cues = shape.cues
        self._clauses, self._sentences = shape.places("clauses"), shape.places("sentences")
        #: of each token and its role what speaks for it, whatever it is read with
        self._alone: dict[object, T] = {}
        self._windows: dict[tuple[int, int], Windows] = {}
        self._verdicts: dict[tuple[int, int], str] = {}
        self._annual = "annual" in set(self._cues.between(0, len(folded)))
        self._values = Counter([round(one.annual, 1) for one in found])
        self._highest: dict[object, float] = {}
        for one in found:
            key = self._alike(one)
            self._highest[key] = max(self._highest.get(key, 0.0), one.annual)
        self._numbers = sorted(
            [t.start for row in (told.shares, told.sums, told.multiples) for t in row]
        )
        self._places = [p.start for p in told.periods]
        self._last_told: tuple[Sequence[Told], list[Told], float, float] = (), [], 0.0, 0.0

    def _alike(self, one: Reading) -> object:
        main = one.main
        unit = getattr(main, "unit", None) or getattr(main, "kind", "")
        return (
            one.how,
            unit,
            one.period is None or one.period.start > main.start,
            one.period is None,
        )

    def of(self, one: Reading) -> list[T]:
        """The groups of a reading."""
        main, base, period, how = one.main, one.base, one.period, one.how
        family = _FAMILY[how]
        key: object = (id(main), how)
        if (alone := self._alone.get(key)) is None:
            around = self._around(main, family + how[:2]), self._around(main, family)
            alone = self._scale.together([*around, self._verdict(main, family)])
            self._alone[key] = alone
        groups = [alone, self._value(one, family)]
        if base is not None:
            key = (id(base), family)
            if (alone := self._alone.get(key)) is None:
                alone = self._alone[key] = self._around(base, family + "base")
            groups += alone, self._pair(main, base, family, how)
        if period is not None:
            key = (id(period), family, how[:2])
            if (alone := self._alone.get(key)) is None:
                alone = self._alone[key] = self._time(period, family + how[:2])
            groups += alone, self._link(main, period, how)
            if base is not None:
                groups.append(self._between(base, period, how))
        return groups

    def _verdict(self, one: Main, family: str) -> T:
        place = one.start, one.end
        if (verdict := self._verdicts.get(place)) is None:
            verdict = self._verdicts[place] = self._scene.verdict(*place, "fair")
        return self._of("verdict", verdict, family, lambda: (
            f"verdict {verdict}", f"verdict {verdict} {family}",
        ))  # fmt: skip

    def _of(self, *key: Any) -> T:
        """What is wanted of the group that the last of these makes; the others tell it from any."""
        memo, told = self._scale.memo, key[:-1]
        known: T | None = memo.get(told)
        if known is None:
            known = memo[told] = self._scale.of(key[-1]())
        return known

    def nothing(self) -> list[Group]:
        """The groups of `none`: what the text as a whole speaks of."""
        return [self.counts(), self.speaker(), *self.content()]

    def content(self) -> list[Group]:
        """Of `none`, what depends on the shape of the text alone."""
        words, pieces = self.words()
        return [tuple(f"0 {name}" for name in words), tuple(f"00 {piece}" for piece in pieces)]

    def words(self) -> tuple[Iterable[str], Iterable[str]]:
        """The classes of all its words, and its pairs of Chinese characters."""
        pieces = {
            run[i : i + 2] for run in _CHINESE.findall(self._folded) for i in range(len(run) - 1)
        }
        return self._cues.between(0, len(self._folded)), sorted(pieces)

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
        if self._last_told[0] is not told:
            high = max((t.annual_pct for t in told if t.kind == "return"), default=0.0)
            loan = max((t.annual_pct for t in told if t.kind == "loan"), default=0.0)
            self._last_told = told, sorted(told, key=lambda t: -t.annual_pct), high, loan
        _, falling, high, loan = self._last_told
        said = "return" if high else "loan" if loan else "other" if told else "nothing"
        if one is None:
            return (f"0= {said}",)
        agrees, annual = "not", one.annual
        for t in falling:
            if abs(t.annual_pct - annual) <= 0.006 * annual:
                agrees = t.kind + ("+" if t.annual_pct in (high, loan) else "")
                break
        return (f"= {agrees} {said}", f"= {agrees} {_FAMILY[one.how]}")

    def _bounds(self, at: int, marks: list[int]) -> tuple[int, int]:
        place = bisect_left(marks, at)
        low = marks[place - 1] + 1 if place else 0
        return low, marks[place] if place < len(marks) else len(self._folded)

    def _around(self, one: Main, role: str) -> T:
        """What stands to the left and right of a number."""
        text, start, end = self._plain, one.start, one.end
        unit = getattr(one, "unit", None) or getattr(one, "kind", None) or str(one[-1])
        left, right = text[max(0, start - 2) : start], text[end : end + 2]
        key = (start, end, role, unit, left, right)
        if (known := self._memo.get(key)) is not None:
            return known
        if (windows := self._windows.get((start, end))) is None:
            windows = self._windows[start, end] = self._windows_of(start, end)
        wide = len(role) <= 1 or role.endswith("base")
        found = [
            self._of("role", role, unit, lambda: (role, f"{role} {unit}")),
            *self._scale.of_windows(role, windows if wide else windows[:_NEAR]),
        ]
        if wide:
            found.append(self._of("beside", role, left, right, lambda: (
                f"{role} < {left}", f"{role} < {left[-1:]}",
                f"{role} > {right}", f"{role} > {right[:1]}",
            )))  # fmt: skip
        made = self._memo[key] = self._scale.together(found)
        return made

    def _windows_of(self, start: int, end: int) -> Windows:
        """Classes of words beside a number: a few characters before, more, a few behind, more; in
        the clauses before and behind, in the sentence (``WINDOWS``)."""
        names = self._cues.between
        low, _ = self._bounds(start, self._clauses)
        _, high = self._bounds(end, self._clauses)
        first, last = self._bounds(start, self._sentences)
        return (
            names(max(low, start - 4), start),
            names(max(low, start - 16), start),
            names(end, min(high, end + 4)),
            names(end, min(high, end + 12)),
            names(max(first, low - 16), low),
            names(high, min(last, high + 16)),
            names(first, last),
        )

    def _time(self, one: Period, role: str) -> T:
        text = self._plain
        beside = text[max(0, one.start - 2) : one.start], text[one.end : one.end + 2]
        key = ("time", one, role, beside)
        if (known := self._memo.get(key)) is not None:
            return known
        size = _far(round(one.years * 12)) if one.years >= 0.08 else "days"
        left, right, kind = *beside, one.kind
        group = self._of("time", role, kind, size, left, right, lambda: (
            f"{role} t {kind}", f"{role} t {kind} {size}",
            f"{role} t> {right[:1]}", f"{role} t< {left[-1:]}", f"t> {right}", f"t< {left}",
        ))  # fmt: skip
        around = self._scale.of_names(f"{role} t", self._cues.between(one.end, one.end + 6))
        made = self._memo[key] = self._scale.together([group, around])
        return made

    def _link(self, one: Main, period: Period, how: str) -> T:
        """How a period stands to the number that it is taken for."""
        ahead = period.start < one.start
        low, high = (period.end, one.start) if ahead else (one.end, period.start)
        side = "<" if ahead else ">"
        skipped = min(2, bisect_left(self._places, high) - bisect_left(self._places, low))
        crossed = min(2, bisect_left(self._numbers, high) - bisect_left(self._numbers, low))
        kind = period.kind
        key = ("link", low, high, how, side, skipped, crossed, kind)
        if (known := self._memo.get(key)) is not None:
            return known
        far, broken = _far(high - low), self._broken(low, high)
        role = f"{how}{side}"
        group = self._of("link", role, far, skipped, crossed, broken, kind, lambda: (
            f"{role} {far}", f"{role} skips {skipped} {kind}", f"{role} over {crossed} {kind}",
            f"{role} {broken} {kind}", f"{role} {broken}",
        ))  # fmt: skip
        names = self._cues.between(low, min(high, low + 30))
        between = self._scale.of_names(f"{role} |", names)
        made = self._memo[key] = self._scale.together([group, between])
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
        crossed = min(crossed, 3)
        key = ("pair", low, high, role, family, crossed, ratio, size)
        if (known := self._memo.get(key)) is not None:
            return known
        far, broken = _far(high - low), self._broken(low, high)
        group = self._of("pair", role, family, far, crossed, broken, ratio, size, lambda: (
            f"{role} base {far}", f"{role} base over {crossed}", f"{role} base {broken}",
            f"{role} ratio {ratio}", f"{family} size {size}",
        ))  # fmt: skip
        names = self._cues.between(low, min(high, low + 40))
        between = self._scale.of_names(f"{role} base |", names)
        made = self._memo[key] = self._scale.together([group, between])
        return made

    def _between(self, base: Main, period: Period, how: str) -> T:
        ahead = period.start < base.start
        low, high = (period.end, base.start) if ahead else (base.end, period.start)
        side = "<" if ahead else ">"
        far, broken = _far(high - low), self._broken(low, high)
        return self._of("between", how, side, far, broken, lambda: (
            f"{how} bt{side} {far}", f"{how} bt{side} {broken}",
        ))  # fmt: skip

    def _value(self, one: Reading, family: str) -> T:
        value, how = one.annual, one.how
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
        annual = (f"annual {how} {period}",) if self._annual else ()
        return self._of("value", how, period, step, even, top, agree, place, annual, lambda: (
            f"how {how}", f"how {how} {period}", f"value {step}", f"value {how} {step // 2}",
            f"even {family} {even}", f"even {how} {period} {even}", f"top {family} {top}",
            f"agree {agree}", f"place {family} {place}", *annual,
        ))  # fmt: skip
