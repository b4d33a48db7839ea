"""Cells of tables and registers as texts."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from engine.flow.register import Register


def columns_of(register: Register, names: Sequence[str]) -> list[list[str]]:
    """Columns of all firms, in memory."""
    columns: list[list[str]] = [[] for _ in names]
    for part in register.parts(names):
        for column, name in zip(columns, names, strict=True):
            column += strings(part, name)
    return columns


def strings(table: pa.Table, column: str) -> list[str]:
    if column not in table.column_names:
        return [""] * table.num_rows
    return pc.fill_null(table.column(column).cast(pa.string()), "").to_pylist()  # type: ignore[no-any-return]


def firm_of(register: Register, row: int) -> tuple[str, str]:
    """Name and code of a firm; empty for a row below 0."""
    if row < 0:
        return "", ""
    firm = register.take([row]).to_pylist()[0]
    return str(firm["name"] or ""), str(firm["uscc"] or "")
