"""What reading one kind of input gives: a canonical table, the rows set aside, the provenance."""

from __future__ import annotations

from dataclasses import dataclass, field

import pyarrow as pa

from engine.model.fields import COLUMNS, PROVENANCE
from engine.model.terms import RecordKind


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that could not be used, kept whole; row 0 stands for a file none of which was read."""

    kind: RecordKind
    source_file: str
    source_sheet: str
    source_row: int
    cause: str
    raw: str  # the row's cells as one JSON object, header → text


@dataclass(frozen=True, slots=True)
class SourceReport:
    """One file or sheet as it was understood; shown to the user and kept in run.json."""

    kind: RecordKind
    file: str
    sheet: str
    sha256: str
    encoding: str
    header_row: int  # 1-based row of the file on which the (last line of the) header stands
    mapping: dict[str, str]  # header in the file → canonical column
    unmapped: tuple[str, ...]
    rows_in: int
    rows_used: int
    rows_rejected: int
    notes: tuple[str, ...] = ()  # Chinese remarks, e.g. damaged codes with their rows
    #: A file of a folder of which nothing was read. One that we ought to be able to read counts as
    #: one row set aside; one without a header, or of another type, may be no table at all.
    unread: bool = False

    @property
    def columns(self) -> int:
        return len(self.mapping) + len(self.unmapped)


@dataclass(frozen=True, slots=True)
class Ingested:
    """``table`` has the canonical columns of ``kind`` and the provenance columns, all present."""

    kind: RecordKind
    table: pa.Table
    rejected: tuple[RejectedRow, ...] = ()
    sources: tuple[SourceReport, ...] = ()
    rows_in: int = 0
    extra: dict[str, str] = field(default_factory=dict)


def nothing_of(kind: RecordKind) -> Ingested:
    """What is read of a kind that nobody supplied."""
    names = [*COLUMNS[kind], *PROVENANCE]
    fields = [(n, pa.int64() if n == "source_row" else pa.string()) for n in names]
    return Ingested(kind, pa.schema(fields).empty_table())
