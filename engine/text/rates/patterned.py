"""Rates of return and of interest that patterns know, each with its period and its kind."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import Final, NamedTuple

from engine.text.numerals import amount
from engine.text.rates import patterns as p
from engine.text.rates.context import Mark, Scene, mark_before, span_after, term_ahead
from engine.text.rates.ledger import ledger
from engine.text.rates.quantities import Quantity
from engine.text.rates.rate import Rate
from engine.text.rates.tiers import Step, totals
from engine.text.rates.whole import wholes

_COINS: Final = re.compile(r"(?:出|产|挖|释放|得|领)[0-9.]+(?:枚|个币|颗|粒)")
#: A rent that rises, no return: 租期三年起，每年递增5%.
_RISING: Final = re.compile("(?:租金)?(?:每年|逐年|年)?(?:递增|递涨|涨租|上调)")
_HOLDS_STAKE: Final = re.compile("本[息利]|连本")
_REFERENCE: Final = re.compile("lpr|报价利率|业绩(?:比较)?基准")
#: 分 and 厘, which are a part of many other things.
_PARTS: Final = frozenset(["fen", "li"])
_BEFORE: Final = 36
_AFTER: Final = 22

#: A rate with its period and kind, as a later step of a ladder inherits them.
_Told = tuple[Quantity, Mark, str]


def by_patterns(text: str, folded: str, scene: Scene) -> list[Rate]:
    """Every rate that a pattern knows, in order of its start."""
    found: list[Rate] = []
    previous: _Told | None = None
    steps: list[Step] = []
    told = wholes(folded, scene)
    covered = sorted((one.start, one.end) for one in told)
    for quantity in scene.quantities:
        at = bisect_left(covered, (quantity.end, 0))
        if at and covered[at - 1][1] >= quantity.end and covered[at - 1][0] <= quantity.start:
            continue  # 按115%回购 is a price
        read = _read(folded, quantity, previous, scene)
        if read is None:
            continue
        mark, kind = read
        if kind == "return" and scene.keeps(quantity.start, quantity.end):
            kind = "other"
        if _RISING.search(folded, max(0, quantity.start - 6), quantity.end):
            continue
        if kind in {"return", "loan", "benchmark"}:
            previous = (quantity, mark, kind)
        start = mark.start if mark.start >= 0 else quantity.start
        end = max(quantity.end, mark.end)
        left = folded[max(0, quantity.start - 12) : quantity.start]
        if (100.0 < quantity.value < 400.0 and _HOLDS_STAKE.search(left)) or (
            100.0 < quantity.value <= 130.0 and re.search("[返给付拿收取还]$", left)
        ):
            quantity = replace(quantity, value=quantity.value - 100.0)  # 本利合计拿115%
        annual = _annual(quantity, mark)
        if quantity.unit in _PARTS:
            annual = _settled(quantity, annual, _right(folded, quantity.end))
        if kind == "return":
            steps.append(Step(len(found), quantity.start, quantity.end, quantity.value))
        found.append(Rate(start, end, round(annual, 4), mark.name, text[start:end], kind))
    for index, (annual, _) in totals(folded, steps).items():
        found[index] = replace(found[index], annual_pct=round(annual, 4), period="term")
    lends = scene.shape.says("lends")
    for start, end, annual, name in [*ledger(folded, scene), *told]:
        if _COINS.search(folded, start, end + 3):
            continue  # 每天出12枚: coins of one's own making are no money
        asked = lends or re.search("利息|还", text[start:end])
        kind = scene.verdict(start, end, scene.side(start) if asked else "return")
        found.append(Rate(start, end, round(annual, 4), name, text[start:end], kind))
    if scene.shape.says("bank lends"):
        found = [replace(r, kind="other") if r.kind == "loan" else r for r in found]
    return sorted(found, key=lambda rate: (rate.start, rate.end, rate.annual_pct))


def _annual(quantity: Quantity, mark: Mark) -> float:
    value = quantity.value
    if quantity.unit in _PARTS:
        if mark.kind == "each" and mark.per_year == 1.0:
            return value * 10.0
        if mark.kind in {"none", "term"}:
            return value * 12.0
    return value * mark.per_year


def _settled(quantity: Quantity, annual: float, right: str) -> float:
    """The yearly rate, unless an example in brackets shows that the 分 was meant as a percent."""
    if (match := p.EXAMPLE.match(right)) is None:
        return annual
    base, paid = amount(match["base"]), amount(match["paid"])
    if base and paid and abs(paid / base * 100.0 - quantity.value) < 0.01:
        return quantity.value
    return annual


class _Around(NamedTuple):
    """What stands around a quantity, up to the strong breaks; ``near``: of ``left`` what stands
    behind the last weak one; ``cue``: does a word there speak of a yield?"""

    left: str
    right: str
    near: str
    cue: bool


def _read(
    folded: str, quantity: Quantity, previous: _Told | None, scene: Scene
) -> tuple[Mark, str] | None:
    """The period and the kind of a quantity; None for one that is no rate at all."""
    around = _around(folded, quantity)
    inherited = previous if _inherits(folded, previous, quantity) else None
    mark = mark_before(around.left, quantity.start, around.right, scene.bank)
    if quantity.unit in _PARTS:
        if not _earns(quantity, mark, inherited is not None, around, scene):
            return None
    elif quantity.unit == "tenth" and not (around.cue or inherited or p.GROWS.search(around.near)):
        return None
    mark = _period_of(folded, quantity, mark, inherited, around, scene)
    if inherited is not None and inherited[2] == "benchmark":
        return mark, "benchmark"
    if p.BENCHMARK.search(around.near[-16:]) or _REFERENCE.search(around.left):
        return mark, "benchmark"
    kind = _charged(mark, around, scene) or _promised(
        folded, quantity, mark, inherited is not None, around, scene
    )
    if kind is None:
        return mark, "other"
    return mark, scene.verdict(quantity.start, quantity.end, kind)


def _around(folded: str, quantity: Quantity) -> _Around:
    left = p.STRONG_BREAK.split(folded[max(0, quantity.start - _BEFORE) : quantity.start])[-1]
    right, near = _right(folded, quantity.end), p.WEAK_BREAK.split(left)[-1]
    return _Around(left, right, near, _cued(quantity, near, right))


def _cued(quantity: Quantity, near: str, right: str) -> bool:
    if p.YIELD.search(near[-16:]) or p.AFTER_YIELD.match(right):
        return True
    # 充值返现100%, 100%消费返还
    back = "返" in near[-5:] or re.search("返[还现利]", right[:6])
    if back and quantity.value >= 100.0:
        return True
    return quantity.unit in {"point", "percent"} and p.AFTER_TERM.match(right) is not None


def _earns(quantity: Quantity, mark: Mark, inherited: bool, around: _Around, scene: Scene) -> bool:
    """Is a 分 or 厘 one of interest, and no part of something else?"""
    right, near = around.right, around.near
    money = scene.invest or scene.loan
    if money and p.RIGHT_SLASH.match(right):
        return True
    if money and mark.kind == "each" and mark.start >= 0 and quantity.start - mark.start <= 4:
        return True
    return bool(
        re.search(r"[息利率化][^,。;]{0,6}$|[希吸系x]$|,?收益.{0,3}$", near[-9:])
        or p.AFTER_UNIT_INTEREST.match(right)
        or inherited
        or (scene.borrows and re.search("(?:给到?|付|出|开)$", near))
    )


def _period_of(
    folded: str,
    quantity: Quantity,
    mark: Mark,
    inherited: _Told | None,
    around: _Around,
    scene: Scene,
) -> Mark:
    """What the quantity is per; ``mark``: what stands before it."""
    left, right, near, _ = around
    mark = span_after(right, quantity.end, mark, bool(p.YIELD.search(near))) or mark
    if mark.kind == "none" and inherited is not None:
        mark = inherited[1]._replace(start=-1, end=-1)
    if mark.kind == "term" and inherited is not None and scene.tier(folded, quantity, inherited):
        mark = Mark("each", 1.0, "year", -1, -1)
    if mark.kind == "none":
        mark = term_ahead(left, near) or mark
    return mark


def _charged(mark: Mark, around: _Around, scene: Scene) -> str | None:
    """The kind of what is charged for money lent or laid out, if it is that."""
    near = around.near
    if mark.kind == "none":
        return None
    if re.search("垫资[^,。;]{0,9}$", near) and not re.search("[年月日]化|回报|收益", near):
        return "loan"
    if scene.loan and p.LOAN_CHARGE.search(near[-8:]) and "出借人" not in near:
        return "loan"
    return None


def _promised(
    folded: str, quantity: Quantity, mark: Mark, inherited: bool, around: _Around, scene: Scene
) -> str | None:
    """Return or loan; None for what is neither. ``inherited``: does an earlier step say that it is a
    rate?"""
    if _not_meant(folded, mark, around):
        return None
    if p.GROWING_POLICY.search(around.left[-30:] + "%" + around.right[:5]):
        return "return"
    if _is_discount(quantity, mark, around, scene):
        return None
    if not (around.cue or inherited or _speaks_of_rates(quantity, mark, around, scene)):
        return None
    if _given_back(quantity, mark, around, scene):
        return None
    return _side(quantity, around, scene)


def _not_meant(folded: str, mark: Mark, around: _Around) -> bool:
    """Is it a share, a price, a figure of something else that nobody promises?"""
    left, right, near, _ = around
    often = _often(mark)
    if (
        p.NOT_BEFORE.search(near[-14:])
        and not re.search(r"[年月日]化|[年月日]息|年收益|回报|释放|收益率?.{0,3}$", near[-8:])
        and not (often and re.search(r"每[^,。]{0,6}(?:退还|返还?|补偿?)(?![佣点水])", near[-14:]))
        and not p.SHARE_OF_PRICE.match(near[-8:] + "%" + right[:6])
        and not (often and (p.HANDED.match(right) or p.OF_PRICE.search(near)))
        and not (often and p.GROWS.search(near) and p.BOUGHT_BACK.search(folded))
        and not re.search("[加另][付给奖送补]?$|再[给付送补]$", near)
    ):
        return True
    return bool(p.OTHER_RATE.search(near) or p.OTHERS_GAIN.search(near) or p.TOPIC.search(left))


def _is_discount(quantity: Quantity, mark: Mark, around: _Around, scene: Scene) -> bool:
    """Is it off a price, or handed back once to who bought?"""
    right, near = around.right, around.near
    if p.NOT_AFTER.match(right):
        return True
    if p.COUPON.search(p.WEAK_BREAK.split(right[:7])[0]) and not re.search("收益|息", near):
        return True
    return re.search("返.{0,3}$", near[-6:]) is not None and not (
        mark.kind != "none" or quantity.value >= 100.0 or scene.invest
    )


def _speaks_of_rates(quantity: Quantity, mark: Mark, around: _Around, scene: Scene) -> bool:
    """Is it a rate by its period, its product or what the text is about, without a word of yield?"""
    left, near = around.left, around.near
    parts = quantity.unit in _PARTS
    if parts and scene.borrows:
        return True
    if mark.kind != "none":
        if not scene.employed or scene.invest or (parts and scene.loan):
            return True
        if mark.kind == "term" and mark.start < 0 and p.CYCLE.search(left):
            return True
    elif scene.invest and (
        p.PRODUCT.search(near[-12:]) or p.PRODUCT.search(left[-10:]) or p.YIELD.search(left[-14:])
    ):
        return True
    return scene.loan and re.search("[贷息]", left[-14:]) is not None


def _given_back(quantity: Quantity, mark: Mark, around: _Around, scene: Scene) -> bool:
    """Is a part of a price given back once?"""
    return (
        "返" in around.right[:4]
        and quantity.value < 100.0
        and not (_often(mark) or (around.cue and mark.kind != "none") or scene.invest)
    )


def _side(quantity: Quantity, around: _Around, scene: Scene) -> str:
    """Promised, or asked of who borrows?"""
    right, near = around.right, around.near
    if p.HANDED.match(right) or re.search("给[您你]", near[-8:]):
        return "return"
    if p.LOAN_RATE.search(near[-14:]):
        return "loan"
    if p.RETURN_WORD.search(near[-10:]) or p.RETURN_WORD.search(right[:6]):
        return "return"
    return scene.side(quantity.start)


def _often(mark: Mark) -> bool:
    """Is it paid again and again, as the text says beside it?"""
    return mark.kind == "each" and mark.start >= 0


def _right(folded: str, end: int) -> str:
    return p.STRONG_BREAK.split(folded[end : end + _AFTER], maxsplit=1)[0]


def _inherits(folded: str, previous: _Told | None, quantity: Quantity) -> bool:
    """True for a later step of a ladder of tiers: 一年8%、二年12%."""
    if previous is None or not 0 <= quantity.start - previous[0].end <= 14:
        return False
    gap = re.sub(r"^的?(?:年化|年利|利息|收益|年息)", "", folded[previous[0].end : quantity.start])
    return not (
        p.STRONG_BREAK.search(gap)
        or p.YIELD.search(gap)
        or p.NOT_BEFORE.search(gap)
        or p.LOAN_CUE.search(gap)
        or re.search("返|送|抵|赠|奖|费", gap)
    )
