"""Rows of a source that cannot be used: blank ones, repeated headers, totals at the foot, rows without
what a record of the kind must have; and what is kept of those that are set aside."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.ingest.bounds import Bounds, Words
from engine.ingest.cells import BLANKS
from engine.ingest.headers.aliases import REQUIRED_NAMES
from engine.ingest.headers.names import Label
from engine.ingest.limits import Limits, too_many_rejected
from engine.ingest.raw import RawTable
from engine.model.arrays import Flags, Ints
from engine.model.columns import pieces, whole
from engine.model.fields import REQUIRED
from engine.model.ingested import RejectedRow
from engine.model.terms import FOOTER_ROW, RecordKind

_COUNTED = "户|家|条|笔|个|元|万元|件|起|人|次|份|行|所|处|宗|例|张|则"
_FOOTER = (
    r"^(?:(?:[本全以][一-鿿]{1,2})?(?:合\s*计|总\s*计|小\s*计|共\s*计|累\s*计)\s*[:：]?"
    rf"\s*[0-9,，.]*\s*(?:{_COUNTED})?"
    rf"|(?:以上)?共\s*[0-9]+\s*(?:{_COUNTED}).{{0,12}}"
    r"|(?:制表|填表|填报|审核|复核|经办|导出|打印)(?:人|者|单位|时间|日期|部门)?\s*[:：].{0,40})$"
)
#: With what these begin.
_FOOTER_FIRST = Words("合总小共累本全以制填审复经办导打")
#: A remark on the whole list; no name has a colon there (注册资本代办 and 备注印章店 are names).
_NOTED = (
    r"(?:(?:特别|填表|编制|数据|有关|相关)?(?:说\s*明|备\s*注|附\s*注|注\s*释|注\s*意)|注)"
    r"\s*[0-9一二三四五]?\s*"
)
#: Behind a bracket that ends a name may stand: （备注：注销中）云泉理财咨询有限公司.
_NOTE = rf"(?s)^(?:[*＊※]?\s*{_NOTED}[:：].*|[（(【\[]\s*{_NOTED}(?:[】\])）]\s*[:：].*|[:：][^】\])）]*[】\])）]?\s*))$"
_NOTE_FIRST = Words("注备附说特填编数有相（(【[*＊※")
#: What a text begins with is its own: 说明：本公司承诺……
_TEXTS = (RecordKind.ADVERT, RecordKind.TIP)
_HAS_DIGIT = re.compile(r"[0-9]")
#: Of a tip what cannot name who reported.
_TIP_KEPT = (
    *("tip_id", "source_type", "received_time", "subject", "subject_address", "uscc"),
    *("region", "village", "grid", "department"),
)


def unusable(
    raw: RawTable, cleaned: list[pa.ChunkedArray], kind: RecordKind, file: str, limits: Limits
) -> tuple[list[int], dict[int, str]]:
    """Indices of blank rows, and of unusable ones with the cause. Raises InputError for too many."""
    if not len(raw.rows):
        return [], {}
    needed = [i for i, item in enumerate(raw.labels) if item.canonical in REQUIRED[kind]]
    empty = np.logical_and.reduce([_missing(cleaned[i]) for i in needed])
    first = pc.coalesce(*cleaned) if cleaned[0].null_count and len(cleaned) > 1 else cleaned[0]
    footer = _matching(first, _FOOTER_FIRST, _FOOTER) | _noted(
        first, empty, [cleaned[i] for i in needed] if kind not in _TEXTS else []
    )
    headed = np.zeros(len(raw.rows), bool)
    for i in needed:
        headed[_among(cleaned[i], raw.labels[i].words)] = True
    found = np.flatnonzero(empty | footer | headed)
    if not len(found):
        return [], {}
    suspects = pa.array(found)
    blank = _blank(raw, suspects)
    lacking = int(np.count_nonzero(empty[found] & ~np.array(blank)))
    if len(raw.bad) + lacking > (most := limits.rejected_of(len(raw.labels))):
        cause = f"缺少{REQUIRED_NAMES[kind]}"
        raise too_many_rejected(len(raw.bad) + lacking, cause, most, file)
    sub = [column.take(suspects).to_pylist() for column in cleaned]
    repeated, foot, nameless = (mask[found].tolist() for mask in (headed, footer, empty))
    blanks: list[int] = []
    causes: dict[int, str] = {}
    for at, index in enumerate(found.tolist()):
        cells = [column[at] for column in sub]
        filled = sum(1 for cell in cells if cell is not None)
        if blank[at]:
            blanks.append(index)
        elif repeated[at] and _is_header(raw, cells, filled):
            causes[index] = "重复的表头"
        elif foot[at] and (nameless[at] or filled <= max(4, len(cells) // 2)):
            causes[index] = FOOTER_ROW
        elif nameless[at]:
            causes[index] = f"缺少{REQUIRED_NAMES[kind]}"
    return blanks, causes


def _noted(first: pa.ChunkedArray, empty: Flags, named: Sequence[pa.ChunkedArray]) -> Flags:
    """Rows that are a remark on the whole list: one stands where the name should, or before nothing
    that is a name. A remark beside a name is one on that firm."""
    noted = _matching(first, _NOTE_FIRST, _NOTE) & empty
    for column in named:
        noted |= _matching(column, _NOTE_FIRST, _NOTE)
    return noted


def _missing(column: pa.ChunkedArray) -> Flags:
    if not column.null_count:
        return np.zeros(len(column), bool)
    missing: Flags = whole(pc.is_null(column)).to_numpy(zero_copy_only=False)
    return missing


def _matching(column: pa.ChunkedArray, words: Words, pattern: str) -> Flags:
    """Which cells match; only those that begin with one of the ``words`` are asked."""
    cells = whole(column)
    found = np.zeros(len(cells), bool)
    some = Bounds(cells).beginning(words)
    if len(some):
        matching = pc.match_substring_regex(cells.take(pa.array(some)), pattern)
        found[some] = pc.fill_null(matching, False).to_numpy(zero_copy_only=False)
    return found


def _among(column: pa.ChunkedArray, words: Collection[str]) -> Ints:
    """The cells that say one of the ``words``."""
    cells = whole(column)
    lengths = sorted({len(word.encode()) for word in words})
    some = np.flatnonzero(np.isin(np.diff(pieces(cells)[0]), lengths))
    texts = pa.array(sorted(words), pa.string())
    there = pc.is_in(cells.take(pa.array(some)), value_set=texts)
    found: Ints = some[there.to_numpy(zero_copy_only=False)]
    return found


def _is_header(raw: RawTable, cells: list[str | None], filled: int) -> bool:
    same = sum(1 for cell, item in zip(cells, raw.labels, strict=True) if cell in item.words)
    return same * 2 >= filled


def _every(masks: list[pa.ChunkedArray]) -> pa.ChunkedArray:
    result = masks[0]
    for mask in masks[1:]:
        result = pc.and_(result, mask)
    return result


def _blank(raw: RawTable, indices: pa.Array) -> list[bool]:
    # On the cells as they stand: a row of dashes says something and is set aside, not skipped.
    masks = []
    for column in raw.columns:
        text = pc.utf8_trim(column.take(indices), characters=BLANKS)
        masks.append(pc.equal(pc.fill_null(text, ""), ""))
    result: list[bool] = _every(masks).to_pylist()
    return result


def rejected_rows(
    raw: RawTable, kind: RecordKind, file: str, causes: dict[int, str]
) -> tuple[RejectedRow, ...]:
    public = [i for i, item in enumerate(raw.labels) if _may_be_kept(item, kind)]
    indices = pa.array(sorted(causes), pa.int64())
    cells = {i: raw.columns[i].take(indices).to_pylist() for i in public}
    numbers = raw.rows.take(indices).to_pylist()
    rows: list[RejectedRow] = []

    def keep(row: int, cause: str, content: dict[str, str]) -> None:
        # At once as text: a mapping for each of many wide rows takes gigabytes.
        said = json.dumps(content, ensure_ascii=False)
        rows.append(RejectedRow(kind, file, raw.sheet, row, cause, said))

    for at, index in enumerate(indices.to_pylist()):
        # Of columns without a header only what stands there: thousands of them may be empty.
        content = {
            raw.labels[i].text: cells[i][at] or ""
            for i in public
            if cells[i][at] or raw.labels[i].words
        }
        if kind is RecordKind.TIP:
            content = _without_people(content, raw, causes[index])
        keep(numbers[at], causes[index], content)
    for item in raw.bad:
        labels = item.labels or raw.labels
        if kind is RecordKind.TIP or not all(_may_be_kept(label, kind) for label in labels):
            # Cells of a ragged row cannot be told apart, so the reporter could be among them.
            keep(item.row, f"{item.cause}；表中有举报人信息，原文不保留，请查原文件", {})
        elif len(item.cells) == 1:
            keep(item.row, item.cause, {"原文": item.cells[0]})
        else:
            keep(item.row, item.cause, _aligned(labels, item.cells))
    return tuple(sorted(rows, key=lambda row: row.source_row))


def _without_people(content: dict[str, str], raw: RawTable, cause: str) -> dict[str, str]:
    """Under the last tip whoever reported may have signed, in whichever column."""
    if cause == FOOTER_ROW:
        return {}
    numbers = {item.text for item in raw.labels if item.canonical == "tip_id"}
    return {k: v for k, v in content.items() if k not in numbers or _HAS_DIGIT.search(v) or not v}


def _may_be_kept(label: Label, kind: RecordKind) -> bool:
    """Of a tip only what cannot name who reported: no free text, and no column nobody knows."""
    if kind is RecordKind.TIP:
        return label.canonical in _TIP_KEPT and not label.private
    return not label.private


def _aligned(labels: Sequence[Label], cells: tuple[str, ...]) -> dict[str, str]:
    names = [item.text for item in labels]
    names += [f"多出的第{i}列" for i in range(1, len(cells) - len(names) + 1)]
    return dict(zip(names, cells, strict=False))
