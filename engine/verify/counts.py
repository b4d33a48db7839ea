"""Do the tables hold what the record counts? The record is what an office reports from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from engine.export import DATASETS
from engine.model.names import FILES
from engine.model.terms import Disposition
from engine.verify.verified import Verified, mapping

#: Table → its columns that are counted.
_COLUMNS = {
    "entities": ("disposition", "band", "sector"),
    "adverts": ("band",),
    "evidence": ("status",),
    "rejected": ("kind",),
}
_BLOCK = 1 << 24


def held_against(folder: Path, record: Mapping[str, Any], result: Verified) -> None:
    """Tells of each table whether it has what the record says. A cluster's files beside its datasets show the
    first of them only."""
    told = mapping(record.get("counts"))
    datasets = mapping(record.get("datasets")).keys() & set(DATASETS)
    for name, columns in _COLUMNS.items():
        try:
            rows = _tally(_blocks(folder, name, columns, name in datasets))
        except MemoryError:  # Arrow's is one of its own errors, too
            raise
        except (ValueError, KeyError, OSError, pa.ArrowException):
            result.bad(f"{name}：表读不了，没有点数")
            continue
        for what, count in _counts(name, rows):
            if what in told and told[what] != count:
                result.bad(f"{name}：{_SAID[what]}与运行记录里的数不同")


_SAID = {
    "entities": "行数",
    "by_disposition": "各类处理结果的户数",
    "leads_by_band": "各等级线索的户数",
    "leads_by_sector": "各行业线索的户数",
    "adverts_by_band": "各等级的条数",
    "evidence": "行数",
    "evidence_by_status": "计入和未计入的条数",
    "rejected": "行数",
}


def _counts(name: str, rows: Counter[tuple[str, ...]]) -> Iterator[tuple[str, Any]]:
    """Those of the record that the rows of a table come to."""

    def by(column: int, *, of: str = "") -> dict[str, int]:
        found: Counter[str] = Counter()
        for row, count in rows.items():
            if not of or row[0] == of:
                found[row[column]] += count
        return dict(found)

    if name != "adverts":
        yield name, rows.total()
    if name == "entities":
        yield "by_disposition", by(0)
        yield "leads_by_band", by(1, of=Disposition.LEAD.value)
        yield "leads_by_sector", by(2, of=Disposition.LEAD.value)
    elif name != "rejected":
        yield f"{name}_by_{_COLUMNS[name][0]}", by(0)


def _tally(blocks: Iterator[pa.Table]) -> Counter[tuple[str, ...]]:
    found: Counter[tuple[str, ...]] = Counter()
    for block in blocks:
        texts = [pc.fill_null(pc.cast(column, pa.string()), "") for column in block.columns]
        counted = pa.table(texts, block.column_names).group_by(block.column_names)
        *cells, counts = (
            counted.aggregate([([], "count_all")])
            .select([*block.column_names, "count_all"])
            .columns
        )
        for *row, count in zip(*(c.to_pylist() for c in (*cells, counts)), strict=True):
            found[tuple(map(str, row))] += int(count)
    return found


def _blocks(folder: Path, name: str, columns: Sequence[str], dataset: bool) -> Iterator[pa.Table]:
    if dataset:
        for part in sorted((folder / name).glob("part-*.parquet")):
            yield pq.read_table(part, columns=[*columns], partitioning=None)
        return
    file = folder / next(f for f in FILES if f == f"{name}.csv")
    with pyarrow.csv.open_csv(
        file,
        pyarrow.csv.ReadOptions(block_size=_BLOCK),
        pyarrow.csv.ParseOptions(newlines_in_values=True),
        pyarrow.csv.ConvertOptions(
            include_columns=columns, column_types=dict.fromkeys(columns, pa.string())
        ),
    ) as reader:
        for batch in reader:
            yield pa.Table.from_batches([batch])
