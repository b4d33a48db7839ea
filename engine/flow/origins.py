"""Area codes of origin, each with the document that orders its use."""

from __future__ import annotations

import pyarrow as pa

from engine.model.errors import InputError


def read_origins(table: pa.Table) -> dict[str, str]:
    """Area code → document. Raises InputError for a code without one: the list is used only where
    an order says so."""
    found: dict[str, str] = {}
    for row in table.to_pylist():
        if not row["document"]:
            raise InputError(
                f"{row['source_file']} 第 {row['source_row']} 条数据：区划代码 {row['code']} 没有写明依据文件。"
                "户籍地区码只在有文件要求时使用，请补上“依据文件”一列。"
            )
        found[str(row["code"]).strip()] = str(row["document"])
    return found
