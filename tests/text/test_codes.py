"""Codes of firms stay, numbers of people in their place do not. All numbers are invented."""

from __future__ import annotations

import pyarrow as pa
import pytest

from engine.ingest import parse_capital
from engine.ingest.merge import valid_uscc
from engine.text.codes import credit_code, personal, registration_number
from engine.text.digits import narrowed, spelt


@pytest.mark.parametrize(
    "code",
    [
        "92640221MA7Q867L29",
        "91640221314392504M",
        "916402211980010122",
        "640221600012348",  # an old individual trader's: the middle looks like a day of 1960
        "A001",
        "20240101000123456",
        "MA7Q867L2",
        "6402212345678",
        "",
    ],
)
def test_codes_stay(code: str) -> None:
    assert not personal(code)


@pytest.mark.parametrize(
    "code",
    [
        "14012345678",
        "140-1234-5678",
        "８６１４０１２３４５６７８",
        "①④⓪①②③④⑤⑥⑦⑧",
        "0952-6091234",
        "990101199003070018",
        "99010119900307001801",  # the tax number of an individual
        "990101 19900307 001x",
        "990101900307001",
        "某某14012345678",
        "a@b.cn",
    ],
)
def test_numbers_of_people_do_not(code: str) -> None:
    assert personal(code)


def _with_check(digits: str, alphabet: str) -> str:
    return next(digits + last for last in alphabet if credit_code(digits + last))


def test_a_right_code_of_digits_alone_stays() -> None:
    """Its middle may look like a day of birth; the administration gives codes with 91 to 93."""
    found = [
        _with_check(f"9164022119{n:07d}", "0123456789ABCDEFGHJKLMNPQRTUWXY") for n in range(200)
    ]
    assert any(code.isdigit() for code in found)
    assert not any(map(personal, found))
    assert valid_uscc(pa.array(found)).all()


def test_what_is_right_both_ways_is_a_persons() -> None:
    """One in some hundred identity numbers passes for a code of an institution."""
    both = []
    for n in range(10_000):
        for last in "0123456789X":
            code = f"1101011990{1 + n % 12:02d}{1 + n % 28:02d}{n % 1000:03d}{last}"
            if credit_code(code) and personal(code):
                both.append(code)
    assert both


def test_registration_numbers() -> None:
    right = [f"64022160001234{last}" for last in range(10)]
    assert sum(map(registration_number, right)) == 1
    assert not registration_number("64022160001234X")


def test_a_telephone_is_no_capital() -> None:
    for text in ("14012345678", "14012345678元", "990101199003070018", "14012345678万元"):
        capital = parse_capital(text)
        assert capital
        assert capital.wan is None, text
    for text, wan in (("15600000000元", 1_560_000.0), ("17395亿元", 173_950_000.0), ("100", 100.0)):
        capital = parse_capital(text)
        assert capital
        assert capital.wan == wan


@pytest.mark.parametrize(
    ("text", "plain"), [("１３８①⑧𝟏٣", "1381813"), ("二〇二四年", "二〇二四年"), ("l3", "l3")]
)
def test_digits_of_any_row(text: str, plain: str) -> None:
    assert narrowed(text) == plain


@pytest.mark.parametrize(
    ("text", "plain"), [("幺三八零〇", "13800"), ("l38OO", "13800"), ("Oil", "Oil"), ("1O", "10")]
)
def test_numerals_in_words(text: str, plain: str) -> None:
    assert spelt(text) == plain
