"""How much one input may hold. Beyond a limit reading ends in a message, never in a full memory.

``Limits.parse`` reads the ``NAME=VALUE`` of the command line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc

from engine.ingest.raw import BadRow, RawTable
from engine.model.errors import InputError, UsageError

MB = 1 << 20
#: Of a row that is too large rejected.csv keeps so much.
_KEPT, _KEPT_CELLS = 500, 50
#: What each limit is called in messages, with its unit.
MEANING: Mapping[str, str] = MappingProxyType(
    {
        "file_mb": "单个文件的大小（MB）",
        "unpacked_mb": "工作簿解压后的大小（MB）",
        "cells": "一个工作表的单元格数（含空白），整个工作簿不超过两倍",
        "columns": "列数",
        "rows": "一个文件或工作表的行数",
        "cell": "一个单元格的字数，超过的整行放入未读行",
        "files": "一个文件夹里的文件数",
        "rejected": "一个文件里放入未读行的行数，表超过 20 列的按列数减少",
        "sheets": "一个工作簿里的工作表数，网页里的表格数",
        "seconds": "读取一个旧版工作簿（xls）或网页表格的处理器时间（秒），网页每 16 MB 再加 1 秒",
    }
)


#: Columns up to which as many rows may be set aside as the limit says; a wider one takes gigabytes.
_WIDE = 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Defaults fit a county's whole register on an office computer."""

    file_mb: int = 1024
    unpacked_mb: int = 2048
    cells: int = 10_000_000
    columns: int = 2000
    rows: int = 5_000_000
    #: what a cell of Excel can hold; reading time of a longer advert is nobody's to give away
    cell: int = 32_767
    files: int = 2000
    #: a table of which no more can be read was not exported right, and nobody reads so many by hand
    rejected: int = 200_000
    #: more than anybody looks through; what is told of each would fill the screen
    sheets: int = 1000
    #: a sheet of xls can hold no more than takes three
    seconds: int = 8

    @classmethod
    def parse(cls, given: Iterable[str]) -> Limits:
        """The defaults changed by ``NAME=VALUE``. Raises UsageError."""
        known = {item.name for item in fields(cls)}
        changes: dict[str, int] = {}
        for entry in given:
            name, _, value = entry.partition("=")
            name = name.strip()
            if name not in known:
                listed = "、".join(f"{key}（{MEANING[key]}）" for key in MEANING)
                raise UsageError(f"没有叫“{name}”的上限。可以写：{listed}。")
            value = value.strip()
            if not (value.isascii() and value.isdigit()) or len(value) > 18 or int(value) < 1:
                raise UsageError(
                    f"--limit {name}= 后面应写大于 0 的整数，例如 --limit {name}=5000。"
                )
            changes[name] = int(value)
        return replace(cls(), **changes)

    def rejected_of(self, columns: int) -> int:
        """The rows of a table so wide that may be set aside: fewer where each keeps many cells."""
        return min(self.rejected, max(1, _WIDE * self.rejected // max(columns, 1)))

    def changed(self) -> dict[str, int]:
        """What differs from the defaults, for the run record."""
        return {
            item.name: getattr(self, item.name)
            for item in fields(self)
            if getattr(self, item.name) != item.default
        }


USUAL = Limits()


def beyond(name: str, what: str, found: str, limit: int, source: str) -> InputError:
    """The message of every limit: what was found, what is allowed, what to do."""
    return InputError(
        f"文件 {source} 的{what}{found}，超过上限 {limit}，没有读取。"
        f"请检查文件是否选对或已损坏；确有需要时加 --limit {name}=更大的数。"
    )


def put_together(source: str) -> InputError:
    """Of several files one behind the other, each with its end, readers know the last."""
    return InputError(
        f"文件 {source} 是几个文件接在一起的，只能读到最后一个，没有读取。请分开后逐个给出。"
    )


def refuse_sheets(count: int, limits: Limits, source: str) -> None:
    """Raises InputError for a workbook of too many sheets."""
    if count > limits.sheets:
        raise beyond("sheets", "工作表", f"有 {count} 张或更多", limits.sheets, source)


def too_many_rejected(count: int, cause: str, most: int, source: str) -> InputError:
    """``count``: rows that cannot be read, ``cause``: why the first of them cannot, ``most``: how many
    may be set aside."""
    return InputError(
        f"文件 {source} 有 {count} 行或更多读不了（第一处：{cause}），超过上限 {most}，没有读取。"
        "请按表头核对后重新导出；确有需要时加 --limit rejected=更大的数。"
    )


def within(raw: RawTable, limits: Limits, source: str) -> RawTable:
    """The table with rows of oversized cells set aside. Raises InputError for too many rows."""
    count = len(raw.rows) + len(raw.bad)
    if count > limits.rows:
        raise beyond("rows", "行数", f"为 {count}", limits.rows, source)
    most = limits.rejected_of(len(raw.labels))
    if len(raw.bad) > most:
        raise too_many_rejected(len(raw.bad), raw.bad[0].cause, most, source)
    raw.bad = [_shortened(row, limits) for row in raw.bad]
    long = _too_long(raw.columns, limits.cell)
    if long is None:
        return raw
    count = len(raw.bad) + (pc.sum(long).as_py() or 0)
    if count > most:
        raise too_many_rejected(count, "有单元格太长", most, source)
    for index in pc.indices_nonzero(long).to_pylist():
        cells = tuple(column[index].as_py() or "" for column in raw.columns)
        longest = max(len(cell) for cell in cells)
        cause = f"有单元格至少长 {longest} 字，超过上限 {limits.cell}（可用 --limit cell= 放宽）"
        raw.bad.append(_shortened(BadRow(raw.rows[index].as_py(), cause, cells), limits))
    raw.bad.sort(key=lambda row: row.row)
    keep = pc.invert(long)
    raw.columns = [column.filter(keep) for column in raw.columns]
    raw.rows = raw.rows.filter(keep)
    raw.notes.append("有单元格过长的行已放入未读行")
    return raw


def _too_long(columns: list[pa.ChunkedArray], most: int) -> pa.Array | None:
    """Which rows hold a cell of more than ``most`` characters; None if there is none."""
    found = None
    for column in columns:
        # Bytes first: they are known without looking at the text.
        size = pc.max(pc.binary_length(column)).as_py()
        if size is None or size <= most:
            continue
        long = pc.fill_null(pc.greater(pc.utf8_length(column), most), False).combine_chunks()
        long = pa.concat_arrays(long.chunks) if isinstance(long, pa.ChunkedArray) else long
        found = long if found is None else pc.or_(found, long)
    return found if found is not None and pc.any(found).as_py() else None


def _shortened(row: BadRow, limits: Limits) -> BadRow:
    """The row as rejected.csv can hold it; what was cut is said in its place."""
    most = limits.cell
    if len(row.cells) > limits.columns:
        rest = f"……（共 {len(row.cells)} 列，其余见原文件）"
        row = replace(row, cells=(*row.cells[:_KEPT_CELLS], rest))
    if all(len(cell) <= most for cell in row.cells):
        return row
    cells = tuple(
        cell if len(cell) <= most else f"{cell[:_KEPT]}……（至少 {len(cell)} 字，其余见原文件）"
        for cell in row.cells
    )
    return replace(row, cells=cells)
