"""csv, tsv and delimited txt: Arrow for files that are well formed, ``robust`` for the others."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from engine.ingest.delimited.encodings import remarks, to_utf8
from engine.ingest.delimited.line_ends import check_lines, foreign_ends
from engine.ingest.delimited.quotes import holds_rows, well_quoted
from engine.ingest.delimited.records import Records
from engine.ingest.delimited.robust import read_rows
from engine.ingest.headers.forms import is_form
from engine.ingest.headers.locate import SCAN, Header, best_guess, find_header
from engine.ingest.limits import USUAL, Limits
from engine.ingest.raw import FormLayout, NoHeader, RawTable
from engine.model.terms import RecordKind

DELIMITERS = (",", "\t", ";", "|", "，")
_NO_DELIMITER = "\x1f"
_HEAD = 1 << 18
_BLOCK = 1 << 23
_LONGER = "行的末尾比表头多出空列，没有使用。格里若有没加引号的分隔符，后面的列会错位，请核对"


def read_delimited(
    data: bytes, kind: RecordKind, source: str = "", limits: Limits = USUAL
) -> RawTable:
    """Raises NotText, NoHeader and InputError."""
    body, encoding, broken = to_utf8(data)
    notes = remarks(encoding, broken)
    if foreign := foreign_end(body[:_HEAD].decode("utf-8", "ignore"), kind, limits.columns):
        body = body.replace(foreign.encode(), b"\n")
        notes.append(f"行尾不是换行，而是 U+{ord(foreign):04X}，已按换行读取")
    check_lines(body, source, limits)
    head = _head(body, limits.columns)
    delimiter, header, stop = sniff(head, kind, limits.columns)
    skip = len(head[:stop].encode("utf-8"))
    end = len(body.rstrip(b"\r\n\x1a")) if body[-1:] in b"\r\n\x1a" else len(body)
    raw = RawTable(
        header.labels[: header.own],
        [],
        pa.array([], pa.int64()),
        encoding,
        header.last + 1,
        bad=list(header.above),
        notes=notes,
    )
    if skip >= end:
        raw.columns = [pa.chunked_array([pa.array([], pa.string())]) for _ in raw.labels]
        return raw
    columns = _fast(body, skip, end, delimiter, len(header.labels))
    if columns is None or filled(columns[header.own :]):
        columns, raw.rows, bad, longer = read_rows(
            body[skip:end], delimiter, header.own, header.before, source, limits
        )
        raw.bad += bad
        if longer:
            notes.append(f"有 {longer} {_LONGER}")
        if bad:
            notes.append(f"有 {len(bad)} 行的列数或引号有误，已放入未读行")
    else:
        first = header.before + 1
        raw.rows = pa.array(range(first, first + len(columns[0])), pa.int64())
        notes += longer_rows(header.own, len(header.labels))
    raw.columns = columns[: header.own]
    return raw


def longer_rows(own: int, width: int) -> list[str]:
    """What is said where all rows end in empty cells that the header does not have."""
    return [f"每{_LONGER}"] if width > own else []


def filled(columns: Iterable[pa.ChunkedArray]) -> bool:
    """Whether something stands beyond the header: then a cell may have been split in two, and
    what is under the header may not belong there."""
    return any(
        pc.any(pc.not_equal(pc.utf8_trim_whitespace(column), "")).as_py() for column in columns
    )


def foreign_end(head: str, kind: RecordKind, most: int) -> str:
    """The character that ends rows instead of a line feed, "" where that is what ends them.

    Under the wrong one rows stand in the header, which names less of what we know, or is wider.
    """
    ends = ["", *foreign_ends(head)]
    if len(ends) == 1:
        return ""
    known = [_known(head.replace(end, "\n") if end else head, kind, most) for end in ends]
    return ends[known.index(max(known))]


def _known(head: str, kind: RecordKind, most: int) -> tuple[int, int]:
    try:
        _, header, _ = sniff(head, kind, most)
    except NoHeader:
        return 0, 0
    return header.score, -header.own


def _head(body: bytes, most: int) -> str:
    """Whole lines of the beginning. Raises NoHeader where a single line has no end."""
    head = body[:_HEAD]
    if len(body) > _HEAD:
        end = max(head.rfind(b"\n"), head.rfind(b"\r"))
        if end < 0:
            raise NoHeader(head.decode("utf-8", "ignore").split(",")[: most + 1])
        head = head[: end + 1]
    return head.decode("utf-8", "ignore")


def sniff(head: str, kind: RecordKind, most: int) -> tuple[str, Header, int]:
    """The delimiter under which the header names most columns; and the header's length."""
    alone = _single(head, kind)
    if alone is not None:
        return alone
    best: tuple[int, int, str, Header, int] | None = None
    guess: list[str] = []
    for order, delimiter in enumerate(DELIMITERS):
        rows, ends = _first_rows(head, delimiter)
        found = find_header(rows, kind, most)
        if found is None:
            cells = best_guess(rows, kind)
            guess = cells if len(cells) > len(guess) else guess
            continue
        key = (found.score, -order)
        if best is None or key > best[:2]:
            best = (*key, delimiter, found, ends[found.last])
    if best is None:
        raise NoHeader(guess)
    _, _, delimiter, header, stop = best
    if is_form(_first_rows(head, delimiter)[0], header.first, kind):
        raise FormLayout([])
    return delimiter, header, stop


