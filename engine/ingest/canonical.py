"""Give the columns of a source their canonical names and set aside the rows that cannot be used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.ingest.cells import clean
from engine.ingest.damaged import Damaged, without_damaged
from engine.ingest.days import as_iso
from engine.ingest.headers.remarks import by_row, to_look_at
from engine.ingest.invisible import without_unseen
from engine.ingest.limits import USUAL, Limits
from engine.ingest.noted import status_of
from engine.ingest.raw import RawTable
from engine.ingest.reporters import without_reporters
from engine.ingest.unusable import rejected_rows, unusable
from engine.ingest.whereabouts import below, in_pieces, is_piece
from engine.model.fields import COLUMNS
from engine.model.ingested import Ingested, RejectedRow, SourceReport
from engine.model.terms import ATTENTION, HEADER_ONLY, RecordKind

#: Several columns of the source that belong together are joined; elsewhere the best one wins.
_JOINED = {"scope": "；", "phone": ";", "term": "至", "text": "\n"}
_CODES = ("uscc", "reg_no", "phone", "number", "licence_no", "ad_id", "tip_id")
#: Columns in which characters that nobody sees say nothing.
_READ = {RecordKind.REGISTRATION: ("name", "scope"), RecordKind.LICENCE: ("name",)}
_DAYS = ("est_date", "approve_date", "publish_time", "received_time")
_BARE_NUMBER = r"^([0-9][0-9,，]*(?:\.[0-9]+)?)$"
_NAMELESS = 20
#: Characters beyond which nothing is a code or a number.
_LONGEST = 200


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
            notes.append("没有可用的数据行" if self.report.rows_in else HEADER_ONLY)
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
    if kind is RecordKind.TIP:
        raw = _confidential(raw)
    seen, unseen = _seen(raw, kind)
    cleaned = [clean(column) for column in seen]
    blank, causes = unusable(raw, cleaned, kind, file, limits)
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
        name: _column(raw, cleaned, name, numbers, damaged, unseen) if name in known else none
        for name in COLUMNS[kind]
    }
    if kind is RecordKind.TIP:
        columns["tip_id"] = by_row(columns["tip_id"], numbers, raw.header_row)
    if kind is RecordKind.REGISTRATION:
        columns["status"] = status_of(columns["name"], columns["status"])
    columns["source_file"] = _same(file, used)
    columns["source_sheet"] = _same(raw.sheet, used)
    columns["source_row"] = pa.chunked_array([numbers])
    rejected = rejected_rows(raw, kind, file, causes)
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


def _confidential(raw: RawTable) -> RawTable:
    pairs = zip(raw.columns, raw.labels, strict=True)
    return replace(
        raw, columns=[without_reporters(cells, item.canonical or "") for cells, item in pairs]
    )


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


def _column(
    raw: RawTable,
    cleaned: list[pa.ChunkedArray],
    name: str,
    numbers: pa.Array,
    damaged: dict[tuple[str, str], Damaged],
    notes: list[str],
) -> pa.ChunkedArray:
    chosen = [i for i, item in enumerate(raw.labels) if item.canonical == name]
    parts = []
    for i in chosen:
        column = cleaned[i]
        if raw.labels[i].unit:
            column = pc.replace_substring_regex(column, _BARE_NUMBER, r"\1" + raw.labels[i].unit)
        if name in _DAYS:
            column = as_iso(column)
        if name in _CODES:
            column, cells = without_damaged(column, raw.labels[i].text, numbers)
            if cells:
                damaged[name, raw.labels[i].text] = cells
            if name != "phone":  # of several one may make a list
                column, some = _no_texts(column)
                if some:
                    notes.append(
                        f"{raw.labels[i].text}里有超过 {_LONGEST} 字的，不是编号，按空白处理"
                    )
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


def _no_texts(column: pa.ChunkedArray) -> tuple[pa.ChunkedArray, bool]:
    """Numbers stand in every row of evidence: a text in the place of one would be copied thousands of
    times. Whether there are any."""
    long = pc.greater(pc.utf8_length(column), _LONGEST)
    if not pc.any(long).as_py():
        return column, False
    return pc.if_else(long, pa.scalar(None, pa.string()), column), True


def _best(parts: list[pa.ChunkedArray], ranks: list[int]) -> pa.ChunkedArray:
    """Of each row the first cell that is filled, in the order of the ranks of the columns."""
    if len(parts) == 1:
        return parts[0]
    order = sorted(range(len(parts)), key=lambda at: (ranks[at], at))
    return pc.coalesce(*(parts[at] for at in order))


def _of(raw: RawTable, cleaned: list[pa.ChunkedArray], name: str) -> list[pa.ChunkedArray]:
    pairs = zip(cleaned, raw.labels, strict=True)
    return [column for column, item in pairs if item.canonical == name]


def _join(parts: list[pa.ChunkedArray], separator: str) -> pa.ChunkedArray:
    result = parts[0]
    for part in parts[1:]:
        same = pc.fill_null(pc.equal(result, part), False)
        fresh = pc.if_else(same, None, part).cast(pa.string())
        # Not null_handling="skip": a row in which both are missing would be left out of the column.
        both = pc.binary_join_element_wise(result, fresh, separator)
        result = pc.coalesce(both, result, fresh)
    return result
