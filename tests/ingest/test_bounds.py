"""What a few bytes tell of cells is what looking at every one of them tells."""

from __future__ import annotations

import re
from collections import Counter

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.ingest import Tally, cities, days
from engine.ingest.cells import BLANKS, NULLS, clean
from engine.ingest.days import all_plain
from engine.ingest.delimited.quotes import one_line_each

#: 怀, 倀 and 䀀 end in the bytes that wide blanks end in.
_CELL = st.lists(st.sampled_from([*BLANKS, *NULLS, "甲", "a", "怀", "倀", "䀀", "é"]), max_size=4)
_CELLS = st.lists(st.none() | _CELL.map("".join), max_size=9)


@settings(max_examples=300, deadline=None)
@given(_CELLS, st.integers(0, 3))
def test_every_cell_is_cleaned(cells: list[str | None], begin: int) -> None:
    column = pa.chunked_array([pa.array(cells, pa.string()).slice(begin)])
    cleaned = clean(column)
    cleaned.validate(full=True)
    bare = [cell and cell.strip(BLANKS) for cell in cells[begin:]]
    assert cleaned.to_pylist() == [None if cell in NULLS else cell for cell in bare]


def test_what_is_missing_stays_so_whatever_bytes_it_has() -> None:
    _, offsets, data = pa.array(["甲", "乙", " "]).buffers()
    cells = pa.StringArray.from_buffers(3, offsets, data, pa.py_buffer(bytes([0b101])))
    assert clean(pa.chunked_array([cells])).to_pylist() == ["甲", None, None]


_LINE = st.sampled_from(["a", '"a"', '"a\nb"', '"a\r\nb"', '"\r"', "ab"])


@given(st.lists(_LINE, min_size=1, max_size=5), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_line_ends_within_cells_are_counted(cells: list[str], end: str, last: bool) -> None:
    text = end.join(cells) + (end if last else "")
    plain = not any("\n" in cell or "\r" in cell for cell in cells)
    assert one_line_each(text.encode(), len(cells)) == plain


_DAYS = st.sampled_from(["2020-01-31", "2020-13-99", "1899-01-01", "2099-12-31 10:00", "2020/01/01", "2020-01-0一", "", None])  # fmt: skip
_CODES = st.sampled_from(["91640221MA", "916402", "9164022a", "AZ123456", "无x111111", "", None])


@given(st.lists(st.tuples(_DAYS, _CODES), max_size=8), st.integers(0, 8))
def test_days_and_cities_are_counted(rows: list[tuple[str | None, str | None]], cut: int) -> None:
    said = pa.array([day for day, _ in rows], pa.string())
    codes = pa.array([code for _, code in rows], pa.string())
    shaped = re.compile(r"(19|20)\d\d-\d\d-\d\d", re.ASCII)
    expected = Counter(day[:10] for day, _ in rows if day and shaped.match(day))
    assert days(said) == expected
    table = pa.table({"est_date": said, "uscc": codes})
    whole, first = Tally.of(table), Tally.of(table.slice(0, cut))
    parts = Tally.sum([first, Tally.of(table.slice(cut))])
    assert (parts.days, parts.cities) == (expected, cities(codes)) == (whole.days, whole.cities)
    assert whole.without(first).days == Tally.of(table.slice(cut)).days
    plain = all(not day or re.fullmatch(r"\d{4}-\d\d-\d\d", day, re.ASCII) for day, _ in rows)
    assert all_plain(said) == plain
    known = [code for _, code in rows if code and re.match("[0-9A-Z]{2}[0-9]{6}", code)]
    assert cities(codes) == Counter(code[2:6] for code in known)
