"""Where a record stands in its file, as Excel counts: the row of the sheet, not of the data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from engine.export.text import as_number, as_text

#: In a record of an earlier run: its row as it was shown then.
SHOWN_ROW = "shown_row"
#: (file, sheet) → the line of its header; of a file with one sheet also (file, "").
Headers = Mapping[tuple[str, str], int]


def sources_of(run: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    """The source reports in the run record, as ``SourceReport`` or as plain mappings."""
    found = run.get("sources") or run.get("inputs") or ()
    for source in found if isinstance(found, list | tuple) else ():
        if isinstance(source, Mapping):
            yield source
        elif hasattr(source, "rows_in"):
            yield {name: getattr(source, name) for name in type(source).__slots__}


def headers_of(sources: Iterable[Mapping[str, Any]]) -> Headers:
    found: dict[tuple[str, str], int] = {}
    for source in sources:
        header = as_number(source.get("header_row"))
        if isinstance(header, int) and header > 0:
            found[as_text(source.get("file")), as_text(source.get("sheet"))] = header
    alone = Counter(file for file, _ in found)
    return found | {(file, ""): line for (file, _), line in found.items() if alone[file] == 1}


def line_of(headers: Headers, file: str, sheet: str, row: Any) -> int | None:
    """The line at which Excel shows a row of data; None where the file has no header."""
    header, number = headers.get((file, sheet)), as_number(row)
    return header + int(number) if header and number else None


def shown_row(headers: Headers, record: Mapping[str, Any]) -> int | str | None:
    """The row of a record as a person finds it: its line, or which one it is of the data; of one that is
    carried from an earlier run as that one told it."""
    if SHOWN_ROW in record:
        return record[SHOWN_ROW]  # type: ignore[no-any-return]
    file, number = as_text(record.get("source_file")), as_number(record.get("source_row"))
    if not number:
        return None
    return line_of(headers, file, "", number) or f"第{int(number)}条"


def in_words(headers: Headers, record: Mapping[str, Any]) -> str:
    row = shown_row(headers, record)
    return f"第 {row} 行" if isinstance(row, int) else str(row or "")