def _single(head: str, kind: RecordKind) -> tuple[str, Header, int] | None:
    """A file of one column, such as short messages: its commas are text, not delimiters."""
    rows, ends = _first_rows(head, _NO_DELIMITER)
    found = find_header(rows, kind)
    # A quote without its other one is of a header of several lines, the first of which this is.
    if found is None or any(
        cell.count('"') % 2 or any(d in cell for d in DELIMITERS) for cell in rows[found.last]
    ):
        return None
    return _NO_DELIMITER, found, ends[found.last]


def _first_rows(head: str, delimiter: str) -> tuple[list[list[str]], list[int]]:
    """The first rows, and for each the position in ``head`` where it ends."""
    lines = list(io.StringIO(head, newline=""))
    records = Records(lines, delimiter)
    rows: list[list[str]] = []
    ends: list[int] = []
    position, at = 0, 0
    while at < len(lines) and len(rows) <= SCAN:
        cells, used = records.at(at)
        position += sum(map(len, lines[at : at + used]))
        at += used
        rows.append(cells)
        ends.append(position)
    return rows, ends


def _fast(
    body: bytes, begin: int, end: int, delimiter: str, width: int
) -> list[pa.ChunkedArray] | None:
    """Columns of a part of ``body`` as read by Arrow, or None if any row is irregular."""
    if not delimiter.isascii() or not well_quoted(body, begin, end, delimiter):
        return None
    reading, parsing, converting = read_options(delimiter, width)
    try:
        table = pacsv.read_csv(
            pa.BufferReader(pa.py_buffer(body).slice(begin, end - begin)),
            read_options=reading,
            parse_options=parsing,
            convert_options=converting,
        )
    except MemoryError:  # Arrow's is one of its own errors, too
        raise
    except pa.ArrowException:
        return None
    if holds_rows(table.to_batches(), delimiter, width):
        return None
    columns: list[pa.ChunkedArray] = table.columns
    return columns


def read_options(
    delimiter: str, width: int
) -> tuple[pacsv.ReadOptions, pacsv.ParseOptions, pacsv.ConvertOptions]:
    """How Arrow reads well-formed rows of ``width`` cells: all of them as text, which is known to
    be UTF-8."""
    names = [f"c{i}" for i in range(width)]
    return (
        pacsv.ReadOptions(column_names=names, block_size=_BLOCK),
        pacsv.ParseOptions(delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False),
        pacsv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            strings_can_be_null=False,
            check_utf8=False,
        ),
    )
