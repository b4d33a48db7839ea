"""What is told of many places at once is what each is told by itself."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.text import dictionary
from engine.text.edges import Edges

EDGES = Edges(["众筹", "返利", "鱲币"])
CHARS = "代理财务会计划算众筹集资金融鱲币返利的 a1，\n𠮷"


def _by_itself(text: str, start: int, end: int) -> bool:
    return not EDGES._may_cross(text, start) and not EDGES._may_cross(text, end)


def _agree(texts: list[str]) -> None:
    EDGES.load()
    spans = [
        [(start, end) for start in range(len(text)) for end in range(start + 1, len(text) + 1)]
        for text in texts
    ]
    for text, mine, whole in zip(texts, spans, EDGES.whole(texts, spans), strict=True):
        assert whole == {span for span in mine if _by_itself(text, *span)}


@settings(deadline=None)
@given(st.lists(st.text(CHARS, max_size=9), max_size=4))
def test_texts_of_parts_of_words(texts: list[str]) -> None:
    _agree(texts)


def test_words_of_the_dictionary() -> None:
    words = list(dictionary.words().freq)
    choose = random.Random(7)
    _agree(["".join(choose.choices(words, k=2))[:9] for _ in range(400)])
