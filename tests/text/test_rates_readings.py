"""The readings of a text, and which of them its weights choose."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.study.ranking import Labelled, agrees, lesson, train
from engine.text.rates.context import Scene
from engine.text.rates.find import find_rates
from engine.text.rates.readings import MOST_READINGS, readings
from engine.text.rates.tokens import _PERIOD, _named, tokens
from engine.text.rates.weights import Weights

ROOT = Path(__file__).parents[2]


def values(text: str) -> list[float]:
    return [one.annual for one in readings(tokens(text, Scene(text)))]


#: What periods are written with, word by word, and what stands between.
WRITTEN = sorted({*re.findall("[\u4e00-\u9fff]{1,3}|[0-9/]", _PERIOD.pattern), "，", "3", "返"})


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(WRITTEN), max_size=12).map("".join))
def test_periods_are_tried_wherever_one_may_begin(text: str) -> None:
    assert [m.span() for m in _named(text)] == [m.span() for m in _PERIOD.finditer(text)]


@pytest.mark.parametrize(
    ("text", "annual"),
    [
        ("存三万五,月返七百", 24.0),
        ("放45天给6个点", 48.667),
        ("一分五的利", 18.0),
        ("入股六万,中秋、春节各分3000元", 10.0),
        ("两年后变三倍", 100.0),
        ("3万,一年后拿回三万六", 20.0),
        ("存一百克,一年后提一百零六克", 6.0),
        ("投一变二,两年兑现", 50.0),
        ("一年11%,三十万往上另给1.5%", 12.5),
        ("月息一分,老街坊多二厘", 14.4),
        ("年息一分,介绍的加二厘", 12.0),
        ("半年4%,整数存的上浮1个点", 10.0),
        ("收四万,后年正月还四万八", 10.0),
        ("收四万,大后年还五万二", 10.0),
        ("垫两万,第四年底退两万八", 10.0),
    ],
)
def test_the_right_value_is_among_the_readings(text: str, annual: float) -> None:
    assert any(value == pytest.approx(annual, rel=0.001) for value in values(text))


@pytest.mark.parametrize(
    ("text", "annual"),
    [
        ("年利9%,利息提到10%", 19.0),  # so much in all, not on top
        ("年利9%,加盟费1%", 10.0),
        ("年利9%,少的1%", 10.0),
    ],
)
def test_what_is_no_rise_comes_on_top_of_nothing(text: str, annual: float) -> None:
    assert not any(value == pytest.approx(annual) for value in values(text))


def test_a_term_after_which_a_rate_is_told_is_no_year_to_come() -> None:
    assert max(values("满一年后年化8%")) == pytest.approx(8.0)


def test_no_numbers_no_readings() -> None:
    assert values("欢迎光临,免费停车") == []


def test_readings_are_few_however_long_the_text() -> None:
    assert 0 < len(values("投1万每天返30元,三年8%," * 500)) <= MOST_READINGS


def test_weights_decide() -> None:
    text = "每年分红8%"
    promised = [Labelled(text, 8.0, unseen=False)] * 3
    harmless = [Labelled(text, None, unseen=False)] * 3
    kinds = []
    for some in (promised, harmless):
        learned = train([one for each in some if (one := lesson(each))])
        kinds.append([rate.kind for rate in find_rates(text, Weights(learned))])
    assert kinds == [["return"], ["other"]]


def test_a_text_without_its_right_reading_teaches_nothing() -> None:
    assert lesson(Labelled("每年分红8%", 55.0, unseen=False)) is None


def test_committed_weights_fit_the_training_texts() -> None:
    # Weights left behind by their texts or by the features fit them no longer.
    with (ROOT / "data/training/rates.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["source"] == "strangers"][::3]
    right = 0
    for row in rows:
        kinds = {"return", "loan"} if row["asked"] == "1" else {"return"}
        said = max((r.annual_pct for r in find_rates(row["text"]) if r.kind in kinds), default=None)
        label = row["annual_rate_pct"]
        right += (said is not None and agrees(said, float(label))) if label else said is None
    assert right >= 0.97 * len(rows)
