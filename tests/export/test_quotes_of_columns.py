"""Quotations of many texts at once are those of each text."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.model.columns import slices
from engine.triage.quotes import part, parts

_TEXTS = st.lists(
    st.text("0138一〇５٣\u0de6-（ 、电话A😀é*", max_size=40).map(lambda text: text * 2),
    min_size=1,
    max_size=6,
)


@settings(deadline=None, max_examples=75)
@given(texts=_TEXTS, data=st.data())
def test_parts_of_many_texts(texts: list[str], data: st.DataObject) -> None:
    places = st.tuples(st.sampled_from(range(len(texts))), st.integers(0, 80), st.integers(0, 60))
    hits = [
        (number, min(first, len(texts[number])), first + size)
        for number, first, size in data.draw(st.lists(places, max_size=8))
    ]
    columns = np.array(hits, np.int64).reshape(-1, 3).T
    want = [part(texts[number], first, last) for number, first, last in hits]
    assert parts(pa.array(texts, pa.string()), *columns).to_pylist() == want


def test_a_number_that_is_cut_is_not_shown() -> None:
    texts = pa.array(["咨询13812345678", "咨询热线"], pa.string())
    found = parts(texts, np.array([1, 0, 0]), np.array([0, 0, 4]), np.array([2, 6, 13]))
    assert found.to_pylist() == ["咨询", "咨询****", "*********"]


def test_slices_lie_anywhere() -> None:
    data = np.frombuffer(b"abcdef", np.uint8)
    found = slices(data, np.array([4, 0, 2, 3]), np.array([6, 6, 2, 5]))
    assert found.to_pylist() == ["ef", "abcdef", "", "de"]
    found.validate(full=True)
    assert slices(data[:0], np.zeros(0, np.int64), np.zeros(0, np.int64)).to_pylist() == []
