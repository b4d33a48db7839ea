"""Are two names one firm's? Edits on the distinctive part; place, trade, form and branch speak
for or against. A missing part says nothing, a contradicting one makes two firms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from engine.link.names import (
    briefly,
    chars,
    fitting,
    groups,
    meant,
    places,
    slips,
    trade_slips,
    trades,
)
from engine.link.names.company import EVERYWHERE, CompanyName, bare_town
from engine.text.dictionary import frequencies


@dataclass(frozen=True, slots=True)
class Verdict:
    """``likeness`` 0 … 100, 0 when they are two firms; ``why`` in Chinese."""

    same: bool
    why: str
    likeness: int = 0


_FORMS_APART = (frozenset({"合作社", "公司"}), frozenset({"合作社", "店"}), frozenset({"合作社", "合伙"}),
                frozenset({"公司", "合伙"}), frozenset({"店", "合伙"}), frozenset({"合作社", "联合社"}),
                frozenset({"公司", "联合社"}), frozenset({"店", "联合社"}))  # fmt: skip
#: Words that people leave out of a bank's or an insurer's name.
_UNSAID = frozenset({"保险", "集团", "服务"})
_LEAST, _PREFIX, _SHOP_LEAST = 2, 3, 4
#: What shops call themselves that make nothing.
_SELLS = ("店", "站", "商行", "超市", "经营部", "门市部", "批发部", "零售部", "销售部")
_ANY_SHOP = frozenset("店铺部行馆坊屋站摊")
WHOLE, PARTS, SHORT, SLIP, HEAD = 100, 97, 92, 86, 80


def same(one: CompanyName, other: CompanyName) -> Verdict:
    """Whether both name one firm, and why; by any name that either bore or bears."""
    best = _said(one, other)
    if best.same or not (one.also or other.also):
        return best
    for mine, theirs in product((one, *one.also), (other, *other.also)):
        found = _said(mine, theirs)
        if found.likeness > best.likeness:
            best = Verdict(True, f"曾用名或现用名相同：{found.why}", found.likeness)
    return best


def _said(one: CompanyName, other: CompanyName) -> Verdict:
    """``_same``, also of names that are said more briefly than any register has them."""
    verdict = _same(one, other)
    if verdict.same:
        return verdict
    if groups.same(one.text, other.text):
        return Verdict(True, "集团、区划与业务一致", SHORT)
    for brief, full in ((one, other), (other, one)):
        if spelt := briefly.spelt_out(brief, full):
            found = _same(spelt, full)
        elif spelt := briefly.undescribed(brief, full):
            found = _same(brief, spelt)
        if spelt and found.same:
            return Verdict(True, "名称的缩略", min(SHORT, found.likeness))
    return verdict


def _same(one: CompanyName, other: CompanyName) -> Verdict:
    if one.owner and other.owner and one.owner != other.owner:
        return Verdict(False, "经营者不同")
    if one.text and _plain(one.text) == _plain(other.text):
        return Verdict(True, "名称一致", WHOLE)
    one, other = meant.beside(one, other), meant.beside(other, one)
    if why := apart(one, other):
        return Verdict(False, why)
    if not one.brands or not other.brands:
        return _nameless(one, other)
    return max((_compare(*pair) for pair in readings(one, other)), key=lambda v: v.likeness)


def apart(one: CompanyName, other: CompanyName) -> str:
    """Why they are two firms, whatever their distinctive parts; "" if nothing says so."""
    if one.numbers != other.numbers:
        return "编号不同"
    here, there = meant.placed(one, other), meant.placed(other, one)
    if places.contradict(here, there):
        return "行政区划不同"
    if not _branches_fit(one, other):
        return "分支机构不同"
    if (one.form != other.form and _forms_apart(one, other)) or _works_apart(one, other):
        return "组织形式不同"
    if _bodies_apart(one, other) or _bodies_apart(other, one):
        return "机构性质不同"
    named = bool(one.brands and other.brands)
    if named and one.formal and other.formal and _registered_elsewhere(here, there):
        return "冠以不同行政区划"
    return ""


def _forms_apart(one: CompanyName, other: CompanyName) -> bool:
    if frozenset((one.form, other.form)) in _FORMS_APART:
        return True
    partners = one if "有限合伙" in one.text else other
    return "有限合伙" in partners.text and "公司" in (one.form, other.form)


def _works_apart(one: CompanyName, other: CompanyName) -> bool:
    """A works makes, a shop or a station sells: 矿泉水厂, 矿泉水站."""
    works, shop = (one.shop, other.shop) if one.shop.endswith("厂") else (other.shop, one.shop)
    return works.endswith("厂") and shop.endswith(_SELLS)


def readings(
    one: CompanyName, other: CompanyName
) -> Iterator[tuple[str, str, CompanyName, CompanyName]]:
    """Never the further reading of both, a place that both begin with tells nothing; unless they
    are equal and one is more than a word of the shop left out (颍桥马三焖子店)."""
    for (i, a), (j, b) in product(enumerate(one.brands), enumerate(other.brands)):
        if not (i and j) or (a == b and _shops(a, one, other)):
            yield a, b, one, other


def _shops(part: str, one: CompanyName, other: CompanyName) -> bool:
    """Is ``part`` more than what is left of two names without their places (陶乐, 宝丰) or without
    what tells them apart (公馆, 公园)?"""
    if not (one.brand.startswith(part) and other.brand.startswith(part)):
        return len(part) > min(len(one.brand), len(other.brand))
    left = one.brand[len(part) :] + other.brand[len(part) :]
    return len(part) >= _SHOP_LEAST and _ANY_SHOP.issuperset(left)


def _compare(a: str, b: str, one: CompanyName, other: CompanyName) -> Verdict:
    """The names by one reading of the distinctive part of each."""
    fits = fitting.fit(one, other)
    flats = (a + one.trade, b + other.trade), (_called(a, one), _called(b, other))
    for mine, theirs in flats:
        if trade_slips.slipped(mine, theirs, min(len(a), len(b))):
            return Verdict(True, _slip_why(mine, theirs), SLIP)
    if a == b:
        if len(a) < _LEAST or fitting.is_street(a, one, other):
            fits = fits and one.trade == other.trade and bool(one.trade)
        if not fits:
            return Verdict(False, "行业不同")
        placed = {spot.stem for spot in one.places} == {spot.stem for spot in other.places}
        missing = one.words != other.words or not placed
        entries = "有限" in one.text and "有限" in other.text
        if entries and len(a) == _LEAST and one.words != other.words and not placed:
            return Verdict(False, "两字字号，区划与行业都不全")
        if (
            entries
            and len(a) == _LEAST
            and (meant.doubtful(one, other) or meant.doubtful(other, one))
        ):
            return Verdict(False, "字号不同")
        return Verdict(
            True, "名称的缩略" if missing else "名称写法不同", SHORT if missing else PARTS
        )
    said, told = sorted((a + one.trade, b + other.trade))
    if said == told or (said + "业" == told and len(said) >= _LEAST):  # 娘酒, 娘酒业
        return Verdict(True, "名称写法不同", PARTS)
    if fits and fitting.inserted(a + one.trade, b + other.trade):
        return Verdict(True, "名称的缩略", SHORT)
    if _slipped(a, b, one, other, fits):
        return Verdict(True, _slip_why(a + one.trade, b + other.trade), SLIP)
    if fits and (sight := _sight(a, b, one, other)):
        return Verdict(True, f"名称的缩略（省去“{sight}”）", SHORT)
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    left = longer[len(shorter) :]
    if (
        longer.startswith(shorter)
        and len(shorter) >= _LEAST
        and shorter not in (_stems(one) | _stems(other))
        and not fitting.is_street(shorter, one, other)
        and not fitting.further_place(left, one, other)
    ):
        brief, full = (one, other) if len(a) < len(b) else (other, one)
        if (
            brief.words <= full.words
            and len(shorter) >= _PREFIX
            and _is_words(left)
            and not chars.counted(left[0])  # 贺兰山, 贺兰山东麓
        ):  # a trade nobody listed
            return Verdict(True, "名称的缩略", SHORT)
        known = brief.words and full.words and fits
        if not brief.formal and known and not chars.counted(*left) and len(left) >= _LEAST:
            return Verdict(True, "字号简称及行业一致", HEAD)
    if _cut(one, other) or _cut(other, one):
        return Verdict(True, "名称的缩略", SHORT)
    if not (briefly.registered(one) and briefly.registered(other)):
        return _spoken_trade(a, b, one, other)
    return Verdict(False, "字号不同")


def _called(part: str, name: CompanyName) -> str:
    return part + name.trade + name.shop


def _slipped(a: str, b: str, one: CompanyName, other: CompanyName, fits: bool) -> bool:
    """Is one name the other but for a slip of the pen?"""
    return (fits and slips.misplaced(a, b)) or slips.score(slip_signs(a, b, one, other)) > 0


def slip_signs(a: str, b: str, one: CompanyName, other: CompanyName) -> list[str]:
    """What speaks for and against a slip, by one reading of each; [] where none can be."""
    size = min(len(a), len(b))
    found = slips.signs(a + one.trade, b + other.trade, size)
    if not found and fitting.fit(one, other):
        found = slips.signs(a, b, size)
    return [*found, *_setting(one, other, size)] if found else []


def _setting(one: CompanyName, other: CompanyName, size: int) -> Iterator[str]:
    """What else of two names agrees."""
    short = "short" if size == _LEAST else "long"
    if one.words == other.words:
        telling = one.words - trades.common()
        yield f"@trade={'same' if telling else 'common' if one.words else 'none'}"
    else:
        yield f"@trade={'part' if one.words and other.words else 'missing'}"
    yield f"@formal={one.formal + other.formal}"
    yield f"@formal,{short}={one.formal + other.formal}"


def _slip_why(one: str, other: str) -> str:
    at = slips.changed(one, other)
    if at < 0:
        return "名称差一字，其余一致"
    how = slips.called(one[at], other[at])
    return f"名称差一字（“{one[at]}”“{other[at]}”{how}），其余一致"


def _spoken_trade(a: str, b: str, one: CompanyName, other: CompanyName) -> Verdict:
    """A short word for the trade that is in no list: 领航驾培 for 领航驾驶培训."""
    for said, full, short in ((b + other.trade, a, one), (a + one.trade, b, other)):
        left = said[len(full) :]
        if said.startswith(full) and short.trade and trades.abbreviates(left, short.trade):
            return Verdict(True, "名称的缩略", SHORT)
    return Verdict(False, "字号不同")


def _stems(name: CompanyName) -> set[str]:
    """What the places of a name are called, with and without 镇 and 街道."""
    return {stem for spot in name.places for stem in (spot.stem, bare_town(spot.stem))}


def _nameless(one: CompanyName, other: CompanyName) -> Verdict:
    """Without a distinctive part a firm is known by place, trade and branch, and by all of them."""
    flats = one.brand + one.trade, other.brand + other.trade
    if (
        one.form == other.form
        and one.branch == other.branch
        and one.places == other.places
        and trade_slips.slipped(*flats)
    ):
        return Verdict(True, _slip_why(*flats), SLIP)
    for mine, theirs in ((one, other), (other, one)):  # 云泉农商银行: a place, no part
        if mine.brands and not _stems(theirs).intersection(mine.brands):
            return Verdict(False, "一方没有字号")
    branch = bool(one.branch and other.branch)  # that fit, or they would be two firms by now
    deepest = [bare_town(n.places[-1].stem) if n.places else n.brand for n in (one, other)]
    there = deepest[0] == deepest[1]
    trade = one.words == other.words or (branch and one.words ^ other.words <= _UNSAID)
    works = [name.shop.endswith("厂") for name in (one, other)]
    shares = "股份" in one.text, "股份" in other.text
    forms = (one.form, works[0], shares[0]), (other.form, works[1], shares[1])
    if one.formal and other.formal and forms[0] != forms[1]:
        return Verdict(False, "组织形式不同")
    if trade and one.words and (branch or (there and deepest[0])):
        return Verdict(True, "区划、行业与分支机构一致", SHORT)
    return Verdict(False, "名称没有字号，无从区别")


def _registered_elsewhere(one: tuple[places.Spot, ...], other: tuple[places.Spot, ...]) -> bool:
    """两个冠名不同的登记名称: 西安某某 and 陕西某某 are two entries of a register."""
    return bool(one and other) and not places.shared(one, other)


def _branches_fit(one: CompanyName, other: CompanyName) -> bool:
    """Two branches of one firm are two doors; so are a head office and its branch, when both are
    written out."""
    if bool(one.branch) != bool(other.branch):
        without = other if one.branch else one
        return not without.formal and not EVERYWHERE & (one.words | other.words)
    if places.contradict(one.seat, other.seat):
        return False
    kinds = sorted((one.kind, other.kind), key=len)  # 营业部, 部
    if one.formal and other.formal and not kinds[1].endswith(kinds[0]):
        return False
    return one.branch == other.branch or _within(one, other) or _within(other, one)


def _within(full: CompanyName, brief: CompanyName) -> bool:
    """宿松县破凉镇营业所, 宿松破凉营业所: the branch by its county and the bare name behind it. 第二分公司,
    平罗第二分公司: by its number alone."""
    if brief.branch.isdigit() and not brief.formal:
        return full.branch in {town + brief.branch for town in _seats(full)}
    return any(spot.stem + full.branch == brief.branch for spot in full.seat)


def _seats(name: CompanyName) -> set[str]:
    return {stem for spot in name.seat for stem in (spot.stem, bare_town(spot.stem))}


def _cut(brief: CompanyName, full: CompanyName) -> bool:
    """Is ``brief`` the other's name without its last words, which tell no trade?"""
    if brief.formal or brief.text.endswith("集团"):
        return False
    before, there, behind = full.text.partition(brief.text)
    if (
        not there
        or len(brief.brand) < _PREFIX
        or places.head(before, places.atlas())[1][-1] < len(before)
    ):
        return False
    end = trades.begins(behind)
    left, _, words = trades.split(behind[:end], 0)
    return end > 0 and not left and trades.common().issuperset(words)


def _sight(a: str, b: str, one: CompanyName, other: CompanyName) -> str:
    """The sight or village behind the town that the shorter name leaves out; "" for none."""
    full, brief, longer, shorter = (one, other, a, b) if len(a) > len(b) else (other, one, b, a)
    size = len(longer) - len(shorter)
    if len(shorter) < _PREFIX or not longer.endswith(shorter) or not places.scenic(longer, size):
        return ""
    if not full.places or brief.places or not (brief.words or len(shorter) > _PREFIX):
        return ""
    return longer[:size]


def _bodies_apart(one: CompanyName, other: CompanyName) -> bool:
    """A union, a school, a museum are not the firm they are named after."""
    if not one.body or one.body in other.text or not (other.words or other.form or other.body):
        return False
    return other.formal or other.text[-1] != one.body[-1]


def _is_words(text: str) -> bool:
    known = frequencies()
    return len(text) > 1 and (
        bool(known.get(text))
        or any(known.get(text[:i]) and known.get(text[i:]) for i in range(2, len(text) - 1))
    )


def _plain(text: str) -> str:
    return text.replace("有限责任公司", "有限公司")
