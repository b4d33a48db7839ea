"""Give the columns of a source their canonical names and set aside the rows that cannot be used."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.ingest.bounds import Bounds, Words
from engine.ingest.cells import BLANKS, clean
from engine.ingest.days import all_plain
from engine.ingest.headers.aliases import REQUIRED_NAMES
from engine.ingest.headers.names import Label
from engine.ingest.headers.remarks import by_row, to_look_at
from engine.ingest.invisible import without_unseen
from engine.ingest.limits import USUAL, Limits, too_many_rejected
from engine.ingest.noted import status_of
from engine.ingest.raw import RawTable
from engine.ingest.values import iso_time
from engine.ingest.whereabouts import below, in_pieces, is_piece
from engine.model.arrays import Flags, Ints
from engine.model.columns import pieces, whole
from engine.model.fields import COLUMNS, REQUIRED
from engine.model.ingested import Ingested, RejectedRow, SourceReport
from engine.model.terms import ATTENTION, FOOTER_ROW, RecordKind

#: Several columns of the source that belong together are joined; elsewhere the best one wins.
_JOINED = {"scope": "；", "phone": ";", "term": "至", "text": "\n"}
_CODES = ("uscc", "reg_no", "phone", "number", "licence_no", "ad_id", "tip_id")
#: Columns in which characters that nobody sees say nothing.
_READ = {RecordKind.REGISTRATION: ("name", "scope"), RecordKind.LICENCE: ("name",)}
_DAYS = ("est_date", "approve_date", "publish_time", "received_time")
_DAMAGED = r"^[0-9](?:\.[0-9]+)?[eE]\+?[0-9]+$"
_BARE_NUMBER = r"^([0-9][0-9,，]*(?:\.[0-9]+)?)$"
_COUNTED = "户|家|条|笔|个|元|万元|件|起|人|次|份|行|所|处|宗|例|张|则"
_FOOTER = (
    r"^(?:(?:[本全以][一-鿿]{1,2})?(?:合\s*计|总\s*计|小\s*计|共\s*计|累\s*计)\s*[:：]?"
    rf"\s*[0-9,，.]*\s*(?:{_COUNTED})?"
    rf"|(?:以上)?共\s*[0-9]+\s*(?:{_COUNTED}).{{0,12}}"
    r"|(?:制表|填表|填报|审核|复核|经办|导出|打印)(?:人|者|单位|时间|日期|部门)?\s*[:：].{0,40})$"
)
#: With what these begin.
_FOOTER_FIRST = Words("合总小共累本全以制填审复经办导打")
#: The second character of a cell that Excel has turned into a number.
_MANTISSA = np.isin(np.arange(256), [*b".eE"])
_DIGITS_KEPT = re.compile(r"^([0-9](?:\.[0-9]{0,2})?)([0-9]*)")
_SHOWN = 5
_NAMELESS = 20
_TIP_KEPT = (
    *("tip_id", "source_type", "received_time", "subject", "subject_address", "uscc"),
    *("region", "village", "grid", "department"),
)


@dataclass(frozen=True, slots=True)
class Damaged:
    """Cells of a code column that Excel has turned into numbers: how many, and the first."""

    header: str
    count: int
    shown: tuple[tuple[int, str], ...]

    def notes(self) -> list[str]:
        lines = [
            f"第{row}行 {self.header} {_masked(text)} 已被Excel损坏，请从原系统以文本格式重新导出"
            for row, text in self.shown
        ]
        return [*lines, f"{self.header}列共有 {self.count} 个单元格被Excel损坏，已按空白处理"]

    def later(self, rows: int) -> Damaged:
        return replace(self, shown=tuple((row + rows, text) for row, text in self.shown))

    def joined(self, other: Damaged) -> Damaged:
        shown = (*self.shown, *other.shown)[:_SHOWN]
        return Damaged(self.header, self.count + other.count, shown)


def _masked(number: str) -> str:
    """A number as Excel writes it may still hold every digit of a telephone: three are shown."""
    return _DIGITS_KEPT.sub(lambda found: found[1] + "*" * len(found[2]), number)


@dataclass(frozen=True, slots=True)
class Canonical:
    """``damaged``: by canonical column and header."""

    table: pa.Table
    rejected: tuple[RejectedRow, ...]
    report: SourceReport
    damaged: Mapping[tuple[str, str], Damaged]

    def later(self, rows: int) -> Canonical:
        """The same for a part of a source that begins after ``rows`` of it."""
        rejected = tuple(replace(row, source_row=row.source_row + rows) for row in self.rejected)
        damaged = {key: cells.later(rows) for key, cells in self.damaged.items()}
        return replace(self, rejected=rejected, damaged=damaged)

    def told(self) -> SourceReport:
        """The report with everything that is to be said."""
        notes = [note for note in self.report.notes if not note.startswith(ATTENTION)]
        last = [note for note in self.report.notes if note.startswith(ATTENTION)]
        for damaged in self.damaged.values():
            notes += damaged.notes()
        notes += last
        if not self.report.rows_used:
            notes.append("没有可用的数据行")
        return replace(self.report, notes=tuple(notes))

    def alone(self) -> Ingested:
        """As everything that was read of its source."""
        report = self.report
        return Ingested(report.kind, self.table, self.rejected, (self.told(),), report.rows_in)


def together(parts: Sequence[Canonical]) -> Ingested:
    """Parts of one source, read one after the other and already passed on."""
    first = parts[0].report
    damaged: dict[tuple[str, str], Damaged] = {}
    for part in parts:
        for key, cells in part.damaged.items():
            damaged[key] = damaged[key].joined(cells) if key in damaged else cells
    report = replace(
        first,
        rows_in=sum(part.report.rows_in for part in parts),
        rows_used=sum(part.report.rows_used for part in parts),
        rows_rejected=sum(part.report.rows_rejected for part in parts),
        notes=tuple(dict.fromkeys(note for part in parts for note in part.report.notes)),
    )
    whole = Canonical(
        parts[0].table,
        tuple(row for part in parts for row in part.rejected),
        report,
        dict(sorted(damaged.items(), key=lambda kv: COLUMNS[first.kind].index(kv[0][0]))),
    )
    return whole.alone()


def canonical(
    raw: RawTable, kind: RecordKind, file: str, sha256: str, limits: Limits = USUAL
) -> Canonical:
    """The canonical table of one source, with every row accounted for. Raises InputError where too
    many rows are unusable."""
    seen, unseen = _seen(raw, kind)
    cleaned = [clean(column) for column in seen]
    blank, causes = _judge(raw, cleaned, kind, file, limits)
    drop = np.array(sorted([*blank, *causes]), dtype=np.int64)
    keep = np.ones(len(raw.rows), dtype=bool)
    keep[drop] = False
    used = int(keep.sum())
    mask = pa.array(keep)
    numbers = raw.rows if used == len(keep) else raw.rows.filter(mask)
    if used != len(keep):
        cleaned = [column.filter(mask) for column in cleaned]
    damaged: dict[tuple[str, str], Damaged] = {}
    none = pa.chunked_array([pa.nulls(used, pa.string())])  # one for all that the source lacks
    known = {item.canonical for item in raw.labels}
    columns = {
        name: _column(raw, cleaned, name, numbers, damaged) if name in known else none
        for name in COLUMNS[kind]
    }
    if kind is RecordKind.TIP:
        columns["tip_id"] = by_row(columns["tip_id"], numbers, raw.header_row)
    if kind is RecordKind.REGISTRATION:
        columns["status"] = status_of(columns["name"], columns["status"])
    columns["source_file"] = _same(file, used)
    columns["source_sheet"] = _same(raw.sheet, used)
    columns["source_row"] = pa.chunked_array([numbers])
    rejected = _rejected(raw, kind, file, causes)
    report = SourceReport(
        kind=kind,
        file=file,
        sheet=raw.sheet,
        sha256=sha256,
        encoding=raw.encoding,
        header_row=raw.header_row,
        mapping={item.text: item.canonical for item in raw.labels if item.canonical},
        unmapped=tuple(item.text for item in raw.labels if not item.canonical),
        rows_in=len(raw.rows) - len(blank) + len(raw.bad),
        rows_used=used,
        rows_rejected=len(rejected),
        notes=(*raw.notes, *unseen, *_unnamed(raw), *to_look_at(raw.labels, kind, file)),
    )
    return Canonical(pa.table(columns), rejected, report, damaged)


def _seen(raw: RawTable, kind: RecordKind) -> tuple[list[pa.ChunkedArray], list[str]]:
    """The columns without what nobody sees in them, where rules look for words of the register; and
    what is to be said of that, the same for each part of a source."""
    columns, notes = list(raw.columns), []
    for at, item in enumerate(raw.labels):
        if item.canonical in _READ.get(kind, ()):
            columns[at], found = without_unseen(columns[at])
            if found:
                notes.append(f"{item.text}里夹着看不见的字符（零宽、方向符号等），已去掉")
    return columns, notes


def _unnamed(raw: RawTable) -> list[str]:
    """Columns that say something and have no header: cells may have moved into them."""
    unnamed = [
        (item.text, column)
        for item, column in zip(raw.labels, raw.columns, strict=True)
        if not item.words
    ]
    return [
        f"{text}没有表头却有内容，没有使用。请核对各列有没有错位，或补上表头"
        for text, column in unnamed[:_NAMELESS]
        if pc.any(pc.not_equal(pc.utf8_trim_whitespace(column), "")).as_py()
    ]


def _same(text: str, count: int) -> pa.ChunkedArray:
    return pa.chunked_array([pa.repeat(pa.scalar(text, pa.string()), count)])


def _judge(
    raw: RawTable, cleaned: list[pa.ChunkedArray], kind: RecordKind, file: str, limits: Limits
) -> tuple[list[int], dict[int, str]]:
    """Indices of blank rows, and of unusable ones with the cause. Raises InputError for too many."""
    if not len(raw.rows):
        return [], {}
    needed = [i for i, item in enumerate(raw.labels) if item.canonical in REQUIRED[kind]]
    empty = np.logical_and.reduce([_missing(cleaned[i]) for i in needed])
    first = pc.coalesce(*cleaned) if cleaned[0].null_count and len(cleaned) > 1 else cleaned[0]
    footer = _matching(first, _FOOTER_FIRST, _FOOTER)
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


def _column(
    raw: RawTable,
    cleaned: list[pa.ChunkedArray],
    name: str,
    numbers: pa.Array,
    damaged: dict[tuple[str, str], Damaged],
) -> pa.ChunkedArray:
    chosen = [i for i, item in enumerate(raw.labels) if item.canonical == name]
    parts = []
    for i in chosen:
        column = cleaned[i]
        if raw.labels[i].unit:
            column = pc.replace_substring_regex(column, _BARE_NUMBER, r"\1" + raw.labels[i].unit)
        if name in _DAYS:
            column = _as_iso(column)
        if name in _CODES:
            column, cells = _without_damaged(column, raw.labels[i].text, numbers)
            if cells:
                damaged[name, raw.labels[i].text] = cells
        parts.append(column)
    if name == "address":
        ranks = [raw.labels[i].rank for i in chosen]
        address = in_pieces(parts, ranks) if any(map(is_piece, ranks)) else _best(parts, ranks)
        towns, villages = (_of(raw, cleaned, part) for part in ("town", "village"))
        return below(address, towns, villages) if towns or villages else address
    if len(parts) == 1:
        return parts[0]
    if name in _JOINED:
        return _join(parts, _JOINED[name])
    return _best(parts, [raw.labels[i].rank for i in chosen])


def _best(parts: list[pa.ChunkedArray], ranks: list[int]) -> pa.ChunkedArray:
    """Of each row the first cell that is filled, in the order of the ranks of the columns."""
    if len(parts) == 1:
        return parts[0]
    order = sorted(range(len(parts)), key=lambda at: (ranks[at], at))
    return pc.coalesce(*(parts[at] for at in order))


def _of(raw: RawTable, cleaned: list[pa.ChunkedArray], name: str) -> list[pa.ChunkedArray]:
    pairs = zip(cleaned, raw.labels, strict=True)
    return [column for column, item in pairs if item.canonical == name]


def _as_iso(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Rows name few different days, so these are read and not rows."""
    cells = whole(column)
    if all_plain(cells):
        return column
    coded = cells.dictionary_encode()
    days = coded.dictionary.to_pylist()
    read = [iso_time(day) for day in days]
    if read == days:
        return column
    return pa.chunked_array([pa.array(read, pa.string()).take(coded.indices)])


def _join(parts: list[pa.ChunkedArray], separator: str) -> pa.ChunkedArray:
    result = parts[0]
    for part in parts[1:]:
        same = pc.fill_null(pc.equal(result, part), False)
        fresh = pc.if_else(same, None, part).cast(pa.string())
        # Not null_handling="skip": a row in which both are missing would be left out of the column.
        both = pc.binary_join_element_wise(result, fresh, separator)
        result = pc.coalesce(both, result, fresh)
    return result


def _without_damaged(
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


def _rejected(
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


def _may_be_kept(label: Label, kind: RecordKind) -> bool:
    """Of a tip only what cannot name who reported: no free text, and no column nobody knows."""
    if kind is RecordKind.TIP:
        return label.canonical in _TIP_KEPT and not label.private
    return not label.private


def _aligned(labels: Sequence[Label], cells: tuple[str, ...]) -> dict[str, str]:
    names = [item.text for item in labels]
    names += [f"多出的第{i}列" for i in range(1, len(cells) - len(names) + 1)]
    return dict(zip(names, cells, strict=False))
