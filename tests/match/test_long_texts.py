"""What is asked of a long text is asked once, not once for each of thousands of places in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.match.advert_reader import AdvertReader
from engine.match.warned import Warned
from engine.ruleset import load_ruleset, schema

SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)), max_size=12)


@pytest.fixture(scope="module")
def reader() -> AdvertReader:
    return AdvertReader(load_ruleset(), "advert")


def test_wording_is_asked_of_no_sentence_twice(reader: AdvertReader) -> None:
    text = "谨防非法集资，远离高息诱惑。今天开业大酬宾，投资理财稳赚不赔。" * 300
    view = reader.view(text)
    assert view.warnings
    asked: list[str] = []

    def share(_: str, said: str) -> float:
        asked.append(said)
        return 0.9

    view.warnings.weigh({warning.lexicon: 0.9 for warning, _ in reader.words.cues}, share)
    assert asked
    # The sentences that warn, and the others together.
    assert sum(map(len, asked)) <= 2 * len(reader.words.cues) * len(view.text)


@given(SPANS, st.booleans(), st.integers(0, 40), st.integers(1, 4))
def test_warnings_over_a_word(
    places: list[tuple[int, int]], whole: bool, start: int, size: int
) -> None:
    some: list[schema.Warning_] = [object() for _ in range(len(places) + 1)]  # type: ignore[misc]
    spans = [(at, at + long, one) for (at, long), one in zip(places, some, strict=False)]
    spans += [(0, 60, some[-1])] * whole
    expected = [one for begin, stop, one in spans if begin <= start and start + size <= stop]
    assert Warned(spans, 60).over(start, start + size) == expected
