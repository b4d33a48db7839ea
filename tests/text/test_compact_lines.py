"""Marks are taken out of each line by itself."""

from hypothesis import given
from hypothesis import strategies as st

from engine.text.compact import compact

MARKED = st.text("保本年化 *·.，。、\u200b丨_💰1a", max_size=12)


@given(MARKED, MARKED)
def test_lines_are_compacted_each_by_itself(first: str, second: str) -> None:
    short, kept = compact(f"{first}\n{second}")
    ones, others = compact(first), compact(second)
    assert short == f"{ones[0]}\n{others[0]}"
    assert list(kept) == [*ones[1], len(first), *(len(first) + 1 + at for at in others[1])]
