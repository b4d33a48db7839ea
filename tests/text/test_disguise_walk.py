"""What a walker remembers, and passes over by it, makes no difference to what is read."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.text.disguise import walk
from engine.text.disguise.accept import bare, bold, possible
from engine.text.disguise.beginnings import Beginnings
from engine.text.disguise.tables import splits
from engine.text.disguise.trie import grow
from engine.text.disguise.walk import Figures, Walker
from engine.text.disguise.ways import steps_at, surest
from engine.text.fold import fold

TERMS = (
    "保本",
    "理财",
    "高收益",
    "年化收益",
    "稳赚不赔",
    "内部消息",
    "返利",
    "拆分盘",
    "币圈",
    "百倍",
    "t加0",
    "有偿借款",
    "风险投资",
    "每月5%",
    "稳赚+返利",
)
CHARS = "保宝报本苯夲里理才财材木几又搞高收益溢年花化稳赚不赔陪8哦bblcgaosyi0t+x1 .*💰👛\u200d\ufe0f，。丶女口一有偿借款风险投资%=xin"


class Plain(Walker):
    """Works everything out anew."""

    def _by_window(self, text, start):  # type: ignore[no-untyped-def]
        return None

    def _signed(self, on, at, node, before):  # type: ignore[no-untyped-def]
        return surest(steps_at(on.text, at, node, before))

    def _learn(self, node, char):  # type: ignore[no-untyped-def]
        return tuple(surest(steps_at(char, 0, node, ())))


@pytest.fixture(scope="module")
def walkers() -> tuple[Walker, Walker]:
    terms = [fold(term) for term in TERMS]
    return Walker(grow(terms)), Plain(grow(terms))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(CHARS), st.sampled_from(TERMS)), max_size=12))
def test_the_same_is_read(walkers: tuple[Walker, Walker], pieces: list[str]) -> None:
    text = fold("".join(pieces))
    for start in range(len(text)):
        quick: Figures = {}
        slow: Figures = {}
        one, other = walkers
        assert one.readings_at(text, start, quick) == other.readings_at(text, start, slow)
        assert quick == slow


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "_REMEMBERED", 5)
    walker, other = Walker(grow(TERMS)), Plain(grow(TERMS))
    text = "宝本x里才lc年花收益稳赚不陪"
    for start in range(len(text)):
        assert walker.readings_at(text, start) == other.readings_at(text, start)
    assert len(walker._windows) <= 5


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(CHARS), st.sampled_from(TERMS)), max_size=12))
def test_what_is_not_walked_would_not_be_believed(
    walkers: tuple[Walker, Walker], pieces: list[str]
) -> None:
    text = fold("".join(pieces))
    for start in range(len(text)):
        quick = walkers[0].readings_at(text, start)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(walk, "unbelieved", lambda *_: False)
            patch.setattr(walk, "UNPARTED", frozenset())
            every = walkers[1].readings_at(text, start)
        for reading in every:
            if possible(text, reading) or bold(text, reading) or bare(text, reading):
                assert reading in quick


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.lists(st.one_of(st.sampled_from(CHARS), st.sampled_from(TERMS)), max_size=9),
        min_size=1,
        max_size=4,
    )
)
def test_no_term_begins_where_none_is_possible(
    walkers: tuple[Walker, Walker], texts: list[list[str]]
) -> None:
    beginnings = Beginnings([fold(term) for term in TERMS])
    folded = [fold("".join(pieces)) for pieces in texts]
    joined = "\x1e".join(folded)
    points = np.frombuffer(joined.encode("utf-32-le"), np.uint32)
    may = beginnings.possible(points, np.arange(len(joined)))
    base = 0
    for text in folded:
        for start in range(len(text)):
            if not may[base + start]:
                for other in (text, re.sub("[0-9]", "8", text), re.sub("[0-9]", "0", text)):
                    assert not any(
                        possible(other, reading) or bold(other, reading) or bare(other, reading)
                        for reading in walkers[1].readings_at(other, start)
                    )
        base += len(text) + 1


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("有+偿借款", "有偿借款"),
        ("稳%赚不赔", "稳赚不赔"),
        ("f险tou资", "风险投资"),
        ("y偿jie款", "有偿借款"),
    ],
)
def test_signs_and_syllables_within_a_term(
    walkers: tuple[Walker, Walker], text: str, reading: str
) -> None:
    points = np.frombuffer(fold(text).encode("utf-32-le"), np.uint32)
    beginnings = Beginnings([fold(term) for term in TERMS])
    assert any(r.term == reading for r in walkers[1].readings_at(fold(text), 0))
    assert beginnings.possible(points, np.array([0]))[0]


def test_a_character_in_parts(walkers: tuple[Walker, Walker]) -> None:
    terms = [fold(term) for term in TERMS]
    beginnings = Beginnings(terms)
    parted, scraps = 0, 0
    for term in terms:
        for at, char in enumerate(term):
            for way in splits().get(char, ()):
                for parts in (way, way[:1]):  # the second part is wanting: one condition short
                    text = fold(term[:at] + parts + term[at + 1 :]) + "。"
                    points = np.frombuffer(text.encode("utf-32-le"), np.uint32)
                    may = beginnings.possible(points, np.array([0]))[0]
                    read = any(
                        r.term == term and possible(text, r)
                        for r in walkers[1].readings_at(text, 0)
                    )
                    assert may or not read, (term, parts)
                    parted += read and parts == way
                    scraps += not may
    assert parted
    assert scraps
