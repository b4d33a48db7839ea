"""Cards and forms: labels with what is filled in beside them. Read as a table, the first person on
one would be a header."""

from __future__ import annotations

from collections.abc import Sequence

from engine.ingest.headers.names import exact, is_header, is_private
from engine.model.terms import RecordKind

_LOOKED_AT = 12


def is_form(rows: Sequence[Sequence[str]], header: int, kind: RecordKind) -> bool:
    """Whether the row taken for the ``header`` and those around it are pieces of a form."""
    pairs = _pairs(rows[header], kind)
    if pairs >= 2:
        return True
    around = [*rows[:header], *rows[header + 1 : header + 1 + _LOOKED_AT]]
    around = [row for row in around if any(map(str.strip, row))]
    filled = sum(1 for row in around if _pairs(row, kind))
    return pairs == 1 and filled > 0 and filled * 2 >= len(around)


def _pairs(row: Sequence[str], kind: RecordKind) -> int:
    """How many labels stand in the row, each with something that is none behind it; 0 if anything
    else does. Only the last may be without, and one may be followed by several, as on a table that
    was turned."""
    cells = [cell.strip() for cell in row if cell.strip()]
    labels = [_is_label(cell, kind) for cell in cells]
    if len(cells) < 2 or not labels[0]:
        return 0
    if not any(labels[1:]):
        return 0 if any(is_header(cell, kind) for cell in cells[1:]) else 1
    pairs = list(zip(cells[::2], cells[1::2], strict=False))
    alike = all(labels[::2]) and not any(is_header(value, kind) for _, value in pairs)
    return len(pairs) if alike else 0


def _is_label(cell: str, kind: RecordKind) -> bool:
    return exact(cell, kind) is not None or is_private(cell, kind)
