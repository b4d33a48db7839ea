"""The pass over a column finds what a slow look at every row finds."""

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.match.scan import Scanner
from engine.text.fold import fold

TERMS = ("金融", "融资", "金融资产", "vx", "理财")
texts = st.lists(st.one_of(st.none(), st.text("金融资产理财貸款VXvx１a ", max_size=12)), max_size=8)


@settings(max_examples=300, deadline=None)
@given(texts, st.integers(0, 3))
def test_column_equals_slow_search(rows: list[str | None], cut: int) -> None:
    column = pa.array(rows, pa.string())[cut:]
    found = Scanner(TERMS).column(column)
    got = sorted(
        zip(
            found.row.tolist(),
            found.term.tolist(),
            found.start.tolist(),
            found.end.tolist(),
            strict=True,
        )
    )
    want = sorted(
        (row, index, at, at + len(term))
        for row, text in enumerate(rows[cut:])
        for index, term in enumerate(TERMS)
        for at in range(len(text or ""))
        if fold(text or "").startswith(term, at)
    )
    assert got == want
