"""Whether a text has so many sums is told as they are counted."""

from hypothesis import given
from hypothesis import strategies as st

from engine.text.rates.sums import has_sums, money


@given(st.text("012一二两百千万半返每元块角毛分/.-~至到个 米wu点利年，。", max_size=14))
def test_as_they_are_counted(text: str) -> None:
    for count in (1, 2):
        assert has_sums(text, count) == (len(money(text)) >= count)
