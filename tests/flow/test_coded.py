"""Columns that are coded say what plain ones say."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from engine.model.columns import coded, same
from engine.model.runs import plain
from engine.triage import visit_keys


def test_cells_are_taken_as_plain_ones_are() -> None:
    at = np.array([2, 0, 0, 1, 3])
    for cells in (["甲", "乙", "甲", ""], ["甲", None, "乙", ""], [1, None, 3, 4]):
        column = pa.array(cells)
        assert coded(column, at).to_pylist() == column.take(pa.array(at)).to_pylist()
    assert same("甲", 2).to_pylist() == ["甲", "甲"]
    assert len(same("甲", 0)) == 0


def test_the_order_of_visit_is_that_of_plain_columns() -> None:
    texts = {
        "disposition": ["提示", "线索", "持牌核对", "已排除"],
        "status": ["注销", "", "存续", "吊销"],
        "band": ["", "高", "", "低"],
        "elements": ["", "利诱性|公开性", "", "非法性"],
    }
    plainly = pa.table(
        {
            **texts,
            "points": [0, 9, 1, 2],
            "source_row": [1, 2, 3, 4],
            **{name: ["甲", "乙", "丙", "丁"] for name in ("uscc", "name", "source_file")},
        }
    )
    table = plainly
    for name in texts:
        at = table.column_names.index(name)
        table = table.set_column(at, name, table.column(name).dictionary_encode())
    assert plain(table).equals(plainly)
    assert visit_keys(table).equals(visit_keys(plainly))
    assert visit_keys(table).column("elements").to_pylist() == [0, -2, 0, -1]
