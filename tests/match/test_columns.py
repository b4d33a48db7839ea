"""Columns by numbers: those that are alike, and the first of each."""

import numpy as np
import pyarrow as pa
import pytest

from engine.match.columns import Rows, alike, codes_of, firsts, masked, ranked
from engine.match.glossary import Glossary
from engine.match.scan import distinct, flags, listed, marked, spans_of, whole
from engine.match.verdicts import Verdict


def test_rows_as_records() -> None:
    columns = {"text": pa.array(["甲", "乙", "丙"]), "place": pa.array(["一", "二", "三"])}
    rows = Rows(columns, ("place", "text"), ["d0", "d1"], np.array([1, 0, 1]))
    records, days = rows.records([2, 1])
    assert records == [{"place": "三", "text": "丙"}, {"place": "二", "text": "乙"}]
    assert days == ["d1", "d0"]
    assert list(records[0]) == ["place", "text"]
    assert rows.records([]) == ([], [])


@pytest.mark.parametrize(
    "texts", [["a09/:b", "", "１９1", "99"], ["", ""], [], ["甲乙"], ["7甲8", "9"]]
)
def test_one_figure_for_all(texts: list[str]) -> None:
    expected = ["".join("0" if c in "0123456789" else c for c in text) for text in texts]
    column = pa.array(texts, pa.large_string())
    assert masked(column).to_pylist() == expected
    longer = pa.array(["5某6", *texts, "8"], pa.large_string())
    assert masked(longer.slice(1, len(texts))).to_pylist() == expected
    assert masked(longer.slice(1)).to_pylist() == [*expected, "0"]


def test_rows_that_are_alike() -> None:
    assert codes_of(pa.array(["b", "a", "b"])).tolist() == [0, 1, 0]
    first, group = alike([np.array([5, 5, 7, 5, 7]), np.array([0, 0, 0, 0, 0])])
    assert (first.tolist(), group.tolist()) == ([0, 2], [0, 0, 1, 0, 1])
    first, group = alike([np.array([1, 1, 2, 1, 1]), np.array([0, 3, 0, 0, 3]), np.array([0, 0, 0, 1, 0])])  # fmt: skip
    assert (first.tolist(), group.tolist()) == ([0, 1, 2, 3], [0, 1, 2, 3, 1])
    first, group = alike([np.array([0, 1, 0]), np.array([1, 0, 1])])
    assert (first.tolist(), group.tolist()) == ([0, 1], [0, 1, 0])
    empty = np.zeros(0, np.int64)
    assert [part.tolist() for part in alike([empty, empty])] == [[], []]
    assert firsts(np.array([0, 0, 1, 0, 2, 1])).tolist() == [0, 2, 4]
    assert firsts(empty).tolist() == []


def test_each_of_some_numbers_in_order() -> None:
    for values in ([3, 1, 3, 2, 1], [1], [], [2, 2], [-1, -1, 0]):
        once, which = ranked(np.array(values, np.int64))
        assert once.tolist() == sorted(set(values))
        assert once[which].tolist() == values
    assert distinct(np.array([1, 1, 4, 4, 4, 7])).tolist() == [1, 4, 7]
    assert distinct(np.zeros(0, np.int64)).tolist() == []


def test_places_one_after_another() -> None:
    owner, places = listed(np.array([4, 9, 0]), np.array([2, 0, 3]))
    assert (owner.tolist(), places.tolist()) == ([0, 0, 2, 2, 2], [4, 5, 0, 1, 2])
    begin, count = spans_of(np.array([1, 1, 3, 3, 3, 8]), np.array([3, 2, 1, 8]))
    assert (begin.tolist(), count.tolist()) == ([2, 2, 0, 5], [3, 0, 2, 1])
    assert marked([0, 2], 4).tolist() == [True, False, True, False]
    assert marked(np.array([3]), 4).tolist() == [False, False, False, True]
    assert flags(pa.array([True, False])).tolist() == [True, False]


@pytest.mark.parametrize(
    "column",
    [
        pa.array(["甲", None, "乙"]),
        pa.chunked_array([["甲", None], ["乙"]]),
        pa.chunked_array([["甲", None, "乙"]]),
        pa.array(["某", "甲", None, "乙"]).slice(1),
        pa.array(["甲", "丙", "乙"]).filter(pa.array([True, True, True])),
        pa.chunked_array([], pa.string()),
        pa.array([], pa.string()),
    ],
)
def test_a_column_without_nulls(column: pa.Array | pa.ChunkedArray) -> None:
    found = whole(column)
    assert found.type == pa.large_string()
    assert not found.null_count
    assert found.to_pylist() == [text or "" for text in column.to_pylist()]


def test_what_stands_hidden_behind_a_null_is_not_read() -> None:
    masked_ = pa.array([False, True]).buffers()[1]
    bare = pa.array(["甲", "乙"])
    hidden = pa.Array.from_buffers(pa.string(), 2, [pa.py_buffer(b"\x01"), *bare.buffers()[1:]])
    assert masked_ is not None
    assert hidden.to_pylist() == ["甲", None]
    assert whole(hidden).to_pylist() == ["甲", ""]


def test_meanings_and_spellings_have_numbers() -> None:
    known = Glossary()
    assert known.meaning(None) == 0
    edge, same = Verdict("E-1", "误读"), Verdict("E-1", "误读")
    own = Verdict("E-1", "误读", True)
    numbers = [
        known.meaning(v) for v in (edge, same, own, Verdict("E-2", "误读"), Verdict("E-1", "他"))
    ]
    assert numbers == [1, 1, 2, 3, 4]
    assert known.meaning(None, (True,)) == 5
    assert known.meaning(None, (True,)) == 5
    assert known.meaning(edge, (True,)) == 6
    assert known.meaning(None, ()) == 0
    assert known.dismissed().tolist() == [False, True, False, True, True, False, True]
    assert known.meanings[6].verdict is edge
    assert known.meanings[6].near == (True,)
    assert [known.spelling(text) for text in ("", "甲", "乙", "甲")] == [1, 2, 3, 2]
    assert known.spellings == ["", "", "甲", "乙"]
