"""What is asked of a shape must not hang on figures; what names no rate has none with others."""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.text.figure_fold import _DAY_OF_MONTH, _POINT, _SPACED, _SPLIT, _TABLE, close_up, fold
from engine.text.rates.find import find_rates, may_promise
from engine.text.rates.possible import ALONE
from engine.text.rates.shape import ASKED, shape_of

_ALL_TEN = re.compile(r"0-9|\\d|\{[0-9]*,?[0-9]*\}|\\u[0-9a-f]{4}")
PIECES = (
    "年", "月", "天", "息", "利", "8", "12", "500", "%", "分", "成", "倍", "翻", "返", "满", "元", "万", "块", "/",
    "进", "出", "，", "。", "克", "瓶", "千三", "分之", "存", "贷", "期", "每", "给", "得", "毛", "3.5", "0", "活期",
    "全额返", "回购", "1,000", "-", "~", "电话13812345678", "优惠", "个点", "一", "半", "百",
    "个月", "个", "来", "十", "日", "号", "，5一年", "利率", "4.2", "收益",
)  # fmt: skip


@pytest.mark.parametrize(
    "pattern", [*ASKED.values(), *(pattern for pattern, _ in ALONE)], ids=lambda p: p.pattern[:20]
)
def test_patterns_take_a_figure_for_a_figure(pattern: re.Pattern[str]) -> None:
    assert not re.search("[0-9]", _ALL_TEN.sub("", pattern.pattern))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.integers(0, 999))
def test_without_a_possible_rate_none_is_found(text: str, seed: int) -> None:
    chance = random.Random(seed)
    other = re.sub("[0-9]", lambda _: str(chance.randrange(10)), text)
    assert may_promise(text) == may_promise(other)
    if not may_promise(text):
        assert find_rates(text) == []
        assert find_rates(other) == []


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ("一年期", "半年", "3个月", "90天", "活期", "定期", "4.2", "8", "12", "，", "存款利率", "的", "给", "。",
             "10个进，", "12个", "二出", "三天", "日", "，13.5一年", "投资", "％")
        ),
        max_size=7,
    ).map("".join)
)  # fmt: skip
def test_without_a_possible_ladder_none_is_found(text: str) -> None:
    assert may_promise(text) or find_rates(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "3月8日盛大开业，凡到店者均有好礼，详询138001380000",
        "7月12号起报名，正月十七上课，机会难得",
        "进店有礼，走出时尚，5月1日截止",
    ],
)
def test_dates_are_no_rates(text: str) -> None:
    assert not may_promise(text)


@pytest.mark.parametrize("text", ["存款利率：一年期4.2，两年期5", "理财月月返，收益8一年"])
def test_terms_may_tell_rates(text: str) -> None:
    assert may_promise(text)


def test_a_shape_says_where_figures_decide() -> None:
    assert shape_of("手机分12期").loans is None
    assert shape_of("贷款50万").loans == shape_of("贷款98万").loans == [0]
    assert shape_of("每10股派2元").topic is None


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from((*PIECES, "化", "变", "厘", "对半", "x", "日")), max_size=8))
def test_nothing_is_found_without_what_is_looked_for_first(pieces: list[str]) -> None:
    text = "".join(pieces)
    for pattern, needed in ALONE:
        if needed is not None and pattern.search(text):
            assert needed.search(text), (pattern.pattern[:20], text)


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("年月日化息利返%0123８％.每给二号 *·丨-/壹萬，ＡA"), max_size=20))
def test_folding_finds_every_character_that_is_another(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert close_up(fold(text))[0] == slowly_closed_up(fold(text))
    assert not any(ord(char) in _TABLE and _TABLE[ord(char)] != char for char in fold(text))


def slowly_closed_up(folded: str) -> str:
    dropped = {i for m in _SPACED.finditer(folded) for i in range(m.start() + 1, m.end(), 2)}
    for pattern in (_SPLIT, _DAY_OF_MONTH, _POINT):
        dropped.update(i for m in pattern.finditer(folded) for i in range(*m.span()))
    return "".join(char for i, char in enumerate(folded) if i not in dropped)
