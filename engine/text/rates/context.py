"""What stands around a rate: its period, whether it is asked or promised, and by whom."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property, lru_cache
from typing import Any, Final, NamedTuple

from engine.text.numerals import amount
from engine.text.rates import patterns as p
from engine.text.rates.quantities import Quantity, quantities
from engine.text.rates.shape import Shape, shape_of
from engine.text.rates.sums import money


class Mark(NamedTuple):
    """The period of a rate; `start` and `end` are -1 where nothing named it."""

    kind: str  # none | each | term
    per_year: float
    name: str
    start: int
    end: int


_NAMES: Final = {
    1.0: "year",
    2.0: "half-year",
    4.0: "quarter",
    12.0: "month",
    52.0: "week",
    36.5: "ten days",
    365.0: "day",
}
_WHOLE_TERM: Final = re.compile("[总共]|累计|合计|到期|期满|一次")
_TOTAL: Final = re.compile(r"[总共]|累计|合计")
#: The next step of a ladder of tiers: 半年期8%,一年期10% are yearly rates.
_YEAR_STEP: Final = re.compile(r"^[%个点厘分以上起]{1,4}[,、/ ](?:一年|1年|12个月|十二个月)")
_ANNUAL: Final = re.compile(r"利率|利息|年化|息")
_GAIN: Final = re.compile(
    r"收益|回报|利润|返|赚|挣|付|领|拿|奖|涨|分红|红利|获利|盈利|利息|[付派结]息|增值|获益|补贴|给|得|本金?[加+]|享"
)


def _per_year(word: str) -> float:
    for sign, value in (
        ("半", 2.0),
        ("季", 4.0),
        ("学期", 2.0),
        ("旬", 36.5),
        ("年", 1.0),
        ("月", 12.0),
        ("周", 52.0),
        ("星期", 52.0),
        ("礼拜", 52.0),
    ):
        if sign in word:
            return value
    return 365.0


def mark_before(left: str, offset: int, right: str, bank: bool) -> Mark:
    """The period named before a quantity that starts at `offset`, `left` being the text there."""
    kind, value, name, at = _mark(left, right[:10], bank)
    if at < 0:
        return Mark(kind, value, name, -1, -1)
    return Mark(kind, value, name, offset - len(left) + at, -1)


@lru_cache(maxsize=4096)
def _mark(left: str, right: str, bank: bool) -> tuple[str, float, str, int]:
    nothing = ("none", 1.0, "year", -1)
    for match in reversed(list(p.MARK.finditer(left))):
        gap = left[match.end() :]
        broken = p.WEAK_BREAK.search(gap) is not None or "%" in gap
        if match["rhythm"]:
            if len(gap) <= 2 and not broken:
                return (
                    "each",
                    _per_year(match["rhythm"]),
                    _NAMES[_per_year(match["rhythm"])],
                    match.start(),
                )
            continue
        if match["each"]:
            if broken or len(gap) > 14 or re.search(r"送|领取?鸡蛋|抽奖", gap):
                continue
            value = _per_year(match["each"])
            return "each", value, _NAMES[value], match.start()
        found = _term_mark(match, gap, right, broken, bank)
        if found is not None:
            return found
    return nothing


def _term_mark(
    match: re.Match[str], gap: str, right: str, broken: bool, bank: bool
) -> tuple[str, float, str, int] | None:
    unit = match["unit"].removeprefix("个")
    count = amount(match["n"]) if match["n"] else None
    if match["yield_"]:
        return "each", _per_year(unit), _NAMES[_per_year(unit)], match.start()
    if "%" in gap or len(gap) > 16:
        return None
    if re.match("[的]?(?:包租|返租|托管|合同|签约|协议|免租|老店|品牌)", gap):
        return None
    if "半年" in unit or unit.startswith("季"):
        if match["n"] and count and count > 1:
            return None
        if broken:
            return None
        if match["kind"] == "期" and _ANNUAL.search(gap):
            return None
        value = _per_year(unit)
        return "each", value, _NAMES[value], match.start()
    if count is None or count <= 0.0:
        return None
    if match["n"] == "半" and unit == "年":
        if broken:
            return None
        if match["kind"] == "期" and (_ANNUAL.search(gap) or _YEAR_STEP.search(right)):
            return "each", 1.0, "year", match.start()
        return "each", 2.0, _NAMES[2.0], match.start()
    scale = _per_year(unit)
    cued = (
        _GAIN.search(gap) is not None
        or _TOTAL.search(gap) is not None
        or re.match("[的]?(?:收益|回报|利润|返|总)", right) is not None
        or gap in {"收", "只收", "扣"}
        or (gap in {"", ":"} and scale >= 52.0)
    )
    if scale == 1.0 and count > 60:
        return ("each", 1.0, "year", match.start()) if not broken else None
    if bank and scale >= 52.0:
        return None
    if count == 1.0 and not broken:
        return "each", scale if scale != 1.0 else 1.0, _NAMES[scale], match.start()
    if broken:
        later = p.WEAK_BREAK.split(gap)[-1]
        if (
            not re.match(
                "(?:总|累计|到期|固定|稳定|高达|可)?(?:收益|回报|获利|利润|返利|返|赚)(?!率|比)",
                later,
            )
            or len(gap) > 12
        ) and not (_TOTAL.search(later) and _GAIN.search(later)):
            return None
        if scale == 1.0 and not _TOTAL.search(later):
            return None
    if _TOTAL.search(gap) and not re.search("年化", gap):
        return "term", scale / count, _term_name(count, unit), match.start()
    if scale == 1.0:
        if match["kind"] == "期" or _ANNUAL.search(gap) or "率" in gap:
            return "each", 1.0, "year", match.start()
        return "term", 1.0 / count, _term_name(count, unit), match.start()
    if bank or not cued or "利率" in gap or "年" in gap or ("率" in gap and "预期" in gap):
        return None
    return "term", scale / count, _term_name(count, unit), match.start()


def _term_name(count: float, unit: str) -> str:
    if count == 1.0:
        return _NAMES[_per_year(unit)]
    word = {"天": "days", "日": "days", "年": "years", "周": "weeks"}.get(unit, "months")
    return f"{count:g} {word}"


def span_after(right: str, offset: int, mark: Mark, cued: bool) -> Mark | None:
    """The period named after a quantity that ends at `offset`: 3%/月, 5%的年回报, 30%(18个月)."""
    if (match := p.RIGHT_SLASH.match(right)) is not None and (
        mark.kind == "none" or "/" in match.group()
    ):
        value = _per_year(match[1])
        return Mark("each", value, _NAMES[value], mark.start, offset + match.end())
    if mark.kind == "none" and (match := re.match("(半年|一?个?季度)(?=[,。;]|$)", right)):
        value = _per_year(match[1])
        return Mark("each", value, _NAMES[value], mark.start, offset + match.end())
    if mark.kind == "none" and (match := p.RIGHT_RATE.match(right)) is not None:
        value = _per_year(match[1])
        return Mark("each", value, _NAMES[value], -1, offset + match.end())
    if mark.kind == "none" and (
        match := re.match(r"\s?a?(?:起|左右|以上)?(?:利息|收益)?(每[年月天日周])", right)
    ):
        value = _per_year(match[1])
        return Mark("each", value, _NAMES[value], -1, offset + match.end())
    if (
        mark.kind == "none"
        and cued
        and (
            match := re.match(
                r"[(,/](?:期限|持有|满|周期)?(" + p.NUM + r")(个月|天|周)(?:\)|到期)?", right
            )
        )
    ):
        count = amount(match[1])
        if count and ("(" in match.group() or "/" in match.group() or "到期" in match.group()):
            return Mark(
                "term",
                _per_year(match[2]) / count,
                _term_name(count, match[2]),
                -1,
                offset + match.end(),
            )
    return None


def term_ahead(left: str, near: str) -> Mark | None:
    """A term told in the clause before: 期限90天，收益5%; or a cycle: 七天一结，每结2%."""
    if (cycle := p.CYCLE.search(left)) is not None and (turn := amount(cycle["n"])):
        scale = 8760.0 if cycle["unit"] == "小时" else _per_year(cycle["unit"])
        if cycle["unit"] == "周":
            scale = 365.0 / 7.0
        return Mark("term", scale / turn, _term_name(turn, cycle["unit"]), -1, -1)
    if (rhythm := p.RHYTHM.search(left)) is not None:
        value = _per_year(rhythm["a"] or rhythm["b"] or rhythm["c"])
        return Mark("each", value, _NAMES[value], -1, -1)
    rate = p.SPAN_ROUND.search(left) is not None and "率" in near
    if not (p.SPAN_YIELD.search(near) or rate) or "年" in near:
        return None
    ahead = left[: len(left) - len(near)]
    spans = [m for m in p.SPAN.finditer(ahead[-34:]) if not p.NO_TERM.match(ahead[-34:], m.end())]
    if not spans:
        return None
    match = spans[-1]
    if not match["n"]:
        return Mark("term", 2.0, "half-year", -1, -1)
    count, unit = amount(match["n"]), match["unit"].removeprefix("个")
    if count and unit == "年半":
        return Mark("term", 1.0 / (count + 0.5), f"{count + 0.5:g} years", -1, -1)
    if not count or (unit == "年" and (count > 60 or (count > 1 and not _WHOLE_TERM.search(near)))):
        return None
    return Mark("term", _per_year(unit) / count, _term_name(count, unit), -1, -1)


class Scene:
    """What a whole text says of its speaker, found once."""

    def __init__(self, folded: str) -> None:
        self.folded = folded

    @cached_property
    def quantities(self) -> list[Quantity]:
        """Every quantity, in order of its start."""
        return quantities(self.folded)

    @cached_property
    def money(self) -> list[tuple[int, int, float, bool]]:
        """Every sum, in order of its start."""
        return money(self.folded)

    @cached_property
    def shape(self) -> Shape:
        """What holds whatever the figures are."""
        return shape_of(self.folded)

    # Read only when a rate asks: most adverts have none.
    @cached_property
    def _loans(self) -> list[int]:
        if self.shape.loans is not None:
            return self.shape.loans
        return [m.start() for m in p.LOAN_CUE.finditer(self.folded)]

    @cached_property
    def _invests(self) -> list[int]:
        return self.shape.places("invests")

    @cached_property
    def _warnings(self) -> list[int]:
        return self.shape.places("warns")

    @cached_property
    def _breaks(self) -> list[int]:
        return self.shape.places("breaks")

    @cached_property
    def loan(self) -> bool:
        """Whether the text speaks of lending."""
        return bool(self._loans)

    @cached_property
    def invest(self) -> bool:
        """Whether the text speaks of putting money in."""
        return bool(self._invests) or self.shape.says("funds")

    @cached_property
    def bank(self) -> bool:
        """Whether a bank speaks."""
        return self.shape.says("bank")

    @cached_property
    def employed(self) -> bool:
        """Whether the text offers work."""
        return self.shape.says("employs")

    @cached_property
    def borrows(self) -> bool:
        """Whether somebody asks the reader for a loan."""
        return self.shape.says("borrows")

    @cached_property
    def warns(self) -> bool:
        """Whether the text warns of something."""
        return bool(self._warnings)

    @cached_property
    def solicits(self) -> bool:
        """Whether the text invites the reader."""
        return self.shape.says("solicits")

    @cached_property
    def topic(self) -> bool:
        """Whether it is about tax and the like."""
        known = self.shape.topic
        return p.TOPIC.search(self.folded) is not None if known is None else known

    def side(self, position: int) -> str:
        """Whether a bare rate is asked of a borrower or promised to an investor."""
        if not self.loan or self.borrows:
            return "return"
        if not self._invests:
            return "loan"
        loan, invest = (
            self._distance(self._loans, position),
            self._distance(self._invests, position),
        )
        if min(loan, invest) > 12 and len(self._loans) != len(self._invests):
            return "loan" if len(self._loans) > len(self._invests) else "return"
        return "loan" if loan < invest else "return"

    @staticmethod
    def _distance(places: list[int], position: int) -> int:
        at = bisect_left(places, position)
        return min(
            (abs(place - position) for place in places[max(0, at - 1) : at + 1]), default=10**9
        )

    def keeps(self, start: int, end: int) -> bool:
        """Whether the speaker keeps that share of what others are owed (扣除2%服务费). What a lender
        keeps is its price."""
        if self.loan:
            return False
        behind = self.folded[end : end + 14]
        if p.FEE_TAKEN.match(behind):
            return True
        before = self.folded[max(0, start - 16) : start]
        return bool(p.FEE_AFTER.match(behind) and p.FEE_BEFORE.search(before))

    def verdict(self, start: int, end: int, kind: str) -> str:
        """The kind, or `other` where the text denies the rate or warns of it."""
        if self._warnings:
            if not self.solicits:
                return "other"
            at = bisect_left(self._breaks, start)
            low = self._breaks[at - 1] if at else 0
            high = self._breaks[at] if at < len(self._breaks) else len(self.folded)
            place = bisect_left(self._warnings, low)
            if place < len(self._warnings) and self._warnings[place] < high:
                return "other"
        before = p.STRONG_BREAK.split(self.folded[max(0, start - 24) : end])[-1][
            : -max(1, end - start)
        ]
        before = p.TURN.split(before)[-1]
        past = p.PAST.search(before) and not p.ROUNDS.search(self.folded)
        if past or p.NEGATED.search(before):
            return "other"
        if p.NEGATED_AFTER.match(self.folded[end : end + 24]):
            return "other"
        return kind

    def term(self, window: str) -> tuple[float, str] | None:
        """A length of time in years and its name."""
        match = re.search(r"(" + p.NUM + r")(?:年|个月|天)|半年", window)
        if match is None:
            return None
        if match.group() == "半年":
            return 0.5, "half-year"
        count = amount(match[1])
        unit = match.group()[len(match[1]) :]
        if not count or (unit == "年" and count > 60):
            return None
        scale = _per_year(unit)
        return count / scale, _term_name(count, unit.removeprefix("个"))

    def tier(self, folded: str, quantity: Any, previous: tuple[Any, Mark, str]) -> bool:
        """True if a term of years in a ladder is one of yearly rates."""
        gap = folded[previous[0].end : quantity.start]
        return (
            previous[1].kind == "each"
            and previous[1].per_year == 1.0
            and "年" in gap
            and not _TOTAL.search(gap)
        )
