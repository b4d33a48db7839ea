"""Returns told by two sums apart: the price now and what is paid for the thing later.

一万二认养…十个月后按一万三千五牵回; 1980全退，再给50; 打款30万…连本带2万退; 十个进来，十一个二出去.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from engine.text.numerals import amount
from engine.text.rate_context import Scene
from engine.text.rates_sums import MOST
from engine.text.rates_whole import Whole

_SUM: Final = r"(?:[0-9]+(?:\.[0-9]+)?(?:[万千百][0-9]*)*|[一二三四五六七八九两十][零一二三四五六七八九十百千万两半]*)"
_SPAN: Final = r"(?:[0-9]{1,3}|[一二三四五六七八九两十百]{1,4})(?:年|个月|天)|半年|明年(?:今[天日]|此[时日]|这时)"
_PRICE: Final = re.compile(rf"(?<![0-9.])(?P<sum>{_SUM})(?![0-9.%‰年个月天号楼层岁斤平人位])")
_BACK: Final = re.compile(
    rf"(?P<span>{_SPAN})(?P<gap>[^。!?]{{0,30}}?)(?:"
    rf"[按以照](?P<at>{_SUM})(?:元|块)?钱?[牵收拉接抱领买赎](?:回|走|购|下)"
    rf"|(?:全额?|原数|原款|照原价)?退(?:还|您|你|款)?[,;]?再(?:给|送|补|奖)(?:您|你)?(?P<more>{_SUM})(?:元|块)"
    rf"|连本带(?P<with>{_SUM})(?:元|块)?(?:钱|利)?(?:一起|一并|一块儿?|全|都)?(?:退|还|给|付|打)"
    rf"|(?:退|返还?)(?:您|你)?(?P<back>{_SUM})(?:元|块)?(?=[,。;!现]|$)"
    rf"|(?:给|付|还)(?:您|你)(?P<give>{_SUM}))"
)
_SLANG: Final = re.compile(
    r"(?P<in>[0-9一二三四五六七八九两十]{1,3})(?:个|万|块)进(?:来|去)?[,;](?P<out>[0-9一二三四五六七八九两十]{1,3})"
    r"(?:个|万|块)(?P<tail>[1-9一二三四五六七八九])?出(?:来|去)?"
)
#: 期间共结6次，每次360元; 每月给您结1000元…到期2.5万全退; 13.5一年
_TIMES: Final = re.compile(
    rf"(?P<span>{_SPAN})[^。!?]{{0,24}}?(?:共|分)(?:结|付|发|返|领|给)?(?P<n>[0-9一二三四五六七八九两十]{{1,3}})次[,;]?"
    rf"每次(?:结|付|发|返|领|给)?(?:您|你)?(?P<paid>{_SUM})(?:元|块)"
)
_MONTHLY: Final = re.compile(
    rf"每(?:个)?月[^,。;]{{0,6}}?(?P<paid>{_SUM})(?:元|块)[^。!?]{{0,30}}?(?:到期|期满)(?P<base>{_SUM})(?:元|块)?"
    r"(?:全退|全额退|原数退|退还|退回|拿回|还给|一分不少)"
)
_YEARLY: Final = re.compile(r"(?<=[,。;:])(?P<n>[0-9]{1,2}(?:\.[0-9]{1,2})?)一年(?=[,。;!]|$)")
_PIECES: Final = "台只头套份件张个间位棵坛箱瓶幅亩股单条辆"
_LEAST, _MOST_TIMES, _REACH = 500.0, 4.0, 90


def resales(folded: str, scene: Scene) -> Iterator[Whole]:
    """The gain over the price, for the time between."""
    for match in islice(_BACK.finditer(folded), MOST):
        left = folded[max(0, match.start() - _REACH) : match.start()]
        prices = [
            (m, amount(_alone(m["sum"], left[m.end() :])) or 0.0) for m in _PRICE.finditer(left)
        ]
        prices = [(m, value) for m, value in prices if value >= _LEAST]
        term = _term(match["span"], scene)
        if not prices or term is None:
            continue
        years, name = term
        said = match["more"] or match["with"]
        price, value = prices[-1]
        if said is not None:
            back = value + (amount(said) or 0.0)
        elif match["give"] and not match["span"].startswith("明年"):
            continue
        else:
            back = amount(match["at"] or match["back"] or match["give"]) or 0.0
        if value * 1.002 < back < value * _MOST_TIMES:
            start = match.start() - len(left) + price.start()
            yield Whole(start, match.end(), (back / value - 1.0) * 100.0 / years, name)
    for match in islice(_SLANG.finditer(folded), MOST):
        paid, back = amount(match["in"]) or 0.0, amount(match["out"]) or 0.0
        back += (amount(match["tail"]) or 0.0) / 10.0 if match["tail"] else 0.0
        term = scene.term(folded[max(0, match.start() - 12) : match.start()])
        if term and 0.0 < paid < back < paid * _MOST_TIMES:
            yield Whole(match.start(), match.end(), (back / paid - 1.0) * 100.0 / term[0], term[1])


def repeated(folded: str, scene: Scene) -> Iterator[Whole]:
    """Payments told by their number, or whose principal is named only where it comes back."""
    for match in islice(_TIMES.finditer(folded), MOST):
        left = folded[max(0, match.start() - _REACH) : match.start()]
        prices = [(m, amount(m["sum"]) or 0.0) for m in _PRICE.finditer(left)]
        prices = [(m, value) for m, value in prices if value >= _LEAST]
        term = _term(match["span"], scene)
        paid = (amount(match["n"]) or 0.0) * (amount(match["paid"]) or 0.0)
        if prices and term and 0.0 < paid < prices[-1][1] * _MOST_TIMES:
            start = match.start() - len(left) + prices[-1][0].start()
            yield Whole(start, match.end(), paid / prices[-1][1] * 100.0 / term[0], term[1])
    for match in islice(_MONTHLY.finditer(folded), MOST):
        paid, base = amount(match["paid"]) or 0.0, amount(match["base"]) or 0.0
        if base >= _LEAST and 0.0 < paid < base:
            yield Whole(match.start(), match.end(), paid * 1200.0 / base, "month")
    for match in islice(_YEARLY.finditer(folded), MOST):
        value = amount(match["n"]) or 0.0
        if scene.invest and 2.0 <= value <= 60.0:
            yield Whole(match.start(), match.end(), value, "year")


def _alone(text: str, after: str) -> str:
    """两万一台 is twenty thousand a piece, not twenty-one thousand."""
    return text[:-1] if len(text) > 1 and text[-1] == "一" and after[:1] in _PIECES else text


def _term(span: str, scene: Scene) -> tuple[float, str] | None:
    return (1.0, "year") if span.startswith("明年") else scene.term(span)
