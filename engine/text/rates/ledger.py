"""Returns told in sums of money, read by the part each sum plays in the text as a whole.

No sentence is known beforehand. A sum is a stake (what is put in), a payment (what comes every
day, month or round) or a proceed (what comes once, later); a stake and what comes of it may stand
far apart. Words of giving tell payments from fees, a sign that the stake is safe or invested
tells a promise from a price list. What is 返, 领 or 分红 comes on top of the stake; what is 取, 还,
拿回, bought back or called 本息 contains it.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from engine.text.numerals import amount
from engine.text.rates import ledger_words as w
from engine.text.rates.context import Scene
from engine.text.rates.patterns import PAST
from engine.text.rates.rhythm import (
    Rhythm,
    Sum,
    placed,
    rhythm_before,
    rhythm_named,
    rhythm_of,
    spans,
    years_of,
)
from engine.text.rates.shape import Shape
from engine.text.rates.whole import Whole

_FAR, _NEAR, _AHEAD = 170, 60, 44
#: Percent a year: less is two sums that have nothing to do with each other, more is a slip.
_LOWEST, _HIGHEST = 0.5, 6000.0
#: A bare sum is a stake only if it is no small change.
_SMALL: Final = 500.0
_YEAR: Final = (1.0, "year")


class _Stake(NamedTuple):
    sum: Sum
    named: bool  # words say that it is put in


class _Gain(NamedTuple):
    value: float
    plain: bool  # it is the sum as it stands, not what exceeds the stake


def ledger(folded: str, scene: Scene) -> list[Whole]:
    """Every payment and every proceed for which the text names a stake."""
    read = scene.money
    if not read or (len(read) < 2 and "/" not in folded) or _closed(scene.shape):
        return []
    found = [_per_ten_thousand(match) for match in w.PER_TEN_THOUSAND.finditer(folded)]
    book = _Book(folded, scene, placed(folded, read))
    for i, rhythm in enumerate(book.rhythms):
        reading = book.payment(i, rhythm) if rhythm is not None else book.proceed(i)
        if reading is not None and _LOWEST <= reading.annual <= _HIGHEST:
            found.append(reading)
    return found


def _closed(shape: Shape) -> bool:
    """Work offered, rooms let, an office's notice: sums there are no returns."""
    if shape.says("work") or shape.says("office"):
        return True
    return shape.says("let") and not shape.says("not let")


def _per_ten_thousand(match: re.Match[str]) -> Whole:
    rhythm = rhythm_named(match[2])
    annual = float(match[1]) / 100.0 * rhythm.per_year
    return Whole(match.start(), match.end(), annual, rhythm.name)


