"""Cells of a column of codes that Excel has turned into numbers (9.16E+17)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.ingest.bounds import Bounds
from engine.model.columns import whole

_DAMAGED = r"^[0-9](?:\.[0-9]+)?[eE]\+?[0-9]+$"
#: The second character of a cell that Excel has turned into a number.
_MANTISSA = np.isin(np.arange(256), [*b".eE"])
_DIGITS_KEPT = re.compile(r"^([0-9](?:\.[0-9]{0,2})?)([0-9]*)")
#: So many are named with their rows.
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Damaged:
    """Cells of a code column that Excel has turned into numbers: how many, and the first."""

    header: str
    count: int
    shown: tuple[tuple[int, str], ...]

    def notes(self) -> list[str]:
        rows = "、".join(f"第{row}行 {_masked(text)}" for row, text in self.shown)
        more = "等" * (self.count > len(self.shown))
        return [
            f"{self.header}列共有 {self.count} 个单元格被Excel损坏，已按空白处理：{rows}{more}。"
            "请从原系统以文本格式重新导出；在原表这一列里查找“E+”可以逐个找到"
        ]

    def later(self, rows: int) -> Damaged:
        return replace(self, shown=tuple((row + rows, text) for row, text in self.shown))

    def joined(self, other: Damaged) -> Damaged:
        shown = (*self.shown, *other.shown)[:_SHOWN]
        return Damaged(self.header, self.count + other.count, shown)


def _masked(number: str) -> str:
    """A number as Excel writes it may still hold every digit of a telephone: three are shown. No stars,
    which would look as if they stood in the file."""
    return _DIGITS_KEPT.sub(lambda found: found[1] + "…" * bool(found[2]), number)


def without_damaged(
    column: pa.ChunkedArray, header: str, numbers: pa.Array
) -> tuple[pa.ChunkedArray, Damaged | None]:
    """Codes that Excel has turned into numbers have lost digits: nobody may guess them."""
    where = _damaged(whole(column))
    if not len(where):
        return column, None
    shown = zip(
        numbers.take(where[:_SHOWN]).to_pylist(),
        column.take(where[:_SHOWN]).to_pylist(),
        strict=True,
    )
    found = np.zeros(len(column), bool)
    found[where.to_numpy()] = True
    kept = pc.if_else(pa.array(found), pa.scalar(None, pa.string()), column)
    return kept, Damaged(header, len(where), tuple(shown))


def _damaged(cells: pa.StringArray) -> pa.Array:
    some = pa.array(Bounds(cells).second(_MANTISSA))
    found = pc.match_substring_regex(cells.take(some), _DAMAGED)
    return some.filter(pc.fill_null(found, False))
