"""What is worked out of the inputs before the first row is judged."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from engine.model.errors import InputError


def with_addresses(firms: pa.Table) -> pa.Table:
    """A firm without a registered address is where it does business."""
    at = firms.column_names.index("address")
    known = pc.coalesce(firms.column("address"), firms.column("business_address"))
    return firms.set_column(at, "address", known)


def read_origins(table: pa.Table) -> dict[str, str]:
    """Area code → document. Raises InputError for a code without one: the list is used only where
    an order says so."""
    found: dict[str, str] = {}
    for row in table.to_pylist():
        if not row["document"]:
            raise InputError(
                f"{row['source_file']} 第 {row['source_row']} 行：区划代码 {row['code']} 没有写明依据文件。"
                "户籍地区码只在有文件要求时使用，请补上“依据文件”一列。"
            )
        found[str(row["code"]).strip()] = str(row["document"])
    return found


def newest_date(*tables: pa.Table) -> str:
    """The newest date in the inputs: the same inputs give the same ages on another day."""
    newest = ""
    for table in tables:
        for column in ("est_date", "publish_time", "received_time"):
            if column in table.column_names and table.num_rows:
                dates = pc.utf8_slice_codeunits(pc.fill_null(table.column(column), ""), 0, 10)
                valid = dates.filter(pc.match_substring_regex(dates, r"^(19|20)\d\d-\d\d-\d\d$"))
                if len(valid):
                    newest = max(newest, str(pc.max(valid).as_py()))
    return newest
