"""What is cut out of a text tells no half of a telephone number, however its digits are parted."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from engine import screen
from engine.text.around import around
from engine.text.cut import long_number, personal_number
from engine.text.digits import spelt
from engine.triage.quotes import part

MIDDLE = "7392"
WRITTEN = (
    "139-7392-5518",
    "139 7392 5518",
    "１３９ ７３９２ ５５１８",
    "一三九 七三九二 五五一八",
    "+86 139 7392 5518",
    "l39 7392 55l8",
    "1 3 9 7 3 9 2 5 5 1 8",
    "0952-7392551",
)


def digits(text: str) -> str:
    return "".join(c for c in spelt(text) if c.isdecimal())


@pytest.mark.parametrize("number", WRITTEN)
def test_half_a_number_is_not_told(number: str) -> None:
    text = f"保本保息，电话{number}。"
    for last in range(len(text)):
        said = digits(part(text, 0, last))
        assert MIDDLE not in said or digits(number) in said, last
    for first in range(len(text)):
        said = digits(part(text, first, len(text)))
        assert MIDDLE not in said or digits(number) in said, first


@pytest.mark.parametrize("number", WRITTEN)
def test_a_clause_holds_a_number_whole(number: str) -> None:
    text = f"在家躺着赚钱，咨询电话{number}，保本"
    begin, end = around(text, 7, 9)
    assert text[begin:end] == f"咨询电话{number}"


def test_dates_and_sums_are_cut_as_they_are() -> None:
    assert part("于2026-01-02 10:00", 0, 9) == "于2026-01-"
    assert part("投资1000-5000元", 0, 7) == "投资1000-"
    assert personal_number("2026-01-02 10:00", 5) is None
    assert long_number("年化8% 10% 12%", 5) is None


def test_a_set_to_hand_on_has_no_middle_of_a_number(tmp_path: Path) -> None:
    clauses = "随投随取，每天返现，不用出门，在家躺着赚钱，电话是"
    texts = [
        f"年化18%，{clauses}{'好' * n}{number}哦" for number in WRITTEN for n in range(0, 9, 4)
    ]
    ads = pd.DataFrame({"编号": [f"A{n}" for n, _ in enumerate(texts)], "广告内容": texts})
    run = screen(None, adverts=ads)
    run.write(tmp_path / "handed", redact=True)
    for name in ("adverts", "entities", "evidence"):
        shown = pd.read_csv(tmp_path / "handed" / f"{name}.csv", dtype=str, keep_default_na=False)
        for column in ("reasons", "quote", "matched", "text", "name"):
            for cell in shown.get(column, ()):
                assert MIDDLE not in digits(cell), (name, column, cell)
