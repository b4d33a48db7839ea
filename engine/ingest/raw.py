"""One file or sheet as it stands in the source, before its columns get canonical names."""

from __future__ import annotations

from dataclasses import dataclass, field

import pyarrow as pa

from engine.ingest.headers.names import Label


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that does not fit the header; its cells cannot be given to columns."""

    row: int
    cause: str
    cells: tuple[str, ...]
    #: of the header it stands under, where that is not the one of the table
    labels: tuple[Label, ...] = ()


@dataclass(slots=True)
class RawTable:
    """``columns`` are text, one for each label; ``rows`` their numbers in the source."""

    labels: tuple[Label, ...]
    columns: list[pa.ChunkedArray]
    rows: pa.Array
    encoding: str = ""
    header_row: int = 0
    sheet: str = ""
    bad: list[BadRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class NoHeader(Exception):
    """No row names a required column; carries the likeliest header cells for the message."""

    def __init__(self, cells: list[str]) -> None:
        super().__init__("no header")
        self.cells = cells


class FormLayout(NoHeader):
    """Labels and what is filled in stand side by side, as on a card or a form."""