class _Book:
    def __init__(self, folded: str, scene: Scene, told: list[Sum]) -> None:
        self.folded, self.told = folded, told
        self.invest, self.loan = scene.invest, scene.loan
        self.rhythms = [rhythm_of(folded, one) for one in told]
        self.paying = any(rhythm is not None for rhythm in self.rhythms)
        self.safe = scene.shape.says("safe")
        self.comes_back = scene.shape.says("given back")

    def stake(self, i: int, least: float, invested: bool) -> _Stake | None:
        """The sum that this one comes of: the nearest named before it, else one named after."""
        out, named = self.told[i], None
        plain: Sum | None = None
        small = _SMALL if least else _SMALL / 10.0
        for j in range(i - 1, -1, -1):
            other = self.told[j]
            gap = out.start - other.end
            if gap > _FAR:
                break
            if self._no_stake(j, least, other.near[-14:]):
                continue
            joined = j == i - 1 and gap <= 8  # 一百块钱一年给十五块
            if (
                w.PUT.search(other.near)
                or w.PIECE.match(other.right)
                or (joined and not w.COMMA.search(self.folded, other.end, out.start))
            ):
                named = other
                break
            if plain is None and other.told and gap <= _NEAR and other.value >= small:
                plain = other
        for j in range(i + 1, min(len(self.told), i + 3)):
            other = self.told[j]
            gap = other.start - out.end
            if self._no_stake(j, least, other.near):
                continue
            if least and w.REFUND.match(other.right) and gap <= _FAR:
                if named is None or other.value > named.value:
                    return _Stake(other, True)  # all of it is named where it comes back
            elif named is None and gap <= _AHEAD and w.AFTER.search(other.near):
                return _Stake(other, True)
        if named is not None:
            return _Stake(named, True)
        return _Stake(plain, False) if plain is not None and invested else None

    def _no_stake(self, j: int, least: float, near: str) -> bool:
        return (
            self.rhythms[j] is not None
            or self.told[j].value <= least
            or w.NO_STAKE.search(near) is not None
        )

    def payment(self, i: int, rhythm: Rhythm) -> Whole | None:
        """What comes every day, month or round, as percent a year of its stake."""
        out = self.told[i]
        near, after = out.near[-24:], w.COMMA.split(out.right)[0]
        own = near + "#" + after
        if PAST.search(near) or w.SPENT.search(own) or w.COUPON.search(own):
            return None
        yearly = rhythm.per_year == 1.0
        least = 0.0 if yearly or w.RETURNED.search(own) else out.value
        stake = self.stake(i, least, self.safe or self.invest)
        if stake is None or not self._paid(i, stake, own, after):
            return None
        base = stake.sum
        start, end = min(base.start, out.start), max(base.end, out.end)
        if out.value == base.value and not re.search("每|按", own):
            return None  # the stake itself, given back
        if out.value > base.value and w.HOLDS.search(own):
            gain = (out.value / base.value - 1.0) * rhythm.per_year
            return Whole(start, end, gain * 100.0, rhythm.name)
        if out.value > base.value and yearly:
            return None
        return self._in_parts(out, base, rhythm, own) or Whole(
            start, end, out.value / base.value * rhythm.per_year * 100.0, rhythm.name
        )

    def _paid(self, i: int, stake: _Stake, own: str, after: str) -> bool:
        """Whether a payment is one: the more plainly the stake is named, the less is asked."""
        out, base = self.told[i], stake.sum
        safe = self.safe or self.invest
        invested = stake.named and bool(
            w.INVEST.search(base.near) or w.INVEST_AFTER.match(base.right)
        )
        given = bool(w.GIVE.search(out.left[-24:] + "#") or w.GIVE_AFTER.match(after))
        if not given and i and self.rhythms[i - 1] is not None:
            given = out.start - self.told[i - 1].end <= 8  # 头一年给两万，第二年两万四
        ahead = base.end <= out.start
        beside = ahead and out.start - base.end <= 6
        shop = w.SHOP.search(base.near) is not None and not invested
        if given and (safe or (stake.named and (not shop or w.SURE.search(own) is not None))):
            return True
        if invested and (ahead or w.BY_DAY.match(out.right)):
            return True
        return (beside and (safe or self.loan)) or (ahead and stake.named and safe)

    def _in_parts(self, out: Sum, base: Sum, rhythm: Rhythm, own: str) -> Whole | None:
        """Payments that hold the stake: 分24个月返还, 本息合计, 每月拿回…拿满12个月."""
        start, end = min(base.start, out.start), max(base.end, out.end)
        if base.end <= out.start:
            parted = w.PARTED.search(self.folded, base.end, out.end + 30)
            count = amount(parted["n"]) if parted is not None else None
            if parted is not None and count:
                years, total = years_of(count, parted["unit"]), out.value * count
                if 0.97 * base.value <= total <= 2.0 * base.value:
                    # No more than the stake comes back: the goods were free.
                    gain = total - base.value if total > base.value * 1.005 else base.value
                    return Whole(start, end, gain / base.value / years * 100.0, parted.group())
        if not (w.IN_PARTS.search(own) or w.SUM_OF_ALL.search(out.right)):
            return None
        later = spans(self.folded, out.end, min(len(self.folded), out.end + 18))
        terms = later or spans(self.folded, base.end, out.start)
        if not terms:
            return Whole(start, end, 0.0, rhythm.name)
        years, name = terms[0]
        gain = out.value * rhythm.per_year * years - base.value
        return Whole(start, end, gain / base.value / years * 100.0, name)

    def proceed(self, i: int) -> Whole | None:
        """What comes once, as simple percent a year of its stake."""
        out = self.told[i]
        near, after = out.near[-24:], w.COMMA.split(out.right)[0]
        own = near + "#" + after
        if near.endswith("每") or PAST.search(near) or w.SPENT.search(own) or w.COUPON.search(own):
            return None
        if w.DEPOSIT.search(near) or (w.REFUND.match(out.right) and self.paying):
            return None  # put in itself, or what comes back beside the payments
        sign = self.safe or self.invest or w.SUM_OF_ALL_NEAR.search(near) is not None
        stake = self.stake(i, 0.0, sign)
        if stake is None:
            return None
        base, shop = stake.sum, w.SHOP.search(stake.sum.near) is not None
        told = stake.named and w.SURE.search(own) is not None
        sure = told or (stake.named and not shop and w.GIVE.search(own) is not None)
        if stake.named and out.value < base.value and w.GIVE.search(own):
            beside = rhythm_before(self.folded, base)
            if beside is not None:
                annual = out.value / base.value * beside.per_year * 100.0
                return Whole(base.start, out.end, annual, beside.name)
        gain = self._gain(out, base, own, sure)
        if gain is None:
            return None
        term = self._term(out, base)
        bonus = shop and gain.value < base.value and (gain.plain or re.search("得|送", near))
        if bonus and not self.comes_back and not spans(self.folded, base.end, out.start):
            return None  # 满1000返100, 充50得60
        if term is None and (bonus or not told):
            return None
        years, name = term or _YEAR
        if gain.value > base.value * 4.0 and not (
            (self.invest and sure) or w.BOUGHT.search(own) is not None
        ):
            return None
        start, end = min(base.start, out.start), max(base.end, out.end)
        return Whole(start, end, gain.value / base.value / years * 100.0, name)

    def _gain(self, out: Sum, base: Sum, own: str, sure: bool) -> _Gain | None:
        """What exceeds the stake, or all of a sum that comes on top of it."""
        near = out.near[-24:]
        more = w.MORE.search(own) is not None
        whole = w.WHOLE.search(near) is not None or w.BACK_AFTER.match(out.right) is not None
        top = w.ON_TOP.search(near) is not None
        if top and base.value < out.value < base.value * 1.6:
            top, whole = False, True  # 充一万返一万二: so little more contains it
        if out.value > base.value * 10.0 and not (top and sure):
            return None
        if out.value > base.value and (not top or base.start > out.start):
            return _Gain(out.value - base.value, False) if whole or top else None
        if top or (more and out.value < base.value and (self.safe or sure)):
            return _Gain(out.value, True)
        return None

    def _term(self, out: Sum, base: Sum) -> tuple[float, str] | None:
        first = min(base.start, out.start)
        nearest = [
            *spans(self.folded, base.end, out.start)[::-1],
            *spans(self.folded, out.end, min(len(self.folded), out.end + 18))[:1],
            *spans(self.folded, max(0, first - 20), first)[::-1],
        ]
        # 秋后 and 年底 stand for a year only where no length is told.
        exact = [span for span in nearest if not w.VAGUE.match(span[1])]
        return next(iter(exact or nearest), None)
