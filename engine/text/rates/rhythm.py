"""How often a sum is paid and after what time: the periods that stand around sums of money."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final, NamedTuple

from engine.text.numerals import amount
from engine.text.rates import ledger_words as w
from engine.text.rates.sums import MOST

_FAR: Final = 170
_CLOSE: Final = 20
_PER_YEAR: Final = {
    "半": 2.0,
    "学": 2.0,
    "年": 1.0,
    "月": 12.0,
    "季": 4.0,
    "周": 52.0,
    "星": 52.0,
    "礼": 52.0,
}
_NAMES: Final = {
    1.0: "year",
    2.0: "half-year",
    4.0: "quarter",
    12.0: "month",
    52.0: "week",
    365.0: "day",
}


class Sum(NamedTuple):
    """Money in its place, with what stands around it."""

    start: int
    end: int
    value: float
    near: str  # its own clause up to the sum, back to the sum before
    left: str  # the same, back to the sentence
    right: str
    joined: bool  # another sum follows within reach
    told: bool  # a currency or a scale is written


class Rhythm(NamedTuple):
    """How many times a year, and the name of it."""

    per_year: float
    name: str


def placed(folded: str, read: list[tuple[int, int, float, bool]]) -> list[Sum]:
    """The sums with their clauses."""
    told = []
    for i, (start, end, value, written) in enumerate(islice(read, MOST)):
        before = folded[max(read[i - 1][1] if i else 0, start - 36) : start]
        left = w.BREAK.split(before)[-1]
        limit = read[i + 1][0] if i + 1 < len(read) else len(folded)
        after = folded[end : min(limit, end + 16)]
        right = w.BREAK.split(after)[0]
        told.append(
            Sum(
                start,
                end,
                value,
                w.COMMA.split(left)[-1],
                left,
                right,
                i + 1 < len(read) and limit <= end + 16,
                written,
            )
        )
    return told


def rhythm_named(word: str) -> Rhythm:
    value = 2.0 if "半" in word or "学" in word else _PER_YEAR.get(word[0], 365.0)
    return Rhythm(value, _NAMES[value])


def rhythm_of(folded: str, one: Sum) -> Rhythm | None:
    if one.near.endswith("每") or (
        one.joined
        and "," not in one.right
        and re.search("(?:一|每)(?:天|个?月|年|周)$", one.near)
        and re.match("[元块]?钱?[给得收返赚息利结]", one.right)
    ):
        return None  # 每月每万元: the month belongs to what comes of it
    if one.joined and "," not in one.right and w.EACH_AFTER.match(one.right):
        return None  # 一万一天三块三
    if w.BY_DAY.match(one.right):
        return Rhythm(365.0, "day")
    plain_stake = w.PUT.search(one.near) is not None and w.GIVE.search(one.near) is None
    if plain_stake and "把" in one.near:
        return None  # 把一年房租2.4万付给平台
    for near, text in ((True, one.near[-_CLOSE:]), (False, one.left[-24:])):
        if not near and plain_stake:
            break
        last = None
        for match in w.EACH.finditer(text):
            # A clause of its own may only say 每月, not 一年.
            if near or match["a"] or match["b"] or match["z"]:
                last = match
        if (each := w.EACH_N.search(text)) is not None and (count := amount(each["n"])):
            return Rhythm(1.0 / years_of(count, each["unit"]), f"{count:g} {each['unit']}")
        if last is not None and not w.LATER.search(text, last.end()):
            rhythm = rhythm_named("年" if last["z"] else last[last.lastgroup or 0])
            shares = w.SHARES.search(text, last.end())
            often = (amount(shares[1]) or 1.0) if shares else 1.0
            return Rhythm(rhythm.per_year * often, rhythm.name)
        # 四十万每年返两万八: the year belongs to what comes next.
        own = near and (not one.joined or "," in one.right) and not plain_stake
        if own and (after := w.EACH_AFTER.match(one.right)) is not None:
            return rhythm_named(after["a"])
    rounds = w.YEARLY_ROUNDS.search(folded, max(0, one.start - 40), one.start)
    if rounds is not None and "每" + rounds["x"] in one.near:
        return Rhythm(amount(rounds["n"]) or 1.0, rounds.group())
    if w.ROUND.search(one.near):
        low, high = max(0, one.start - _FAR), one.end + 12
        if (months := w.MONTHS.search(folded, low, high)) is not None:
            count = float(len(re.findall("月", months["m"])))
            return Rhythm(count, _NAMES.get(count, "year"))
        cycle = None
        for cycle in w.CYCLE.finditer(folded, low, high):  # noqa: B007 - the last one
            pass
        if cycle is not None:
            if cycle["half"]:
                return rhythm_named(cycle["half"].lstrip("每一").removeprefix("个"))
            count_ = amount(cycle["n"])
            if count_:
                return Rhythm(1.0 / years_of(count_, cycle["unit"]), f"{count_:g} rounds")
        times = w.TIMES.search(folded, low, one.start)
        told = spans(folded, low, one.start)
        if times is not None and told and (number := amount(times["n"])):
            return Rhythm(number / told[-1][0], f"{number:g} times")
    return None


def years_of(count: float, unit: str) -> float:
    unit = unit.removeprefix("个")
    if unit == "年半":
        return count + 0.5
    if unit.startswith(("周", "星", "礼")):
        return count * 7.0 / 365.0
    if unit.startswith("半"):
        return count / 2.0
    return count / _PER_YEAR.get(unit[0], 365.0)


def spans(folded: str, low: int, high: int) -> list[tuple[float, str]]:
    found = []
    for match in w.SPAN.finditer(folded, low, high):
        if match["n"]:
            count = amount(match["n"])
            if count and not (match["unit"] == "年" and count > 60):
                found.append((years_of(count, match["unit"]), match.group()))
        elif match["nth"]:
            found.append((amount(match["nth"]) or 1.0, match.group()))
        elif match["far"]:
            found.append((float(len(match["far"])), match.group()))
        else:
            found.append((0.5 if match["half"] else 1.0, match.group()))
    return found


def rhythm_before(folded: str, base: Sum) -> Rhythm | None:
    """十天一结，每万元结一百: the rhythm is told before the stake."""
    before = folded[max(0, base.start - 12) : base.start]
    if (cycle := w.CYCLE.search(before)) is not None and cycle["n"] and (n := amount(cycle["n"])):
        return Rhythm(1.0 / years_of(n, cycle["unit"]), f"{n:g} {cycle['unit']}")
    if (each := re.search(r"[每按一]个?(半年|[年月季周日天])度?[每一]?$", before)) is not None:
        return rhythm_named(each[1])
    return None
