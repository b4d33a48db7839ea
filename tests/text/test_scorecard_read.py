"""A text read with its pieces looked up once reads as if each stretch were looked up by itself."""

import math

from hypothesis import given
from hypothesis import strategies as st

from engine.text.scorecard import ClassCard, Reading, Scorecard, _share, log_odds, stretches
from engine.text.scorecards import Scorecards

TABLE = {
    "保": (1.5, 1.2), "保本": (3.0, 2.0), "本": (-0.7, 1.1), "年9": (2.0, 1.9), "9": (0.3, 0.5),
    "，": (-0.2, 0.1), "优惠": (-2.5, 1.7), "惠": (-1.0, 1.3), "9%": (2.2, 2.1), "年9%": (1.0, 3.0),
}  # fmt: skip
CARD = Scorecard(TABLE, -0.4)
#: Knows some of the same pieces, and others.
OTHER = Scorecard({"本": (0.9, 1.0), "房": (-1.0, 2.0), "8": (1.0, 1.0), "保本。": (2.0, 3.0)}, 0.2)
BOTH = Scorecards({"one": CARD, "other": OTHER})
ALPHABET = "保本年优惠8 1十.%，。！\n;房"


def bystretches(text: str) -> Reading:
    whole = best = CARD.share(text)
    found = (0, len(text))
    for start, end in stretches(text):
        if (share := CARD.share(text[start:end])) > best:
            best, found = share, (start, end)
    return Reading(_share((log_odds(whole) + log_odds(best)) / 2), *found)


@given(st.text(ALPHABET, max_size=160))
def test_reads_as_bystretches(text: str) -> None:
    assert CARD.read(text) == bystretches(text)


def test_a_number_cut_by_a_line_break() -> None:
    text = "保本保本保本保本保本保本年1\n8%优惠优惠优惠优惠优惠优惠优惠优惠优惠优惠优惠优惠。"
    assert CARD.read(text) == bystretches(text)
    assert not math.isnan(CARD.read(text).share)


@given(st.lists(st.text(ALPHABET, max_size=160), max_size=5))
def test_many_are_read_as_each_by_itself(texts: list[str]) -> None:
    read = BOTH.read_all(texts)
    assert read["one"] == [CARD.read(text) for text in texts]
    assert read["other"] == [OTHER.read(text) for text in texts]


@given(st.lists(st.text(ALPHABET, max_size=160), max_size=5))
def test_what_tells_most_of_many_is_that_of_each(texts: list[str]) -> None:
    assert BOTH.telling("one", texts, 3) == [CARD.telling(text, 3) for text in texts]


@given(st.lists(st.text(ALPHABET, max_size=60), max_size=5))
def test_classes_of_many_are_those_of_each(texts: list[str]) -> None:
    table = {piece: (idf, {"a": weight, "b": 0.3}) for piece, (weight, idf) in TABLE.items()}
    card = ClassCard(table, {"a": 0.1, "b": 0.2, "c": 0.0})
    assert card.scores_all(texts) == [card.scores(text) for text in texts]


def test_stretches_that_are_both_quite_sure() -> None:
    card = Scorecard({"保": (90.0, 1.0), "本": (30.0, 1.0), "房": (-9.0, 0.1)}, 0.0)
    text = "房" * 30 + "本。" + "房" * 30 + "保。" + "房" * 30 + "本。"
    assert Scorecards({"one": card}).read_all([text, text[::-1]])["one"] == [
        card.read(text),
        card.read(text[::-1]),
    ]


def test_a_sign_of_texts_is_no_bias() -> None:
    card = Scorecard.load("=\t-2.0\t0\n=\t0.5\t7.1\n")
    assert card.read("没有那个字的一段话。").share < 0.5
    classes = ClassCard.load("=\t0\ta=0.1;b=0.2\n=\t7.1\ta=0.5\n")
    assert set(classes.scores("1元=100积分")) == {"a", "b"}
