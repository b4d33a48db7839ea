"""No word of the dictionary lies across a border."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.text import dictionary
from engine.text.borders import Borders, points_of

BORDERS = Borders(["众筹"])
WORDS = {*dictionary.words().freq, "众筹"}


@settings(deadline=None)
@given(
    text=st.text("供销合作社投资管理咨询代理财务镇基金属众筹融的某龘A中华人民共和国", max_size=15)
)
def test_no_word_lies_across_a_border(text: str) -> None:
    crossed = BORDERS.crossed(points_of(text), np.arange(len(text) + 1)).tolist()
    assert not any(crossed[:1] + crossed[-1:])
    for edge in range(1, len(text)):
        assert crossed[edge] != BORDERS.apart(text[edge - 1], text[edge])
        across = (text[a:b] for a in range(edge) for b in range(edge + 1, len(text) + 1))
        assert crossed[edge] or not any(word in WORDS for word in across)


def test_borders_are_found() -> None:
    assert BORDERS.apart("县", "供")
    assert not BORDERS.apart("供", "销")
    assert not BORDERS.apart("众", "筹")
