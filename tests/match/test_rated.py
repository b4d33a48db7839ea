"""Which rates of a text count, and where they stand in it (found wanting by mutants)."""

from types import SimpleNamespace
from typing import Any

import pytest

from engine.match.rated import heeded, highest, placed, promising, returns, told_in_percent
from engine.text.rates.find import find_rates
from engine.text.rates.rate import Rate


def rate(raw: str, kind: str = "return", pct: float = 8.0, start: int = 0) -> Rate:
    return Rate(start, start + len(raw), pct, "year", raw, kind)


def test_a_rate_may_stand_in_the_title_as_in_the_text() -> None:
    texts = {"title": "年收益8%", "text": "月息两分", "advertiser": "年收益8%"}
    assert promising(texts) == {"title", "text"}
    assert promising({"text": "新到苹果，欢迎选购", "title": "月息两分"}) == {"title"}


def warning(sums: bool) -> Any:
    return SimpleNamespace(sums=sums)


@pytest.mark.parametrize("raw", ["年利率2%", "2‰", "百分之二", "2个点", "2％"])
def test_of_a_public_offer_only_sums_are_left_aside(raw: str) -> None:
    rates = {"text": [rate(raw), rate("存一万给二百")], "title": []}
    assert told_in_percent(rates) == {"text": [rate(raw)], "title": []}
    assert heeded(rates, None) == heeded(rates, warning(True)) == rates
    assert heeded(rates, warning(False)) == {"text": [rate(raw)], "title": []}


def test_what_is_promised_and_the_highest_of_it() -> None:
    rates = {
        "title": [rate("月息三分", "loan", 36.0), rate("年8%", pct=8.0)],
        "text": [rate("年12%", pct=12.0), rate("年9%", pct=9.0)],
    }
    assert [len(found) for found in returns(rates).values()] == [1, 2]
    assert (highest(rates, "return"), highest(rates, "loan")) == (12.0, 36.0)
    assert highest(rates, "other") is None


def test_rates_stand_where_the_raw_text_has_them() -> None:
    raw = "存/一/万，年化 8 % 到期"
    read = "存一万，年化8%到期"
    begin = [raw.index(char) for char in read]
    end = [at + 1 for at in begin]
    (found,) = find_rates(read)
    moved = placed({"text": [found]}, {"text": (begin, end)}, {"text": raw})["text"][0]
    assert moved.raw == raw[moved.start : moved.end]
    assert moved.raw == raw[raw.index(found.raw[0]) : raw.index("%") + 1]
    assert (moved.annual_pct, moved.kind) == (found.annual_pct, found.kind)
    assert placed({"title": [found]}, {}, {"title": read}) == {"title": [found]}
