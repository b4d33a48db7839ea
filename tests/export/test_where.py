"""Rows are told as Excel counts them."""

from __future__ import annotations

from engine.export.where import headers_of, in_words, shown_row

SOURCES = [
    {"file": "a.xlsx", "sheet": "一", "header_row": 3},
    {"file": "b.xlsx", "sheet": "一", "header_row": 1},
    {"file": "b.xlsx", "sheet": "二", "header_row": 2},
    {"file": "c.jsonl", "sheet": "", "header_row": 0},
]


def test_the_row_of_the_sheet_or_which_record_it_is() -> None:
    headers = headers_of(SOURCES)
    told = {
        (file, row): in_words(headers, {"source_file": file, "source_row": row})
        for file, row in (("a.xlsx", 4), ("b.xlsx", 4), ("c.jsonl", 4), ("a.xlsx", 0))
    }
    assert list(told.values()) == ["第 7 行", "第4条", "第4条", ""]
    assert shown_row(headers, {"source_file": "a.xlsx", "source_row": 1}) == 4
