"""Rates of return and of interest that patterns know, each with its period and its kind."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import Final

from engine.text import rate_patterns as p
from engine.text.numerals import amount
from engine.text.rate import Rate
from engine.text.rate_context import Mark, Scene, mark_before, span_after, term_ahead
from engine.text.rates_ledger import ledger
from engine.text.rates_quantities import Quantity
from engine.text.rates_tiers import Step, totals
from engine.text.rates_whole import wholes

_COINS: Final = re.compile(r"(?:出|产|挖|释放|得|领)[0-9.]+(?:枚|个币|颗|粒)")
#: A rent that rises, no return: 租期三年起，每年递增5%.
_RISING: Final = re.compile("(?:租金)?(?:每年|逐年|年)?(?:递增|递涨|涨租|上调)")
_HOLDS_STAKE: Final = re.compile("本[息利]|连本")
_BEFORE: Final = 36
_AFTER: Final = 22


def by_patterns(text: str, folded: str, scene: Scene) -> list[Rate]:
    """Every rate that a pattern knows, in order of its start."""
    found: list[Rate] = []
    previous: tuple[Quantity, Mark, str] | None = None
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
        if quantity.unit in {"fen", "li"}:
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
    if quantity.unit in {"fen", "li"}:
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


def _read(
    folded: str, quantity: Quantity, previous: tuple[Quantity, Mark, str] | None, scene: Scene
) -> tuple[Mark, str] | None:
    """The period and the kind of a quantity; None for one that is no rate at all."""
    left = _left(folded, quantity.start)
    right = _right(folded, quantity.end)
    near = p.WEAK_BREAK.split(left)[-1]
    cue = p.YIELD.search(near[-16:]) or p.AFTER_YIELD.match(right)
    if not cue and quantity.value >= 100.0:  # 充值返现100%, 100%消费返还
        cue = re.search("返", near[-5:]) or re.search("返[还现利]", right[:6])
    if not cue and quantity.unit in {"point", "percent"}:
        cue = p.AFTER_TERM.match(right)
    cue_left = p.YIELD.search(left[-14:]) if not cue else None
    inherited = _inherits(folded, previous, quantity)
    mark = mark_before(left, quantity.start, right, scene.bank)
    if quantity.unit in {"fen", "li"}:
        follows = p.RIGHT_SLASH.match(right) is not None and (scene.invest or scene.loan)
        adjoins = follows or (
            mark.kind == "each"
            and quantity.start - mark.start <= 4
            and mark.start >= 0
            and (scene.invest or scene.loan)
        )
        tight = adjoins or re.search(r"[息利率化][^,。;]{0,6}$|[希吸系x]$|,?收益.{0,3}$", near[-9:])
        if not (
            tight
            or p.AFTER_UNIT_INTEREST.match(right)
            or inherited
            or (scene.borrows and re.search("(?:给到?|付|出|开)$", near))
        ):
            return None
    if quantity.unit == "tenth" and not (cue or inherited or p.GROWS.search(near)):
        return None
    span = span_after(right, quantity.end, mark, bool(p.YIELD.search(near)))
    if span is not None:
        mark = span
    if mark.kind == "none" and inherited and previous is not None:
        mark = previous[1]._replace(start=-1, end=-1)
    if (
        mark.kind == "term"
        and inherited
        and previous is not None
        and scene.tier(folded, quantity, previous)
    ):
        mark = Mark("each", 1.0, "year", -1, -1)
    if mark.kind == "none" and (ahead := term_ahead(left, near)) is not None:
        mark = ahead
    marked = mark.kind != "none"
    cycled = mark.kind == "term" and mark.start < 0 and p.CYCLE.search(left) is not None
    if inherited and previous is not None and previous[2] == "benchmark":
        return mark, "benchmark"
    if p.BENCHMARK.search(near[-16:]) or re.search("lpr|报价利率|业绩(?:比较)?基准", left):
        return mark, "benchmark"
    if (
        re.search("垫资[^,。;]{0,9}$", near)
        and marked
        and not re.search("[年月日]化|回报|收益", near)
    ):
        return mark, scene.verdict(quantity.start, quantity.end, "loan")
    often = mark.kind == "each" and mark.start >= 0
    if scene.loan and marked and p.LOAN_CHARGE.search(near[-8:]) and "出借人" not in near:
        return mark, scene.verdict(quantity.start, quantity.end, "loan")
    if (
        p.NOT_BEFORE.search(near[-14:])
        and not re.search(r"[年月日]化|[年月日]息|年收益|回报|释放|收益率?.{0,3}$", near[-8:])
        and not (often and re.search(r"每[^,。]{0,6}(?:退还|返还?|补偿?)(?![佣点水])", near[-14:]))
        and not p.SHARE_OF_PRICE.match(near[-8:] + "%" + right[:6])
        and not (often and (p.HANDED.match(right) or p.OF_PRICE.search(near)))
        and not (often and p.GROWS.search(near) and p.BOUGHT_BACK.search(folded))
        and not re.search("[加另][付给奖送补]?$|再[给付送补]$", near)
    ):
        return mark, "other"
    if p.OTHER_RATE.search(near) or p.OTHERS_GAIN.search(near) or p.TOPIC.search(left):
        return mark, "other"
    if p.GROWING_POLICY.search(left[-30:] + "%" + right[:5]):
        return mark, scene.verdict(quantity.start, quantity.end, "return")
    if p.NOT_AFTER.match(right) or (
        p.COUPON.search(p.WEAK_BREAK.split(right[:7])[0]) and not re.search("收益|息", near)
    ):
        return mark, "other"
    if re.search("返.{0,3}$", near[-6:]) and not (
        marked or quantity.value >= 100.0 or scene.invest
    ):
        return mark, "other"
    if not (cue or inherited or (scene.borrows and quantity.unit in {"fen", "li"})):
        product = p.PRODUCT.search(near[-12:]) or p.PRODUCT.search(left[-10:])
        given = (
            often
            and not scene.employed
            and (
                p.GIVEN.search(near[-10:]) is not None
                or (p.EVERY_END.search(near) and not re.search("[费价率]", near))
            )
        )
        if not (
            (marked and not scene.employed)
            or (marked and scene.invest)
            or cycled
            or (marked and scene.loan and quantity.unit in {"fen", "li"})
            or given
            or (scene.invest and (product or cue_left))
            or (scene.loan and re.search("[贷息]", left[-14:]))
        ):
            return mark, "other"
    if (
        re.search("返", right[:4])
        and not often
        and quantity.value < 100.0
        and not (cue and marked)
        and not scene.invest
    ):
        return mark, "other"
    if p.HANDED.match(right) or re.search("给[您你]", near[-8:]):
        kind = "return"
    elif p.LOAN_RATE.search(near[-14:]):
        kind = "loan"
    elif p.RETURN_WORD.search(near[-10:]) or p.RETURN_WORD.search(right[:6]):
        kind = "return"
    else:
        kind = scene.side(quantity.start)
    return mark, scene.verdict(quantity.start, quantity.end, kind)


def _left(folded: str, start: int) -> str:
    return p.STRONG_BREAK.split(folded[max(0, start - _BEFORE) : start])[-1]


def _right(folded: str, end: int) -> str:
    return p.STRONG_BREAK.split(folded[end : end + _AFTER], maxsplit=1)[0]


def _inherits(folded: str, previous: tuple[Quantity, Mark, str] | None, quantity: Quantity) -> bool:
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
