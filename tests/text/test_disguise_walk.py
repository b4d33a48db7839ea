"""What a walker remembers, and passes over by it, makes no difference to what is read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.text.disguise import walk
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
)
CHARS = "保宝报本苯夲里理才财材木几又搞高收益溢年花化稳赚不赔陪8哦bblcgaosyi0t+x1 .*💰👛\u200d\ufe0f，。丶女口一"


class Plain(Walker):
    """Works everything out anew."""

    def _vainly(self, text: str, start: int) -> bool:
        return False

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
    assert len(walker._vain) <= 5
