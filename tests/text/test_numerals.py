"""Numerals in every dress an advert gives them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.text.numerals import amount, begins, parse

_DIGITS = "零一二三四五六七八九"


def _chinese(number: int) -> str:
    """The usual way to write 1 to 9999."""
    written, gap = "", False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            written += ("零" if gap and written else "") + _DIGITS[digit] + sign
            gap = False
        else:
            gap = True
    return written


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("１２", 12),
        ("1,234.5", 1234.5),
        ("一二", 12),
        ("十五", 15),
        ("二十", 20),
        ("一百二", 120),
        ("一百零二", 102),
        ("壹贰叁", 123),
        ("貳萬", 20000),
        ("两万", 20000),
        ("三点五", 3.5),
        ("半", 0.5),
        ("①②", 12),
        ("㈠", 1),
        ("①2", 12),
        ("一②", 12),
        ("〇", 0),
        ("叁仟伍佰", 3500),
        ("十万", 100000),
        ("一亿", 1e8),
        ("三万五", 35000),
        ("伍拾", 50),
        ("⑩", 10),
        ("二〇二一", 2021),
        ("一万零五十", 10050),
        ("1.5", 1.5),
        ("两千", 2000),
    ],
)
def test_parse(text: str, value: float) -> None:
    assert parse(text) == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "abc",
        "2万",
        "20w",
        "百分之十五",
        "一分五",
        "一点",
        "点五",
        "1.2.3",
        "半半",
        "第一",
        "一" * 99,
    ],
)
def test_parse_refuses(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2万", 2e4),
        ("20W", 2e5),
        ("1万2千", 12000),
        ("1.5万", 15000),
        ("100万", 1e6),
        ("一万二", 12000),
    ],
)
def test_amount(text: str, value: float) -> None:
    assert amount(text) == pytest.approx(value)


@given(st.integers(min_value=1, max_value=9999))
def test_chinese_numerals_are_read_back(number: int) -> None:
    assert parse(_chinese(number)) == number


@given(st.text(alphabet="0123456789零一二三十百千万亿两半点.,w壹①㈠ ", max_size=12))
def test_any_string_is_read_or_refused(text: str) -> None:
    value = parse(text)
    assert value is None or value >= 0.0


@pytest.mark.parametrize(
    ("text", "at", "begin"),
    [
        ("投了40万", 3, 2),
        ("投了四十万", 3, 2),
        ("5万块黄金", 1, 0),
        ("年化3.5%", 4, 2),
        ("5万一年给六千", 2, 2),
        ("钱一年没给", 1, 1),
        ("5" * 40 + "万", 40, 0),
        ("5" * 41 + "万", 41, 41),  # no number: each hit of a page of digits would quote it all
    ],
)
def test_a_quote_does_not_begin_inside_a_number(text: str, at: int, begin: int) -> None:
    assert begins(text, at) == begin
